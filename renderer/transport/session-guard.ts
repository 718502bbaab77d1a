import type { Session } from '../../shared/access.ts';

/** Keeps a browser signed in, for whoever asks PetLog something. */
export interface SessionGuard {
  /** Resolves once a request has the best chance: an access token that is about to end is renewed first. */
  ready(): Promise<void>;
  /** After a 401 or a broken stream: looks who this browser is now. Resolves to whether it is worth asking again. */
  recover(): Promise<boolean>;
}

/** Who this screen is to PetLog, for what it shows. */
export interface SessionSource {
  /** Null before the first answer. */
  readonly session: Session | null;
  /** Returns the function that ends the subscription. */
  onSession(listener: (session: Session) => void): () => void;
}
