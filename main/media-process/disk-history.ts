import { mkdir, readdir, rm, rmdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { JobQueue } from '../system/job-queue.ts';
import { makeDirectory } from '../system/make-directory.ts';
import type { HistoryDisk } from '../media/protocol.ts';
import { createSystemClock, type Clock } from '../system/clock.ts';
import { afterAwake } from '../system/patience.ts';
import { HistorySegment, recordBytes, type DiskGroup } from './history-segment.ts';
import { uniqueName } from './unique-name.ts';
import type { Picture, PictureGroup } from './picture-group.ts';

export interface DiskHistoryOptions {
  disk: HistoryDisk;
  keptMilliseconds: number;
  clock?: Clock;
  /** The first group has arrived. */
  onWorks: () => void;
  /** Called once; nothing is kept afterwards. */
  onFailed: (error: unknown) => void;
}

/** The history goes in whole segments: that many bytes or milliseconds more than needed are kept at most. */
const mostSegmentBytes = 16 * 1024 * 1024;
const mostSegments = 16;
const segmentMilliseconds = 60_000;
/** The history gives way before recordings are told that the disk is full. */
const marginBytes = 2 * mostSegmentBytes;
/** A disk that has not written a few seconds of video by then will not catch up. */
const patienceMilliseconds = 30_000;

/**
 * The groups of the history that are on a disk, in files of bounded size and
 * duration in a directory of their own, of which the oldest goes first. Memory
 * holds some 60 bytes for each group: 3 MB for a day. Survives nothing: what
 * an earlier one left in the directory is removed. Nothing is synced; that
 * spares an SD card, and nothing is worth more after a power cut.
 */
export class DiskHistory {
  readonly #options: DiskHistoryOptions;
  readonly #clock: Clock;
  readonly #directory: string;
  #keptMilliseconds: number;
  #disk: HistoryDisk;
  #segments: HistorySegment[] = [];
  #groups: DiskGroup[] = [];
  #waiting: PictureGroup[] = [];
  readonly #work = new JobQueue();
  #isWriting = false;
  #isOver = false;
  #hasWritten = false;

  constructor(options: DiskHistoryOptions) {
    this.#options = options;
    this.#clock = options.clock ?? createSystemClock();
    this.#disk = options.disk;
    this.#keptMilliseconds = options.keptMilliseconds;
    this.#directory = join(options.disk.directory, uniqueName());
    void this.#work.add(() => this.#inTime(this.#prepare()));
  }

  get disk(): HistoryDisk {
    return this.#disk;
  }

  /** What can be read, oldest first. */
  get groups(): readonly PictureGroup[] {
    return this.#groups;
  }

  get sizeBytes(): number {
    return this.#segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  /** The oldest picture that is still on its way; Infinity when there is none. */
  get unsavedFromMilliseconds(): number {
    return this.#waiting[0]?.firstMilliseconds ?? Infinity;
  }

  /** @param disk in the same directory */
  setLimits(disk: HistoryDisk, keptMilliseconds: number): void {
    this.#disk = disk;
    this.#keptMilliseconds = keptMilliseconds;
  }

  /** Takes a group that does not grow any more; it is readable here some time later. */
  add(group: PictureGroup): void {
    if (!this.#isOver) {
      this.#waiting.push(group);
      if (!this.#isWriting) {
        this.#isWriting = true;
        void this.#work.add(() => this.#write()).finally(() => (this.#isWriting = false));
      }
    }
  }

  /** What memory has dropped meanwhile is not waited for. */
  forgetUnsavedBefore(milliseconds: number): void {
    const writing = this.#isWriting ? this.#waiting.slice(0, 1) : [];
    this.#waiting = [
      ...writing,
      ...this.#waiting.slice(writing.length).filter(({ firstMilliseconds }) => firstMilliseconds >= milliseconds),
    ];
  }

  /** Removes everything. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.#waiting = [];
    this.#groups = [];
    const segments = this.#segments.splice(0);
    await this.#work.idle;
    await Promise.all([...segments, ...this.#segments.splice(0)].map((segment) => segment.remove()));
    await rmdir(this.#directory).catch(() => {});
    await rmdir(this.#disk.directory).catch(() => {}); // unless a newer process has begun there
  }

  async #prepare(): Promise<void> {
    const { directory } = this.#disk;
    await makeDirectory(directory, 0o750);
    for (const name of await readdir(directory)) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
    await mkdir(this.#directory, { mode: 0o750 });
  }

  async #write(): Promise<void> {
    for (let [group] = this.#waiting; group !== undefined && !this.#isOver; [group] = this.#waiting) {
      await this.#inTime(this.#append(group));
      this.#waiting = this.#waiting.filter((other) => other !== group);
    }
  }

  async #append(group: PictureGroup): Promise<void> {
    const pictures = await group.packets();
    await this.#makeRoom(recordBytes(pictures));
    const segment = await this.#segmentFor(pictures);
    const written = await segment.append(group.size, pictures);
    if (this.#isOver) {
      return;
    }
    this.#groups.push(written);
    await this.#dropBefore(group.lastMilliseconds - this.#keptMilliseconds);
    if (!this.#hasWritten) {
      this.#hasWritten = true;
      this.#options.onWorks();
    }
  }

  async #segmentFor(pictures: readonly Picture[]): Promise<HistorySegment> {
    const current = this.#segments.at(-1);
    const segmentBytes = Math.min(mostSegmentBytes, this.#disk.mostBytes / mostSegments);
    const isFull =
      current === undefined ||
      current.sizeBytes + recordBytes(pictures) > segmentBytes ||
      (pictures.at(-1)?.captureMilliseconds ?? 0) - current.firstMilliseconds > segmentMilliseconds;
    if (!isFull) {
      return current;
    }
    await current?.close();
    const segment = await HistorySegment.create(join(this.#directory, `${uniqueName()}.segment`), (error) => this.#fail(error));
    this.#segments.push(segment);
    return segment;
  }

  /** @throws `ENOSPC` when the disk is full of other things */
  async #makeRoom(neededBytes: number): Promise<void> {
    for (;;) {
      const { bavail, bsize } = await statfs(this.#directory); // and throws when the disk was pulled out
      const isRoom = bavail * bsize - neededBytes >= this.#disk.minimumFreeBytes + marginBytes;
      if (isRoom && this.sizeBytes + neededBytes <= this.#disk.mostBytes) {
        return;
      }
      const oldest = this.#segments[0];
      if (oldest === undefined) {
        throw Object.assign(new Error('the disk has no room for the history'), { code: 'ENOSPC' });
      }
      await this.#remove(oldest);
    }
  }

  async #dropBefore(milliseconds: number): Promise<void> {
    for (
      let [oldest, second] = this.#segments;
      oldest !== undefined && second !== undefined && second.firstMilliseconds <= milliseconds;
      [oldest, second] = this.#segments
    ) {
      await this.#remove(oldest);
    }
  }

  async #remove(segment: HistorySegment): Promise<void> {
    this.#segments = this.#segments.filter((other) => other !== segment);
    this.#groups = this.#groups.slice(segment.groups.length);
    await segment.remove();
  }

  /** Fails when the work fails, or takes so long that it will never end. */
  async #inTime(work: Promise<void>): Promise<void> {
    const noMore = afterAwake(this.#clock, patienceMilliseconds, () =>
      this.#fail(Object.assign(new Error('the disk is too slow'), { code: 'ETIMEDOUT' })),
    );
    try {
      await work;
    } catch (error) {
      this.#fail(error);
    } finally {
      noMore();
    }
  }

  #fail(error: unknown): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#options.onFailed(error);
    }
  }
}
