import type { Frame } from '../frames/frame.ts';
import { afterAwake } from '../system/patience.ts';
import { HistoryFeed, type HistorySettings } from './history-feed.ts';
import { MediaProcessSupervisor, type MediaProcessOptions, type MediaProcessUser } from './media-process-supervisor.ts';
import { MediaProcessError, PendingRequests } from './pending-requests.ts';
import type { Answer, MediaRequestName, Question, RecordingPart, VideoFacts } from './protocol.ts';
import { RecordingFeed, type RecordingFeedOptions } from './recording-feed.ts';

export interface MediaProcessClientOptions extends MediaProcessOptions {
  /** How far the film is that is being made, from 0 to 1. */
  onTimelapseProgress?: (share: number) => void;
}

/** Called when the history goes to the disk, and when it cannot. */
export type HistoryDiskListener = (error: { readonly code: string; readonly reason: string } | null) => void;

/** What one can ask about the history. */
export type HistoryQuestion = 'describe-history' | 'find-clip' | 'open-clip' | 'read-clip' | 'read-picture' | 'save-clip';

/** A recording waits so long to hear what it begins with: the process answers when it has taken what was sent before, or is found to hang. */
const prepareMilliseconds = 6000;

/**
 * The main process's side of the media process: what it is asked, and which
 * recordings and history are told what it says. It runs as long as one of them
 * needs it.
 */
export class MediaProcessClient {
  readonly #options: MediaProcessClientOptions;
  readonly #supervisor: MediaProcessSupervisor;
  readonly #requests = new PendingRequests();
  readonly #feeds = new Map<string, RecordingFeed>();
  readonly #history: HistoryFeed;
  #historyBytes = 0;
  #onHistoryDisk: HistoryDiskListener = () => {};

  constructor(options: MediaProcessClientOptions) {
    this.#options = options;
    this.#supervisor = new MediaProcessSupervisor(options, {
      isNeeded: () => this.#feeds.size > 0 || this.#history.isNeeded || this.#requests.size > 0,
      ready: () => this.#ready(),
      report: (report) => this.#handle(report),
      gone: () => {
        this.#historyBytes = 0;
        this.#history.processGone();
      },
      crashed: (reason) => this.#crashed(reason),
    });
    this.#history = new HistoryFeed(options.clock, {
      send: (command) => this.#supervisor.send(command),
      need: () => this.#supervisor.startSoon(),
      isAtWork: () => this.#supervisor.isAtWork,
      kill: (reason) => this.#supervisor.kill(reason),
      over: () => this.#supervisor.endUnlessNeeded(),
    });
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#supervisor.pid;
  }

  /** Bytes of encoded video that the process keeps in memory. */
  get historyBytes(): number {
    return this.#historyBytes;
  }

  /** Begins a recording and starts the process when needed; frames may be written at once. */
  record(options: Omit<RecordingFeedOptions, 'clock' | 'host'>): RecordingFeed {
    const { recordingId } = options;
    const feed = new RecordingFeed({
      ...options,
      clock: this.#options.clock,
      host: {
        send: (command) => this.#supervisor.send(command),
        isAtWork: () => this.#supervisor.isAtWork,
        kill: (reason) => this.#supervisor.kill(reason),
        over: () => {
          this.#feeds.delete(recordingId);
          if (this.#feeds.size === 0) {
            this.#history.resume();
          }
          this.#supervisor.endUnlessNeeded();
        },
      },
    });
    this.#feeds.set(recordingId, feed);
    this.#history.pause();
    this.#supervisor.start();
    if (this.#supervisor.isReady) {
      feed.processReady(this.#supervisor.mayUseHardware);
    }
    return feed;
  }

  /** How much of the last minutes is kept, whenever there are frames; null keeps nothing. */
  keepHistory(settings: HistorySettings | null): void {
    this.#history.keep(settings);
  }

  /** Tells this one listener from now on how it goes with the history's disk. */
  onHistoryDisk(listener: HistoryDiskListener): void {
    this.#onHistoryDisk = listener;
  }

  /** Takes each frame of the camera for the history; one that a recording brings as well goes its way once. */
  remember(frame: Frame): void {
    this.#history.write(frame, [...this.#feeds.values()].some(({ takesFrames }) => takesFrames));
  }

  /**
   * Where in the history a recording begins that is asked for now.
   *
   * @returns capture time; null when there is no history, or the process does not answer at once
   */
  async prepareRecording(requestedMilliseconds: number, preRollMilliseconds: number): Promise<number | null> {
    const answer = this.askHistory('prepare-recording', { requestedMilliseconds, preRollMilliseconds }).catch(() => null);
    return new Promise((resolve) => {
      const cancel = afterAwake(this.#options.clock, prepareMilliseconds, () => resolve(null));
      void answer.then(resolve).finally(cancel);
    });
  }

  /**
   * Asks something about the history. null while there is none: that is no reason to start the process.
   *
   * @throws MediaProcessError
   */
  async askHistory<N extends HistoryQuestion | 'prepare-recording'>(type: N, question: Question<N>): Promise<Answer<N> | null> {
    return this.#supervisor.isReady && this.#history.isNeeded ? this.#ask(type, question) : null;
  }

  /**
   * Joins the parts of a recording into one plain MP4 that is on the disk when this resolves.
   *
   * @throws MediaProcessError
   */
  finalize(parts: readonly RecordingPart[], outputPath: string): Promise<VideoFacts> {
    return this.#ask('finalize', { parts: [...parts], outputPath });
  }

  /**
   * What a video file holds.
   *
   * @throws MediaProcessError when it is no video
   */
  probe(path: string): Promise<VideoFacts> {
    return this.#ask('probe', { path });
  }

  /**
   * Makes a film into an existing file.
   *
   * @throws MediaProcessError
   */
  makeTimelapse(film: Question<'make-timelapse'>): Promise<VideoFacts> {
    return this.#ask('make-timelapse', film);
  }

  /** Ends the process. What it still writes is finished; requests are refused. */
  async close(): Promise<void> {
    this.#history.keep(null);
    const closed = this.#supervisor.close();
    this.#requests.refuseAll('PetLog is stopping');
    await closed;
  }

  async #ask<N extends MediaRequestName>(type: N, question: Question<N>): Promise<Answer<N>> {
    if (this.#supervisor.isClosed) {
      throw new MediaProcessError('ECANCELED', 'PetLog is stopping');
    }
    return this.#requests.ask(type, question, (request) => this.#supervisor.sendWhenReady(request));
  }

  #ready(): void {
    for (const feed of [this.#history, ...this.#feeds.values()]) {
      feed.processReady(this.#supervisor.mayUseHardware);
    }
  }

  #handle(report: Parameters<MediaProcessUser['report']>[0]): void {
    switch (report.type) {
      case 'succeeded':
      case 'refused':
        this.#requests.settle(report);
        this.#supervisor.endUnlessNeeded();
        break;
      case 'progress':
        this.#historyBytes = report.historyBytes;
        for (const feed of [this.#history, ...this.#feeds.values()]) {
          feed.progress(report.encodedSequence, report.writtenSequence);
        }
        break;
      case 'history-disk':
        this.#onHistoryDisk(report.error);
        break;
      case 'timelapse-progress':
        this.#options.onTimelapseProgress?.(report.share);
        break;
      case 'recording-opened':
        this.#feeds.get(report.recordingId)?.opened(report.firstMilliseconds);
        break;
      case 'recording-written':
        this.#feeds.get(report.recordingId)?.hasBegun();
        break;
      case 'recording-finished':
        this.#feeds.get(report.recordingId)?.finished(report.facts);
        break;
      case 'recording-failed':
        this.#feeds.get(report.recordingId)?.failed(report.code, report.reason);
        break;
    }
  }

  #crashed(reason: string): void {
    this.#requests.refuseAll(reason);
    for (const feed of [...this.#feeds.values()]) {
      feed.processGone(reason);
    }
  }
}
