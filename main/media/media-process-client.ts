import type { Frame } from '../frames/frame.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { HistoryFeed, type HistorySettings } from './history-feed.ts';
import { MediaChild, type Fork } from './media-child.ts';
import { MediaProcessError, PendingRequests } from './pending-requests.ts';
import type { Answer, MediaCommand, MediaReport, MediaRequestName, Question, RecordingPart, VideoFacts } from './protocol.ts';
import { RecordingFeed, type RecordingFeedOptions } from './recording-feed.ts';

export interface MediaProcessClientOptions {
  /** The media process's program. */
  program: URL;
  clock: Clock;
  logger: Logger;
  fork?: Fork;
  /** For work that can wait: at low priority. */
  isInBackground?: boolean;
  /** How far the film is that is being made, from 0 to 1. */
  onTimelapseProgress?: (share: number) => void;
}

/** Called when the history goes to the disk, and when it cannot. */
export type HistoryDiskListener = (error: { readonly code: string; readonly reason: string } | null) => void;

/** What one can ask about the history. */
export type HistoryQuestion = 'describe-history' | 'find-clip' | 'open-clip' | 'read-clip' | 'read-picture' | 'save-clip';

/** Stays for the next need for so long. */
const lingerMilliseconds = 1000;
/** Node and FFmpeg from a slow card. */
const startMilliseconds = 20_000;
/** Then it is killed; what it was writing is whole up to the last fragment. When the application ends, every recording has ended before. */
const stopMilliseconds = { usual: 3000, shutdown: 500 } as const;
/** A recording waits so long to hear what it begins with: the process answers when it has taken what was sent before, or is found to hang. */
const prepareMilliseconds = 6000;
/** Between crashes in a row; forgotten after a while without one. */
const restartDelaysMilliseconds = [0, 0, 250, 1000, 5000, 10_000] as const;
const calmMilliseconds = 10_000;

/**
 * The main process's side of the media process: starts it on the first need,
 * restarts it when it crashes while it is needed, stops it when nothing needs
 * it any more.
 */
export class MediaProcessClient {
  readonly #options: MediaProcessClientOptions;
  readonly #requests = new PendingRequests();
  readonly #feeds = new Map<string, RecordingFeed>();
  readonly #history: HistoryFeed;
  /** Commands that wait for the process to start. */
  #outbox: MediaCommand[] = [];
  #child: MediaChild | null = null;
  #isReady = false;
  #isRestartPending = false;
  #isClosed = false;
  #historyBytes = 0;
  #onHistoryDisk: HistoryDiskListener = () => {};
  #crashCount = 0;
  #lastCrashMilliseconds = -Infinity;
  /** Of the start's deadline, or of the next start after a crash. */
  #cancelStart = (): void => {};
  #cancelLinger = (): void => {};
  readonly #ending = new Set<Promise<void>>();

  constructor(options: MediaProcessClientOptions) {
    this.#options = options;
    this.#history = new HistoryFeed(options.clock, {
      send: (command) => this.#child?.send(command),
      need: () => {
        this.#cancelLinger();
        if (this.#child === null && !this.#isRestartPending) {
          this.#ensureChild();
        }
      },
      kill: (reason) => this.#kill(reason),
      over: () => this.#endUnlessNeeded(),
    });
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#child?.pid;
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
        send: (command) => this.#child?.send(command),
        kill: (reason) => this.#kill(reason),
        over: () => {
          this.#feeds.delete(recordingId);
          if (this.#feeds.size === 0) {
            this.#history.resume();
          }
          this.#endUnlessNeeded();
        },
      },
    });
    this.#feeds.set(recordingId, feed);
    this.#history.pause();
    this.#ensureChild();
    if (this.#isReady) {
      feed.processReady(this.#crashCount === 0);
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
      const cancel = this.#options.clock.after(prepareMilliseconds, () => resolve(null));
      void answer.then(resolve).finally(cancel);
    });
  }

  /**
   * Asks something about the history. null while there is none: that is no reason to start the process.
   *
   * @throws MediaProcessError
   */
  async askHistory<N extends HistoryQuestion | 'prepare-recording'>(type: N, question: Question<N>): Promise<Answer<N> | null> {
    return this.#isReady && this.#history.isNeeded ? this.#ask(type, question) : null;
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
    this.#isClosed = true;
    this.#history.keep(null);
    this.#cancelStart();
    this.#cancelLinger();
    this.#requests.refuseAll('PetLog is stopping');
    this.#end('shutdown');
    await Promise.all(this.#ending);
  }

  /** There are frames for it, now or soon. */
  get #isNeeded(): boolean {
    return this.#feeds.size > 0 || this.#history.isNeeded;
  }

  async #ask<N extends MediaRequestName>(type: N, question: Question<N>): Promise<Answer<N>> {
    if (this.#isClosed) {
      throw new MediaProcessError('ECANCELED', 'PetLog is stopping');
    }
    return this.#requests.ask(type, question, (request) => {
      this.#ensureChild();
      if (this.#isReady) {
        this.#child?.send(request);
      } else {
        this.#outbox.push(request);
      }
    });
  }

  #ensureChild(): void {
    this.#cancelLinger();
    if (this.#child !== null || this.#isClosed) {
      return;
    }
    this.#cancelStart();
    this.#isRestartPending = false;
    this.#isReady = false;
    const child = new MediaChild({
      ...this.#options,
      onReport: (report) => {
        if (this.#child === child) {
          this.#handle(report);
        }
      },
      onExit: (reason) => {
        if (this.#child === child) {
          this.#crashed(reason);
        }
      },
    });
    this.#child = child;
    this.#options.logger.debug({ pid: child.pid }, 'media process started');
    this.#cancelStart = this.#options.clock.after(startMilliseconds, () => this.#kill('it did not start in time'));
  }

  #handle(report: MediaReport): void {
    switch (report.type) {
      case 'ready':
        this.#cancelStart();
        this.#isReady = true;
        for (const command of this.#outbox.splice(0)) {
          this.#child?.send(command);
        }
        for (const feed of [this.#history, ...this.#feeds.values()]) {
          feed.processReady(this.#crashCount === 0);
        }
        this.#endUnlessNeeded();
        break;
      case 'succeeded':
      case 'refused':
        this.#requests.settle(report);
        this.#endUnlessNeeded();
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
      case 'recording-finished':
        this.#feeds.get(report.recordingId)?.finished(report.facts);
        break;
      case 'recording-failed':
        this.#feeds.get(report.recordingId)?.failed(report.code, report.reason);
        break;
    }
  }

  #crashed(reason: string): void {
    const { clock, logger } = this.#options;
    const now = clock.monotonicMilliseconds();
    this.#crashCount = now - this.#lastCrashMilliseconds > calmMilliseconds ? 1 : this.#crashCount + 1;
    this.#lastCrashMilliseconds = now;
    logger.error({ reason, crashes: this.#crashCount }, 'the media process is gone');
    this.#outbox = [];
    this.#forgetChild();
    this.#requests.refuseAll(reason);
    for (const feed of [...this.#feeds.values()]) {
      feed.processGone(reason);
    }
    this.#cancelStart();
    if (this.#isNeeded && !this.#isClosed) {
      const delay = restartDelaysMilliseconds[Math.min(this.#crashCount, restartDelaysMilliseconds.length) - 1] ?? 0;
      this.#isRestartPending = true;
      this.#cancelStart = clock.after(delay, () => {
        this.#isRestartPending = false;
        if (this.#isNeeded) {
          this.#ensureChild();
        }
      });
    }
  }

  #forgetChild(): void {
    this.#child = null;
    this.#isReady = false;
    this.#historyBytes = 0;
    this.#history.processGone();
  }

  #endUnlessNeeded(): void {
    if (!this.#isNeeded && this.#requests.size === 0 && this.#isReady) {
      this.#cancelLinger();
      this.#cancelLinger = this.#options.clock.after(lingerMilliseconds, () => this.#end('usual'));
    }
  }

  /** Orderly; a new process may start before this one is gone. */
  #end(haste: keyof typeof stopMilliseconds): void {
    const child = this.#child;
    if (child !== null) {
      this.#forgetChild();
      const cancelKill = this.#options.clock.after(stopMilliseconds[haste], () => void child.kill());
      const ending = child.stop().finally(cancelKill);
      this.#ending.add(ending);
      void ending.finally(() => this.#ending.delete(ending));
    }
  }

  /** For a hung process; what follows is as after a crash. */
  #kill(reason: string): void {
    this.#options.logger.error({ reason, pid: this.#child?.pid }, 'killing the media process');
    void this.#child?.kill();
  }
}
