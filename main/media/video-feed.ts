import type { CameraPicture } from '../frames/encoded-frame.ts';
import type { Clock } from '../system/clock.ts';
import { pictureCommand } from './picture-command.ts';
import { PictureDemand } from './picture-demand.ts';
import { PictureWindow } from './picture-window.ts';
import type { MediaCommand, NoticeSettings, PictureSettings, PictureSize, VideoFacts } from './protocol.ts';
import { RecordingFeed } from './recording-feed.ts';
import type { RecordingFeedOptions } from './recording-feed-options.ts';
import type { VideoFeedHost } from './video-feed-host.ts';
import type { HistorySettings, VideoSettings } from './video-settings.ts';
import { VideoWishes } from './video-wishes.ts';
import { Watchdog } from '../system/watchdog.ts';

/** After the last picture the history stays as long as it reaches back, and so much more. */
const graceMilliseconds = 2000;

/**
 * One camera's frames on their way to its media process, once, for everybody
 * who wants its video: the last minutes, recordings, and whoever reads packets.
 * It knows what the process has to be told anew after a crash.
 */
export class VideoFeed {
  readonly #clock: Clock;
  readonly #host: VideoFeedHost;
  readonly #window = new PictureWindow();
  readonly #pictures: PictureDemand;
  readonly #recordings = new Map<string, RecordingFeed>();
  readonly #watchdog: Watchdog;
  /** Beside recordings and the last minutes. */
  readonly wishes = new VideoWishes((command) => this.#tell(command));
  #settings: VideoSettings = { frameRate: 15, bitrateKbps: 2000 };
  #history: HistorySettings | null = null;
  #size: PictureSize | null = null;
  #isProcessReady = false;
  #mayUseHardware = true;
  /** Recordings that are being prepared: from which frame on each needs them, and whether the encoder may have them before. */
  readonly #expected = new Set<{ readonly fromMilliseconds: number; readonly holdsFrames: boolean }>();
  /** Of the newest frame that the history has, or may have; null when it has none. */
  #historyMilliseconds: number | null = null;
  #cancelExpiry: (() => void) | null = null;

  constructor(clock: Clock, host: VideoFeedHost) {
    this.#clock = clock;
    this.#host = host;
    this.#pictures = new PictureDemand(clock, () => this.#picturesChanged());
    this.#watchdog = new Watchdog({
      clock,
      isBusy: () => this.#window.hasUnencoded || [...this.#recordings.values()].some(({ isClosing }) => isClosing),
      isAtWork: () => host.isAtWork(),
      onHung: (reason) => host.kill(reason),
    });
  }

  /** Whether the process has, or may have, something to do or to remember. */
  get isNeeded(): boolean {
    return this.#recordings.size > 0 || this.hasHistory || this.wishes.isAnything || this.#makesPictures;
  }

  /** Whether there are last minutes, or may be. */
  get hasHistory(): boolean {
    return this.#historyMilliseconds !== null;
  }

  /** Frames that the media process was too slow for. */
  get droppedFrames(): number {
    return this.#window.droppedFrames;
  }

  /** Whether the camera's own H.264 is passed on, which can begin with its keyframes only. */
  get isPassedOn(): boolean {
    return this.#window.isPassedOn;
  }

  /** Where the camera's own H.264 can begin that shall show that moment; null without one. */
  keyframeBefore(milliseconds: number): number | null {
    return this.#window.keyframeBefore(milliseconds);
  }

  /** How pictures are encoded from now on; a recording that runs keeps what it began with. */
  configure(settings: VideoSettings): void {
    this.#settings = settings;
    this.#configureProcess();
  }

  /** null keeps nothing any more, and forgets what was kept. */
  keepHistory(settings: HistorySettings | null): void {
    this.#history = settings;
    if (settings === null) {
      this.#expireHistory();
    } else if (this.hasHistory) {
      this.#tellHistory();
    }
  }

  /** Whether packets shall come out of the process, for as long as the camera gives frames. */
  wantPackets(areWanted: boolean): void {
    this.#wished(this.wishes.wantPackets(areWanted));
  }

  /** The same of the rendition that is so high. */
  wantRendition(heightPixels: number, areWanted: boolean): void {
    this.#wished(this.wishes.wantRendition(heightPixels, areWanted));
  }

  /** Whether a recording or the last minutes keep the video. */
  get isVideoKept(): boolean {
    return this.#history !== null || this.#recordings.size > 0;
  }

  /** How one looks for what moves in the camera's pictures; null while nobody wants to know. */
  notice(settings: NoticeSettings | null): void {
    this.#wished(this.wishes.notice(settings));
  }

  close(): void {
    this.#pictures.close();
  }

  /** As JPEGs are made of the camera's H.264, if it gives that; null while nobody wants any. */
  wantPictures(settings: PictureSettings | null): void {
    this.#pictures.want(settings);
  }

  /**
   * Frames from then on are kept for a recording that is about to begin: in the
   * history where there is one, else they wait here. Returns the function that ends that.
   */
  expectRecording(fromMilliseconds: number): () => void {
    const expected = { fromMilliseconds, holdsFrames: this.#history === null || !this.#isProcessReady };
    this.#expected.add(expected);
    return () => {
      if (this.#expected.delete(expected)) {
        this.#unneeded();
        this.#advance();
      }
    };
  }

  /** Begins a recording and starts the process when needed. */
  record(options: Omit<RecordingFeedOptions, 'clock' | 'host'>): RecordingFeed {
    const { recordingId } = options;
    const recording = new RecordingFeed({
      ...options,
      pastFormat: options.historyMilliseconds === null ? null : this.#window.format,
      clock: this.#clock,
      host: {
        send: (command) => this.#host.send(command),
        watch: () => this.#watchdog.watch(),
        changed: () => this.#advance(),
        leaveOutFramesUntil: (endMilliseconds) => {
          this.#window.endSoon(endMilliseconds);
          this.#advance();
        },
        over: () => {
          this.#recordings.delete(recordingId);
          this.#forgetWritten();
          this.#unneeded();
          this.#configureProcess();
          this.#advance();
        },
      },
    });
    this.#recordings.set(recordingId, recording);
    this.#host.start();
    this.#advance();
    return recording;
  }

  /** Takes each of the camera's pictures without waiting for anything. */
  write(frame: CameraPicture): void {
    this.#takeKind(frame);
    if (!this.#takesFrames) {
      this.#window.keep(frame);
      return;
    }
    if (this.#history !== null) {
      this.#historyMilliseconds = frame.monotonicMilliseconds;
      this.#cancelExpiry ??= this.#expireHistoryAfter(this.#keptMilliseconds);
    }
    this.#takeSize(frame);
    this.#window.add(frame);
    this.#host.need();
    this.#advance();
  }

  /** The process runs and takes commands. */
  processReady(mayUseHardware: boolean): void {
    this.#isProcessReady = true;
    this.#mayUseHardware = mayUseHardware;
    this.#configureProcess();
    if (this.hasHistory) {
      this.#tellHistory();
    }
    this.wishes.tellAll();
    this.#tellPictures();
    this.#advance();
  }

  /** The process is gone, with what it kept in memory and had not written. */
  processGone(): void {
    this.#isProcessReady = false;
    this.#watchdog.stop();
    this.#window.replay();
  }

  /** It was no orderly end: recordings go on in a further part. */
  interrupted(reason: string): void {
    [...this.#recordings.values()].forEach((recording) => recording.processGone(reason));
    this.#advance();
  }

  /** Every frame up to this one went through the encoder. */
  encoded(sequence: number): void {
    this.#watchdog.sign();
    this.#recordings.forEach((recording) => recording.progressed());
    this.#window.encoded(sequence);
    this.#forgetWritten();
    this.#advance();
  }

  recordingOpened(recordingId: string, firstMilliseconds: number | null): void {
    this.#recordings.get(recordingId)?.opened(firstMilliseconds);
  }

  recordingWritten(recordingId: string, sequence: number): void {
    this.#watchdog.sign();
    this.#recordings.get(recordingId)?.written(sequence);
    this.#forgetWritten();
  }

  recordingFinished(recordingId: string, facts: VideoFacts | null): void {
    this.#recordings.get(recordingId)?.finished(facts);
  }

  recordingFailed(recordingId: string, code: string, reason: string): void {
    this.#recordings.get(recordingId)?.failed(code, reason);
    this.#forgetWritten();
  }

  get #takesFrames(): boolean {
    return (
      this.#history !== null ||
      this.wishes.isAnything ||
      this.#makesPictures ||
      this.#expected.size > 0 ||
      [...this.#recordings.values()].some(({ takesFrames }) => takesFrames)
    );
  }

  /** Without a camera that gives H.264 there is nothing to make JPEGs of. */
  get #makesPictures(): boolean {
    return this.#pictures.settings !== null && this.isPassedOn;
  }

  #picturesChanged(): void {
    this.#tellPictures();
    if (this.#makesPictures) {
      this.#host.need();
      this.#advance();
    } else {
      this.#unneeded();
    }
  }

  /** With changed settings, a camera may give something else than before. */
  #takeKind(frame: CameraPicture): void {
    if (this.#window.takeKind(frame)) {
      this.#size = this.#recordings.size > 0 ? this.#size : null;
      this.#configureProcess();
      this.#tellPictures();
    }
  }

  /** A recording has one size; without one, the video follows the camera. */
  #takeSize({ widthPixels, heightPixels }: CameraPicture): void {
    const size = { widthPixels: widthPixels - (widthPixels % 2), heightPixels: heightPixels - (heightPixels % 2) };
    const isSame = this.#size?.widthPixels === size.widthPixels && this.#size.heightPixels === size.heightPixels;
    if (this.#size === null || (!isSame && this.#recordings.size === 0)) {
      this.#size = size;
      this.#configureProcess();
      this.#tellHistory();
    }
  }

  /** Frames wait while a recording that needs them is not open yet: the encoder has each of them once. */
  #advance(): void {
    if (this.#isProcessReady) {
      this.#recordings.forEach((recording) => recording.advance(this.#window.waiting));
      this.#sendFrames();
    }
    this.#recordings.forEach((recording) => recording.finishIfComplete(this.#window.waiting));
  }

  #sendFrames(): void {
    for (let [next] = this.#window.waiting; next !== undefined && !this.#isHeld(next); [next] = this.#window.waiting) {
      const candidate = next;
      this.#recordings.forEach((recording) => recording.beforeFrame(candidate));
      const frame = this.#isHeld(candidate) ? null : this.#window.next();
      if (frame === null) {
        return;
      }
      this.#host.send(pictureCommand(frame));
      this.#watchdog.watch();
    }
  }

  /** A recording that needs this frame is not open yet. */
  #isHeld({ monotonicMilliseconds }: CameraPicture): boolean {
    return (
      [...this.#recordings.values()].some(({ holdsFrames }) => holdsFrames) ||
      [...this.#expected].some(({ fromMilliseconds, holdsFrames }) => holdsFrames && fromMilliseconds <= monotonicMilliseconds)
    );
  }

  #configureProcess(): void {
    const input = this.isPassedOn ? 'h264' : 'jpeg';
    this.#tell({ type: 'configure', encoder: { ...this.#settings, size: this.#size, allowHardware: this.#mayUseHardware, input } });
  }

  #tellHistory(): void {
    if (this.#history !== null) {
      this.#tell({ type: 'keep-history', ...this.#history });
    }
  }

  #wished(isChanged: boolean): void {
    if (isChanged && this.wishes.isAnything) {
      this.#host.need();
    } else if (isChanged) {
      this.#unneeded();
    }
  }

  #tell(command: MediaCommand): void {
    if (this.#isProcessReady) {
      this.#host.send(command);
    }
  }

  #tellPictures(): void {
    this.#tell({ type: 'make-pictures', settings: this.#makesPictures ? this.#pictures.settings : null });
  }

  /** Keeps what a recording would need again after a crash. */
  #forgetWritten(): void {
    this.#window.written(Math.min(Infinity, ...[...this.#recordings.values()].map(({ writtenSequence }) => writtenSequence)));
  }

  #unneeded(): void {
    if (!this.#takesFrames) {
      this.#window.clear();
      this.#watchdog.stop();
    }
    this.#host.over();
  }

  get #keptMilliseconds(): number {
    return (this.#history?.limits.keptMilliseconds ?? 0) + graceMilliseconds;
  }

  /** One timer, moved on only when it fires. */
  #expireHistoryAfter(milliseconds: number): () => void {
    return this.#clock.after(milliseconds, () => {
      const leftMilliseconds = (this.#historyMilliseconds ?? -Infinity) + this.#keptMilliseconds - this.#clock.monotonicMilliseconds();
      if (leftMilliseconds > 0) {
        this.#cancelExpiry = this.#expireHistoryAfter(leftMilliseconds);
      } else {
        this.#expireHistory();
      }
    });
  }

  #expireHistory(): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = null;
    if (this.hasHistory) {
      this.#historyMilliseconds = null;
      this.#size = this.#recordings.size > 0 ? this.#size : null;
      this.#host.send({ type: 'drop-history' });
    }
    this.#unneeded();
  }
}
