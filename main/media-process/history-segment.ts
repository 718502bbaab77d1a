import { open, rm, type FileHandle } from 'node:fs/promises';
import type { VideoFormat } from '../media/protocol.ts';
import { lengthPrefixedBytes } from '../mp4/fragmented-mp4.ts';
import { GroupGoneError, type Picture, type PictureGroup, type SampleFacts } from './picture-group.ts';

/** For each picture its capture time (64-bit float), its bytes as it is, and as it will be in an MP4 file; then the pictures. */
const entryBytes = 16;

/**
 * A file that holds groups of pictures one after another. Where each begins is
 * known in memory alone: the file is of no use to another process.
 */
export class HistorySegment {
  readonly path: string;
  readonly groups: DiskGroup[] = [];
  readonly #file: FileHandle;
  readonly #onFailed: (error: unknown) => void;
  #sizeBytes = 0;
  #holders = 0;
  #isRemoved = false;
  #isOpen = true;

  private constructor(path: string, file: FileHandle, onFailed: (error: unknown) => void) {
    this.path = path;
    this.#file = file;
    this.#onFailed = onFailed;
  }

  /**
   * @param path where no file is yet
   * @param onFailed called when the disk does not give back what was written
   * @throws the system's error
   */
  static async create(path: string, onFailed: (error: unknown) => void): Promise<HistorySegment> {
    return new HistorySegment(path, await open(path, 'wx', 0o640), onFailed);
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get firstMilliseconds(): number {
    return this.groups[0]?.firstMilliseconds ?? Infinity;
  }

  get isRemoved(): boolean {
    return this.#isRemoved;
  }

  /** @throws the system's error; what is in the file already stays readable */
  async append(size: VideoFormat, pictures: readonly Picture[]): Promise<DiskGroup> {
    const record = recordOf(pictures);
    for (let done = 0; done < record.length;) {
      done += (await this.#file.write(record, done, record.length - done, this.#sizeBytes + done)).bytesWritten;
    }
    const group = new DiskGroup(this, {
      size,
      firstMilliseconds: pictures[0]?.captureMilliseconds ?? Infinity,
      lastMilliseconds: pictures.at(-1)?.captureMilliseconds ?? -Infinity,
      positionBytes: this.#sizeBytes,
      sizeBytes: record.length,
      pictureCount: pictures.length,
    });
    this.#sizeBytes += record.length;
    this.groups.push(group);
    return group;
  }

  /** @throws GroupGoneError */
  async read(positionBytes: number, sizeBytes: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(sizeBytes);
    try {
      const file = await open(this.path, 'r');
      try {
        for (let done = 0; done < sizeBytes;) {
          const { bytesRead } = await file.read(buffer, done, sizeBytes - done, positionBytes + done);
          if (bytesRead === 0) {
            throw Object.assign(new Error('the file of the history is shorter than it was'), { code: 'EIO' });
          }
          done += bytesRead;
        }
      } finally {
        await file.close();
      }
      return buffer;
    } catch (cause) {
      if (!this.#isRemoved) {
        this.#onFailed(cause);
      }
      throw new GroupGoneError('the history does not have it any more', { cause });
    }
  }

  hold(): () => void {
    this.#holders += 1;
    return () => {
      this.#holders -= 1;
      void this.#removeFile();
    };
  }

  /** Nothing more is written. */
  async close(): Promise<void> {
    if (this.#isOpen) {
      this.#isOpen = false;
      await this.#file.close().catch(() => {});
    }
  }

  /** Removes the file as soon as nobody holds it. Resolves when that has happened, or waits for somebody. */
  async remove(): Promise<void> {
    this.#isRemoved = true;
    await this.close();
    await this.#removeFile();
  }

  async #removeFile(): Promise<void> {
    if (this.#isRemoved && this.#holders === 0) {
      await rm(this.path, { force: true }).catch(() => {}); // on a disk that is gone; the next start looks for it
    }
  }
}

interface DiskGroupFacts {
  size: VideoFormat;
  firstMilliseconds: number;
  lastMilliseconds: number;
  positionBytes: number;
  sizeBytes: number;
  pictureCount: number;
}

/** A group in a segment: all that memory has of it. */
export class DiskGroup implements PictureGroup {
  readonly size: VideoFormat;
  readonly firstMilliseconds: number;
  readonly lastMilliseconds: number;
  readonly sizeBytes: number;
  readonly #segment: HistorySegment;
  readonly #positionBytes: number;
  readonly #pictureCount: number;

  constructor(
    segment: HistorySegment,
    { size, firstMilliseconds, lastMilliseconds, positionBytes, sizeBytes, pictureCount }: DiskGroupFacts,
  ) {
    this.#segment = segment;
    this.size = size;
    this.firstMilliseconds = firstMilliseconds;
    this.lastMilliseconds = lastMilliseconds;
    this.sizeBytes = sizeBytes;
    this.#positionBytes = positionBytes;
    this.#pictureCount = pictureCount;
  }

  async packets(): Promise<Picture[]> {
    const record = await this.#segment.read(this.#positionBytes, this.sizeBytes);
    let begin = this.#pictureCount * entryBytes;
    return Array.from({ length: this.#pictureCount }, (_, index) => {
      const end = begin + record.readUInt32LE(index * entryBytes + 8);
      const annexB = record.subarray(begin, end);
      begin = end;
      return { annexB, isKeyframe: index === 0, captureMilliseconds: record.readDoubleLE(index * entryBytes), size: this.size };
    });
  }

  async samples(): Promise<SampleFacts[]> {
    const table = await this.#segment.read(this.#positionBytes, this.#pictureCount * entryBytes);
    return Array.from({ length: this.#pictureCount }, (_, index) => ({
      captureMilliseconds: table.readDoubleLE(index * entryBytes),
      sampleBytes: table.readUInt32LE(index * entryBytes + 12),
    }));
  }

  hold(): () => void {
    return this.#segment.hold();
  }
}

export const recordBytes = (pictures: readonly Picture[]): number =>
  pictures.reduce((sum, { annexB }) => sum + annexB.length, pictures.length * entryBytes);

function recordOf(pictures: readonly Picture[]): Buffer {
  const table = Buffer.alloc(pictures.length * entryBytes);
  pictures.forEach(({ captureMilliseconds, annexB, size }, index) => {
    table.writeDoubleLE(captureMilliseconds, index * entryBytes);
    table.writeUInt32LE(annexB.length, index * entryBytes + 8);
    table.writeUInt32LE(lengthPrefixedBytes(annexB, size.codec), index * entryBytes + 12);
  });
  return Buffer.concat([table, ...pictures.map(({ annexB }) => annexB)]);
}
