import { randomUUID } from 'node:crypto';
import type { Clock } from '../system/clock.ts';
import type { VisitLog, VisitType } from './visit.ts';

interface StandingEventOptions {
  readonly cameraId: string;
  readonly eventType: VisitType;
  readonly clock: Clock;
  readonly log: VisitLog;
}

/** What the log hears of it meanwhile is what stays of it after a power cut. */
const tellIntervalMilliseconds = 60_000;

/** Something that is so with a camera until it is not: one event from begin to end, however often it is said to have begun. */
export class StandingEvent {
  readonly #options: StandingEventOptions;
  #current: { readonly visitKey: string; readonly startMilliseconds: number; readonly startedAtMs: number } | null = null;
  #metadata: Readonly<Record<string, unknown>> = {};
  #cancelTelling: (() => void) | null = null;

  constructor(options: StandingEventOptions) {
    this.#options = options;
  }

  /**
   * @param sinceMilliseconds by the monotonic clock
   * @param metadata what is kept with the event
   * @param picture JPEG that shows it, where there is one
   */
  begin(sinceMilliseconds: number, metadata: Readonly<Record<string, unknown>>, picture: Uint8Array | null): void {
    if (this.#current !== null) {
      return;
    }
    const { clock } = this.#options;
    const agoMilliseconds = clock.monotonicMilliseconds() - sinceMilliseconds;
    const startedAtMs = Math.round(clock.nowMicroseconds() / 1000 - agoMilliseconds);
    this.#metadata = metadata;
    this.#current = { visitKey: randomUUID(), startMilliseconds: sinceMilliseconds, startedAtMs };
    this.#tell(false, picture);
    this.#keepTelling();
  }

  /** It is not so any more; nothing happens where it was not. */
  end(): void {
    if (this.#current !== null) {
      this.#cancelTelling?.();
      this.#cancelTelling = null;
      this.#tell(true, null);
      this.#current = null;
    }
  }

  #keepTelling(): void {
    this.#cancelTelling = this.#options.clock.after(tellIntervalMilliseconds, () => {
      this.#tell(false, null);
      this.#keepTelling();
    });
  }

  #tell(ended: boolean, picture: Uint8Array | null): void {
    if (this.#current === null) {
      return;
    }
    const { cameraId, eventType, clock, log } = this.#options;
    const { visitKey, startMilliseconds, startedAtMs } = this.#current;
    log.record({
      visitKey,
      cameraId,
      eventType,
      label: null,
      confidence: null,
      startedAtMs,
      durationSeconds: (clock.monotonicMilliseconds() - startMilliseconds) / 1000,
      ended,
      box: null,
      picture,
      zones: [],
      metadata: this.#metadata,
    });
  }
}
