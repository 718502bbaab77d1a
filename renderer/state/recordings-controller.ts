import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import { listChanges } from './library/list-changes.ts';
import type { Connection, PetLogClient } from '../transport/petlog-client.ts';

const shownRecordings = 6;

/** The newest recordings, fetched again whenever one ends, is changed or removed, and whenever the connection comes back. */
export class RecordingsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #camera: () => string | undefined;
  recordings: readonly RecordingInfo[] | null = null;
  totalCount = 0;
  failure: unknown;
  #unsubscribe: readonly (() => void)[] = [];
  #request = 0;
  #isRefreshing = false;
  /** Another one changed while the list was on its way. */
  #isStale = false;

  /** @param camera whose recordings they are; of all where it is left out */
  constructor(host: ReactiveControllerHost, client: PetLogClient, camera: () => string | undefined) {
    this.#host = host;
    this.#client = client;
    this.#camera = camera;
    host.addController(this);
  }

  hostConnected(): void {
    const onConnection = (connection: Connection): void => void (connection === 'connected' && this.load());
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => void (listChanges.has(name) && this.#refresh())),
      this.#client.onConnection(onConnection),
    ];
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
  }

  /** Clean-up tells of many at once. */
  async #refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isRefreshing) {
      return;
    }
    this.#isRefreshing = true;
    while (this.#isStale) {
      this.#isStale = false;
      await this.load();
    }
    this.#isRefreshing = false;
  }

  async load(): Promise<void> {
    this.#request += 1;
    const request = this.#request;
    try {
      const camera = this.#camera();
      const page = await this.#client.call('recordings.list', { page_size: shownRecordings, ...(camera === undefined ? {} : { camera }) });
      if (request !== this.#request) {
        return;
      }
      this.recordings = page.recordings;
      this.totalCount = page.total_count;
      this.failure = undefined;
    } catch (error) {
      if (request !== this.#request) {
        return;
      }
      this.failure = error;
    }
    this.#host.requestUpdate();
  }
}
