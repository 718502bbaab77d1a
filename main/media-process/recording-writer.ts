import type { EncodedPacket, VideoFormat, VideoFacts } from '../media/protocol.ts';
import { fragment, initializationSegment, lengthPrefixed } from '../mp4/fragmented-mp4.ts';
import type { SoundTrack } from '../media/sound/sound-track.ts';
import { isSameFormat } from './picture-group.ts';
import { SyncedFile } from './synced-file.ts';

/** What a kill can cost at most, beside the frame that is just being encoded. */
const fragmentMilliseconds = 500;
/** A longer silence is a gap, and says nothing about how long a picture lasts. */
const longestIntervalMilliseconds = 1000;

export interface RecordingWriterOptions {
  /** An existing file; its content is replaced. */
  path: string;
  /** As configured; the first guess of how long a picture lasts. */
  frameRate: number;
  /** In packets from the past, which come all at once. */
  pastBytes: number;
  /** The first picture stands for the time since then; null begins the file when it was captured. */
  originMilliseconds: number | null;
  /** Pictures from then on are not part of it, unless there is none before. */
  untilMilliseconds: number | null;
  /** What is heard meanwhile; null for a recording without a track of sound. */
  sound: SoundTrack | null;
  /** Every frame up to this one is in the file. */
  onWritten: (sequence: number) => void;
  /** Called once; the file then ends with its last whole fragment. */
  onFailed: (error: Error) => void;
}

interface WaitingPicture {
  data: Buffer;
  isKeyframe: boolean;
  /** From the first picture. */
  atMilliseconds: number;
  sequence: number;
}

/**
 * Writes packets into a fragmented MP4. A fragment is closed as soon as it
 * would last half a second, with a guess of how long its last picture lasts,
 * so that it need not wait for the next one; the next fragment's own time
 * corrects the guess.
 */
export class RecordingWriter {
  readonly #options: RecordingWriterOptions;
  readonly #file: SyncedFile;
  #size: VideoFormat | null = null;
  #firstCaptureMilliseconds = 0;
  #lastAtMilliseconds = -1;
  #endMilliseconds = 0;
  /** Where the recording ends, once that is known. */
  #limitMilliseconds = Infinity;
  #intervalMilliseconds: number;
  #waiting: WaitingPicture[] = [];
  #fragmentCount = 0;
  #frameCount = 0;
  #silenceTimer: NodeJS.Timeout | undefined;

  constructor(options: RecordingWriterOptions) {
    this.#options = options;
    this.#intervalMilliseconds = Math.max(1, Math.round(1000 / options.frameRate));
    this.#file = new SyncedFile(options.path, options.onFailed, options.pastBytes);
  }

  write({ annexB, isKeyframe, captureMilliseconds, sequence, size }: EncodedPacket): void {
    const isFirst = this.#size === null;
    if (isFirst) {
      this.#size = size;
      this.#firstCaptureMilliseconds = this.#options.originMilliseconds ?? captureMilliseconds;
      this.#file.append(initializationSegment(size, annexB, this.#options.sound !== null), () => {});
    } else if (captureMilliseconds >= (this.#options.untilMilliseconds ?? Infinity) || !isSameFormat(size, this.#size ?? undefined)) {
      return; // what cannot be in the same file is not written into it
    }
    const atMilliseconds = isFirst ? 0 : Math.max(this.#at(captureMilliseconds), this.#lastAtMilliseconds + 1);
    const sinceLastMilliseconds = atMilliseconds - this.#lastAtMilliseconds;
    if (this.#lastAtMilliseconds >= 0 && sinceLastMilliseconds <= longestIntervalMilliseconds) {
      this.#intervalMilliseconds = sinceLastMilliseconds;
    }
    this.#lastAtMilliseconds = atMilliseconds;
    this.#waiting.push({ data: lengthPrefixed(annexB, size.codec), isKeyframe, atMilliseconds, sequence });
    const [first] = this.#waiting;
    const withOneMoreMilliseconds = atMilliseconds + 2 * this.#intervalMilliseconds - (first?.atMilliseconds ?? 0);
    // The first picture goes to the disk at once: a recording is announced when there is something of it that a kill cannot take.
    if (withOneMoreMilliseconds > fragmentMilliseconds || this.#fragmentCount === 0) {
      this.#closeFragment();
    } else {
      this.#silenceTimer ??= setTimeout(() => this.#closeFragment(), fragmentMilliseconds);
    }
  }

  /** Says when the recording ends. Returns when the last picture has to be shown once more, so that it lasts until then; null when it does anyway. */
  repeatNeededBefore(endMilliseconds: number): number | null {
    this.#limitMilliseconds = this.#at(endMilliseconds);
    if (this.#size === null || this.#at(endMilliseconds) - this.#lastAtMilliseconds < 1.5 * this.#intervalMilliseconds) {
      return null;
    }
    return endMilliseconds - Math.min(this.#intervalMilliseconds, 1000 / this.#options.frameRate);
  }

  /** Closes the file; resolves when it is on the disk. null when there was no picture. */
  async finish(endMilliseconds: number): Promise<VideoFacts | null> {
    this.#limitMilliseconds = this.#at(endMilliseconds);
    this.#intervalMilliseconds = Infinity; // the last picture lasts until the end
    this.#closeFragment();
    await this.#file.close();
    if (this.#size === null || this.#frameCount === 0) {
      return null;
    }
    return { ...this.#size, durationMilliseconds: this.#endMilliseconds, sizeBytes: this.#file.sizeBytes, frameCount: this.#frameCount };
  }

  #at(captureMilliseconds: number): number {
    return Math.round(captureMilliseconds - this.#firstCaptureMilliseconds);
  }

  #closeFragment(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = undefined;
    const pictures = this.#waiting;
    const [first] = pictures;
    const last = pictures.at(-1);
    if (first === undefined || last === undefined) {
      return;
    }
    this.#waiting = [];
    const endMilliseconds = Math.max(
      last.atMilliseconds + 1,
      Math.min(last.atMilliseconds + this.#intervalMilliseconds, this.#limitMilliseconds),
    );
    const samples = pictures.map(({ data, isKeyframe, atMilliseconds }, index) => ({
      data,
      isKeyframe,
      durationMilliseconds: (pictures[index + 1]?.atMilliseconds ?? endMilliseconds) - atMilliseconds,
    }));
    this.#fragmentCount += 1;
    const sound = this.#options.sound?.take(this.#firstCaptureMilliseconds, this.#firstCaptureMilliseconds + endMilliseconds) ?? null;
    this.#file.append(fragment(this.#fragmentCount, first.atMilliseconds, samples, sound), () => {
      this.#frameCount += pictures.length;
      this.#endMilliseconds = endMilliseconds;
      this.#options.onWritten(last.sequence);
    });
  }
}
