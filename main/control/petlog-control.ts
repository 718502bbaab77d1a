import type { Pushes } from '../../shared/events.ts';
import type { Operations } from '../../shared/routes.ts';

/**
 * Everything that can be done with PetLog, for HTTP routes and IPC handlers
 * alike. Operations take validated input and throw a `PetLogError` for
 * every expected failure.
 */
export interface PetLogControl {
  readonly operations: Operations;
  /** What screens are told without asking. Returns the function that ends the subscription. */
  onPush<N extends keyof Pushes>(name: N, listener: (payload: Pushes[N]) => void): () => void;
}
