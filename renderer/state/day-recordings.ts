import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecordingInfo } from '../../shared/api.ts';
import type { PetLogClient } from '../transport/petlog-client.ts';
import { listChanges } from './library/list-changes.ts';
import { dayBounds, localDate } from './library/recording-days.ts';
import { everyRecording } from './library/recording-filter.ts';
import { RecordingPages } from './library/recording-pages.ts';

/** The recordings of one day of the reader's calendar, newest first, page by page. */
export class DayRecordings implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #now: () => Date;
  readonly pages: RecordingPages;
  /** Null is today, whichever day that has become. */
  #date: string | null = null;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveControllerHost, client: PetLogClient, now: () => Date = () => new Date()) {
    this.#host = host;
    this.#client = client;
    this.#now = now;
    this.pages = new RecordingPages(
      (query) => client.call('recordings.list', query),
      () => host.requestUpdate(),
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => void (listChanges.has(name) && this.pages.refresh())),
      this.#client.onConnection((connection) => void (connection === 'connected' && this.pages.refresh())),
    ];
    this.show(this.#date);
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribe) {
      unsubscribe();
    }
  }

  get date(): string {
    return this.#date ?? localDate(this.#now());
  }

  get isToday(): boolean {
    return this.date === localDate(this.#now());
  }

  get recordings(): readonly RecordingInfo[] | null {
    return this.pages.recordings;
  }

  /** @param date such as 2026-05-01; null, today and what is yet to come are today */
  show(date: string | null): void {
    this.#date = date === null || date >= localDate(this.#now()) ? null : date;
    void this.pages.show({ ...everyRecording, date: this.date });
    this.#host.requestUpdate();
  }

  earlier(): void {
    this.show(localDate(new Date(dayBounds(this.date).start.getTime() - 1)));
  }

  later(): void {
    this.show(localDate(new Date(dayBounds(this.date).end.getTime() + 1)));
  }
}
