import { randomUUID } from 'node:crypto';
import type { Config } from '../../shared/config.ts';
import { StandingEvent } from './standing-event.ts';
import type { MovementSeen } from '../../shared/movement.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { NoticeSettings, Sight, TamperReport } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import type { DetectorClient } from './detector-client.ts';
import { whollyIgnored } from './ignored-things.ts';
import { MovementPreview } from './movement-preview.ts';
import type { PictureBox, ToldVisits, TrackedVisit, Visit, VisitLog, WatchedZone, ZonesOf } from './visit.ts';
import { VisitTracker } from './visit-tracker.ts';

interface DetectionServiceOptions {
  readonly cameraId: string;
  readonly config: () => Config;
  /** Calls back with the keys that have other values. Returns the function that ends that. */
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  /** As this camera uses it. */
  readonly bus: EventBus;
  readonly clock: Clock;
  /** Nothing is noticed while the camera is switched off. */
  isPrivate(): boolean;
  /** Whether PetLog writes the time into the picture. */
  isTimeInPicture(): boolean;
  readonly media: {
    notice(settings: NoticeSettings | null): void;
    onSight(listener: (sight: Sight) => void): void;
    onTampering(listener: (report: TamperReport) => void): void;
    showPicture(): void;
  };
  readonly detector: Pick<DetectorClient, 'canTell' | 'look' | 'forget'>;
  readonly zones: ZonesOf;
  readonly log: ToldVisits;
  /** Records what is told of a visit, as people want it; is told of movements, too, that the log does not keep. */
  readonly recorder: VisitLog;
}

/** While somebody is there: to end visits, and to look at who rests. */
const tickMilliseconds = 500;

/** The lower left corner, where the time is written: its height, its width in heights of the picture, and what is around it. */
const clockText = { height: 0.09, widthHeights: 0.62, margin: 0.02 } as const;

/**
 * Notices what one camera shows, as long as it gives pictures: the media
 * process says what moves, the detector what it is, and the log is told who was
 * there. The camera does not run for it.
 */
export class DetectionService {
  readonly #options: DetectionServiceOptions;
  readonly #tracker: VisitTracker;
  readonly #tampering: StandingEvent;
  readonly #preview: MovementPreview;
  readonly #unsubscribes: readonly (() => void)[];
  #isLive = false;
  #zones: readonly WatchedZone[] = [];
  /** By the wall clock, which may jump while a visit lasts. */
  readonly #startedAt = new Map<string, number>();
  /** Visits that last and are in the log. */
  readonly #logged = new Set<string>();
  #cancelTick: (() => void) | null = null;
  /** Of this run of the camera; what was asked in an earlier one is answered in vain. */
  #run = 0;

  constructor(options: DetectionServiceOptions) {
    const { cameraId, config, bus, media, detector, zones, onSettingsChanged } = options;
    this.#options = options;
    this.#tracker = new VisitTracker({
      holdMilliseconds: () => config().detection.hold_seconds * 1000,
      zones: () => this.#zones,
      canTell: () => detector.canTell,
      isUnlabelledTold: () => config().detection.unlabelled || config().recording.automatic === 'motion',
      isTold: (kind) => kind !== 'person' || config().detection.people,
      newKey: randomUUID,
      record: (visit) => this.#record(visit),
      withdraw: (visitKey) => void options.log.withdraw(cameraId, visitKey),
    });
    this.#tampering = new StandingEvent({ ...options, eventType: 'camera_tampered' });
    this.#preview = new MovementPreview(options.clock);
    media.onSight((sight) => this.#sight(sight));
    media.onTampering((report) => this.#tampered(report));
    this.#unsubscribes = [
      bus.on('camera.live', () => this.#begin()),
      bus.on('camera.lost', () => this.#setLive(false)),
      bus.on('camera.stopped', () => this.#setLive(false)),
      bus.on('privacy.changed', () => this.#apply()),
      zones.onChange((changedCameraId) => {
        if (changedCameraId === cameraId) {
          this.#apply();
        }
      }),
      onSettingsChanged((changedKeys) => {
        if (changedKeys.some((key) => key.startsWith('detection.') || key === 'camera.overlay_timestamp')) {
          this.#apply();
        }
      }),
    ];
  }

  /** What the next looked-at picture shows; within half a second in any case. Costs nothing but the question. */
  async nextMovement(): Promise<MovementSeen> {
    const seen = await this.#preview.next();
    return { is_looking: this.#isWanted, sensitivity: this.#options.config().detection.sensitivity, ...seen };
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#isLive = false;
    this.#apply();
  }

  /** The camera may have been turned by its settings, or by somebody while it did not run. */
  #begin(): void {
    this.#options.media.notice(null);
    this.#tampering.end();
    this.#setLive(true);
  }

  #setLive(isLive: boolean): void {
    this.#isLive = isLive;
    this.#apply();
  }

  get #isWanted(): boolean {
    const { config, isPrivate } = this.#options;
    return this.#isLive && config().detection.enabled && !isPrivate();
  }

  #apply(): void {
    const { cameraId, config, media, detector, zones } = this.#options;
    const { detection } = config();
    if (!this.#isWanted) {
      this.#run += 1;
      this.#preview.forget();
      media.notice(null);
      detector.forget(cameraId);
      this.#tracker.endAll();
      this.#tampering.end();
      this.#cancelTick?.();
      this.#cancelTick = null;
      return;
    }
    this.#zones = zones.zonesOf(cameraId);
    const ignored = whollyIgnored(this.#zones).map(({ polygon }) => polygon);
    media.notice({ sensitivity: detection.sensitivity, ignored: [...ignored, ...this.#clockInPicture()] });
  }

  #sight({ captureMilliseconds, regions, faintRegions, isNewScene, jpeg }: Sight): void {
    if (!this.#isWanted) {
      return;
    }
    this.#preview.saw(regions, isNewScene);
    const parts = this.#tracker.sight(captureMilliseconds, regions, jpeg, faintRegions);
    if (parts.length > 0 && jpeg !== null) {
      this.#look(captureMilliseconds, parts, jpeg);
    }
    this.#keepTicking();
  }

  #tampered({ tampering, sinceMilliseconds, jpeg }: TamperReport): void {
    if (tampering === null) {
      this.#tampering.end();
    } else if (this.#isLive && this.#options.config().detection.enabled && !this.#options.isPrivate()) {
      this.#tampering.begin(sinceMilliseconds, { kind: tampering }, jpeg);
    }
  }

  #look(captureMilliseconds: number, parts: readonly PictureBox[], jpeg: Uint8Array): void {
    const { cameraId, detector } = this.#options;
    const run = this.#run;
    detector.look(cameraId, {
      jpeg,
      parts,
      onFound: (detections) => {
        if (run === this.#run) {
          this.#tracker.looked(captureMilliseconds, parts, detections, jpeg);
        }
      },
    });
  }

  #keepTicking(): void {
    const { clock, media } = this.#options;
    if (this.#cancelTick !== null || this.#tracker.isIdle) {
      return;
    }
    this.#cancelTick = clock.after(tickMilliseconds, () => {
      this.#cancelTick = null;
      const now = clock.monotonicMilliseconds();
      this.#tracker.tick(now);
      if (this.#tracker.wantsLook(now)) {
        media.showPicture();
      }
      this.#keepTicking();
    });
  }

  #record({ startMilliseconds, ...visit }: TrackedVisit): void {
    const { cameraId, clock, recorder } = this.#options;
    const agoMilliseconds = clock.monotonicMilliseconds() - startMilliseconds;
    const startedAtMs = this.#startedAt.get(visit.visitKey) ?? Math.round(clock.nowMicroseconds() / 1000 - agoMilliseconds);
    if (visit.ended) {
      this.#startedAt.delete(visit.visitKey);
    } else {
      this.#startedAt.set(visit.visitKey, startedAtMs);
    }
    this.#log({ ...visit, cameraId, startedAtMs });
    recorder.record({ ...visit, cameraId, startedAtMs });
  }

  /** A movement without a label is no event while somebody could tell what it was, unless people want that. */
  #log(visit: Visit): void {
    const { config, detector, log } = this.#options;
    const { visitKey, eventType, ended } = visit;
    // People who are left out are in no picture of what nobody could look at.
    const mayBePerson = eventType === 'motion' && !config().detection.people && !detector.canTell;
    if (this.#logged.has(visitKey) || eventType !== 'motion' || config().detection.unlabelled || !detector.canTell) {
      this.#logged.add(visitKey);
      log.record(mayBePerson ? { ...visit, picture: null } : visit);
    }
    if (ended) {
      this.#logged.delete(visitKey);
    }
  }

  /** PetLog's own writing in the picture, whose seconds change. */
  #clockInPicture(): NoticeSettings['ignored'] {
    const { config, isTimeInPicture } = this.#options;
    if (!isTimeInPicture()) {
      return [];
    }
    const [widthPixels, heightPixels] = config().camera.resolution;
    const right = Math.min(0.95, clockText.widthHeights * (heightPixels / widthPixels) + clockText.margin);
    const top = 1 - clockText.height;
    return [
      [
        [0, top],
        [right, top],
        [right, 1],
        [0, 1],
      ],
    ];
  }
}
