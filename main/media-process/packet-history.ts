import type { CaptureSpan, HistoryFacts, HistoryLimits } from '../media/protocol.ts';
import { keyframeIntervalMilliseconds, type EncodedPacket } from './encoded-video.ts';

/** Pictures further apart than this have a gap between them. After it there is always a keyframe. */
const gapMilliseconds = keyframeIntervalMilliseconds;

/** A keyframe and the pictures up to the next one. */
interface Group {
  readonly packets: EncodedPacket[];
  sizeBytes: number;
}

const firstOf = ({ packets }: Group): number => packets[0]?.captureMilliseconds ?? Infinity;
const lastOf = ({ packets }: Group): number => packets.at(-1)?.captureMilliseconds ?? -Infinity;

/**
 * The last encoded packets, in whole groups of pictures, bounded in time and
 * bytes. The time asked for is always covered while the bytes allow it: one
 * group more than that is kept.
 */
export class PacketHistory {
  #limits: HistoryLimits;
  readonly #groups: Group[] = [];
  #sizeBytes = 0;
  #holdFromMilliseconds = Infinity;

  constructor(limits: HistoryLimits) {
    this.#limits = limits;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get newestMilliseconds(): number {
    const newest = this.#groups.at(-1);
    return newest === undefined ? -Infinity : lastOf(newest);
  }

  setLimits(limits: HistoryLimits): void {
    this.#limits = limits;
    this.#trim();
  }

  /** Takes each packet of the encoder; what comes before the first keyframe is of no use to anyone. */
  readonly add = (packet: EncodedPacket): void => {
    if (packet.isKeyframe) {
      this.#groups.push({ packets: [], sizeBytes: 0 });
    }
    const group = this.#groups.at(-1);
    if (group !== undefined) {
      group.packets.push(packet);
      group.sizeBytes += packet.annexB.length;
      this.#sizeBytes += packet.annexB.length;
      this.#trim();
    }
  };

  /** Keeps everything from there on, beyond the limit of time, until it is let go of. */
  holdFrom(fromMilliseconds: number): void {
    this.#holdFromMilliseconds = fromMilliseconds;
  }

  release(): void {
    this.#holdFromMilliseconds = Infinity;
    this.#trim();
  }

  facts(): HistoryFacts {
    const gaps: CaptureSpan[] = [];
    let before: EncodedPacket | undefined;
    for (const packet of this.#packets()) {
      if (before !== undefined && packet.captureMilliseconds - before.captureMilliseconds > gapMilliseconds) {
        gaps.push({ fromMilliseconds: before.captureMilliseconds, untilMilliseconds: packet.captureMilliseconds });
      }
      before = packet;
    }
    const [first] = this.#groups;
    const span = first === undefined || before === undefined ? null : { fromMilliseconds: firstOf(first), untilMilliseconds: before.captureMilliseconds };
    return { span, gaps, sizeBytes: this.#sizeBytes };
  }

  /**
   * Where a recording begins that shall have so much from before it: the keyframe
   * at or before that, or the oldest one since the last gap.
   *
   * @returns its capture time; null when the camera gave no picture lately
   */
  startBefore(requestedMilliseconds: number, preRollMilliseconds: number): number | null {
    let start: number | null = null;
    let next = requestedMilliseconds;
    for (const group of this.#groups.toReversed()) {
      if (next - lastOf(group) > gapMilliseconds || !isSameSize(group.packets[0], this.#groups.at(-1)?.packets[0])) {
        break;
      }
      next = firstOf(group);
      start = next;
      if (next <= requestedMilliseconds - preRollMilliseconds) {
        break;
      }
    }
    return start;
  }

  /** All packets from the first keyframe at or after that moment on. */
  from(milliseconds: number): EncodedPacket[] {
    const begin = this.#groups.findIndex((group) => firstOf(group) >= milliseconds);
    return begin === -1 ? [] : this.#groups.slice(begin).flatMap(({ packets }) => packets);
  }

  /** The packets of that time, from the keyframe at or before it; of one size, so that one decoder plays them. */
  between(fromMilliseconds: number, untilMilliseconds: number): EncodedPacket[] {
    let begin = Math.max(0, this.#groups.findLastIndex((group) => firstOf(group) <= fromMilliseconds));
    const group = this.#groups[begin];
    if (group !== undefined && lastOf(group) + gapMilliseconds < fromMilliseconds) {
      begin += 1; // it was over before that moment, and a gap follows
    }
    const wanted: EncodedPacket[] = [];
    for (const packet of this.#packets(begin)) {
      if (packet.captureMilliseconds >= untilMilliseconds || (wanted[0] !== undefined && !isSameSize(wanted[0], packet))) {
        break;
      }
      wanted.push(packet);
    }
    return wanted;
  }

  /** The picture that was the newest at a moment, after those that it needs; and when the next one came. */
  upTo(milliseconds: number): { packets: EncodedPacket[]; untilMilliseconds: number } | null {
    const index = this.#groups.findLastIndex((group) => firstOf(group) <= milliseconds);
    const group = this.#groups[index];
    const packets = group?.packets.filter(({ captureMilliseconds }) => captureMilliseconds <= milliseconds) ?? [];
    const last = packets.at(-1);
    if (group === undefined || last === undefined || milliseconds - last.captureMilliseconds > gapMilliseconds) {
      return null;
    }
    const next = group.packets[packets.length] ?? this.#groups[index + 1]?.packets[0];
    return { packets, untilMilliseconds: Math.min(next?.captureMilliseconds ?? last.captureMilliseconds, last.captureMilliseconds + gapMilliseconds) };
  }

  *#packets(firstGroup = 0): Generator<EncodedPacket> {
    for (let index = firstGroup; index < this.#groups.length; index += 1) {
      yield* this.#groups[index]?.packets ?? [];
    }
  }

  #trim(): void {
    const wantedFrom = Math.min(this.newestMilliseconds - this.#limits.keptMilliseconds, this.#holdFromMilliseconds);
    for (let [oldest, second] = this.#groups; oldest !== undefined && second !== undefined; [oldest, second] = this.#groups) {
      if (firstOf(second) > wantedFrom && this.#sizeBytes <= this.#limits.mostBytes) {
        return;
      }
      this.#groups.shift();
      this.#sizeBytes -= oldest.sizeBytes;
    }
  }
}

const isSameSize = (a: EncodedPacket | undefined, b: EncodedPacket | undefined): boolean =>
  a?.size.widthPixels === b?.size.widthPixels && a?.size.heightPixels === b?.size.heightPixels;
