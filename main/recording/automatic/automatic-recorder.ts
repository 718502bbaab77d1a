import { isAutomatic, type LiveStatus, type RecordingReason } from '../../../shared/api.ts';
import type { Config } from '../../../shared/config.ts';
import { PetLogError } from '../../../shared/errors.ts';
import type { Visit, VisitLog, ZonesOf } from '../../detection/visit.ts';
import type { EventBus } from '../../events/event-bus.ts';
import type { Clock } from '../../system/clock.ts';
import type { Logger } from '../../system/logger.ts';
import type { AskedRecording } from '../recording-service-options.ts';
import { AutomaticPolicy, type Situation } from './automatic-policy.ts';
import { NoticedVisits } from './noticed-visits.ts';
import { isWithinHours } from './recording-hours.ts';

interface AutomaticRecorderOptions {
  readonly cameraId: string;
  readonly config: () => Config;
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  /** As this camera uses it. */
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Nothing is recorded while the camera is switched off. */
  isPrivate(): boolean;
  readonly detector: { readonly canTell: boolean };
  readonly zones: ZonesOf;
  readonly recorder: {
    readonly current: LiveStatus['current_recording'];
    /** Whether one is about to begin. */
    readonly isStarting: boolean;
    start(asked: AskedRecording): Promise<{ readonly recordingId: string }>;
    stop(reason: string): Promise<unknown>;
    onOver(listener: (over: { reason: string; isAutomatic: boolean }) => void): () => void;
  };
}

/** The hours are looked at that often. */
const hoursMilliseconds = 20_000;
/** What a person asked for, and what ends a recording because something is wrong. */
const stopped = 'stopped';
const wrongEnds: readonly string[] = ['storage_full', 'write_failed', 'camera_lost'];

/**
 * Lets a camera record by itself, as its settings say: while somebody is there
 * and moves, or all the time. A person's own recording that runs is as good; one
 * that a person stops is not begun again for those who are there.
 */
export class AutomaticRecorder implements VisitLog {
  readonly #options: AutomaticRecorderOptions;
  readonly #policy = new AutomaticPolicy();
  readonly #visits = new NoticedVisits();
  readonly #unsubscribes: readonly (() => void)[];
  #isLive = false;
  #isWithinHours = false;
  #isClosed = false;
  /** One of its own is about to begin, or has no picture yet. */
  #isStarting = false;
  #startedMilliseconds = 0;
  /** Visits that the recording which runs, or ran last, was made for. */
  #recordedKeys = new Set<string>();
  #ageMilliseconds = 0;
  #cancel = (): void => {};

  constructor(options: AutomaticRecorderOptions) {
    this.#options = options;
    const { bus, clock, recorder, onSettingsChanged } = options;
    this.#unsubscribes = [
      bus.on('camera.live', () => {
        this.#isLive = true;
        this.#renew();
      }),
      bus.on('camera.lost', () => this.#setIdle()),
      bus.on('camera.stopped', () => this.#setIdle()),
      bus.on('privacy.changed', () => this.#decide()),
      onSettingsChanged((keys) => {
        if (keys.some((key) => key.startsWith('recording.automatic') || key === 'camera.enable_storage' || key === 'server.time_zone')) {
          this.#renew();
        }
      }),
      recorder.onOver((over) => {
        this.#policy.ended(clock.monotonicMilliseconds());
        this.#over(over);
        queueMicrotask(() => this.#decide()); // whoever ended it may be about to begin another
      }),
    ];
    this.#decide();
  }

  record(visit: Visit): void {
    const { config, clock, detector } = this.#options;
    const { recording, detection } = config();
    const now = clock.monotonicMilliseconds();
    const sinceMilliseconds = Math.max(visit.durationSeconds * 1000, clock.nowMicroseconds() / 1000 - visit.startedAtMs);
    const ageMilliseconds = this.#visits.take(
      visit,
      {
        mode: recording.automatic,
        labels: recording.automatic_labels,
        zoneIds: this.#zoneIds(),
        withPeople: detection.people,
        canTell: detector.canTell,
      },
      now,
      sinceMilliseconds,
    );
    if (ageMilliseconds !== null) {
      this.#ageMilliseconds = ageMilliseconds;
      if (this.#isRecordingItself) {
        this.#recordedKeys.add(visit.visitKey);
      }
    }
    this.#decide();
  }

  /**
   * Nobody wants to hear of a visit any more: a recording that runs for it alone ends, and none begins for it again.
   *
   * @returns the id of the recording that ended for that, null for none. Never rejects
   */
  async forget(visitKey: string): Promise<string | null> {
    this.#visits.declineOne(visitKey);
    const { current } = this.#options.recorder;
    const isForItAlone = this.#recordedKeys.has(visitKey) && this.#recordedKeys.size === 1;
    if (current?.reason !== 'motion' || !isForItAlone) {
      return null;
    }
    await this.#stop('quiet');
    return current.recording_id;
  }

  /** A recording that runs is left to whoever closes the recorder. */
  close(): void {
    this.#isClosed = true;
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#cancel();
  }

  get #isRecordingItself(): boolean {
    const { current } = this.#options.recorder;
    return current === null ? this.#isStarting : isAutomatic(current.reason);
  }

  #setIdle(): void {
    this.#isLive = false;
    this.#decide();
  }

  #renew(): void {
    this.#policy.renew();
    this.#decide();
  }

  #over({ reason, isAutomatic: wasAutomatic }: { reason: string; isAutomatic: boolean }): void {
    const { clock } = this.#options;
    if (reason === stopped) {
      this.#visits.decline();
      this.#policy.decline();
    } else if (wasAutomatic && wrongEnds.includes(reason)) {
      this.#policy.failed(clock.monotonicMilliseconds());
    }
  }

  #decide(): void {
    if (this.#isClosed) {
      return;
    }
    this.#cancel();
    const { clock, config } = this.#options;
    const { recording } = config();
    const now = clock.monotonicMilliseconds();
    this.#followHours();
    const postRollMilliseconds = recording.automatic_post_roll_seconds * 1000;
    this.#visits.forgetBefore(now - postRollMilliseconds);
    const decision = this.#policy.decide(
      {
        mode: recording.automatic,
        preRollMilliseconds: recording.pre_roll_seconds * 1000,
        postRollMilliseconds,
        longestMilliseconds: recording.automatic_longest_minutes * 60_000,
      },
      this.#situation(now),
    );
    switch (decision.do) {
      case 'start':
        this.#start(recording.automatic === 'always' ? 'scheduled' : 'motion', decision.preRollMilliseconds);
        break;
      case 'stop':
        void this.#stop(decision.why);
        break;
      case 'wait':
        this.#wait(decision.untilMilliseconds, now);
    }
  }

  #situation(nowMilliseconds: number): Situation {
    const { config, recorder, isPrivate } = this.#options;
    const isRunning = recorder.current !== null || recorder.isStarting || this.#isStarting;
    return {
      nowMilliseconds,
      isLive: this.#isLive,
      mayRecord: config().camera.enable_storage && this.#isWithinHours && !isPrivate(),
      running: isRunning ? { isOwn: this.#isRecordingItself, startedMilliseconds: this.#startedMilliseconds } : null,
      activeMilliseconds: this.#visits.activeMilliseconds,
      ageMilliseconds: this.#ageMilliseconds,
    };
  }

  #wait(untilMilliseconds: number | null, now: number): void {
    const { clock, config } = this.#options;
    const hours = config().recording.automatic === 'never' ? null : hoursMilliseconds;
    const delays = [untilMilliseconds === null ? null : untilMilliseconds - now, hours].filter((delay) => delay !== null);
    if (delays.length > 0) {
      this.#cancel = clock.after(Math.max(1, Math.ceil(Math.min(...delays))), () => this.#decide());
    }
  }

  #followHours(): void {
    const { config, clock } = this.#options;
    const { automatic_days: days, automatic_from: from, automatic_until: until } = config().recording;
    const isWithin = isWithinHours({ days, from, until }, new Date(clock.nowMicroseconds() / 1000));
    if (isWithin && !this.#isWithinHours) {
      this.#policy.renew();
    }
    this.#isWithinHours = isWithin;
  }

  #start(reason: RecordingReason, preRollMilliseconds: number): void {
    const { clock, recorder, logger } = this.#options;
    this.#isStarting = true;
    this.#startedMilliseconds = clock.monotonicMilliseconds();
    this.#recordedKeys = new Set(this.#visits.activeKeys);
    recorder
      .start({ durationSeconds: null, filename: null, reason, preRollMilliseconds })
      .catch((error: unknown) => {
        if (!(error instanceof PetLogError) || (error.code !== 'already_recording' && error.code !== 'shutting_down')) {
          logger.warn({ err: error }, 'nothing could be recorded by itself');
          this.#policy.failed(clock.monotonicMilliseconds());
        }
      })
      .finally(() => {
        this.#isStarting = false;
        this.#decide();
      });
    this.#wait(null, this.#startedMilliseconds);
  }

  async #stop(why: string): Promise<void> {
    const { recorder, logger } = this.#options;
    if (recorder.current === null) {
      this.#wait(null, this.#options.clock.monotonicMilliseconds()); // it is about to begin, and then looked at again
      return;
    }
    try {
      await recorder.stop(why);
    } catch (error) {
      logger.warn({ err: error }, 'a recording by itself could not be finished');
    }
  }

  /** Null for anywhere. */
  #zoneIds(): readonly string[] | null {
    const { config, zones, cameraId } = this.#options;
    const { automatic_places: places } = config().recording;
    return places.length === 0
      ? null
      : zones
          .zonesOf(cameraId)
          .filter(({ place }) => places.some((wanted) => wanted === place))
          .map(({ zoneId }) => zoneId);
  }
}
