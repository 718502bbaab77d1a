import type { RecordingInfo } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import { invalidValue } from '../../shared/invalid-input.ts';
import type { RewindRange } from '../../shared/rewind.ts';
import { defaultRecordingName, type Recording } from '../library/recording.ts';
import { recordingInfo } from '../library/recording-info.ts';
import type { HistoryQuestion } from '../media/history-questions.ts';
import type { Answer, Question, VideoFacts } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import { ClipShelf, type HeldClip, mostClips } from './clip-shelf.ts';
import { PictureReader } from './picture-reader.ts';
import { WallTime } from './wall-time.ts';
import { bytesPerMegabyte } from '../system/units.ts';

export interface RewindServiceOptions {
  config: () => Config;
  clock: Clock;
  media: { askHistory<N extends HistoryQuestion>(type: N, question: Question<N>): Promise<Answer<N> | null> };
  recorder: {
    save(recording: {
      reason: 'rewind';
      name: string;
      startedAtMilliseconds: number;
      write: (path: string) => Promise<VideoFacts | null>;
    }): Promise<Recording | null>;
  };
}

export interface RewindPicture {
  readonly jpeg: Uint8Array;
  /** Wall clock, in microseconds since 1970. */
  readonly capturedAtMicroseconds: number;
}

/** A part of the last minutes as MP4; it has the same bytes whenever it is read, or none any more. */
export interface RewindClip {
  /** Of these bytes and no others. */
  readonly id: string;
  readonly sizeBytes: number;
  /** Of its first picture: wall clock, in microseconds since 1970. */
  readonly startMicroseconds: number;
  /** The bytes from there on, up to the end or to where they are not there any more. */
  read(fromBytes: number): AsyncIterable<Uint8Array>;
  /** To be called by whoever asked for it, when it is not read any more. */
  release(): void;
}

const defaultClipSeconds = 60;
/** A time with whole milliseconds means the picture that has it, not the one before. */
const precisionMilliseconds = 2;

/** The last minutes of the live picture: what there is, parts of it, and keeping them. */
export class RewindService {
  readonly #options: RewindServiceOptions;
  readonly #time: WallTime;
  readonly #pictures: PictureReader;
  readonly #clips: ClipShelf;

  constructor(options: RewindServiceOptions) {
    this.#options = options;
    this.#time = new WallTime(options.clock);
    this.#clips = new ClipShelf({
      open: (span, closing) => this.#ask('open-clip', { ...span, closing }),
      full: () => new PetLogError('too_many_downloads', { limit: mostClips }),
    });
    this.#pictures = new PictureReader({
      read: (atMilliseconds) => options.media.askHistory('read-picture', { atMilliseconds }),
      firstMilliseconds: async () => (await options.media.askHistory('describe-history', {}))?.span?.fromMilliseconds ?? null,
      givenUp: () => new PetLogError('too_many_requests', { address: 'this screen', seconds: 1 }, { retryAfterSeconds: 1 }),
      clock: options.clock,
    });
  }

  async range(): Promise<RewindRange> {
    const { rewind_minutes, rewind_memory_mb, rewind_disk_mb } = this.#options.config().recording;
    const history = await this.#ask('describe-history', {});
    const storage = history?.storage ?? 'memory';
    const span = history?.span ?? null;
    return {
      enabled: rewind_minutes > 0,
      start: span === null ? null : this.#time.toIso(span.fromMilliseconds),
      end: span === null ? null : this.#time.toIso(span.untilMilliseconds),
      gaps: (history?.gaps ?? []).map((gap) => ({
        start: this.#time.toIso(gap.fromMilliseconds),
        end: this.#time.toIso(gap.untilMilliseconds),
      })),
      size_bytes: history?.sizeBytes ?? 0,
      limit_bytes: (storage === 'disk' ? rewind_disk_mb : rewind_memory_mb) * bytesPerMegabyte,
      limit_seconds: rewind_minutes * 60,
      storage,
    };
  }

  /**
   * A part as MP4. The same one for the same start and duration, so that it can be read in pieces.
   *
   * @param fromBytes where reading begins; at the beginning it may be a longer one, when more has been seen since
   * @throws PetLogError `rewind_unavailable`, `too_many_downloads`
   */
  async clip(start: string, durationSeconds = defaultClipSeconds, fromBytes = 0): Promise<RewindClip> {
    const held = await this.#clips.take(`${start} ${durationSeconds}`, fromBytes === 0, () => {
      const fromMilliseconds = this.#time.toCapture(start) + precisionMilliseconds;
      return { fromMilliseconds, untilMilliseconds: fromMilliseconds + durationSeconds * 1000 };
    });
    if (held === null) {
      throw new PetLogError('rewind_unavailable');
    }
    const { clipId, sizeBytes, fromMilliseconds } = held.clip;
    return {
      id: clipId,
      sizeBytes,
      startMicroseconds: Math.round(this.#time.fromCapture(fromMilliseconds) * 1000),
      read: (from) => this.#pieces(held, from),
      release: () => held.release(),
    };
  }

  /** The last minutes are forgotten. */
  historyForgotten(): void {
    this.#pictures.forget();
  }

  /**
   * The picture that was the newest at that moment.
   *
   * @throws PetLogError `rewind_unavailable`, `too_many_requests`; Error when the signal ends it
   */
  async picture(at: string, signal: AbortSignal): Promise<RewindPicture> {
    const picture = this.#isEnabled ? await this.#pictures.picture(this.#time.toCapture(at) + precisionMilliseconds, signal) : null;
    if (picture === null) {
      throw new PetLogError('rewind_unavailable');
    }
    return { jpeg: picture.jpeg, capturedAtMicroseconds: Math.round(this.#time.fromCapture(picture.fromMilliseconds) * 1000) };
  }

  /**
   * Makes a recording of a part. It begins with the keyframe at or before the start, up to two seconds before, and that is its time.
   *
   * @throws PetLogError `invalid_input`, `rewind_unavailable`, `storage_disabled`, `storage_full`, `recording_failed`
   */
  async save({ start, end, filename }: { start: string; end: string; filename?: string | undefined }): Promise<RecordingInfo> {
    const fromMilliseconds = this.#time.toCapture(start);
    const untilMilliseconds = this.#time.toCapture(end);
    if (untilMilliseconds <= fromMilliseconds) {
      throw invalidValue('end', `${end} is not after the start ${start}.`);
    }
    const span = await this.#ask('find-clip', { fromMilliseconds: fromMilliseconds + precisionMilliseconds, untilMilliseconds });
    if (span === null) {
      throw new PetLogError('rewind_unavailable');
    }
    const startedAtMilliseconds = Math.round(this.#time.fromCapture(span.fromMilliseconds));
    const minimumFreeBytes = this.#options.config().recording.min_free_mb * bytesPerMegabyte;
    const recording = await this.#options.recorder.save({
      reason: 'rewind',
      name: filename ?? defaultRecordingName(startedAtMilliseconds),
      startedAtMilliseconds,
      write: async (path) => (await this.#ask('save-clip', { ...span, path, minimumFreeBytes }))?.facts ?? null,
    });
    if (recording === null) {
      throw new PetLogError('rewind_unavailable');
    }
    return recordingInfo(recording);
  }

  async *#pieces(held: HeldClip, fromBytes: number): AsyncGenerator<Uint8Array> {
    const { clipId, sizeBytes } = held.clip;
    for (let positionBytes = fromBytes; positionBytes < sizeBytes;) {
      const piece = await this.#ask('read-clip', { clipId, positionBytes });
      if (piece === null) {
        held.forget();
        throw new PetLogError('rewind_unavailable');
      }
      yield piece;
      positionBytes += piece.length;
    }
  }

  get #isEnabled(): boolean {
    return this.#options.config().recording.rewind_minutes > 0;
  }

  /** What is kept for pre-roll alone is not for looking back. */
  async #ask<N extends HistoryQuestion>(type: N, question: Question<N>): Promise<Answer<N> | null> {
    return this.#isEnabled ? this.#options.media.askHistory(type, question) : null;
  }
}
