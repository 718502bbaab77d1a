import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isAutomatic } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { FinishedFeed } from '../media/recording-feed-options.ts';
import { afterAwake } from '../system/patience.ts';
import type { FinishedRecording, RecordingServiceOptions } from './recording-service-options.ts';
import { diskReason } from '../system/disk-errors.ts';
import type { Announcement } from './announcement.ts';
import type { RunningRecording } from './running-recording.ts';

export interface RunningFeed {
  recording: RunningRecording;
  feed: ReturnType<RecordingServiceOptions['media']['record']>;
  /** Lets the camera and its frames go. */
  release: () => void;
  announcement: Announcement;
}

export type Haste = 'usual' | 'shutdown';

/** A recording that ends while the camera is starting waits so long for one picture. */
const firstPictureMilliseconds = { usual: 3000, shutdown: 0 } as const;
/** The encoder may be silent for so long about what waits for it: a media process that has to be started, or that hangs and is replaced, must cost nothing. Less, in all, when the application ends. */
const patienceMilliseconds = { usual: 25_000, shutdown: 2500 } as const;
/** An answer waits so long for all of it, and so long for the plain MP4; then it tells what there is, if there is something. */
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
   * Ends a recording and tells by an event. `soon` is what there is after five seconds at the latest, null where nothing is in the
   * file by then; `settled` is the whole recording. Both reject with the PetLogError `recording_failed` when it holds no picture.
   */
  begin(
    running: RunningFeed,
    reason: string,
    haste: Haste,
  ): { soon: Promise<FinishedRecording | null>; settled: Promise<FinishedRecording> } {
    const { recordingId, path, lengthMilliseconds } = running.recording;
    const feedEnd = this.#endFeed(running, reason === 'camera_lost', haste);
    this.#feedsEnded = Promise.all([this.#feedsEnded, feedEnd]).then(() => {}); // its result would be a chain of all recordings
    const finished = this.#finish(running, feedEnd, lengthMilliseconds, reason, haste);
    this.#ending.add(finished);
    void finished.catch(() => {}).finally(() => this.#ending.delete(finished));
    const known = async (): Promise<FinishedRecording | null> =>
      running.feed.isWritten
        ? {
            recordingId,
            path,
            durationSeconds: Math.round(lengthMilliseconds) / 1000,
            sizeBytes: (await this.#within(writtenMilliseconds, this.#writtenBytes(path))) ?? 0,
          }
        : null;
    return { soon: this.#within(answerMilliseconds, finished).then((whole) => whole ?? known()), settled: finished };
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
    const finished = feed.finish(endMilliseconds, patienceMilliseconds.usual).finally(() => this.#feeds.delete(feed));
    if (this.#isClosed || haste === 'shutdown') {
      feed.hasten(patienceMilliseconds.shutdown);
    }
    return finished;
  }

  async #finish(
    { recording, announcement }: RunningFeed,
    feedEnd: Promise<FinishedFeed>,
    lengthMilliseconds: number,
    reason: string,
    haste: Haste,
  ): Promise<FinishedRecording> {
    const { library, bus } = this.#options;
    const { recordingId, path } = recording;
    const { lastPart, emptyReason } = await feedEnd;
    if (await this.#isLost(path)) {
      return this.#failed(
        recordingId,
        announcement,
        new PetLogError('recording_failed', { reason: 'its file was deleted, with the data directory' }),
      );
    }
    const concluded = await library
      .conclude(recordingId, lastPart, lengthMilliseconds)
      .catch((error: unknown) => this.#failed(recordingId, announcement, error));
    const finishing = concluded === null ? null : library.finish(recordingId, emptyReason !== null);
    // What is not known to hold a picture is a recording when it could be made plain, and else none.
    if (concluded === null || (emptyReason !== null && (await finishing)?.state !== 'finished')) {
      const reason =
        emptyReason ?? (recording.hasPicture ? 'none of its pictures could be encoded and written' : 'the camera gave no picture');
      return this.#failed(recordingId, announcement, new PetLogError('recording_failed', { reason }));
    }
    announcement.make();
    const { durationMilliseconds, sizeBytes } =
      (await this.#within(finishMilliseconds[haste], finishing ?? Promise.resolve(null))) ?? concluded;
    const finished = { recordingId, path, durationSeconds: durationMilliseconds / 1000, sizeBytes };
    bus.emit('recording.finished', {
      recording_id: recordingId,
      recording_path: path,
      duration_seconds: finished.durationSeconds,
      size_bytes: sizeBytes,
      reason,
      automatic: isAutomatic(recording.reason),
    });
    return finished;
  }

  /** @throws what it is told, which a screen can show */
  #failed(recordingId: string, announcement: Announcement, error: unknown): never {
    const known =
      error instanceof PetLogError ? error : new PetLogError('recording_failed', { reason: diskReason(error) }, { cause: error });
    this.#options.bus.emit('recording.failed', { recording_id: recordingId, code: known.code, reason: known.message });
    announcement.fail(known);
    throw known;
  }

  /** What is written on goes nowhere, although the system says nothing. */
  async #isLost(path: string): Promise<boolean> {
    const isGone = (await this.#options.isDataGone?.()) ?? false;
    return (
      isGone &&
      (await stat(resolve(this.#options.dataDirectory, path)).then(
        () => false,
        () => true,
      ))
    );
  }

  #writtenBytes(path: string): Promise<number> {
    return stat(resolve(this.#options.dataDirectory, path)).then(
      ({ size }) => size,
      () => 0,
    );
  }

  /** null when it takes longer. */
  #within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | null> {
    return new Promise((resolve, reject) => {
      const cancel = afterAwake(this.#options.clock, milliseconds, () => resolve(null));
      promise.then(resolve, reject).finally(cancel);
    });
  }
}
