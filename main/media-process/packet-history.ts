import type { EncodedPacket, HistoryLimits, VideoFormat } from '../media/protocol.ts';
import { lengthPrefixedBytes } from '../mp4/fragmented-mp4.ts';
import { gapMilliseconds, isSameFormat, type PictureGroup, type SampleFacts } from './picture-group.ts';

/** A group in memory; the newest one grows. */
class MemoryGroup implements PictureGroup {
  readonly size: VideoFormat;
  readonly content: EncodedPacket[] = [];
  readonly #sampleBytes: number[] = [];
  sizeBytes = 0;

  constructor(size: VideoFormat) {
    this.size = size;
  }

  get firstMilliseconds(): number {
    return this.content[0]?.captureMilliseconds ?? Infinity;
  }

  get lastMilliseconds(): number {
    return this.content.at(-1)?.captureMilliseconds ?? -Infinity;
  }

  add(packet: EncodedPacket): void {
    this.content.push(packet);
    this.#sampleBytes.push(lengthPrefixedBytes(packet.annexB, packet.size.codec));
    this.sizeBytes += packet.annexB.length;
  }

  packets(): Promise<readonly EncodedPacket[]> {
    return Promise.resolve([...this.content]);
  }

  samples(): Promise<readonly SampleFacts[]> {
    return Promise.resolve(
      this.content.map(({ captureMilliseconds }, index) => ({ captureMilliseconds, sampleBytes: this.#sampleBytes[index] ?? 0 })),
    );
  }

  /** Whoever has the group has its pictures. */
  hold(): () => void {
    return () => {};
  }
}

/**
 * The last encoded packets, in memory, in whole groups of pictures, bounded in
 * time and bytes. The time asked for is always covered while the bytes allow
 * it: one group more than that is kept.
 */
export class PacketHistory {
  #limits: HistoryLimits;
  readonly #groups: MemoryGroup[] = [];
  #sizeBytes = 0;
  #holdFromMilliseconds = Infinity;
  readonly #unsavedFromMilliseconds: () => number;

  /** @param unsavedFromMilliseconds what begins there or later is on its way to the disk, and stays until then */
  constructor(limits: HistoryLimits, unsavedFromMilliseconds = () => Infinity) {
    this.#limits = limits;
    this.#unsavedFromMilliseconds = unsavedFromMilliseconds;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Oldest first. */
  get groups(): readonly PictureGroup[] {
    return this.#groups;
  }

  get newestMilliseconds(): number {
    return this.#groups.at(-1)?.lastMilliseconds ?? -Infinity;
  }

  setLimits(limits: HistoryLimits): void {
    this.#limits = limits;
    this.#trim();
  }

  /** Takes each packet of the encoder; what comes before the first keyframe is of no use to anyone. */
  add(packet: EncodedPacket): void {
    if (packet.isKeyframe) {
      this.#groups.push(new MemoryGroup(packet.size));
    }
    const group = this.#groups.at(-1);
    if (group !== undefined) {
      group.add(packet);
      this.#sizeBytes += packet.annexB.length;
      this.#trim();
    }
  }

  /** Keeps everything from there on, beyond the limit of time, until it is let go of. */
  holdFrom(fromMilliseconds: number): void {
    this.#holdFromMilliseconds = fromMilliseconds;
  }

  release(): void {
    this.#holdFromMilliseconds = Infinity;
    this.#trim();
  }

  /**
   * Where a recording begins that shall have so much from before it: the keyframe
   * at or before that, or the oldest one since the last gap.
   *
   * @param comingMilliseconds of the next picture from before the request that is on its way here, on a machine that is behind
   * @returns its capture time; null when the camera gave no picture lately
   */
  startBefore(requestedMilliseconds: number, preRollMilliseconds: number, comingMilliseconds = Infinity): number | null {
    let start: number | null = null;
    let next = Math.min(requestedMilliseconds, comingMilliseconds);
    for (const group of this.#groups.toReversed()) {
      if (next - group.lastMilliseconds > gapMilliseconds || !isSameFormat(group.size, this.#groups.at(-1)?.size)) {
        break;
      }
      next = group.firstMilliseconds;
      start = next;
      if (next <= requestedMilliseconds - preRollMilliseconds) {
        break;
      }
    }
    return start;
  }

  /** All packets from the first keyframe at or after that moment on. */
  from(milliseconds: number): EncodedPacket[] {
    const begin = this.#groups.findIndex(({ firstMilliseconds }) => firstMilliseconds >= milliseconds);
    return begin === -1 ? [] : this.#groups.slice(begin).flatMap(({ content }) => content);
  }

  #trim(): void {
    const wantedFrom = Math.min(
      this.newestMilliseconds - this.#limits.keptMilliseconds,
      this.#holdFromMilliseconds,
      this.#unsavedFromMilliseconds(),
    );
    for (let [oldest, second] = this.#groups; oldest !== undefined && second !== undefined; [oldest, second] = this.#groups) {
      if (second.firstMilliseconds > wantedFrom && this.#sizeBytes <= this.#limits.mostBytes) {
        return;
      }
      this.#groups.shift();
      this.#sizeBytes -= oldest.sizeBytes;
    }
  }
}
