/** `CameraService` with a camera, a clock and a hub that belong to the test. */
import { CameraService } from '../../main/camera/camera-service.ts';
import type { CameraSource, CaptureSettings, CaptureSink } from '../../main/camera/source.ts';
import { EventBus } from '../../main/events/event-bus.ts';
import type { Frame } from '../../main/frames/frame.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { captureSettings } from './capture-recorder.ts';
import { ManualClock } from './manual-clock.ts';

const settings: CaptureSettings = { ...captureSettings, resolution: [64, 48], frame_rate: 10, quality: 80 };

/** A camera whose every move the test makes. */
class ScriptedSource implements CameraSource {
  readonly name = 'rpicam';
  gives: 'jpeg' | 'h264' = 'jpeg';
  readonly startupAllowanceMilliseconds = 5000;
  silenceAllowanceMilliseconds: number | undefined;
  draws = { rotationAndFlips: true, timestamp: false };
  sinks: CaptureSink[] = [];
  log: string[] = [];
  releaseStop: (() => void) | null = null;
  holdStops = false;
  failStops = false;

  start(_settings: CaptureSettings, sink: CaptureSink) {
    const number = this.sinks.push(sink);
    this.log.push(`start ${number}`);
    const end = (how: string) => (): Promise<void> => {
      this.log.push(`${how} ${number}`);
      if (this.failStops) {
        return Promise.reject(new Error('it does not let go'));
      }
      return this.holdStops ? new Promise((resolve) => (this.releaseStop = resolve)) : Promise.resolve();
    };
    return { stop: end('stop'), kill: end('kill') };
  }

  get sink(): CaptureSink {
    return this.sinks.at(-1) as CaptureSink;
  }
}

export class CameraServiceStage {
  readonly source = new ScriptedSource();
  readonly clock = new ManualClock();
  /** Since the camera was last stopped. */
  readonly frames: Frame[] = [];
  /** By name, with the reason where there is one. */
  readonly events: string[] = [];
  /** Pictures that were turned or labelled, and how. */
  readonly transformed: unknown[] = [];
  closedTransforms = 0;
  settings = settings;
  readonly camera: CameraService;
  readonly jpeg: Buffer;

  constructor(jpeg: Buffer) {
    this.jpeg = jpeg;
    const bus = new EventBus();
    bus.onAny(({ name, data }) => this.events.push('reason' in data ? `${name}: ${data.reason}` : name));
    this.camera = new CameraService({
      findSource: () => Promise.resolve(this.source),
      settings: () => this.settings,
      createTransform: (options) => ({
        transform: (picture, timestampText) => {
          this.transformed.push({ ...options, timestampText });
          return Promise.resolve(picture);
        },
        close: () => {
          this.closedTransforms += 1;
          return Promise.resolve();
        },
      }),
      hub: {
        publish: (frame) => this.frames.push(frame),
        pass() {},
        show() {},
        clear: () => (this.frames.length = 0),
      },
      bus,
      clock: this.clock,
      logger: silentLogger,
    });
  }

  /** Another one, with a camera that is found or not, as the test says. */
  serviceThatFinds(findSource: () => Promise<CameraSource>): CameraService {
    return new CameraService({
      findSource,
      settings: () => settings,
      createTransform: () => ({ transform: (picture) => Promise.resolve(picture), close: () => Promise.resolve() }),
      hub: { publish() {}, pass() {}, show() {}, clear() {} },
      bus: new EventBus(),
      clock: this.clock,
      logger: silentLogger,
    });
  }

  async goLive(): Promise<void> {
    this.camera.start();
    await this.clock.advance(10);
    this.source.sink.frame(this.jpeg);
  }

  /** Good frames for some seconds. */
  async framesFor(seconds: number): Promise<void> {
    for (let frame = 0; frame < seconds * 10; frame += 1) {
      await this.clock.advance(100);
      this.source.sink.frame(this.jpeg);
    }
  }
}
