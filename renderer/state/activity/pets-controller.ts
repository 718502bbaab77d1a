import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Pet } from '../../../shared/pets.ts';
import type { Zone } from '../../../shared/zones.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';

const changes: ReadonlySet<string> = new Set(['pets.changed', 'zones.changed', 'event.ended']);

/** The pets and zones of this home, as they are now. */
export class PetsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  /** null before the first answer. */
  pets: readonly Pet[] | null = null;
  zones: readonly Zone[] = [];
  failure: unknown;
  #request = 0;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => void (changes.has(name) && this.load())),
      this.#client.onConnection((connection) => void (connection === 'connected' && this.load())),
    ];
  }

  hostDisconnected(): void {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
  }

  async load(): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    try {
      const [pets, { zones }] = await Promise.all([this.#client.call('pets.list', {}), this.#client.call('zones.list', {})]);
      if (request === this.#request) {
        this.pets = pets;
        this.zones = zones;
        this.failure = undefined;
      }
    } catch (error) {
      if (request === this.#request) {
        this.failure = error;
      }
    }
    this.#host.requestUpdate();
  }
}
