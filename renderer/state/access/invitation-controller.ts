import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Invitation, NewInvitation, Role } from '../../../shared/access.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';

/** Of a code just made. The two clocks need not agree, so that its own time of expiry says less. */
const validMilliseconds = 120_000;
const pollMilliseconds = 2_000;
const tickMilliseconds = 500;

/** One code at a time: made, watched until somebody used it, and taken back when nobody looks at it any more. */
export class InvitationController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  /** With its code; null while there is none. */
  made: NewInvitation | null = null;
  /** What became of it since. */
  now: Invitation | null = null;
  isMaking = false;
  failure: unknown;
  #endsAt = 0;
  #making = 0;
  #poll: ReturnType<typeof setInterval> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#client.onNotice(({ name }) => void (name === 'access.changed' && this.#look()));
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.end();
  }

  get state(): Invitation['state'] | null {
    if (this.now === null) {
      return null;
    }
    return this.now.state === 'open' && this.leftSeconds === 0 ? 'expired' : this.now.state;
  }

  /** Until the code expires. */
  get leftSeconds(): number {
    return Math.max(0, Math.ceil((this.#endsAt - performance.now()) / 1000));
  }

  /** @param cameraIds that the new device may see; null for all */
  async make(role: Role, cameraIds: readonly string[] | null = null): Promise<void> {
    this.end();
    const making = this.#making;
    this.isMaking = true;
    this.#host.requestUpdate();
    try {
      const made = await this.#client.call('invitations.create', { role, camera_ids: cameraIds === null ? null : [...cameraIds] });
      if (making !== this.#making) {
        this.#takeBack(made);
        return;
      }
      this.made = made;
      this.now = made;
      this.#endsAt = performance.now() + validMilliseconds;
      this.#poll = setInterval(() => void this.#look(), pollMilliseconds);
      this.#tick = setInterval(() => this.#host.requestUpdate(), tickMilliseconds);
    } catch (error) {
      if (making === this.#making) {
        this.failure = error;
      }
    }
    this.isMaking = false;
    this.#host.requestUpdate();
  }

  /** Forgets the code, and takes it back where nobody has used it. */
  end(): void {
    this.#making += 1;
    this.#stop();
    if (this.made !== null && this.state === 'open') {
      this.#takeBack(this.made);
    }
    this.made = null;
    this.now = null;
    this.isMaking = false;
    this.failure = undefined;
    this.#host.requestUpdate();
  }

  #takeBack({ invitation_id: id }: NewInvitation): void {
    // It ends by itself in any case.
    this.#client.call('invitations.cancel', { id }).catch(() => undefined);
  }

  async #look(): Promise<void> {
    const { made } = this;
    if (made === null || this.state !== 'open') {
      this.#stop();
      this.#host.requestUpdate(); // the last tick may have been before it expired
      return;
    }
    const found = await this.#client.call('invitations.get', { id: made.invitation_id }).catch(() => undefined);
    if (found === undefined || made !== this.made) {
      return;
    }
    this.now = found;
    if (found.state !== 'open') {
      this.#stop();
    }
    this.#host.requestUpdate();
  }

  #stop(): void {
    clearInterval(this.#poll);
    clearInterval(this.#tick);
  }
}
