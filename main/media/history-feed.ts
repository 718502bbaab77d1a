import type { Frame } from '../frames/frame.ts';
import type { Clock } from '../system/clock.ts';
import { FrameWindow } from './frame-window.ts';
import type { EncoderSettings, HistoryDisk, HistoryLimits, MediaCommand, PictureSize } from './protocol.ts';
import { Watchdog } from './watchdog.ts';

/** What shall be kept of the last minutes. */
export interface HistorySettings {
  readonly limits: HistoryLimits;
  /** null keeps everything in memory. */
  readonly disk: HistoryDisk | null;
  readonly encoder: Pick<EncoderSettings, 'frameRate' | 'bitrateKbps'>;
}

/** The history's side of the media process; the client gives it. */
export interface HistoryHost {
  send(command: MediaCommand): void;
  /** There are frames for the process, which may have to be started. */
  need(): void;
  /** Whether the process is seen working on something. */
  isAtWork(): boolean;
  /** The process hangs; `processGone` follows. */
  kill(reason: string): void;
  /** Nothing is left to keep the process for. */
  over(): void;
}

/** After the last picture the history stays as long as it reaches back, and so much more. */
const graceMilliseconds = 2000;

/**
 * The camera's frames on their way to the encoder while no recording brings
 * them there. Never a reason for the camera to run. What the media process
 * keeps is lost when it crashes; frames that it had not encoded are not.
 */
export class HistoryFeed {
  readonly #clock: Clock;
  readonly #host: HistoryHost;
  readonly #window = new FrameWindow();
  readonly #watchdog: Watchdog;
  #settings: HistorySettings | null = null;
  #size: PictureSize | null = null;
  #isProcessReady = false;
  #mayUseHardware = true;
  #isPaused = false;
  #lastFrameMilliseconds: number | null = null;
  #cancelExpiry: (() => void) | null = null;

  constructor(clock: Clock, host: HistoryHost) {
    this.#clock = clock;
    this.#host = host;
    this.#watchdog = new Watchdog({ clock, isBusy: () => this.#window.hasUnencoded, isAtWork: () => host.isAtWork(), onHung: (reason) => host.kill(reason) });
  }

  /** Whether the process has, or may have, something to remember. */
  get isNeeded(): boolean {
    return this.#lastFrameMilliseconds !== null;
  }

  /** null keeps nothing any more, and forgets what was kept. */
  keep(settings: HistorySettings | null): void {
    this.#settings = settings;
    if (settings === null) {
      this.#expire();
    } else if (this.isNeeded) {
      this.#open();
    }
  }

  /**
   * Takes a frame without waiting for anything.
   *
   * @param isRecorded whether a recording brings it to the process
   */
  write(frame: Frame, isRecorded: boolean): void {
    if (this.#settings === null) {
      return;
    }
    this.#lastFrameMilliseconds = frame.monotonicMilliseconds;
    this.#cancelExpiry ??= this.#expireAfter(this.#keptMilliseconds);
    const widthPixels = frame.widthPixels - (frame.widthPixels % 2);
    const heightPixels = frame.heightPixels - (frame.heightPixels % 2);
    if (this.#size?.widthPixels !== widthPixels || this.#size.heightPixels !== heightPixels) {
      this.#size = { widthPixels, heightPixels };
      this.#open();
    }
    if (!isRecorded) {
      this.#window.add(frame);
      this.#host.need();
      this.#advance();
    }
  }

  /** A recording brings the frames from now on. */
  pause(): void {
    this.#isPaused = true;
  }

  /** It does so no more; what came since goes on its way. */
  resume(): void {
    this.#isPaused = false;
    this.#advance();
  }

  processReady(mayUseHardware: boolean): void {
    this.#isProcessReady = true;
    this.#mayUseHardware = mayUseHardware;
    if (this.isNeeded) {
      this.#open();
    }
    this.#advance();
  }

  processGone(): void {
    this.#isProcessReady = false;
    this.#watchdog.stop();
    this.#window.replay();
  }

  progress(encodedSequence: number): void {
    this.#watchdog.sign();
    this.#window.encoded(encodedSequence);
    this.#window.written(encodedSequence);
    this.#advance();
  }

  get #keptMilliseconds(): number {
    return (this.#settings?.limits.keptMilliseconds ?? 0) + graceMilliseconds;
  }

  #advance(): void {
    if (!this.#isProcessReady || this.#isPaused) {
      return;
    }
    for (let frame = this.#window.next(); frame !== null; frame = this.#window.next()) {
      const { sequence, jpeg, monotonicMilliseconds } = frame;
      this.#host.send({ type: 'frame', sequence, jpeg, captureMilliseconds: monotonicMilliseconds });
      this.#watchdog.watch();
    }
  }

  #open(): void {
    if (this.#isProcessReady && this.#settings !== null) {
      const { limits, disk, encoder } = this.#settings;
      this.#host.send({ type: 'keep-history', limits, disk, encoder: { ...encoder, size: this.#size, allowHardware: this.#mayUseHardware } });
    }
  }

  /** One timer, moved on only when it fires. */
  #expireAfter(milliseconds: number): () => void {
    return this.#clock.after(milliseconds, () => {
      const leftMilliseconds = (this.#lastFrameMilliseconds ?? -Infinity) + this.#keptMilliseconds - this.#clock.monotonicMilliseconds();
      if (leftMilliseconds > 0) {
        this.#cancelExpiry = this.#expireAfter(leftMilliseconds);
      } else {
        this.#expire();
      }
    });
  }

  #expire(): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = null;
    this.#watchdog.stop();
    this.#window.clear();
    if (this.isNeeded) {
      this.#lastFrameMilliseconds = null;
      this.#size = null;
      this.#host.send({ type: 'drop-history' });
      this.#host.over();
    }
  }
}
