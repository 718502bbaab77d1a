import { constants } from 'node:os';
import { type CameraPicture, isEncoded } from '../frames/encoded-frame.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { Fork } from '../system/worker-child.ts';
import { WorkerProcess, type WorkerPatience } from '../system/worker-process.ts';
import { HistoryQuestions, type HistoryQuestion } from './history-questions.ts';
import { type HistoryDiskListener, MediaReports, type PictureListener } from './media-reports.ts';
import { PacketHub, type PacketSource, type PacketSubscription, type PacketSubscriptionOptions } from './packet-hub.ts';
import { packetOf } from './picture-command.ts';
import type {
  Answer,
  MediaCommand,
  MediaEvent,
  MediaRequests,
  NoticeSettings,
  PictureSettings,
  Question,
  RecordingPart,
  Sight,
  TamperReport,
  VideoFacts,
} from './protocol.ts';
import type { RecordingFeed } from './recording-feed.ts';
import type { RecordingFeedOptions } from './recording-feed-options.ts';
import { RenditionHubs } from './rendition-hubs.ts';
import { VideoFeed } from './video-feed.ts';
import type { HistorySettings, VideoSettings } from './video-settings.ts';

export interface MediaProcessClientOptions {
  /** The media process's program. */
  program: URL;
  clock: Clock;
  logger: Logger;
  fork?: Fork;
  /** For work that can wait: leaves the processor to everything else that wants it. */
  isInBackground?: boolean;
  /** How far the film is that is being made, from 0 to 1. */
  onTimelapseProgress?: (share: number) => void;
}

/** What it was writing when it is killed is whole up to the last fragment. When the application ends, every recording has ended before. */
const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  // To join the parts of a long recording takes as long as the disk does.
  request: { silentMilliseconds: 120_000, workMilliseconds: Infinity, looks: 10 },
  lingerMilliseconds: 1000,
  stopMilliseconds: { usual: 3000, shutdown: 500 },
};

/**
 * The main process's side of a media process: of one camera's video, where it
 * gets frames, and of files. It runs as long as something needs it.
 */
export class MediaProcessClient {
  readonly #worker: WorkerProcess<MediaRequests, MediaCommand, MediaEvent>;
  readonly #video: VideoFeed;
  readonly #history: HistoryQuestions;
  readonly #reports: MediaReports;
  readonly #packets: PacketHub;
  readonly #renditions = new RenditionHubs({
    onWanted: (heightPixels, areWanted) => this.#video.wishes.wantRendition(heightPixels, areWanted),
    requestKeyframe: (heightPixels) => this.#worker.send({ type: 'request-keyframe', heightPixels }),
  });

  constructor(options: MediaProcessClientOptions) {
    const { program, clock, logger, fork, isInBackground = false, onTimelapseProgress } = options;
    const priority = isInBackground ? constants.priority.PRIORITY_LOW : undefined;
    this.#worker = new WorkerProcess(
      { name: 'media process', program, clock, logger, fork, priority, patience },
      {
        isNeeded: () => this.#video.isNeeded,
        ready: () => this.#video.processReady(!this.#worker.hasCrashed),
        report: (event) => this.#reports.handle(event),
        gone: () => {
          this.#reports.processGone();
          if (!this.#video.isPassedOn) {
            this.#packets.interrupt();
          }
          this.#renditions.interrupt();
          this.#video.processGone();
        },
        crashed: (reason) => this.#video.interrupted(reason),
      },
    );
    this.#video = new VideoFeed(clock, {
      send: (command) => this.#worker.send(command),
      start: () => this.#worker.start(),
      need: () => this.#worker.startSoon(),
      isAtWork: () => this.#worker.isAtWork,
      kill: (reason) => this.#worker.kill(reason),
      over: () => this.#worker.endUnlessNeeded(),
    });
    this.#packets = new PacketHub((areWanted) => this.#video.wishes.wantPackets(areWanted));
    this.#history = new HistoryQuestions({ clock, worker: this.#worker, video: this.#video });
    this.#reports = new MediaReports({ video: this.#video, packets: this.#packets, renditions: this.#renditions, onTimelapseProgress });
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#worker.pid;
  }

  /** Bytes of encoded video that the process keeps in memory. */
  get historyBytes(): number {
    return this.#reports.historyBytes;
  }

  /** Frames that the process was too slow for. */
  get droppedFrames(): number {
    return this.#video.droppedFrames;
  }

  /** How the camera's pictures are encoded from now on. */
  configure(settings: VideoSettings): void {
    this.#video.configure(settings);
  }

  /** Takes each of the camera's frames; what nobody needs goes no further. What the camera encoded goes to readers from here. */
  write(picture: CameraPicture): void {
    const { isPassedOn } = this.#video;
    this.#video.write(picture);
    if (this.#video.isPassedOn !== isPassedOn) {
      this.#packets.interrupt();
    }
    if (isEncoded(picture)) {
      this.#packets.pass(packetOf(picture));
    }
  }

  /** The camera stopped: whoever comes later does not begin with what it had encoded before. */
  forgetPassed(): void {
    if (this.isPassedOn) {
      this.#packets.interrupt();
      this.#renditions.interrupt();
      this.#video.forgetPassed();
    }
  }

  /** Makes JPEGs of the camera's H.264, if it gives that, for `onPicture`; null while nobody wants any. */
  wantPictures(settings: PictureSettings | null): void {
    this.#video.wantPictures(settings);
  }

  /** Whether recordings and the last minutes have sound from now on. */
  keepSound(isKept: boolean): void {
    this.#video.wishes.sound({ type: 'keep-sound', isKept });
  }

  /** The frame of sound with that number. */
  hear(number: number, data: Buffer): void {
    this.#video.wishes.sound({ type: 'hear', number, data });
  }

  /** Nobody is to hear what was heard up to now. */
  forgetSound(): void {
    this.#video.wishes.sound({ type: 'forget-sound' });
  }

  /** Whether a recording, the last minutes or somebody who watches has sound beside the video. */
  get isSoundWanted(): boolean {
    return this.#video.isVideoKept || this.#packets.isHeard || this.#renditions.isHeard;
  }

  /** Looks for what moves, for `onSight`, as long as the camera gives pictures; null for no longer. */
  notice(settings: NoticeSettings | null): void {
    this.#video.wishes.notice(settings);
  }

  /** Tells this one listener from now on what looked-at pictures show. */
  onSight(listener: (sight: Sight) => void): void {
    this.#reports.onSight = listener;
  }

  /** Whether the camera is kept from seeing, while one looks for what moves. There is one listener. */
  onTampering(listener: (report: TamperReport) => void): void {
    this.#reports.onTampering = listener;
  }

  /** The next looked-at picture is shown whole, to `onSight`. */
  showPicture(): void {
    this.#worker.send({ type: 'show-picture' });
  }

  /** Whether the camera's own video is passed on, so that what begins with it begins with one of its keyframes. */
  get isPassedOn(): boolean {
    return this.#video.isPassedOn;
  }

  /** How that is encoded, as far as the camera has shown it; null where it gives JPEGs. */
  get passedCodec(): VideoCodec | null {
    return this.#video.passedCodec;
  }

  /** The same as MIME types name it, such as `hvc1.1.6.L93.B0`, where that is H.265; else null. */
  get passedH265(): string | null {
    return this.#video.passedH265;
  }

  /** Tells this one listener from now on of each JPEG that is made of the camera's own video, with the capture time of what it shows. */
  onPicture(listener: PictureListener): void {
    this.#reports.onPicture = listener;
  }

  /** Gives the camera's packets from the newest keyframe on; they are no need of the camera, and one of the process where it encodes them. */
  subscribe(options: PacketSubscriptionOptions): PacketSubscription {
    return this.#packets.subscribe(options);
  }

  /** Somebody who reads packets needs a keyframe; a camera that encodes by itself makes them when it likes. */
  requestKeyframe(): void {
    this.#worker.send({ type: 'request-keyframe' });
  }

  /** The same for the camera's pictures made so high, with a keyframe whenever one is asked for. No higher than the camera's own. */
  rendition(heightPixels: number): PacketSource {
    return this.#renditions.of(heightPixels);
  }

  /** Packets for readers since the application started: of the camera's own size, or of the rendition that is so high. */
  publishedPackets(heightPixels: number | null): number {
    return heightPixels === null ? this.#packets.publishedPackets : this.#renditions.publishedPackets(heightPixels);
  }

  /** The frames from then on are kept for a recording that is about to begin. Returns the function that ends that. */
  expectRecording(fromMilliseconds: number): () => void {
    return this.#video.expectRecording(fromMilliseconds);
  }

  /** Begins a recording of the camera, and starts the process when needed. */
  record(options: Omit<RecordingFeedOptions, 'clock' | 'host'>): RecordingFeed {
    return this.#video.record(options);
  }

  /** How much of the last minutes is kept, whenever there are frames; null keeps nothing. */
  keepHistory(settings: HistorySettings | null): void {
    this.#video.keepHistory(settings);
  }

  /** Tells this one listener from now on how it goes with the history's disk. */
  onHistoryDisk(listener: HistoryDiskListener): void {
    this.#reports.onHistoryDisk = listener;
  }

  /**
   * Where in the past a recording begins that is asked for now. What the camera encoded begins with a keyframe, without
   * pre-roll with the newest one.
   *
   * @returns capture time; null when it begins with a picture that comes: there is no history, or the process does not answer at once
   */
  prepareRecording(requestedMilliseconds: number, preRollMilliseconds: number): Promise<number | null> {
    return this.#history.prepareRecording(requestedMilliseconds, preRollMilliseconds);
  }

  /**
   * Asks something about the history. null while there is none: that is no reason to start the process.
   *
   * @throws WorkerError
   */
  askHistory<N extends HistoryQuestion>(type: N, question: Question<N>): Promise<Answer<N> | null> {
    return this.#history.ask(type, question);
  }

  /**
   * Joins the parts of a recording into one plain MP4 that is on the disk when this resolves.
   *
   * @throws WorkerError
   */
  finalize(parts: readonly RecordingPart[], outputPath: string): Promise<VideoFacts> {
    return this.#worker.ask('finalize', { parts: [...parts], outputPath });
  }

  /**
   * What a video file holds.
   *
   * @throws WorkerError when it is no video
   */
  probe(path: string): Promise<VideoFacts> {
    return this.#worker.ask('probe', { path });
  }

  /**
   * Copies a part of a video file into a new one.
   *
   * @throws WorkerError with the code `ENODATA` when there is no picture of that time, or the system's
   */
  trim(part: Question<'trim'>): Promise<Answer<'trim'>> {
    return this.#worker.ask('trim', part);
  }

  /**
   * Makes a film into an existing file.
   *
   * @throws WorkerError
   */
  makeTimelapse(film: Question<'make-timelapse'>): Promise<VideoFacts> {
    return this.#worker.ask('make-timelapse', film);
  }

  /** Makes a film of parts of recordings and of pictures into an existing file. */
  makeDayFilm(film: Question<'make-day-film'>): Promise<VideoFacts> {
    return this.#worker.ask('make-day-film', film);
  }

  /** Ends the process. What it still writes is finished; requests are refused. */
  async close(): Promise<void> {
    this.#video.keepHistory(null);
    this.#video.close();
    this.#packets.close();
    this.#renditions.close();
    await this.#worker.close();
  }
}
