import type { RecordingInfo, RewindRange } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import { defaultRecordingName, type Recording } from '../library/recording.ts';
import { recordingInfo } from '../library/recording-info.ts';
import type { Answer, ClipPiece, Question, VideoFacts } from '../media/protocol.ts';
import type { Clock } from '../system/clock.ts';
import { PictureReader } from './picture-reader.ts';
import { WallTime } from './wall-time.ts';

/** What can be asked of the history. */
type HistoryQuestion = 'describe-history' | 'read-clip' | 'read-picture' | 'save-clip';

export interface RewindServiceOptions {
  config: () => Config;
  clock: Clock;
  media: { askHistory<N extends HistoryQuestion>(type: N, question: Question<N>): Promise<Answer<N> | null> };
  recorder: {
    save(recording: { reason: 'rewind'; name: string; startedAtMilliseconds: number; write: (path: string) => Promise<VideoFacts | null> }): Promise<Recording | null>;
  };
}

export interface RewindPicture {
  readonly jpeg: Uint8Array;
  /** Wall clock, in microseconds since 1970. */
  readonly capturedAtMicroseconds: number;
}

const defaultClipSeconds = 60;
/** A time with whole milliseconds means the picture that has it, not the one before. */
const precisionMilliseconds = 2;
const bytesPerMegabyte = 1_000_000;

/** The last minutes of the live picture: what there is, parts of it, and keeping them. */
export class RewindService {
  readonly #options: RewindServiceOptions;
  readonly #time: WallTime;
  readonly #pictures: PictureReader;

  constructor(options: RewindServiceOptions) {
    this.#options = options;
    this.#time = new WallTime(options.clock);
    this.#pictures = new PictureReader(
      (atMilliseconds) => options.media.askHistory('read-picture', { atMilliseconds }),
      () => new PetLogError('too_many_requests', { address: 'this screen', seconds: 1 }, { retryAfterSeconds: 1 }),
    );
  }

  async range(): Promise<RewindRange> {
    const { rewind_minutes, rewind_memory_mb } = this.#options.config().recording;
    const history = await this.#ask('describe-history', {});
    const span = history?.span ?? null;
    return {
      enabled: rewind_minutes > 0,
      start: span === null ? null : this.#time.toIso(span.fromMilliseconds),
      end: span === null ? null : this.#time.toIso(span.untilMilliseconds),
      gaps: (history?.gaps ?? []).map((gap) => ({ start: this.#time.toIso(gap.fromMilliseconds), end: this.#time.toIso(gap.untilMilliseconds) })),
      size_bytes: history?.sizeBytes ?? 0,
      limit_bytes: rewind_memory_mb * bytesPerMegabyte,
      limit_seconds: rewind_minutes * 60,
    };
  }

  /**
   * A part as fragmented MP4, piece by piece, as fast as it is taken.
   *
   * @throws PetLogError `rewind_unavailable`
   */
  async clip(start: string, durationSeconds = defaultClipSeconds): Promise<AsyncIterable<Uint8Array>> {
    const fromMilliseconds = this.#time.toCapture(start);
    const untilMilliseconds = fromMilliseconds + durationSeconds * 1000;
    const first = await this.#ask('read-clip', { fromMilliseconds, untilMilliseconds, position: null });
    if (first === null) {
      throw new PetLogError('rewind_unavailable');
    }
    return this.#pieces(first, untilMilliseconds);
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
   * Makes a recording of a part.
   *
   * @throws PetLogError `invalid_input`, `rewind_unavailable`, `storage_disabled`, `storage_full`, `recording_failed`
   */
  async save({ start, end, filename }: { start: string; end: string; filename?: string | undefined }): Promise<RecordingInfo> {
    const fromMilliseconds = this.#time.toCapture(start);
    const untilMilliseconds = this.#time.toCapture(end);
    if (untilMilliseconds <= fromMilliseconds) {
      const message = `${end} is not after the start ${start}.`;
      throw new PetLogError('invalid_input', { detail: `end: ${message}` }, { errors: [{ path: 'end', message }] });
    }
    const span = (await this.#ask('describe-history', {}))?.span ?? null;
    if (span === null || fromMilliseconds > span.untilMilliseconds || untilMilliseconds <= span.fromMilliseconds) {
      throw new PetLogError('rewind_unavailable');
    }
    const startedAtMilliseconds = Math.round(this.#time.fromCapture(Math.max(fromMilliseconds, span.fromMilliseconds)));
    const recording = await this.#options.recorder.save({
      reason: 'rewind',
      name: filename ?? defaultRecordingName(startedAtMilliseconds),
      startedAtMilliseconds,
      write: async (path) => (await this.#ask('save-clip', { fromMilliseconds, untilMilliseconds, path }))?.facts ?? null,
    });
    if (recording === null) {
      throw new PetLogError('rewind_unavailable');
    }
    return recordingInfo(recording);
  }

  async *#pieces(first: ClipPiece, untilMilliseconds: number): AsyncGenerator<Uint8Array> {
    for (let piece: ClipPiece | null = first; piece !== null; ) {
      yield piece.bytes;
      const nextMilliseconds: number | null = piece.nextMilliseconds;
      piece = nextMilliseconds === null ? null : await this.#ask('read-clip', { fromMilliseconds: nextMilliseconds, untilMilliseconds, position: piece });
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
