import type { EventBus } from '../../events/event-bus.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Clock } from '../../system/clock.ts';
import type { EventLogDatabase } from '../event-log-database.ts';
import { isStep, wallAhead } from './clock-steps.ts';

interface LookingTimesOptions {
  /** Keeps them over a restart. */
  readonly database: Pick<EventLogDatabase, 'read' | 'write'>;
  /** Of all cameras. */
  readonly bus: EventBus;
  readonly clock: Clock;
  /** Whether what a camera shows is noticed at all. */
  isNoticing(cameraId: string): boolean;
}

/** A camera that reconnects within that time has looked on, also over a restart. */
const toleratedMilliseconds = 300_000;
/** After a power cut it is known up to that time before. */
const saveIntervalMilliseconds = 120_000;

/** Since when each camera looks without a break, by a clock that nobody set meanwhile: that nothing was seen means something only for that time. */
export class LookingTimes {
  readonly #options: LookingTimesOptions;
  /** By camera, in monotonic milliseconds; `until`: it does not look now. */
  readonly #times = new Map<string, { since: number; until: number | null }>();
  readonly #unsubscribes: readonly (() => void)[];
  #wallAhead: number;
  #cancelSave: () => void;

  constructor(options: LookingTimesOptions) {
    const { bus } = options;
    this.#options = options;
    this.#wallAhead = wallAhead(options.clock);
    this.#load();
    this.#cancelSave = this.#keepSaving();
    this.#unsubscribes = [
      bus.on('camera.live', (_, { camera_id: cameraId }) => this.#begin(cameraId)),
      bus.on('camera.lost', (_, { camera_id: cameraId }) => this.#pause(cameraId)),
      bus.on('camera.stopped', (_, { camera_id: cameraId }) => this.#pause(cameraId)),
      bus.on('settings.changed', () => this.#forgetBlind()),
    ];
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#cancelSave();
    this.#save();
  }

  /**
   * For how long the one of these cameras that looks longest has looked, in milliseconds; null where none looks.
   *
   * @param cameraIds empty for any
   */
  longestMilliseconds(cameraIds: readonly string[]): number | null {
    this.#followClock();
    const now = this.#options.clock.monotonicMilliseconds();
    const times = [...this.#times]
      .filter(([cameraId, { until }]) => until === null && (cameraIds.length === 0 || cameraIds.includes(cameraId)))
      .filter(([cameraId]) => this.#options.isNoticing(cameraId))
      .map(([, { since }]) => now - since);
    return times.length === 0 ? null : Math.max(...times);
  }

  #begin(cameraId: string | null): void {
    if (cameraId === null) {
      return;
    }
    const now = this.#options.clock.monotonicMilliseconds();
    if (!this.#options.isNoticing(cameraId)) {
      this.#times.set(cameraId, { since: Infinity, until: null }); // it looks from when it notices on
      return;
    }
    const before = this.#times.get(cameraId);
    const isContinued = before !== undefined && (before.until === null || now - before.until < toleratedMilliseconds);
    this.#times.set(cameraId, { since: isContinued ? before.since : now, until: null });
  }

  #pause(cameraId: string | null): void {
    const times = cameraId === null ? undefined : this.#times.get(cameraId);
    if (times !== undefined) {
      times.until ??= this.#options.clock.monotonicMilliseconds();
    }
  }

  /** By the wall clock, which may have been wrong before a restart: what it says of the future, or of long ago, is nothing. */
  #load(): void {
    const { database, clock } = this.#options;
    const toMonotonic = clock.monotonicMilliseconds() - clock.nowMicroseconds() / 1000;
    try {
      for (const row of database.read((statements) => statements.get('SELECT camera_id, since_ms, until_ms FROM looking_times').all())) {
        const [since, until] = [Number(row['since_ms']) + toMonotonic, Number(row['until_ms']) + toMonotonic];
        if (since <= until && until <= clock.monotonicMilliseconds()) {
          this.#times.set(String(row['camera_id']), { since, until });
        }
      }
    } catch (error) {
      if (!(error instanceof PetLogError)) {
        throw error;
      } // else it was logged where it happened, and counting begins anew
    }
  }

  #keepSaving(): () => void {
    return this.#options.clock.after(saveIntervalMilliseconds, () => {
      this.#save();
      this.#cancelSave = this.#keepSaving();
    });
  }

  #save(): void {
    this.#followClock();
    const { database, clock } = this.#options;
    const now = clock.monotonicMilliseconds();
    const toWall = clock.nowMicroseconds() / 1000 - now;
    const times = [...this.#times].filter(([, { since }]) => since !== Infinity);
    try {
      database.write((statements) => {
        statements.get('DELETE FROM looking_times').run();
        for (const [cameraId, { since, until }] of times) {
          statements
            .get('INSERT INTO looking_times (camera_id, since_ms, until_ms) VALUES (?, ?, ?)')
            .run(cameraId, Math.floor(since + toWall), Math.floor((until ?? now) + toWall));
        }
      });
    } catch (error) {
      if (!(error instanceof PetLogError)) {
        throw error;
      } // else it was logged where it happened; the next time has it all
    }
  }

  /** What the log says of the time before the clock was set is of another time. */
  #followClock(): void {
    const { clock } = this.#options;
    const before = this.#wallAhead;
    this.#wallAhead = wallAhead(clock);
    if (isStep(before, this.#wallAhead)) {
      const now = clock.monotonicMilliseconds();
      this.#times.forEach((times) => (times.since = times.since === Infinity ? Infinity : now));
    }
  }

  /** One that notices nothing begins anew when it does again. */
  #forgetBlind(): void {
    const now = this.#options.clock.monotonicMilliseconds();
    for (const [cameraId, times] of this.#times) {
      if (!this.#options.isNoticing(cameraId)) {
        times.since = Infinity;
      } else if (times.since === Infinity) {
        times.since = now;
      }
    }
  }
}
