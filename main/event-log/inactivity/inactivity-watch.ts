import { mainCameraId } from '../../../shared/main-camera-id.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { EventBus } from '../../events/event-bus.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import type { EventLogDatabase } from '../event-log-database.ts';
import { EventTable } from '../event-table.ts';
import type { StoredEvent } from '../stored-event.ts';
import { isStep, wallAhead } from './clock-steps.ts';
import { type Hours, isWithin, timeWithin } from './hours.ts';
import { lastSeen, type Looked } from './last-seen.ts';
import type { LookingTimes } from './looking-times.ts';

/** What somebody wants to hear of when nothing is seen of it for so long. */
export interface InactivityRule extends Hours {
  readonly ruleId: string;
  /** Each of them is waited for on its own; empty for anybody. */
  readonly petIds: readonly number[];
  /** Any of them; empty for anything. Beside pets, the labels are waited for on their own. */
  readonly labels: readonly string[];
  /** Any of them; empty for anywhere. */
  readonly zoneIds: readonly string[];
  /** Any of them; empty for all. */
  readonly cameraIds: readonly string[];
  /** Of the time within the hours. */
  readonly minutes: number;
}

interface InactivityWatchOptions {
  readonly database: EventLogDatabase;
  rules(): readonly InactivityRule[];
  readonly looking: Pick<LookingTimes, 'longestMilliseconds'>;
  /** Of the camera of a zone; null for one that is gone. */
  cameraOfZone(zoneId: string): string | null;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

const intervalMilliseconds = 30_000;
/** Newest silences that may be the one of a rule. */
const mostCompared = 50;

/** An event that lasts. */
interface OpenSilence {
  readonly eventId: number;
  readonly startMilliseconds: number;
  readonly wallAhead: number;
}

/**
 * Logs `no_activity` when a pet, a label or anybody was not seen for so long, at a place or anywhere: one event, which
 * began with the silence and lasts until something is seen. Only time counts that is within the hours, and in which a
 * camera that could have seen it looked. A silence that lasted at the end of PetLog is the same event after a restart.
 */
export class InactivityWatch {
  readonly #options: InactivityWatchOptions;
  readonly #unsubscribes: readonly (() => void)[];
  /** The events that last, by rule and who is waited for. */
  readonly #open = new Map<string, OpenSilence>();
  #cancel: (() => void) | null = null;
  #isClosed = false;

  constructor(options: InactivityWatchOptions) {
    const { bus } = options;
    this.#options = options;
    const seen = (): void => {
      if (this.#open.size > 0) {
        this.check();
      }
    };
    this.#unsubscribes = [bus.on('event.started', seen), bus.on('event.changed', seen)];
    this.#keepChecking();
  }

  /** Ends what lasts. */
  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    [...this.#open.keys()].forEach((key) => this.#end(key));
  }

  /** Looks whether something is so now; never throws. Also called by itself, twice a minute. */
  check(): void {
    const wanted = new Map(
      this.#options.rules().flatMap((rule) => waitedFor(rule).map((looked) => [keyOf(rule, looked), { rule, looked }] as const)),
    );
    [...this.#open.keys()].filter((key) => !wanted.has(key)).forEach((key) => this.#end(key));
    for (const [key, { rule, looked }] of wanted) {
      try {
        this.#checkOne(key, rule, looked);
      } catch (error) {
        if (!(error instanceof PetLogError)) {
          this.#options.logger.error({ err: error }, 'it could not be told whether somebody was seen');
        } // else it was logged where it happened, and is tried again
      }
    }
  }

  #keepChecking(): void {
    this.#cancel = this.#options.clock.after(intervalMilliseconds, () => {
      this.check();
      if (!this.#isClosed) {
        this.#keepChecking();
      }
    });
  }

  #checkOne(key: string, rule: InactivityRule, looked: Looked): void {
    const { database, looking, clock } = this.#options;
    const now = clock.nowMicroseconds() / 1000;
    const open = this.#open.get(key);
    // Where the clock was set since, what was seen before may seem to have been seen after it began.
    const afterEventId = open !== undefined && isStep(open.wallAhead, wallAhead(clock)) ? open.eventId : 0;
    const seenAt = database.read((statements) => lastSeen(statements, looked, now, afterEventId));
    if (open !== undefined) {
      const beganAgo = clock.monotonicMilliseconds() - open.startMilliseconds;
      if (seenAt !== null && seenAt > now - beganAgo) {
        this.#end(key);
      }
      return;
    }
    const cameraIds = this.#camerasOf(looked);
    const lookedMilliseconds = cameraIds === null ? null : looking.longestMilliseconds(cameraIds);
    if (lookedMilliseconds === null || !isWithin(rule, now)) {
      return;
    }
    const needed = rule.minutes * 60_000;
    const since = Math.max(seenAt ?? -Infinity, now - lookedMilliseconds);
    if (timeWithin(rule, since, now, needed) >= needed) {
      this.#begin(key, rule, looked, { seenAt, since });
    }
  }

  /** Those that could see it, empty for any; null where none could. */
  #camerasOf({ zoneIds, cameraIds }: Looked): readonly string[] | null {
    if (zoneIds.length === 0) {
      return cameraIds;
    }
    const ofZones = zoneIds
      .map((zoneId) => this.#options.cameraOfZone(zoneId))
      .filter((cameraId) => cameraId !== null)
      .filter((cameraId) => cameraIds.length === 0 || cameraIds.includes(cameraId));
    return ofZones.length === 0 ? null : ofZones;
  }

  #begin(key: string, rule: InactivityRule, looked: Looked, { seenAt, since }: { seenAt: number | null; since: number }): void {
    const { database, bus, clock } = this.#options;
    const now = Math.round(clock.nowMicroseconds() / 1000);
    const again = this.#reopened(rule, looked, seenAt, now);
    if (again !== null) {
      this.#open.set(key, this.#lastsFromNow(again));
      bus.ofCamera(again.cameraId).emit('event.changed', newsOf(again));
      return;
    }
    const event = database.write((statements) =>
      new EventTable(statements).add({
        visitKey: null,
        cameraId: this.#cameraOf(looked),
        eventType: 'no_activity',
        label: labelOf(looked),
        petId: looked.petId,
        decidedBy: 'nobody',
        confidence: null,
        startedAtMilliseconds: Math.round(since),
        durationMilliseconds: now - Math.round(since),
        isOpen: true,
        box: null,
        picture: null,
        mediaPath: null,
        note: '',
        isWrong: false,
        isKept: false,
        metadata: {
          rule_id: rule.ruleId,
          no_activity_minutes: rule.minutes,
          last_seen: seenAt === null ? null : new Date(seenAt).toISOString(),
        },
        createdAtMilliseconds: now,
        zones: looked.zoneIds.map((zoneId) => ({ zoneId, durationMilliseconds: 0 })),
      }),
    );
    this.#open.set(key, this.#lastsFromNow(event));
    bus.ofCamera(event.cameraId).emit('event.started', newsOf(event));
  }

  #lastsFromNow({ eventId }: StoredEvent): OpenSilence {
    const { clock } = this.#options;
    return { eventId, startMilliseconds: clock.monotonicMilliseconds(), wallAhead: wallAhead(clock) };
  }

  /** The event of this silence that ended with an earlier PetLog, lasting again; null where there is none. */
  #reopened(rule: InactivityRule, looked: Looked, seenAt: number | null, nowMilliseconds: number): StoredEvent | null {
    return this.#options.database.write((statements) => {
      const table = new EventTable(statements);
      const before = table
        .page(
          { fromMilliseconds: Math.floor(seenAt ?? Number.MIN_SAFE_INTEGER), toMilliseconds: nowMilliseconds, eventType: 'no_activity' },
          mostCompared,
          0,
        )
        .find((event) => event.metadata['rule_id'] === rule.ruleId && !event.isOpen && this.#isOf(event, looked));
      if (before === undefined) {
        return null;
      }
      const after = { ...before, isOpen: true, durationMilliseconds: nowMilliseconds - before.startedAtMilliseconds };
      table.change(before, after);
      return after;
    });
  }

  /** Whether an event is about the same: a rule may have been about something else before. */
  #isOf({ petId, label, cameraId, zones }: StoredEvent, looked: Looked): boolean {
    const zoneIds = zones.map(({ zoneId }) => zoneId);
    return (
      petId === looked.petId &&
      label === labelOf(looked) &&
      cameraId === this.#cameraOf(looked) &&
      zoneIds.length === looked.zoneIds.length &&
      zoneIds.every((zoneId) => looked.zoneIds.includes(zoneId))
    );
  }

  #cameraOf(looked: Looked): string {
    return this.#camerasOf(looked)?.[0] ?? mainCameraId;
  }

  #end(key: string): void {
    const open = this.#open.get(key);
    if (open === undefined) {
      return;
    }
    const { database, bus, clock, logger } = this.#options;
    this.#open.delete(key);
    try {
      const event = database.write((statements) => {
        const table = new EventTable(statements);
        const before = table.find(open.eventId);
        if (before === null) {
          return null;
        }
        const lastedMilliseconds = Math.round(clock.monotonicMilliseconds() - open.startMilliseconds);
        const after = { ...before, isOpen: false, durationMilliseconds: before.durationMilliseconds + lastedMilliseconds };
        table.change(before, after);
        return after;
      });
      if (event !== null) {
        bus.ofCamera(event.cameraId).emit('event.ended', { ...newsOf(event), duration_seconds: event.durationMilliseconds / 1000 });
      }
    } catch (error) {
      logger.warn({ err: error }, 'the end of an event could not be saved; it ends with the next start');
    }
  }
}

/** Each pet on its own, and beside them any of the labels. */
function waitedFor({ petIds, labels, zoneIds, cameraIds }: InactivityRule): Looked[] {
  const pets = petIds.map((petId) => ({ petId, labels: [], zoneIds, cameraIds }));
  return pets.length > 0 && labels.length === 0 ? pets : [...pets, { petId: null, labels, zoneIds, cameraIds }];
}

const labelOf = ({ labels }: Looked): string | null => (labels.length === 1 ? (labels[0] ?? null) : null);

const keyOf = ({ ruleId }: InactivityRule, { petId }: Looked): string => `${ruleId}/${petId ?? ''}`;

const newsOf = (event: StoredEvent) => ({
  event_id: event.eventId,
  event_type: event.eventType,
  label: event.label,
  pet_id: event.petId,
  zones: event.zones.map(({ zoneId }) => zoneId),
});
