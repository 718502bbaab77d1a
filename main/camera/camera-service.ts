import type { CameraSourceName, CameraState } from '../../shared/api.ts';
import type { EventBus } from '../events/event-bus.ts';
import { FrameRateMeter } from '../frames/frame-rate-meter.ts';
import type { Frame } from '../frames/frame.ts';
import type { FrameHub } from '../frames/frame-hub.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { Patience } from '../system/patience.ts';
import { CameraRun, type CameraSoundTaker } from './camera-run.ts';
import type { CreateFrameTransform } from './frame-preparation.ts';
import { RestartDelays } from './restart-delays.ts';
import type { CameraSource, CaptureSettings } from './source.ts';

export interface CameraServiceOptions {
  /** Finds the camera that the configuration means; asked at each start, because cameras come and go. */
  findSource(): Promise<CameraSource>;
  settings(): CaptureSettings;
  /** For cameras that cannot turn their pictures, or write the time into them. */
  createTransform: CreateFrameTransform;
  hub: Pick<FrameHub, 'publish' | 'pass' | 'show' | 'clear'>;
  bus: EventBus;
  clock: Clock;
  logger: Logger;
  /** Who hears a camera that has sound of its own. */
  sound?: CameraSoundTaker;
}

const minimumSilenceMilliseconds = 3000;

/**
 * Runs one camera and keeps it running: from `start` to `stop` it delivers
 * frames, or is `lost` and tries again. Knows nothing of who needs it.
 */
export class CameraService {
  readonly #options: CameraServiceOptions;
  readonly #meter = new FrameRateMeter();
  readonly #delays = new RestartDelays();
  #source: CameraSource | null = null;
  #run: CameraRun | null = null;
  /** Ends of earlier runs: a camera has one user at a time, so the next start waits for them. */
  #ending: Promise<void> = Promise.resolve();
  #wanted = false;
  #isHeard = false;
  #attempt = 0;
  #cancelTimer: () => void = () => {};
  #state: CameraState = 'stopped';
  #stateSinceMicroseconds: number;
  #stateReason: string | null = null;
  #stateReasonForAdmins: string | null = null;
  #frameCount = 0;
  #lastFrame: Pick<Frame, 'capturedAtMicroseconds' | 'widthPixels' | 'heightPixels'> | null = null;
  /** With a camera that hangs. */
  readonly #patience: Patience;

  constructor(options: CameraServiceOptions) {
    this.#options = options;
    this.#patience = new Patience(options.clock, (quietMilliseconds) =>
      this.#lose(`no picture for ${Math.round(quietMilliseconds / 1000)} s`),
    );
    this.#stateSinceMicroseconds = options.clock.nowMicroseconds();
  }

  get state(): CameraState {
    return this.#state;
  }

  get stateSinceMicroseconds(): number {
    return this.#stateSinceMicroseconds;
  }

  /** Why the camera is lost, for everyone. */
  get stateReason(): string | null {
    return this.#stateReason;
  }

  /** The same, with what only admins may know: which file it is. */
  get stateReasonForAdmins(): string | null {
    return this.#stateReasonForAdmins;
  }

  /** What the camera itself gives, as far as it is known. */
  get gives(): CameraSource['gives'] {
    return this.#source?.gives ?? 'jpeg';
  }

  get sourceName(): CameraSourceName | null {
    return this.#source?.name ?? null;
  }

  /** Whether the running camera writes the time into its pictures itself, in the time zone that it was started in. */
  get writesTime(): boolean {
    return this.#run?.source.draws.timestamp ?? false;
  }

  /** Whether the running camera writes its own name into its pictures. */
  get writesName(): boolean {
    return this.#run?.source.name === 'mock';
  }

  /** Whether the camera itself is to be asked for sound that it was not asked for when it started. */
  get lacksSound(): boolean {
    const { sound, microphone } = this.#options.settings();
    return sound && microphone === 'auto' && this.#run?.canBeAskedForSound === true;
  }

  /** Frames since the application started. */
  get frameCount(): number {
    return this.#frameCount;
  }

  get lastFrame(): Pick<Frame, 'capturedAtMicroseconds' | 'widthPixels' | 'heightPixels'> | null {
    return this.#lastFrame;
  }

  get framesPerSecond(): number {
    return this.#state === 'live' ? this.#meter.framesPerSecond(this.#options.clock.monotonicMilliseconds()) : 0;
  }

  /** Finds out which camera it would be, without starting it. */
  async identify(): Promise<void> {
    this.#source ??= await this.#options.findSource();
  }

  start(): void {
    if (this.#wanted) {
      return;
    }
    this.#wanted = true;
    this.#delays.reset();
    this.#launch();
  }

  /**
   * Takes up changed settings: a running camera starts anew, and nobody who watches
   * is disconnected. A stopped one that is not found keeps its name: nobody needs it
   * now, and the next start looks again and says what is wrong.
   */
  async reconfigure(): Promise<void> {
    if (this.#wanted) {
      this.#endRun('stop');
      this.#delays.reset();
      this.#launch();
      return;
    }
    const attempt = ++this.#attempt;
    try {
      const source = await this.#options.findSource();
      if (attempt === this.#attempt) {
        this.#source = source;
      }
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'no camera found with the changed settings');
    }
  }

  /** A JPEG was made of a picture of this camera; one of an earlier run is not shown. */
  showPicture(jpeg: Buffer, capturedMilliseconds: number): void {
    this.#run?.showPicture(jpeg, capturedMilliseconds);
  }

  /** Whether its own sound is wanted, of this run and later ones; not at first. */
  hear(isHeard: boolean): void {
    this.#isHeard = isHeard;
    this.#run?.hear(isHeard);
  }

  /** Stops the camera in an orderly way; resolves when nothing is left of it. */
  async stop(reason: string): Promise<void> {
    if (this.#wanted) {
      this.#wanted = false;
      this.#endRun('stop');
      this.#options.hub.clear();
      this.#setState('stopped', null);
      this.#options.bus.emit('camera.stopped', { reason });
    }
    await this.#ending;
  }

  #launch(): void {
    const attempt = ++this.#attempt;
    this.#cancelTimer();
    this.#meter.reset();
    if (this.#state !== 'lost') {
      this.#setState('starting', null);
    }
    void this.#ending
      .then(() => this.#options.findSource())
      .then((source) => {
        if (attempt === this.#attempt && this.#wanted) {
          this.#begin(source);
        }
      })
      .catch((error: unknown) => {
        if (attempt === this.#attempt && this.#wanted) {
          this.#lose(error instanceof Error ? error.message : String(error));
        }
      });
  }

  #begin(source: CameraSource): void {
    const { clock, bus, hub, createTransform, sound } = this.#options;
    const settings = this.#options.settings();
    this.#source = source;
    this.#patience.begin(source.startupAllowanceMilliseconds);
    if (this.#state !== 'lost') {
      bus.emit('camera.starting', { source: source.name });
    }
    const run = new CameraRun({
      ...{ source, settings, createTransform, clock, sound },
      onFrame: (picture) => {
        const frame = { ...picture, sequence: this.#frameCount + 1 };
        this.#note(frame, settings);
        hub.publish(frame);
      },
      onPacket: (picture) => {
        const frame = { ...picture, sequence: this.#frameCount + 1 };
        this.#note(frame, settings);
        hub.pass(frame);
      },
      onPicture: (picture) => hub.show({ ...picture, sequence: this.#frameCount }),
      onLost: (reason, reasonForEveryone) => this.#lose(reason, reasonForEveryone),
    });
    this.#run = run;
    run.start(this.#isHeard);
  }

  /** The camera gave a picture. */
  #note({ sequence, capturedAtMicroseconds, monotonicMilliseconds, ...size }: Omit<Frame, 'jpeg'>, settings: CaptureSettings): void {
    this.#frameCount = sequence;
    this.#lastFrame = { capturedAtMicroseconds, widthPixels: size.widthPixels, heightPixels: size.heightPixels };
    this.#patience.sign(monotonicMilliseconds);
    this.#meter.count(monotonicMilliseconds);
    this.#delays.frame(monotonicMilliseconds);
    if (this.#state !== 'live') {
      this.#patience.begin(Math.max(this.#source?.silenceAllowanceMilliseconds ?? minimumSilenceMilliseconds, 3000 / settings.frame_rate)); // the start-up allowance is over
      this.#setState('live', null);
      this.#options.bus.emit('camera.live', {
        source: this.#source?.name ?? 'unknown',
        width_pixels: size.widthPixels,
        height_pixels: size.heightPixels,
      });
    }
  }

  #lose(reason: string, reasonForEveryone = reason): void {
    const source = this.#source?.name ?? 'unknown';
    this.#endRun('kill');
    if (this.#state !== 'lost' || this.#stateReasonForAdmins !== reason) {
      const since = this.#state === 'lost' ? this.#stateSinceMicroseconds : null;
      this.#setState('lost', reasonForEveryone, reason);
      this.#stateSinceMicroseconds = since ?? this.#stateSinceMicroseconds;
      this.#options.bus.emit('camera.lost', { source, reason: reasonForEveryone });
    }
    const delay = this.#delays.nextMilliseconds();
    this.#options.logger.warn({ source, reason, retryMilliseconds: delay }, 'camera lost');
    this.#cancelTimer = this.#options.clock.after(delay, () => this.#launch());
  }

  #endRun(how: 'stop' | 'kill'): void {
    this.#cancelTimer();
    this.#patience.end();
    this.#attempt += 1;
    const run = this.#run;
    this.#run = null;
    if (run !== null) {
      // One that cannot be ended in order must not keep every later one from starting.
      const ended = run.end(how).catch((error: unknown) => {
        this.#options.logger.warn({ err: error, source: run.source.name }, 'a camera could not be ended in order');
      });
      this.#ending = Promise.all([this.#ending, ended]).then(() => undefined);
    }
  }

  #setState(state: CameraState, reason: string | null, reasonForAdmins = reason): void {
    this.#state = state;
    this.#stateReason = reason;
    this.#stateReasonForAdmins = reasonForAdmins;
    this.#stateSinceMicroseconds = this.#options.clock.nowMicroseconds();
  }
}
