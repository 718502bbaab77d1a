import type { CameraSourceName, CameraState } from '../../shared/api.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { EncodedFrame } from '../frames/encoded-frame.ts';
import { FrameRateMeter } from '../frames/frame-rate-meter.ts';
import type { Frame } from '../frames/frame.ts';
import type { FrameHub } from '../frames/frame-hub.ts';
import { readJpegSize } from '../frames/jpeg-size.ts';
import type { CameraSound } from '../media/sound/protocol.ts';
import type { SoundFormat } from '../media/sound/sound-format.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { Patience } from '../system/patience.ts';
import { type CreateFrameTransform, FramePreparation } from './frame-preparation.ts';
import { PacketPreparation } from './packet-preparation.ts';
import { RestartDelays } from './restart-delays.ts';
import type { CameraSoundSink, CameraSource, Capture, CaptureSettings } from './source.ts';

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

/** What a running camera sends of its own sound. */
export interface CameraSoundTaker {
  /** Before the first of it: how it is encoded, or why there is none; null when the camera ends. */
  format(format: SoundFormat | { readonly problem: string } | null): void;
  take(sound: CameraSound): void;
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
  #capture: Capture | null = null;
  #preparation: FramePreparation | null = null;
  /** Of the first picture of this run that was not a JPEG. */
  #passedSinceMilliseconds = Infinity;
  /** Ends of earlier captures: a camera has one user at a time, so the next start waits for them. */
  #ending: Promise<void> = Promise.resolve();
  #wanted = false;
  #isHeard = false;
  /** Whether the capture was started with its sound, or needs not be. */
  #hasSound = false;
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
    return this.#capture !== null && (this.#source?.draws.timestamp ?? false);
  }

  /** Whether the running camera writes its own name into its pictures. */
  get writesName(): boolean {
    return this.#capture !== null && this.#source?.name === 'mock';
  }

  /** Whether the camera itself is to be asked for sound that it was not asked for when it started. */
  get lacksSound(): boolean {
    const { sound, microphone } = this.#options.settings();
    return this.#capture?.hear !== undefined && !this.#hasSound && sound && microphone === 'auto';
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
      this.#endCapture('stop');
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
    if (capturedMilliseconds >= this.#passedSinceMilliseconds) {
      this.#preparation?.push(jpeg, capturedMilliseconds);
    }
  }

  /** Whether its own sound is wanted, of this run and later ones; not at first. */
  hear(isHeard: boolean): void {
    this.#isHeard = isHeard;
    this.#capture?.hear?.(isHeard);
  }

  /** Stops the camera in an orderly way; resolves when nothing is left of it. */
  async stop(reason: string): Promise<void> {
    if (this.#wanted) {
      this.#wanted = false;
      this.#endCapture('stop');
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
          this.#run(source);
        }
      })
      .catch((error: unknown) => {
        if (attempt === this.#attempt && this.#wanted) {
          this.#lose(error instanceof Error ? error.message : String(error));
        }
      });
  }

  #run(source: CameraSource): void {
    const { clock, bus } = this.#options;
    const settings = this.#options.settings();
    const attempt = this.#attempt;
    const isCurrent = (): boolean => attempt === this.#attempt && this.#wanted;
    this.#source = source;
    this.#patience.begin(source.startupAllowanceMilliseconds);
    if (this.#state !== 'lost') {
      bus.emit('camera.starting', { source: source.name });
    }
    const preparation = new FramePreparation({
      settings,
      draws: source.draws,
      createTransform: this.#options.createTransform,
      clock,
      onFrame: (jpeg, capturedAtMicroseconds, monotonicMilliseconds) => {
        if (isCurrent()) {
          this.#take(jpeg, capturedAtMicroseconds, monotonicMilliseconds, settings);
        }
      },
    });
    this.#preparation = preparation;
    const packets = new PacketPreparation({
      clock,
      onFrame: (frame) => {
        if (isCurrent()) {
          this.#pass({ ...frame, sequence: this.#frameCount + 1 }, settings);
        }
      },
      onRefused: (reason) => {
        if (isCurrent()) {
          this.#lose(reason);
        }
      },
    });
    const { sound } = this.#options;
    this.#hasSound = settings.sound && settings.microphone === 'auto';
    this.#capture = source.start(settings, {
      ...(sound === undefined ? {} : { sound: soundSink(sound, packets, clock, isCurrent) }),
      frame: (jpeg) => preparation.push(jpeg),
      packet: (packet) => packets.push(packet),
      ended: (reason, reasonForEveryone) => {
        if (isCurrent()) {
          this.#lose(reason, reasonForEveryone);
        }
      },
    });
    this.#hasSound ||= this.#capture.hearsAtAnyTime ?? false;
    this.#capture.hear?.(this.#isHeard);
  }

  /** A JPEG of the camera, or one that was made of a picture that has been passed on already. */
  #take(jpeg: Buffer, capturedAtMicroseconds: number, monotonicMilliseconds: number, settings: CaptureSettings): void {
    const size = readJpegSize(jpeg);
    if (size === null) {
      return;
    }
    if (this.#passedSinceMilliseconds !== Infinity) {
      this.#options.hub.show({ jpeg, capturedAtMicroseconds, monotonicMilliseconds, sequence: this.#frameCount, ...size });
      return;
    }
    const frame: Frame = { jpeg, capturedAtMicroseconds, monotonicMilliseconds, sequence: this.#frameCount + 1, ...size };
    this.#note(frame, settings);
    this.#options.hub.publish(frame);
  }

  #pass(frame: EncodedFrame, settings: CaptureSettings): void {
    this.#passedSinceMilliseconds = Math.min(this.#passedSinceMilliseconds, frame.monotonicMilliseconds);
    this.#note(frame, settings);
    this.#options.hub.pass(frame);
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
    this.#endCapture('kill');
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

  #endCapture(how: 'stop' | 'kill'): void {
    this.#cancelTimer();
    this.#patience.end();
    this.#attempt += 1;
    const preparation = this.#preparation;
    const capture = this.#capture;
    this.#preparation = null;
    this.#passedSinceMilliseconds = Infinity;
    this.#capture = null;
    this.#options.sound?.format(null);
    if (capture !== null || preparation !== null) {
      this.#ending = Promise.all([this.#ending, capture?.[how](), preparation?.close()]).then(() => undefined);
    }
  }

  #setState(state: CameraState, reason: string | null, reasonForAdmins = reason): void {
    this.#state = state;
    this.#stateReason = reason;
    this.#stateReasonForAdmins = reasonForAdmins;
    this.#stateSinceMicroseconds = this.#options.clock.nowMicroseconds();
  }
}

/** Gives a camera's sound the times of its pictures. */
function soundSink(taker: CameraSoundTaker, packets: PacketPreparation, clock: Clock, isCurrent: () => boolean): CameraSoundSink {
  return {
    format: (format) => {
      if (isCurrent()) {
        taker.format(format);
      }
    },
    packet: (packet) => {
      if (isCurrent()) {
        const arrivedMilliseconds = clock.monotonicMilliseconds();
        taker.take({ data: packet.data, firstMilliseconds: packets.heardAt(packet, arrivedMilliseconds), arrivedMilliseconds });
      }
    },
  };
}
