import type { EncodedFrame } from '../frames/encoded-frame.ts';

/** The media process may be so far behind; then everything up to the next keyframe is left out. */
const behindMilliseconds = 2000;
/** While the process starts, pictures are kept for longer: starting takes seconds on a small machine. */
const startingMilliseconds = 10_000;
/** What it has still to do once it has caught up. */
const caughtUpMilliseconds = 1000;
const mostBytes = 32 * 1024 * 1024;
/** Pictures that are passed on but not yet in the file are kept, to be sent again after a crash, while the disk is no further behind. */
const replayMilliseconds = 5000;
/** On their way at once. */
const mostInFlight = 60;

const bytesOf = (frames: readonly EncodedFrame[]): number => frames.reduce((sum, { annexB }) => sum + annexB.length, 0);

/**
 * The encoded pictures between a camera and the media process: those that wait, and those
 * that were sent and are not written yet. Always holds what came since the newest keyframe, also while
 * nobody needs it, as whoever comes begins there. Bounded in time and bytes;
 * what does not fit is left out in whole groups, up to a keyframe.
 */
export class PacketWindow {
  #sent: EncodedFrame[] = [];
  #waiting: EncodedFrame[] = [];
  #bytes = 0;
  #encodedSequence = 0;
  #droppedFrames = 0;
  #needsKeyframe = true;
  /** It was too slow, and waits for a keyframe to go on with. */
  #isBehind = false;
  /** Nobody needs the pictures. */
  #isResting = true;
  #isStarting = true;
  /** Capture time of the newest picture when they began to be needed, or the process began anew: what is older was not late before. */
  #neededSinceMilliseconds = -Infinity;
  /** Up to this picture they are of an earlier run of the camera. */
  #overSequence = 0;
  /** At which picture the process died last. */
  #suspectSequence: number | null = null;

  /** Pictures that the process was too slow for. */
  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  /** Oldest first. */
  get waiting(): readonly EncodedFrame[] {
    return this.#waiting;
  }

  get hasUnencoded(): boolean {
    return this.#inFlight.length > 0;
  }

  /** null when there is none. */
  get newestKeyframe(): EncodedFrame | null {
    return [...this.#sent, ...this.#waiting].findLast(({ isKeyframe }) => isKeyframe) ?? null;
  }

  /** The newest keyframe up to that moment, of this run of the camera; null when there is none. */
  keyframeBefore(milliseconds: number): EncodedFrame | null {
    return (
      [...this.#sent, ...this.#waiting].findLast(
        ({ isKeyframe, monotonicMilliseconds, sequence }) =>
          isKeyframe && monotonicMilliseconds <= milliseconds && sequence > this.#overSequence,
      ) ?? null
    );
  }

  /** While nobody needs the pictures: those since the newest keyframe are kept. */
  keep(frame: EncodedFrame): void {
    if (frame.isKeyframe || this.#bytes + frame.annexB.length > mostBytes) {
      this.#sent = [];
      this.#waiting = [];
      this.#bytes = 0;
      this.#needsKeyframe = true;
    }
    this.#isBehind = false;
    this.#push(frame);
  }

  add(frame: EncodedFrame): void {
    this.#wake();
    this.#makeRoomFor(frame);
    const oldest = this.#inFlight[0] ?? this.#waiting[0];
    const sinceMilliseconds = Math.max(oldest?.monotonicMilliseconds ?? Infinity, this.#neededSinceMilliseconds);
    const isLate =
      oldest !== undefined &&
      frame.monotonicMilliseconds - sinceMilliseconds > (this.#isStarting ? startingMilliseconds : behindMilliseconds);
    if (isLate || this.#bytes + frame.annexB.length > mostBytes) {
      this.#leaveOut(this.#waiting.length);
      this.#needsKeyframe = true;
      this.#isBehind = true;
    }
    this.#push(frame);
  }

  /** The picture to send now, or null when there is none or enough is on its way. */
  next(): EncodedFrame | null {
    this.#wake();
    const frame = this.#inFlight.length >= mostInFlight ? undefined : this.#waiting.shift();
    if (frame === undefined) {
      return null;
    }
    this.#sent.push(frame);
    return frame;
  }

  encoded(sequence: number): void {
    this.#encodedSequence = sequence;
    this.#isStarting &&= !this.#hasCaughtUp;
    const newest = this.#sent.at(-1);
    if (newest !== undefined) {
      this.#forgetGroups(
        (last) => last.sequence <= sequence && newest.monotonicMilliseconds - last.monotonicMilliseconds > replayMilliseconds,
      );
    }
  }

  /** Every picture up to this one is in every file that it belongs to. */
  written(sequence: number): void {
    const written = Math.min(sequence, this.#encodedSequence);
    this.#forgetGroups((last) => last.sequence <= written);
  }

  /** The process is gone: what is not in the file waits again, from its keyframe on; but the rest of a group that ended two processes does not. */
  replay(): void {
    const suspectSequence = this.#inFlight[0]?.sequence ?? null;
    this.#waiting = [...this.#sent, ...this.#waiting];
    this.#sent = [];
    this.#encodedSequence = 0;
    this.#isStarting = true;
    this.#neededSinceMilliseconds = this.#waiting.at(-1)?.monotonicMilliseconds ?? -Infinity;
    const isSuspect = suspectSequence !== null && suspectSequence === this.#suspectSequence;
    const first = this.#waiting.findIndex(({ isKeyframe, sequence }) => isKeyframe && (!isSuspect || sequence > suspectSequence));
    this.#needsKeyframe ||= first === -1;
    this.#leaveOut(first === -1 ? this.#waiting.length : first);
    this.#suspectSequence = suspectSequence;
  }

  /** For the end of a recording that the process cannot follow: of its pictures, those that are on their way are the last. */
  endSoon(endMilliseconds: number): void {
    if (this.#encodedSequence > 0) {
      const first = this.#waiting.findIndex(
        ({ isKeyframe, monotonicMilliseconds }) => isKeyframe && monotonicMilliseconds > endMilliseconds,
      );
      this.#needsKeyframe ||= first === -1 && this.#waiting.length > 0;
      this.#leaveOut(first === -1 ? this.#waiting.length : first);
    }
  }

  /** Nobody needs the pictures any more: those since the newest keyframe stay for whoever comes next. */
  clear(): void {
    const all = [...this.#sent, ...this.#waiting];
    const newest = all.findLastIndex(({ isKeyframe, sequence }) => isKeyframe && sequence > this.#overSequence);
    this.#sent = [];
    this.#waiting = newest === -1 ? [] : all.slice(newest);
    this.#bytes = bytesOf(this.#waiting);
    this.#needsKeyframe ||= newest === -1;
    this.#isResting = true;
  }

  /** The camera stopped with that picture: what it gave up to then goes to those who need it already, and to nobody else. */
  stoppedWith(sequence: number): void {
    this.#overSequence = sequence;
    if (this.#isResting) {
      this.clear();
    }
  }

  /** Forgets everything: the camera gives H.264 no more. */
  empty(): void {
    this.clear();
    this.#waiting = [];
    this.#bytes = 0;
    this.#needsKeyframe = true;
  }

  #wake(): void {
    if (this.#isResting) {
      this.#isResting = false;
      this.#neededSinceMilliseconds = this.#waiting.at(-1)?.monotonicMilliseconds ?? -Infinity;
    }
  }

  #push(frame: EncodedFrame): void {
    if (this.#needsKeyframe && !frame.isKeyframe) {
      this.#droppedFrames += this.#isBehind ? 1 : 0;
      return;
    }
    this.#needsKeyframe = false;
    this.#isBehind = false;
    this.#waiting.push(frame);
    this.#bytes += frame.annexB.length;
  }

  #leaveOut(count: number): void {
    const left = this.#waiting.splice(0, count);
    this.#bytes -= bytesOf(left);
    this.#droppedFrames += left.length;
  }

  /** What is in the process already is kept for a crash only; a picture that comes now is worth more. */
  #makeRoomFor(frame: EncodedFrame): void {
    while (this.#bytes + frame.annexB.length > mostBytes && (this.#sent[0]?.sequence ?? Infinity) <= this.#encodedSequence) {
      this.#bytes -= this.#sent.shift()?.annexB.length ?? 0;
    }
  }

  /** Whole groups, the oldest first; never the newest. @param isOver asked of the last picture of a group */
  #forgetGroups(isOver: (last: EncodedFrame) => boolean): void {
    for (;;) {
      const next = this.#sent.findIndex(({ isKeyframe }, index) => index > 0 && isKeyframe);
      const last = this.#sent[next - 1];
      if (next === -1 || last === undefined || !isOver(last)) {
        return;
      }
      this.#bytes -= bytesOf(this.#sent.splice(0, next));
    }
  }

  /** A process that starts is given all that waited for it at once, and is through with that only bit by bit. */
  get #hasCaughtUp(): boolean {
    const [newest, oldest] = [this.#sent.at(-1), this.#inFlight[0]];
    const leftMilliseconds = newest === undefined || oldest === undefined ? 0 : newest.monotonicMilliseconds - oldest.monotonicMilliseconds;
    return this.#waiting.length === 0 && leftMilliseconds < caughtUpMilliseconds;
  }

  get #inFlight(): readonly EncodedFrame[] {
    const first = this.#sent.findIndex(({ sequence }) => sequence > this.#encodedSequence);
    return first === -1 ? [] : this.#sent.slice(first);
  }
}
