import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PetLogError } from '../../shared/errors.ts';
import type { FinishedFeed } from '../media/recording-feed.ts';
import type { FinishedRecording, RecordingServiceOptions } from './dependencies.ts';
import type { RunningRecording } from './running-recording.ts';

export interface RunningFeed {
  recording: RunningRecording;
  feed: ReturnType<RecordingServiceOptions['media']['record']>;
  /** Lets the camera and its frames go. */
  release: () => void;
}

export type Haste = 'usual' | 'shutdown';

/** A recording that ends while the camera is starting waits so long for one picture. */
const firstPictureMilliseconds = { usual: 3000, shutdown: 0 } as const;
/** What waits for the encoder may take so long: a media process that has to be started, or that hangs and is replaced, must cost nothing. Less when the application ends. */
const patienceMilliseconds = { usual: 25_000, shutdown: 2500 } as const;
/** An answer waits so long for all of it, and so long for the plain MP4; then it tells what there is. */
const answerMilliseconds = 5000;
/** A disk that does not answer does not say how much it has. */
const writtenMilliseconds = 500;
const finishMilliseconds = { usual: 1000, shutdown: 400 } as const;

type RecordingEndsOptions = Pick<RecordingServiceOptions, 'dataDirectory' | 'clock' | 'bus' | 'library' | 'isDataGone'>;

/** Recordings on their way from the last picture to the library. */
export class RecordingEnds {
  readonly #options: RecordingEndsOptions;
  readonly #feeds = new Set<RunningFeed['feed']>();
  readonly #ending = new Set<Promise<unknown>>();
  #feedsEnded: Promise<unknown> = Promise.resolve();
  #cameraReleased: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: RecordingEndsOptions) {
    this.#options = options;
  }

  /** Resolves when the media process has every frame of the recordings that ended. Never rejects. */
  get feedsEnded(): Promise<unknown> {
    return this.#feedsEnded;
  }

  /** Resolves when the recordings that ended have their last pictures, after a few seconds at the latest. Never rejects. */
  get cameraReleased(): Promise<unknown> {
    return this.#cameraReleased;
  }

  /**
   * Ends a recording and tells by an event. Resolves when it is whole, or after five seconds with what is known then.
   *
   * @throws PetLogError `recording_failed` when it holds no picture
   */
  async end(running: RunningFeed, reason: string, haste: Haste): Promise<FinishedRecording> {
    const { recordingId, path, lengthMilliseconds } = running.recording;
    const feedEnd = this.#endFeed(running, reason === 'camera_lost', haste);
    this.#feedsEnded = Promise.all([this.#feedsEnded, feedEnd]).then(() => {}); // its result would be a chain of all recordings
    const finished = this.#finish(running.recording, feedEnd, lengthMilliseconds, reason, haste);
    this.#ending.add(finished);
    void finished.catch(() => {}).finally(() => this.#ending.delete(finished));
    return (await this.#within(answerMilliseconds, finished)) ?? { recordingId, path, durationSeconds: Math.round(lengthMilliseconds) / 1000, sizeBytes: (await this.#within(writtenMilliseconds, this.#writtenBytes(path))) ?? 0 };
  }

  /** Ends what is still ending: at once, or within 3 s when the media process is just starting or hangs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#feeds.forEach((feed) => feed.hasten(patienceMilliseconds.shutdown));
    await Promise.allSettled(this.#ending);
  }

  async #endFeed({ recording, feed, release }: RunningFeed, isCameraLost: boolean, haste: Haste): Promise<FinishedFeed> {
    const ended = recording.end(isCameraLost, firstPictureMilliseconds[haste]).finally(release);
    this.#cameraReleased = Promise.allSettled([this.#cameraReleased, ended]).then(() => {});
    const endMilliseconds = await ended;
    this.#feeds.add(feed);
    return feed.finish(endMilliseconds, patienceMilliseconds[this.#isClosed ? 'shutdown' : haste]).finally(() => this.#feeds.delete(feed));
  }

  async #finish({ recordingId, path }: RunningRecording, feedEnd: Promise<FinishedFeed>, lengthMilliseconds: number, reason: string, haste: Haste): Promise<FinishedRecording> {
    const { library, bus } = this.#options;
    const { lastPart } = await feedEnd;
    if (await this.#isLost(path)) {
      const error = new PetLogError('recording_failed', { reason: 'its file was deleted, with the data directory' });
      bus.emit('recording.failed', { recording_id: recordingId, code: error.code, reason: error.message });
      throw error;
    }
    const concluded = await library.conclude(recordingId, lastPart, lengthMilliseconds);
    if (concluded === null) {
      const error = new PetLogError('recording_failed', { reason: 'the camera gave no picture' });
      bus.emit('recording.failed', { recording_id: recordingId, code: error.code, reason: error.message });
      throw error;
    }
    const { durationMilliseconds, sizeBytes } = (await this.#within(finishMilliseconds[haste], library.finish(recordingId))) ?? concluded;
    const finished = { recordingId, path, durationSeconds: durationMilliseconds / 1000, sizeBytes };
    bus.emit('recording.finished', { recording_id: recordingId, recording_path: path, duration_seconds: finished.durationSeconds, size_bytes: sizeBytes, reason });
    return finished;
  }

  /** What is written on goes nowhere, although the system says nothing. */
  async #isLost(path: string): Promise<boolean> {
    const isGone = (await this.#options.isDataGone?.()) ?? false;
    return isGone && (await stat(resolve(this.#options.dataDirectory, path)).then(() => false, () => true));
  }

  #writtenBytes(path: string): Promise<number> {
    return stat(resolve(this.#options.dataDirectory, path)).then(({ size }) => size, () => 0);
  }

  /** null when it takes longer. */
  #within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | null> {
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(milliseconds, () => resolve(null));
      promise.then(resolve, reject).finally(cancel);
    });
  }
}
