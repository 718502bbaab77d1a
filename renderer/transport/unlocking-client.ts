import type { LiveStatus } from '../../shared/api.ts';
import type { Notice } from '../../shared/events.ts';
import type { IpcCallName, IpcInput, IpcOutput } from '../../shared/ipc.ts';
import { CallError, type Connection, type PetLogClient } from './petlog-client.ts';

/** A client that asks for the PIN where a call is refused because the screen is locked, and then calls again. */
export class UnlockingClient implements PetLogClient {
  readonly #client: PetLogClient;
  readonly #unlock: () => Promise<boolean>;

  /** `unlock` resolves with whether the screen is unlocked now. */
  constructor(client: PetLogClient, unlock: () => Promise<boolean>) {
    this.#client = client;
    this.#unlock = unlock;
  }

  async call<N extends IpcCallName>(name: N, input: IpcInput<N>): Promise<IpcOutput<N>> {
    try {
      return await this.#client.call(name, input);
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'locked' || !(await this.#unlock())) {
        throw error;
      }
      return this.#client.call(name, input);
    }
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#client.onStatus(listener);
  }

  onCameraStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#client.onCameraStatus(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#client.onNotice(listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    return this.#client.onConnection(listener);
  }

  open(): void {
    this.#client.open();
  }

  close(): void {
    this.#client.close();
  }
}
