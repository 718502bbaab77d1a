import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LogEvent } from '../../../shared/log-events.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';

interface OpenedEventOptions {
  readonly client: Pick<PetLogClient, 'call' | 'onConnection'>;
  readonly eventId: string;
  onFound(event: LogEvent): void;
  onFailed(error: unknown): void;
}

/** The event that an address is about, such as that of an alert: looked for once, as soon as PetLog is heard. */
export class OpenedEvent implements ReactiveController {
  readonly #options: OpenedEventOptions;
  #isAsked = false;
  #isHere = false;
  #unsubscribe = (): void => {};

  constructor(host: ReactiveControllerHost, options: OpenedEventOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isHere = true;
    this.#unsubscribe = this.#options.client.onConnection((connection) => {
      if (connection === 'connected' && !this.#isAsked) {
        this.#isAsked = true;
        void this.#load();
      }
    });
  }

  hostDisconnected(): void {
    this.#isHere = false;
    this.#unsubscribe();
  }

  async #load(): Promise<void> {
    const { client, eventId, onFound, onFailed } = this.#options;
    try {
      const event = await client.call('events.get', { id: eventId });
      if (this.#isHere) {
        onFound(event);
      }
    } catch (error) {
      onFailed(error);
    }
  }
}
