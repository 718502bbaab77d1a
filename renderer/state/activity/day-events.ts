import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EventSummary, LogEvent } from '../../../shared/log-events.ts';
import type { Pet } from '../../../shared/pets.ts';
import type { Zone } from '../../../shared/zones.ts';
import type { PetLogClient } from '../../transport/petlog-client.ts';
import { dayBounds, localDate } from '../library/recording-days.ts';
import { NewestWins } from '../newest-wins.ts';
import { untilPainted } from '../until-painted.ts';

/** What the day is narrowed to; null for no limit. */
export interface DayFilter {
  readonly petId: number | null;
  readonly label: string | null;
  readonly zoneId: string | null;
  readonly cameraId: string | null;
}

export const everything: DayFilter = { petId: null, label: null, zoneId: null, cameraId: null };

const pageSize = 50;
const mostAtOnce = 1000;
const changes: ReadonlySet<string> = new Set([
  'event.started',
  'event.changed',
  'event.ended',
  'event.removed',
  'pets.changed',
  'zones.changed',
]);

/** What happened on one day of the reader's calendar, newest first, page by page, and what it comes to. Follows what happens now. */
export class DayEvents implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: PetLogClient;
  readonly #now: () => Date;
  /** Null is today, whichever day that has become. */
  #date: string | null = null;
  #filter = everything;
  #unsubscribe: readonly (() => void)[] = [];
  /** Rises with each other choice: an answer to an earlier one is not shown. */
  #choice = 0;
  readonly #refresh = new NewestWins<number>((choice) => this.#load(choice));
  /** null before the first answer. */
  events: readonly LogEvent[] | null = null;
  totalCount = 0;
  /** Of the whole day, whoever is chosen. */
  day: EventSummary | null = null;
  /** Of who is chosen. */
  chosen: EventSummary | null = null;
  pets: readonly Pet[] = [];
  zones: readonly Zone[] = [];
  failure: unknown;
  isLoadingMore = false;

  constructor(host: ReactiveControllerHost, client: PetLogClient, now: () => Date = () => new Date()) {
    this.#host = host;
    this.#client = client;
    this.#now = now;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unsubscribe = [
      this.#client.onNotice(({ name }) => {
        if (changes.has(name)) {
          this.again();
        }
      }),
      this.#client.onConnection((connection) => {
        if (connection === 'connected') {
          this.again();
        }
      }),
    ];
    this.again();
  }

  hostDisconnected(): void {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    this.#refresh.cancel();
  }

  get date(): string {
    return this.#date ?? localDate(this.#now());
  }

  get isToday(): boolean {
    return this.date === localDate(this.#now());
  }

  get filter(): DayFilter {
    return this.#filter;
  }

  get isFiltered(): boolean {
    return Object.values(this.#filter).some((value) => value !== null);
  }

  get isComplete(): boolean {
    return this.events !== null && this.events.length >= this.totalCount;
  }

  /** @param date such as 2026-05-01; null, today and what is yet to come are today */
  show(date: string | null): void {
    this.#date = date === null || date >= localDate(this.#now()) ? null : date;
    this.#begin();
  }

  earlier(): void {
    this.show(localDate(new Date(dayBounds(this.date).start.getTime() - 1)));
  }

  later(): void {
    this.show(localDate(new Date(dayBounds(this.date).end.getTime() + 1)));
  }

  choose(change: Partial<DayFilter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.#begin();
  }

  /** Asks once more for what is shown. */
  again(): void {
    this.#refresh.request(this.#choice);
  }

  async more(): Promise<void> {
    const known = this.events;
    if (known === null || this.isComplete || this.isLoadingMore) {
      return;
    }
    const choice = this.#choice;
    this.isLoadingMore = true;
    this.#host.requestUpdate();
    try {
      const page = Math.floor(known.length / pageSize) + 1;
      const { events, total_count } = await this.#client.call('events.list', { ...this.#query, page, page_size: pageSize });
      if (choice === this.#choice) {
        const ids = new Set((this.events ?? []).map(({ event_id }) => event_id));
        this.events = [...(this.events ?? []), ...events.filter(({ event_id }) => !ids.has(event_id))];
        // What happened meanwhile has moved the pages; what they hold is at most what was counted.
        this.totalCount = events.length === 0 ? this.events.length : total_count;
      }
    } catch (error) {
      this.failure = error;
    } finally {
      this.isLoadingMore = false;
      this.#host.requestUpdate();
    }
  }

  /** Shows one as it is now, before the next answer. */
  put(event: LogEvent): void {
    this.events = this.events?.map((known) => (known.event_id === event.event_id ? event : known)) ?? null;
    this.#host.requestUpdate();
  }

  #begin(): void {
    this.#choice += 1;
    this.events = null;
    this.chosen = null;
    this.failure = undefined;
    this.#host.requestUpdate();
    this.again();
  }

  get #bounds(): { start_date: string; end_date: string } {
    const { start, end } = dayBounds(this.date);
    return { start_date: start.toISOString(), end_date: end.toISOString() };
  }

  get #place(): { camera?: string; zone?: string } {
    const { zoneId, cameraId } = this.#filter;
    return { ...(cameraId === null ? {} : { camera: cameraId }), ...(zoneId === null ? {} : { zone: zoneId }) };
  }

  get #who(): { pet_id?: number; label?: string } {
    const { petId, label } = this.#filter;
    return { ...(petId === null ? {} : { pet_id: petId }), ...(label === null ? {} : { label }) };
  }

  get #query() {
    return { ...this.#bounds, ...this.#place, ...this.#who, is_wrong: false };
  }

  async #load(choice: number): Promise<void> {
    const count = Math.max(pageSize, Math.ceil((this.events?.length ?? 0) / pageSize) * pageSize);
    const client = this.#client;
    try {
      const [list, day, chosen, pets, { zones }] = await Promise.all([
        client.call('events.list', { ...this.#query, page_size: Math.min(mostAtOnce, count) }),
        client.call('events.summary', { ...this.#bounds, ...this.#place }),
        client.call('events.summary', { ...this.#bounds, ...this.#place, ...this.#who }),
        client.call('pets.list', {}),
        client.call('zones.list', {}),
        untilPainted(), // a touch is answered before what it asked for is drawn
      ]);
      if (choice !== this.#choice) {
        return;
      }
      const rest = this.events !== null && this.events.length > mostAtOnce ? this.events.slice(list.events.length) : [];
      this.events = [...list.events, ...rest];
      this.totalCount = list.total_count;
      this.day = day;
      this.chosen = chosen;
      this.pets = pets;
      this.zones = zones;
      this.failure = undefined;
    } catch (error) {
      if (choice !== this.#choice) {
        return;
      }
      this.failure = error;
    }
    this.#host.requestUpdate();
  }
}
