import { PetLogError } from '../../shared/errors.ts';
import type { EventTimeline, EventTimelineInput } from '../../shared/event-timeline.ts';
import {
  type EventSummary,
  type EventSummaryQuery,
  type LogEvent,
  type LogEventChange,
  type LogEventInput,
  type LogEventsPage,
  type LogEventsQuery,
} from '../../shared/log-events.ts';
import type { EventBus } from '../events/event-bus.ts';
import { timeRange } from '../library/time-range.ts';
import type { EventKind, RecordedEvents } from '../library/recorded-events.ts';
import type { Clock } from '../system/clock.ts';
import { eventInfo, type EventSurroundings } from './event-info.ts';
import type { EventLogDatabase } from './event-log-database.ts';
import type { EventPictures } from './event-pictures.ts';
import { eventMarks, eventsDuring } from './event-marks.ts';
import { eventSummary } from './event-summary.ts';
import type { EventFilter } from './event-filter.ts';
import { EventTable } from './event-table.ts';
import { PetTable } from './pet-table.ts';
import type { Pets } from './pets.ts';
import type { StoredEvent } from './stored-event.ts';
import { type VisitRecorder, whoIs } from './visit-recorder.ts';

interface EventLogOptions {
  readonly database: EventLogDatabase;
  readonly pictures: EventPictures;
  readonly visits: Pick<VisitRecorder, 'forget'>;
  readonly pets: Pick<Pets, 'find'>;
  readonly surroundings: Omit<EventSurroundings, 'nameOfPet'>;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

const defaultPageSize = 50;
/** A recording that shows more is told of the first. */
const mostEventsOfRecording = 200;
/** Of one piece of work; others have their turn in between. */
const removedTogether = 100;

/** What happened before the cameras: to be looked at, corrected and removed. Visits come in by the `VisitRecorder`. */
export class EventLog implements RecordedEvents {
  readonly #options: EventLogOptions;

  constructor(options: EventLogOptions) {
    this.#options = options;
  }

  /** Whether there is any event of a camera. */
  hasOf(cameraId: string): boolean {
    return this.list({ camera: cameraId, page_size: 1 }).events.length > 0;
  }

  /** Newest first. @param visibleCameraIds those that one may see; all where it is left out */
  list({ page = 1, page_size = defaultPageSize, ...query }: LogEventsQuery, visibleCameraIds?: readonly string[]): LogEventsPage {
    const filter: EventFilter = {
      ...filterOf(query, visibleCameraIds),
      eventType: query.event_type,
      label: query.label,
      isWrong: query.is_wrong,
    };
    const { events, total_count } = this.#options.database.read((statements) => {
      const table = new EventTable(statements);
      return { events: table.page(filter, page_size, (page - 1) * page_size), total_count: table.count(filter) };
    });
    return { events: this.#told(events), total_count, page, page_size };
  }

  summary(query: EventSummaryQuery, visibleCameraIds?: readonly string[]): EventSummary {
    return this.#options.database.read((statements) =>
      eventSummary(statements, new PetTable(statements), { ...filterOf(query, visibleCameraIds), label: query.label }),
    );
  }

  /** What somebody did before a camera, as a strip of time shows it. */
  timeline({ start_date, end_date, resolution_seconds = 0 }: Omit<EventTimelineInput, 'camera'>, cameraId: string): EventTimeline {
    return this.#options.database.read((statements) =>
      eventMarks(eventsDuring(statements, cameraId, timeRange(start_date, end_date)), resolution_seconds),
    );
  }

  /** @throws PetLogError `event_not_found` */
  find(eventId: string | number): StoredEvent {
    const id = /^\d{1,15}$/.test(String(eventId)) ? Number(eventId) : 0;
    const event = this.#options.database.read((statements) => new EventTable(statements).find(id));
    if (event === null) {
      throw new PetLogError('event_not_found', { id: eventId });
    }
    return event;
  }

  /** Some that are over, in the order of their ids. */
  endedAfter(eventId: number, limit: number): StoredEvent[] {
    return this.#options.database.read((statements) => new EventTable(statements).endedAfter(eventId, limit));
  }

  /** @throws PetLogError `event_not_found` */
  get(eventId: string): LogEvent {
    return this.#toldOne(this.find(eventId));
  }

  /**
   * What a client saw.
   *
   * @throws PetLogError `pet_not_found`, `event_not_saved`
   */
  log(input: LogEventInput, cameraId: string): StoredEvent {
    const petId = input.pet_id ?? null;
    if (petId !== null) {
      this.#options.pets.find(petId);
    }
    const now = this.#now;
    const event = this.#options.database.write((statements) =>
      new EventTable(statements).add({
        visitKey: null,
        cameraId,
        eventType: input.event_type,
        label: null,
        petId,
        decidedBy: petId === null ? 'nobody' : 'person',
        confidence: input.confidence ?? null,
        startedAtMilliseconds: input.timestamp === undefined ? now : Date.parse(input.timestamp),
        durationMilliseconds: Math.round((input.duration ?? 0) * 1000),
        isOpen: false,
        box: null,
        picture: null,
        mediaPath: input.media_path ?? null,
        note: '',
        isWrong: false,
        isKept: false,
        metadata: input.metadata ?? {},
        createdAtMilliseconds: now,
        zones: [],
      }),
    );
    const bus = this.#options.bus.ofCamera(cameraId);
    bus.emit('event.started', newsOf(event));
    bus.emit('event.ended', { ...newsOf(event), duration_seconds: event.durationMilliseconds / 1000 });
    return event;
  }

  /**
   * A person corrects it; that stays, whatever is told of the visit afterwards.
   *
   * @throws PetLogError `event_not_found`, `pet_not_found`, `event_not_saved`
   */
  change(eventId: string, { pet_id: petId, label, kept, note, is_wrong: isWrong }: LogEventChange): LogEvent {
    const { eventId: id } = this.find(eventId);
    const pet = petId === undefined || petId === null ? null : this.#options.pets.find(petId);
    const event = this.#options.database.write((statements) => {
      const table = new EventTable(statements);
      const before = table.find(id);
      if (before === null) {
        throw new PetLogError('event_not_found', { id: eventId });
      }
      const who =
        petId !== undefined
          ? { petId, label: label === undefined ? (pet === null ? before.label : speciesOr(pet.species, before.label)) : label }
          : label !== undefined
            ? { petId: whoIs(statements, label).petId, label }
            : null;
      const after: StoredEvent = {
        ...before,
        ...(who === null ? {} : { ...who, decidedBy: 'person' }),
        ...(kept === undefined ? {} : { isKept: kept }),
        ...(note === undefined ? {} : { note }),
        ...(isWrong === undefined ? {} : { isWrong }),
      };
      table.change(before, after);
      return after;
    });
    this.#options.bus.ofCamera(event.cameraId).emit('event.changed', newsOf(event));
    return this.#toldOne(event);
  }

  /**
   * Removes an event and its picture.
   *
   * @returns what it was
   * @throws PetLogError `event_not_found`, `event_not_saved`
   */
  async remove(eventId: string | number): Promise<StoredEvent> {
    const event = this.find(eventId);
    await this.#removeAll([event], 'asked');
    return event;
  }

  /** Removes what began before a moment and is not kept. Resolves with how many; rejects with `event_not_saved`. */
  async removeOlderThan(milliseconds: number, isStillWanted: () => boolean): Promise<number> {
    let count = 0;
    for (;;) {
      const events = this.#options.database.read((statements) => new EventTable(statements).olderThan(milliseconds, removedTogether));
      if (events.length === 0 || !isStillWanted()) {
        return count;
      }
      await this.#removeAll(events, 'age');
      count += events.length;
    }
  }

  /** The ids of a camera's events that reach into a time, as they began. */
  idsDuring(cameraId: string, fromMilliseconds: number, toMilliseconds: number): number[] {
    return this.#options.database.read((statements) =>
      new EventTable(statements).idsDuring(cameraId, fromMilliseconds, toMilliseconds, mostEventsOfRecording),
    );
  }

  /** Whether there is such an event of a camera that reaches into a time. */
  hasDuring(cameraId: string, fromMilliseconds: number, toMilliseconds: number, kind: EventKind): boolean {
    return this.#options.database.read((statements) =>
      new EventTable(statements).hasDuring(cameraId, fromMilliseconds, toMilliseconds, kind),
    );
  }

  async #removeAll(events: readonly StoredEvent[], reason: 'asked' | 'age'): Promise<void> {
    const { database, visits, pictures, bus } = this.#options;
    database.write((statements) => {
      const table = new EventTable(statements);
      events.forEach((event) => table.remove(event));
    });
    for (const event of events) {
      visits.forget(event);
      bus.ofCamera(event.cameraId).emit('event.removed', { event_id: event.eventId, reason });
      if (event.picture !== null) {
        await pictures.remove(event.picture);
      }
    }
  }

  get #now(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }

  #toldOne(event: StoredEvent): LogEvent {
    return this.#told([event])[0]!;
  }

  #told(events: readonly StoredEvent[]): LogEvent[] {
    const { database, surroundings } = this.#options;
    let names: ReadonlyMap<number, string> | null = null;
    const nameOfPet = (petId: number): string | null =>
      (names ??= new Map(database.read((statements) => new PetTable(statements).list()).map(({ petId: id, name }) => [id, name]))).get(
        petId,
      ) ?? null;
    return events.map((event) => eventInfo(event, { ...surroundings, nameOfPet }));
  }
}

const newsOf = (event: StoredEvent) => ({
  event_id: event.eventId,
  event_type: event.eventType,
  label: event.label,
  pet_id: event.petId,
  zones: event.zones.map(({ zoneId }) => zoneId),
});

/** What is said to be Luna, a cat, is a cat; of a pet of an unknown species nobody knows what it looks like. */
const speciesOr = (species: string, label: string | null): string | null =>
  species === 'unknown' || species === 'other' ? label : species;

function filterOf(
  query: Pick<LogEventsQuery, 'camera' | 'pet_id' | 'zone' | 'start_date' | 'end_date'>,
  visibleCameraIds: readonly string[] | undefined,
): EventFilter {
  return {
    ...timeRange(query.start_date, query.end_date),
    cameraIds: query.camera === undefined ? visibleCameraIds : [query.camera],
    petId: query.pet_id,
    zoneId: query.zone,
  };
}
