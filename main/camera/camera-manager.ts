import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import type { CameraWish, Pause } from './camera-wish.ts';
import { type PauseEnd, PauseTimer } from './pause-timer.ts';

/** The camera as its manager sees it. */
export interface ManagedCamera {
  start(): void;
  stop(reason: string): Promise<void>;
}

/** Why nobody gets a camera. */
export type BlockReason = 'privacy' | 'camera_disabled';

/** Somebody's need of the camera. Releasing twice is harmless. */
export interface CameraLease {
  release(): void;
}

/** Who stops it, and when that ends; never by itself where `end` is null. */
export interface Stop extends Pick<Pause, 'by' | 'on_own_screen'> {
  readonly end: Omit<PauseEnd, 'atMostMilliseconds'> | null;
}

interface CameraManagerOptions {
  camera: ManagedCamera;
  clock: Clock;
  wish: Pick<CameraWish, 'value' | 'pause' | 'set'>;
  /** How long the camera runs on after the last need. */
  idleStopSeconds(): number;
  /** `camera.always_on`. */
  isAlwaysOn(): boolean;
}

/**
 * Decides when the camera runs: from the first need (a viewer, a snapshot, a
 * recording, an explicit start) until some seconds after the last one, or until
 * it is stopped. What a person stopped stays so until the next need, with
 * `always_on` too, and over a restart; from then on that keeps it running again.
 * What a person started runs again after a restart. A stop may end by itself:
 * then it is as it was before.
 */
export class CameraManager {
  readonly #options: CameraManagerOptions;
  readonly #leases = new Set<symbol>();
  #isStartedByPerson = false;
  #isStoppedByPerson = false;
  #isRunning = false;
  readonly #blocks = new Set<BlockReason>();
  #idleSinceMilliseconds: number | null = null;
  #cancelIdleStop: () => void = () => {};
  readonly #pauseTimer: PauseTimer;

  constructor(options: CameraManagerOptions) {
    this.#options = options;
    const { clock, wish } = options;
    this.#pauseTimer = new PauseTimer({
      clock,
      onOver: () => {
        wish.set(wish.pause?.before ?? null);
        this.resume();
      },
      onMoved: (untilMicroseconds) => {
        if (wish.pause !== null) {
          wish.set(wish.value, { ...wish.pause, until: isoTime(untilMicroseconds) });
        }
      },
    });
  }

  /** Started by a person or by configuration: it does not stop for idleness. */
  get isExplicitlyStarted(): boolean {
    return this.#isStartedByPerson || (this.#isRunning && this.#options.isAlwaysOn());
  }

  /** Apart from the configuration's start, which ends when the configuration changes. */
  get isStartedByPerson(): boolean {
    return this.#isStartedByPerson;
  }

  /** Stopped by a person; nobody has watched, recorded or started it since. A snapshot ends that no more than it starts a screen's picture. */
  get isStoppedByPerson(): boolean {
    return this.#isStoppedByPerson;
  }

  /** Who stopped it, when and until when, as long as it is so and is known. */
  get pause(): Pause | null {
    return this.#isStoppedByPerson ? this.#options.wish.pause : null;
  }

  get leaseCount(): number {
    return this.#leases.size;
  }

  /** From now on nobody gets the camera. Whoever has it keeps it until `stop`. */
  block(reason: BlockReason = 'privacy'): void {
    this.#blocks.add(reason);
  }

  unblock(reason: BlockReason = 'privacy'): void {
    this.#blocks.delete(reason);
  }

  /**
   * @param mayStart whether it is started again where a person has stopped it
   * @throws PetLogError `camera_disabled`, `privacy` while nobody gets the camera; `camera_unavailable` where it is stopped and may not be started
   */
  assertAvailable(mayStart = true): void {
    if (this.#blocks.has('camera_disabled')) {
      throw new PetLogError('camera_disabled');
    }
    if (this.#blocks.has('privacy')) {
      throw new PetLogError('privacy');
    }
    if (!mayStart && this.#isStoppedByPerson) {
      throw new PetLogError('camera_unavailable', { reason: 'somebody has stopped it' });
    }
  }

  /**
   * Starts the camera when needed. Whoever acquires must release.
   *
   * @throws PetLogError `camera_disabled`, `privacy`
   */
  acquire(who: string): CameraLease {
    this.assertAvailable();
    const lease = Symbol(who);
    this.#leases.add(lease);
    if (who !== 'snapshot') {
      this.#isStoppedByPerson = false;
    }
    this.#run();
    return {
      release: () => {
        if (this.#leases.delete(lease)) {
          this.#scheduleIdleStop();
        }
      },
    };
  }

  /** @throws PetLogError `privacy` */
  startExplicitly(): void {
    this.assertAvailable();
    this.#isStartedByPerson = true;
    this.#options.wish.set('on');
    this.#isStoppedByPerson = false;
    this.#run();
  }

  /** After a start, or when it is available again: as the last person wanted it, else as `always_on` says; not while nobody gets it. */
  resume(): void {
    const { wish, isAlwaysOn } = this.#options;
    this.#isStoppedByPerson = wish.value === 'off';
    this.#awaitEnd('hour', true);
    if (this.#blocks.size > 0 || this.#isStoppedByPerson) {
      return;
    }
    if (wish.value === 'on') {
      this.startExplicitly();
    } else if (isAlwaysOn()) {
      this.startByConfiguration();
    }
  }

  /**
   * For `always_on`: runs until that is no longer so.
   *
   * @throws PetLogError `camera_disabled`, `privacy`
   */
  startByConfiguration(): void {
    this.assertAvailable();
    this.#isStoppedByPerson = false;
    this.#run();
  }

  /** Takes up a changed `always_on` or `idle_stop_seconds` where the camera runs. */
  reconfigure(): void {
    this.#scheduleIdleStop();
  }

  /** A person stops the camera for everyone, and it stays so until somebody needs it. */
  async stopExplicitly(reason: string, { end, ...who }: Stop): Promise<void> {
    const { wish, clock } = this.#options;
    const before = this.#isStoppedByPerson ? (wish.pause?.before ?? null) : wish.value === 'on' ? 'on' : null;
    const since = this.pause?.since ?? isoTime(clock.nowMicroseconds());
    wish.set('off', { ...who, since, until: end === null ? null : isoTime(end.untilMicroseconds), before });
    this.#isStoppedByPerson = true;
    this.#awaitEnd(end?.counts ?? 'hour');
    await this.stop(reason);
  }

  /** Stops the camera for everyone. Needs that exist end with it; a new one starts it again. */
  async stop(reason: string): Promise<void> {
    this.#isStartedByPerson = false;
    this.#leases.clear();
    await this.#stopCamera(reason);
  }

  /** For good: nothing is waited for any more, and what people said stays said. */
  async close(): Promise<void> {
    this.#pauseTimer.end();
    await this.stop('shutdown');
  }

  /** @param isOld from before a restart, after which the clock may be years behind: it lasts no longer than the whole pause */
  #awaitEnd(counts: PauseEnd['counts'], isOld = false): void {
    const { pause } = this;
    this.#pauseTimer.end();
    if (pause !== null && pause.until !== null) {
      const untilMilliseconds = Date.parse(pause.until);
      const atMostMilliseconds = isOld ? untilMilliseconds - Date.parse(pause.since) : Infinity;
      this.#pauseTimer.begin({ untilMicroseconds: untilMilliseconds * 1000, counts, atMostMilliseconds });
    }
  }

  #run(): void {
    this.#cancelIdleStop();
    this.#idleSinceMilliseconds = null;
    if (!this.#isStoppedByPerson) {
      this.#pauseTimer.end();
      if (this.#options.wish.value === 'off') {
        this.#options.wish.set(null);
      }
    }
    this.#isRunning = true;
    this.#options.camera.start();
  }

  #stopCamera(reason: string): Promise<void> {
    this.#cancelIdleStop();
    this.#idleSinceMilliseconds = null;
    this.#isRunning = false;
    return this.#options.camera.stop(reason);
  }

  #scheduleIdleStop(): void {
    const { clock } = this.#options;
    this.#cancelIdleStop();
    if (!this.#isRunning || this.#leases.size > 0 || this.isExplicitlyStarted) {
      this.#idleSinceMilliseconds = null;
      return;
    }
    const now = clock.monotonicMilliseconds();
    this.#idleSinceMilliseconds ??= now;
    const remaining = Math.max(0, this.#idleSinceMilliseconds + this.#options.idleStopSeconds() * 1000 - now);
    this.#cancelIdleStop = clock.after(remaining, () => void this.#stopCamera('idle'));
  }
}

const isoTime = (microseconds: number): string => new Date(microseconds / 1000).toISOString();
