import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionSource } from '../../transport/session-guard.ts';

/** What this screen may do, as its host needs to know it. */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: SessionSource;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, source: SessionSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#source.onSession(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
  }

  get mayChange(): boolean {
    return this.#source.session?.role === 'admin';
  }

  /** Through the speaker of a camera. */
  get mayTalk(): boolean {
    return this.#source.session?.can_talk === true;
  }

  /** Everyone on the network is let in. */
  get isOpenMode(): boolean {
    return this.#source.session?.access === 'open';
  }

  /** Of this device, and of who signed in on it; null where nobody has to. */
  get name(): string | null {
    const { session } = this.#source;
    if (session?.state !== 'signed_in') {
      return null;
    }
    return session.account_name ?? session.name;
  }

  get canSignOut(): boolean {
    return this.#source.session?.kind === 'device';
  }
}
