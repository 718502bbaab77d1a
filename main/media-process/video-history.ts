import type { CaptureSpan, EncodedPacket, HistoryDisk, HistoryFacts, HistoryLimits } from '../media/protocol.ts';
import { DiskHistory } from './disk-history.ts';
import { PacketHistory } from './packet-history.ts';
import { gapMilliseconds, GroupGoneError, isSameFormat, type Picture, type PictureGroup } from './picture-group.ts';

/** Stays in memory beside the disk, for the beginning of a recording: the longest pre-roll, and the time that a recording takes to begin. */
const tailMilliseconds = 40_000;

/** The last minutes of the encoded video: in memory, or beyond its last seconds on a disk; in memory again when the disk fails. */
export class VideoHistory {
  readonly #onDisk: (error: unknown) => void;
  readonly #memory: PacketHistory;
  readonly #tailMilliseconds: number;
  #limits: HistoryLimits;
  #disk: DiskHistory | null = null;
  readonly #closing = new Set<Promise<void>>();

  /** @param onDisk called with null when the first pictures have come to the disk, and with the error when it cannot be had any more */
  constructor(limits: HistoryLimits, onDisk: (error: unknown) => void, tail = tailMilliseconds) {
    this.#limits = limits;
    this.#tailMilliseconds = tail;
    this.#onDisk = onDisk;
    this.#memory = new PacketHistory(limits, () => this.#disk?.unsavedFromMilliseconds ?? Infinity);
  }

  /** What recordings begin with. */
  get memory(): Pick<PacketHistory, 'sizeBytes' | 'newestMilliseconds' | 'startBefore' | 'from' | 'holdFrom' | 'release'> {
    return this.#memory;
  }

  /** @param disk null keeps everything in memory; a disk that failed before is tried again */
  setLimits(limits: HistoryLimits, disk: HistoryDisk | null): void {
    this.#limits = limits;
    if (this.#disk !== null && this.#disk.disk.directory !== disk?.directory) {
      this.#closeDisk(this.#disk);
    }
    if (disk !== null && this.#disk === null) {
      this.#openDisk(disk);
    } else if (disk !== null) {
      this.#disk?.setLimits(disk, limits.keptMilliseconds);
    }
    this.#applyMemoryLimits();
  }

  /** Takes each packet of the encoder. */
  readonly add = (packet: EncodedPacket): void => {
    const complete = packet.isKeyframe ? this.#memory.groups.at(-1) : undefined;
    if (complete !== undefined) {
      this.#disk?.add(complete);
    }
    this.#memory.add(packet);
    if (packet.isKeyframe) {
      this.#disk?.forgetUnsavedBefore(this.#memory.groups[0]?.firstMilliseconds ?? Infinity);
    }
  };

  facts(): HistoryFacts {
    const groups = this.#groups();
    const gaps: CaptureSpan[] = [];
    let before: PictureGroup | undefined;
    for (const group of groups) {
      if (before !== undefined && group.firstMilliseconds - before.lastMilliseconds > gapMilliseconds) {
        gaps.push({ fromMilliseconds: before.lastMilliseconds, untilMilliseconds: group.firstMilliseconds });
      }
      before = group;
    }
    const [first] = groups;
    const span =
      first === undefined || before === undefined
        ? null
        : { fromMilliseconds: first.firstMilliseconds, untilMilliseconds: before.lastMilliseconds };
    const sizeBytes = groups.reduce((sum, group) => sum + group.sizeBytes, 0);
    return { span, gaps, sizeBytes, storage: this.#disk === null ? 'memory' : 'disk' };
  }

  /** The groups of that time, from the keyframe at or before it; of one size, so that one decoder plays them. The last one may reach beyond it. */
  between({ fromMilliseconds, untilMilliseconds }: CaptureSpan): PictureGroup[] {
    const groups = this.#groups();
    let begin = Math.max(
      0,
      groups.findLastIndex(({ firstMilliseconds }) => firstMilliseconds <= fromMilliseconds),
    );
    const found = groups[begin];
    if (found !== undefined && found.lastMilliseconds + gapMilliseconds < fromMilliseconds) {
      begin += 1; // it was over before that moment, and a gap follows
    }
    const size = groups[begin]?.size;
    const wanted: PictureGroup[] = [];
    for (const group of groups.slice(begin)) {
      if (group.firstMilliseconds >= untilMilliseconds || !isSameFormat(group.size, size)) {
        break;
      }
      wanted.push(group);
    }
    return wanted;
  }

  /** When the group begins that has the next picture, which may be the same group; null when none came, or only after a gap. */
  followedAt(milliseconds: number): number | null {
    const next = this.#groups().find(({ lastMilliseconds }) => lastMilliseconds > milliseconds);
    return next !== undefined && next.firstMilliseconds - milliseconds <= gapMilliseconds ? next.firstMilliseconds : null;
  }

  /** The group that begins with exactly that picture. */
  beginningAt(firstMilliseconds: number): PictureGroup | null {
    return this.#groups().find((group) => group.firstMilliseconds === firstMilliseconds) ?? null;
  }

  /** The picture that was the newest at a moment, after those that it needs; and when the next one came. null when there is none. */
  async upTo(milliseconds: number): Promise<{ pictures: Picture[]; untilMilliseconds: number } | null> {
    const groups = this.#groups();
    const index = groups.findLastIndex(({ firstMilliseconds }) => firstMilliseconds <= milliseconds);
    const group = groups[index];
    const all = group === undefined ? [] : await unlessGone(group.packets(), []);
    const pictures = all.filter(({ captureMilliseconds }) => captureMilliseconds <= milliseconds);
    const last = pictures.at(-1);
    if (last === undefined || milliseconds - last.captureMilliseconds > gapMilliseconds) {
      return null;
    }
    const nextMilliseconds = all[pictures.length]?.captureMilliseconds ?? groups[index + 1]?.firstMilliseconds ?? last.captureMilliseconds;
    return { pictures, untilMilliseconds: Math.min(nextMilliseconds, last.captureMilliseconds + gapMilliseconds) };
  }

  /** Removes what is on the disk. */
  async close(): Promise<void> {
    if (this.#disk !== null) {
      this.#closeDisk(this.#disk);
    }
    await Promise.all(this.#closing);
  }

  /** Oldest first; what is in both places, from memory. */
  #groups(): readonly PictureGroup[] {
    const { groups } = this.#memory;
    const onDisk = this.#disk?.groups ?? [];
    const firstInMemory = groups[0]?.firstMilliseconds ?? Infinity;
    return onDisk.length === 0
      ? groups
      : [...onDisk.slice(0, onDisk.findLastIndex(({ firstMilliseconds }) => firstMilliseconds < firstInMemory) + 1), ...groups];
  }

  #openDisk(disk: HistoryDisk): void {
    const opened: DiskHistory = new DiskHistory({
      disk,
      keptMilliseconds: this.#limits.keptMilliseconds,
      onWorks: () => this.#onDisk(null),
      onFailed: (error) => {
        if (this.#disk === opened) {
          this.#closeDisk(opened);
          this.#applyMemoryLimits();
        }
        this.#onDisk(error);
      },
    });
    this.#disk = opened;
    this.#memory.groups.slice(0, -1).forEach((group) => opened.add(group));
  }

  #closeDisk(disk: DiskHistory): void {
    this.#disk = null;
    const closing = disk.close();
    this.#closing.add(closing);
    void closing.finally(() => this.#closing.delete(closing));
  }

  #applyMemoryLimits(): void {
    const { keptMilliseconds, mostBytes } = this.#limits;
    this.#memory.setLimits({
      mostBytes,
      keptMilliseconds: this.#disk === null ? keptMilliseconds : Math.min(keptMilliseconds, this.#tailMilliseconds),
    });
  }
}

/** @throws what it rejects with, unless that is a GroupGoneError */
export async function unlessGone<Value, Instead>(value: Promise<Value>, instead: Instead): Promise<Value | Instead> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof GroupGoneError) {
      return instead;
    }
    throw error;
  }
}
