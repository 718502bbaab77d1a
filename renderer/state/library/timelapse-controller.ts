import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TimelapseJob } from '../../../shared/timelapse.ts';
import { text } from '../../text/text.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { describeFailure } from '../descriptions.ts';

const pollMilliseconds = 1_000;

/** The film that is being made, wherever it was asked for. */
export class TimelapseController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  job: TimelapseJob | null = null;
  isAsking = false;
  /** Why nothing was begun or could be learned, in a sentence. */
  failure: string | null = null;
  /** What was asked before the element went is answered after it. */
  #isConnected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, client: PetLogClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#unsubscribe = this.#client.onNotice(({ name, data }) => {
      const id = data['timelapse_id'];
      if (name === 'timelapse.changed' && typeof id === 'string') {
        void this.#load(id);
      }
    });
    if (this.job?.state === 'running') {
      this.#pollSoon(this.job.timelapse_id);
    }
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#unsubscribe?.();
    clearTimeout(this.#timer);
  }

  start(start: Date, end: Date, durationSeconds: number): Promise<void> {
    return this.#ask(() =>
      this.#client.call('timelapse.start', { start: start.toISOString(), end: end.toISOString(), duration_seconds: durationSeconds }),
    );
  }

  async cancel(): Promise<void> {
    const id = this.job?.timelapse_id;
    if (id !== undefined) {
      await this.#ask(() => this.#client.call('timelapse.cancel', { id }));
    }
  }

  /** Makes room for another one. */
  reset(): void {
    if (this.job?.state !== 'running') {
      this.job = null;
    }
    this.failure = null;
    this.#host.requestUpdate();
  }

  async #ask(call: () => Promise<TimelapseJob>): Promise<void> {
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    this.failure = null;
    this.#host.requestUpdate();
    try {
      this.#accept(await call());
    } catch (error) {
      this.failure = describeFailure(error, text());
    } finally {
      this.isAsking = false;
      this.#host.requestUpdate();
    }
  }

  async #load(id: string): Promise<void> {
    // Somebody else's film is of interest while there is none of our own.
    if (this.job !== null && this.job.timelapse_id !== id && this.job.state === 'running') {
      return;
    }
    const job = await this.#client.call('timelapse.get', { id }).catch(() => undefined);
    if (job !== undefined && (job.state === 'running' || this.job?.timelapse_id === id)) {
      this.#accept(job);
    } else if (this.job?.timelapse_id === id && this.job.state === 'running') {
      this.#pollSoon(id);
    }
  }

  #accept(job: TimelapseJob): void {
    this.job = job;
    if (job.state === 'running') {
      this.#pollSoon(job.timelapse_id);
    }
    this.#host.requestUpdate();
  }

  #pollSoon(id: string): void {
    clearTimeout(this.#timer);
    if (this.#isConnected) {
      this.#timer = setTimeout(() => void this.#load(id), pollMilliseconds);
    }
  }
}
