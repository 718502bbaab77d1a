import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { MediaChild, type Fork } from './media-child.ts';
import type { MediaCommand, MediaReport, RecordingPart, VideoFacts } from './protocol.ts';
import { RecordingFeed, type RecordingFeedOptions } from './recording-feed.ts';

export interface MediaProcessClientOptions {
  /** The media process's program. */
  program: URL;
  clock: Clock;
  logger: Logger;
  fork?: Fork;
}

/** The media process could not do what it was asked for. */
export class MediaProcessError extends Error {
  override readonly name = 'MediaProcessError';
  /** A system error such as `ENOSPC`, where there is one. */
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

interface Request {
  resolve: (facts: VideoFacts) => void;
  reject: (error: Error) => void;
}

/** Stays for the next need for so long. */
const lingerMilliseconds = 1000;
/** Node and FFmpeg from a slow card. */
const startMilliseconds = 20_000;
/** Then it is killed; what it was writing is whole up to the last fragment. When the application ends, every recording has ended before. */
const stopMilliseconds = { usual: 3000, shutdown: 500 } as const;
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
  readonly #requests = new Map<number, Request>();
  readonly #feeds = new Map<string, RecordingFeed>();
  /** Commands that wait for the process to start. */
  #outbox: MediaCommand[] = [];
  #child: MediaChild | null = null;
  #isReady = false;
  #isClosed = false;
  #lastRequestId = 0;
  #crashCount = 0;
  #lastCrashMilliseconds = -Infinity;
  /** Of the start's deadline, or of the next start after a crash. */
  #cancelStart = (): void => {};
  #cancelLinger = (): void => {};
  readonly #ending = new Set<Promise<void>>();

  constructor(options: MediaProcessClientOptions) {
    this.#options = options;
  }

  /** Of the running process, for tests and measurements. */
  get pid(): number | undefined {
    return this.#child?.pid;
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
          this.#endUnlessNeeded();
        },
      },
    });
    this.#feeds.set(recordingId, feed);
    this.#ensureChild();
    if (this.#isReady) {
      feed.processReady(this.#crashCount === 0);
    }
    return feed;
  }

  /**
   * Joins the parts of a recording into one plain MP4 that is on the disk when this resolves.
   *
   * @throws MediaProcessError
   */
  finalize(parts: readonly RecordingPart[], outputPath: string): Promise<VideoFacts> {
    return this.#request((requestId) => ({ type: 'finalize', requestId, parts: [...parts], outputPath }));
  }

  /**
   * What a video file holds.
   *
   * @throws MediaProcessError when it is no video
   */
  probe(path: string): Promise<VideoFacts> {
    return this.#request((requestId) => ({ type: 'probe', requestId, path }));
  }

  /** Ends the process. What it still writes is finished; requests are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelStart();
    this.#cancelLinger();
    this.#refuseRequests('PetLog is stopping');
    this.#end('shutdown');
    await Promise.all(this.#ending);
  }

  #request(command: (requestId: number) => MediaCommand): Promise<VideoFacts> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new MediaProcessError('ECANCELED', 'PetLog is stopping'));
        return;
      }
      const requestId = (this.#lastRequestId += 1);
      this.#requests.set(requestId, { resolve, reject });
      this.#ensureChild();
      if (this.#isReady) {
        this.#child?.send(command(requestId));
      } else {
        this.#outbox.push(command(requestId));
      }
    });
  }

  #ensureChild(): void {
    this.#cancelLinger();
    if (this.#child !== null || this.#isClosed) {
      return;
    }
    this.#cancelStart();
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
        for (const feed of this.#feeds.values()) {
          feed.processReady(this.#crashCount === 0);
        }
        this.#endUnlessNeeded();
        break;
      case 'succeeded':
      case 'refused': {
        const request = this.#requests.get(report.requestId);
        this.#requests.delete(report.requestId);
        if (report.type === 'succeeded') {
          request?.resolve(report.facts);
        } else {
          request?.reject(new MediaProcessError(report.code, report.reason));
        }
        this.#endUnlessNeeded();
        break;
      }
      case 'progress':
        for (const feed of this.#feeds.values()) {
          feed.progress(report.encodedSequence, report.writtenSequence);
        }
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
    this.#child = null;
    this.#isReady = false;
    this.#outbox = [];
    this.#refuseRequests(reason);
    for (const feed of [...this.#feeds.values()]) {
      feed.processGone(reason);
    }
    this.#cancelStart();
    if (this.#feeds.size > 0 && !this.#isClosed) {
      const delay = restartDelaysMilliseconds[Math.min(this.#crashCount, restartDelaysMilliseconds.length) - 1] ?? 0;
      this.#cancelStart = clock.after(delay, () => this.#feeds.size > 0 && this.#ensureChild());
    }
  }

  #refuseRequests(reason: string): void {
    const requests = [...this.#requests.values()];
    this.#requests.clear();
    for (const { reject } of requests) {
      reject(new MediaProcessError('ECANCELED', `the media process is gone: ${reason}`));
    }
  }

  #endUnlessNeeded(): void {
    if (this.#feeds.size === 0 && this.#requests.size === 0 && this.#isReady) {
      this.#cancelLinger();
      this.#cancelLinger = this.#options.clock.after(lingerMilliseconds, () => this.#end('usual'));
    }
  }

  /** Orderly; a new process may start before this one is gone. */
  #end(haste: keyof typeof stopMilliseconds): void {
    const child = this.#child;
    if (child !== null) {
      this.#child = null;
      this.#isReady = false;
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
