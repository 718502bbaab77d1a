import { PetLogError } from '../../shared/errors.ts';
import { petSpecies } from '../../shared/pet-species.ts';
import type { Visit, VisitLog } from '../detection/visit.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { EventLogDatabase } from './event-log-database.ts';
import type { EventPictures } from './event-pictures.ts';
import { EventTable } from './event-table.ts';
import { PetTable } from './pet-table.ts';
import type { Statements } from './statements.ts';
import type { Decider, NewEvent, StoredEvent, ZoneStay } from './stored-event.ts';

interface VisitRecorderOptions {
  readonly database: EventLogDatabase;
  readonly pictures: Pick<EventPictures, 'put'>;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
  readonly logger: Logger;
}

/** Keeps visits as events, from their first certain moment on. */
export class VisitRecorder implements VisitLog {
  readonly #options: VisitRecorderOptions;
  /** Of visits that last: those whose events somebody has removed. */
  readonly #removed = new Set<string>();
  /** Pictures of visits that could not be saved yet. */
  readonly #unsaved = new Map<string, Uint8Array>();

  constructor(options: VisitRecorderOptions) {
    this.#options = options;
  }

  record(visit: Visit): void {
    if (this.#removed.has(visit.visitKey)) {
      if (visit.ended) {
        this.#removed.delete(visit.visitKey);
      }
      return;
    }
    const picture = visit.picture ?? this.#unsaved.get(visit.visitKey) ?? null;
    try {
      const { before, event } = this.#options.database.write((statements) => this.#save(statements, visit));
      this.#unsaved.delete(visit.visitKey);
      if (picture !== null) {
        this.#options.pictures.put(event.eventId, picture);
      }
      this.#tell(before, event);
    } catch (error) {
      if (!(error instanceof PetLogError)) {
        this.#options.logger.error({ err: error }, 'a visit could not be logged');
      } // else it was logged where it happened; the next that is told of this visit has it all
      if (picture !== null && !visit.ended) {
        this.#unsaved.set(visit.visitKey, picture);
      } else {
        this.#unsaved.delete(visit.visitKey);
      }
    }
  }

  /** It lasts perhaps, but nobody wants to hear of it any more. */
  forget({ visitKey, isOpen }: StoredEvent): void {
    if (visitKey !== null && isOpen) {
      this.#removed.add(visitKey);
    }
  }

  /** What lasted when PetLog was killed has ended then, as far as it was told of. */
  endAll(): void {
    try {
      this.#options.database.write((statements) => {
        const table = new EventTable(statements);
        table.open().forEach((event) => table.change(event, { ...event, isOpen: false }));
      });
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'visits of an earlier start could not be ended');
    }
  }

  #save(statements: Statements, visit: Visit): { before: StoredEvent | null; event: StoredEvent } {
    const table = new EventTable(statements);
    const before = table.findVisit(visit.visitKey);
    const durationMilliseconds = Math.max(0, Math.round(visit.durationSeconds * 1000));
    const seen = {
      eventType: visit.eventType,
      confidence: visit.confidence,
      durationMilliseconds,
      isOpen: !visit.ended,
      box: visit.box ?? before?.box ?? null,
      zones: sameOr(before?.zones, staysOf(visit)),
    };
    if (before === null) {
      const event: NewEvent = {
        visitKey: visit.visitKey,
        cameraId: visit.cameraId,
        ...whoIs(statements, visit.label),
        startedAtMilliseconds: Math.round(visit.startedAtMs),
        picture: null,
        mediaPath: null,
        note: '',
        isWrong: false,
        isKept: false,
        metadata: visit.metadata ?? {},
        createdAtMilliseconds: Math.round(this.#options.clock.nowMicroseconds() / 1000),
        ...seen,
      };
      return { before, event: table.add(event) };
    }
    const isDecided = before.decidedBy === 'person' || before.label === visit.label;
    const event: StoredEvent = { ...before, ...(isDecided ? {} : whoIs(statements, visit.label)), ...seen };
    table.change(before, event);
    return { before, event };
  }

  /** That it lasts on is no news. */
  #tell(before: StoredEvent | null, event: StoredEvent): void {
    const news = {
      event_id: event.eventId,
      event_type: event.eventType,
      label: event.label,
      pet_id: event.petId,
      zones: event.zones.map(({ zoneId }) => zoneId),
    };
    const bus = this.#options.bus.ofCamera(event.cameraId);
    const durationSeconds = event.durationMilliseconds / 1000;
    if (before === null) {
      bus.emit('event.started', news);
    } else if (event.isOpen && hasNews(before, event)) {
      bus.emit('event.changed', news);
    }
    if (!event.isOpen && (before === null || before.isOpen)) {
      bus.emit('event.ended', { ...news, duration_seconds: durationSeconds });
    }
  }
}

/** With one pet of a species, who looks like one is that pet. */
export function whoIs(statements: Statements, label: string | null): { label: string | null; petId: number | null; decidedBy: Decider } {
  const species = petSpecies.find((name) => name === label);
  const pet = species === undefined ? null : new PetTable(statements).onlyOf(species);
  return { label, petId: pet?.petId ?? null, decidedBy: pet === null ? 'nobody' : 'species' };
}

const staysOf = ({ zones }: Visit): ZoneStay[] =>
  zones
    .map(({ zoneId, seconds }) => ({ zoneId, durationMilliseconds: Math.max(0, Math.round(seconds * 1000)) }))
    .sort((a, b) => b.durationMilliseconds - a.durationMilliseconds);

const sameOr = (before: readonly ZoneStay[] | undefined, after: readonly ZoneStay[]): readonly ZoneStay[] =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;

const hasNews = (before: StoredEvent, event: StoredEvent): boolean =>
  before.eventType !== event.eventType ||
  before.label !== event.label ||
  before.petId !== event.petId ||
  before.zones.map(({ zoneId }) => zoneId).join() !== event.zones.map(({ zoneId }) => zoneId).join();
