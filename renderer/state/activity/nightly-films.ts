import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PetLogClient } from '../../transport/petlog-client.ts';

/** Whether each day gets its film by itself; for admins, who alone may read and change settings. */
export class NightlyFilmsSetting implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  #unsubscribe = (): void => {};
  #isWanted = false;
  /** null as long as nobody knows. */
  isOn: boolean | null = null;
  #hasAsked = false;

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = this.#client.onNotice(({ name }) => void (name === 'settings.changed' && this.#isWanted && this.#load()));
  }

  hostDisconnected(): void {
    this.#unsubscribe();
  }

  /** Whether it is known, or cannot be. */
  get isSettled(): boolean {
    return this.#hasAsked;
  }

  /** From then on it is known. */
  want(): void {
    if (!this.#isWanted) {
      this.#isWanted = true;
      void this.#load();
    }
  }

  /** Rejects where it was not changed; what it is then is asked. */
  async change(isOn: boolean): Promise<void> {
    try {
      this.#take(await this.#client.call('settings.change', { events: { film_of_day: isOn } }));
    } catch (error) {
      await this.#load();
      throw error;
    }
  }

  async #load(): Promise<void> {
    const config = await this.#client.call('settings.get', {}).catch(() => null);
    this.#hasAsked = true;
    if (config !== null) {
      this.#take(config);
    }
    this.#host.requestUpdate();
  }

  #take({ events }: { readonly events: { readonly film_of_day: boolean } }): void {
    this.isOn = events.film_of_day;
    this.#host.requestUpdate();
  }
}
