import type { CameraPicture } from '../frames/encoded-frame.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import type { Clock } from '../system/clock.ts';
import { Watchdog } from '../system/watchdog.ts';
import { EncoderConfiguration } from './encoder-configuration.ts';
import { FeedHistory } from './feed-history.ts';
import { FeedRecordings } from './feed-recordings.ts';
import { pictureCommand } from './picture-command.ts';
import { PictureDemand } from './picture-demand.ts';
import { PictureWindow } from './picture-window.ts';
import type { MediaCommand, PictureSettings, VideoFacts } from './protocol.ts';
import type { RecordingFeed } from './recording-feed.ts';
import type { RecordingFeedOptions } from './recording-feed-options.ts';
import type { VideoFeedHost } from './video-feed-host.ts';
import type { HistorySettings, VideoSettings } from './video-settings.ts';
import { VideoWishes } from './video-wishes.ts';

/**
 * One camera's frames on their way to its media process, once, for everybody
 * who wants its video there: the last minutes, recordings, and whoever reads packets that are encoded.
 * It knows what the process has to be told anew after a crash.
 */
export class VideoFeed {
  readonly #host: VideoFeedHost;
  readonly #window = new PictureWindow();
  readonly #pictures: PictureDemand;
  readonly #recordings: FeedRecordings;
  readonly #history: FeedHistory;
  readonly #encoder = new EncoderConfiguration();
  readonly #watchdog: Watchdog;
  /** Beside recordings and the last minutes. */
  readonly wishes = new VideoWishes(
    (command) => this.#tell(command),
    () => this.#wishesChanged(),
  );
  #isProcessReady = false;
  #newestSequence = 0;
  /** Of the last picture of what the camera encoded before it stopped. */
  #overSequence = 0;

  constructor(clock: Clock, host: VideoFeedHost) {
    this.#host = host;
    this.#pictures = new PictureDemand(clock, () => this.#picturesChanged());
    this.#history = new FeedHistory({
      clock,
      tell: (command) => this.#tell(command),
      onExpired: (wasThere) => this.#historyExpired(wasThere),
    });
    this.#recordings = new FeedRecordings(clock, {
      send: (command) => host.send(command),
      watch: () => this.#watchdog.watch(),
      changed: () => this.#advance(),
      leaveOutFramesUntil: (endMilliseconds) => {
        this.#window.endSoon(endMilliseconds);
        this.#advance();
      },
      over: () => this.#recordingOver(),
    });
    this.#watchdog = new Watchdog({
      clock,
      isBusy: () => this.#window.hasUnencoded || this.#recordings.areClosing,
      isAtWork: () => host.isAtWork(),
      onHung: (reason) => host.kill(reason),
    });
  }

  /** Whether the process has, or may have, something to do or to remember. */
  get isNeeded(): boolean {
    return this.#recordings.areAny || this.hasHistory || this.#areWishes || this.#makesPictures;
  }

  /** Whether there are last minutes, or may be. */
  get hasHistory(): boolean {
    return this.#history.isThere;
  }

  /** Frames that the media process was too slow for. */
  get droppedFrames(): number {
    return this.#window.droppedFrames;
  }

  /** Whether the camera's own video is passed on, which can begin with its keyframes only. */
  get isPassedOn(): boolean {
    return this.#window.isPassedOn;
  }

  /** What is passed on; null where the camera gives JPEGs. */
  get passedCodec(): VideoCodec | null {
    return this.#window.passedCodec;
  }

  get passedH265(): string | null {
    return this.#window.passedH265;
  }

  /** Where the camera's own video can begin that shall show that moment; null without one. */
  keyframeBefore(milliseconds: number): number | null {
    return this.#window.keyframeBefore(milliseconds);
  }

  /** Capture time of the oldest picture that waits for the process; undefined where none does. */
  get waitingSinceMilliseconds(): number | undefined {
    return this.#window.waiting[0]?.monotonicMilliseconds;
  }

  /** How pictures are encoded from now on; a recording that runs keeps what it began with. */
  configure(settings: VideoSettings): void {
    this.#encoder.change(settings);
    this.#configureProcess();
  }

  /** null keeps nothing any more, and forgets what was kept. */
  keepHistory(settings: HistorySettings | null): void {
    this.#history.keep(settings);
  }

  /** Whether a recording or the last minutes keep the video. */
  get isVideoKept(): boolean {
    return this.#history.isWanted || this.#recordings.areAny;
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
    const holdsFrames = !this.#history.isWanted || !this.#isProcessReady;
    return this.#recordings.expect({ fromMilliseconds, holdsFrames }, () => {
      this.#unneeded();
      this.#advance();
    });
  }

  /** Begins a recording and starts the process when needed. */
  record(options: Omit<RecordingFeedOptions, 'clock' | 'host'>): RecordingFeed {
    const pastFormat = options.historyMilliseconds === null ? null : this.#window.format;
    const recording = this.#recordings.begin({ ...options, pastFormat });
    this.#host.start();
    this.#advance();
    return recording;
  }

  /** Takes each of the camera's pictures without waiting for anything. */
  write(frame: CameraPicture): void {
    this.#newestSequence = frame.sequence;
    this.#takeKind(frame);
    if (!this.#takesFrames) {
      this.#window.keep(frame);
      return;
    }
    this.#history.take(frame.monotonicMilliseconds);
    this.#takeSize(frame);
    this.#window.add(frame);
    this.#host.need();
    this.#advance();
  }

  /** The camera stopped: whoever comes later does not begin with what it had encoded before. */
  forgetPassed(): void {
    this.#overSequence = this.#newestSequence;
    this.#window.stoppedWith(this.#overSequence);
    this.#tellOver();
  }

  /** The process runs and takes commands. */
  processReady(mayUseHardware: boolean): void {
    this.#isProcessReady = true;
    this.#encoder.mayUseHardware = mayUseHardware;
    this.#configureProcess();
    if (this.hasHistory) {
      this.#history.tellSettings();
    }
    this.#tellOver();
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
    this.#recordings.processGone(reason);
    this.#advance();
  }

  /** Every frame up to this one went through the encoder. */
  encoded(sequence: number): void {
    this.#watchdog.sign();
    this.#recordings.progressed();
    this.#window.encoded(sequence);
    this.#forgetWritten();
    this.#advance();
  }

  recordingOpened(recordingId: string, firstMilliseconds: number | null): void {
    this.#recordings.opened(recordingId, firstMilliseconds);
  }

  recordingWritten(recordingId: string, sequence: number): void {
    this.#watchdog.sign();
    this.#recordings.written(recordingId, sequence);
    this.#forgetWritten();
  }

  recordingFinished(recordingId: string, facts: VideoFacts | null): void {
    this.#recordings.finished(recordingId, facts);
  }

  recordingFailed(recordingId: string, code: string, reason: string): void {
    this.#recordings.failed(recordingId, code, reason);
    this.#forgetWritten();
  }

  get #takesFrames(): boolean {
    return this.#history.isWanted || this.#areWishes || this.#makesPictures || this.#recordings.takeFrames;
  }

  get #areWishes(): boolean {
    return this.wishes.needProcess(this.isPassedOn);
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
      this.#followSize();
      this.#configureProcess();
      this.#tellPictures();
      this.#unneeded();
    }
  }

  /** A recording has one size; without one, the video follows the camera. */
  #takeSize(frame: CameraPicture): void {
    if (this.#encoder.takeSize(frame, this.#recordings.areAny)) {
      this.#configureProcess();
      this.#history.tellSettings();
    }
  }

  #followSize(): void {
    if (!this.#recordings.areAny) {
      this.#encoder.forgetSize();
    }
  }

  /** Frames wait while a recording that needs them is not open yet: the encoder has each of them once. */
  #advance(): void {
    if (this.#isProcessReady) {
      this.#recordings.advance(this.#window.waiting);
      this.#sendFrames();
    }
    this.#recordings.finishComplete(this.#window.waiting);
  }

  #sendFrames(): void {
    for (let [next] = this.#window.waiting; next !== undefined && !this.#recordings.hold(next); [next] = this.#window.waiting) {
      this.#recordings.beforeFrame(next);
      const frame = this.#recordings.hold(next) ? null : this.#window.next();
      if (frame === null) {
        return;
      }
      this.#host.send(pictureCommand(frame));
      this.#watchdog.watch();
    }
  }

  #configureProcess(): void {
    this.#tell({ type: 'configure', encoder: this.#encoder.settingsFor(this.isPassedOn ? 'h264' : 'jpeg') });
  }

  #wishesChanged(): void {
    if (this.#areWishes) {
      this.#host.need();
    } else {
      this.#unneeded();
    }
  }

  #recordingOver(): void {
    this.#forgetWritten();
    this.#unneeded();
    this.#configureProcess();
    this.#advance();
  }

  #historyExpired(wasThere: boolean): void {
    if (wasThere) {
      this.#followSize();
      this.#host.send({ type: 'drop-history' });
    }
    this.#unneeded();
  }

  #tell(command: MediaCommand): void {
    if (this.#isProcessReady) {
      this.#host.send(command);
    }
  }

  #tellOver(): void {
    this.#tell({ type: 'forget-passed', sequence: this.#overSequence });
  }

  #tellPictures(): void {
    this.#tell({ type: 'make-pictures', settings: this.#makesPictures ? this.#pictures.settings : null });
  }

  /** Keeps what a recording would need again after a crash. */
  #forgetWritten(): void {
    this.#window.written(this.#recordings.writtenSequence);
  }

  #unneeded(): void {
    if (!this.#takesFrames) {
      this.#window.clear();
      this.#watchdog.stop();
    }
    this.#host.over();
  }
}
