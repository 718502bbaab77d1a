import { CaptureTimes } from '../capture-times.ts';

/** So many of the newest say how the clocks stand to each other: those of some seconds. */
const mostKept = 61;

/**
 * How the clock of another PetLog stands to ours, and its video to its clock, so that its sound goes with its pictures: those
 * come as JPEGs, each with the moment of its capture; the sound comes beside another form of the same pictures. Both are
 * placed by the same clock, so that what waits on its way, the one or the other, is put back where it belongs.
 */
export class PetLogClock {
  readonly #intervalMilliseconds: () => number | null;
  /** From its clock to ours. */
  readonly #times = new CaptureTimes();
  /** By its clock, where its video is at 0. */
  readonly #origins = new Median();
  #lastCaptured: number | null = null;

  /** @param intervalMilliseconds from picture to picture, as its camera is configured; null while that is not known */
  constructor(intervalMilliseconds: () => number | null) {
    this.#intervalMilliseconds = intervalMilliseconds;
  }

  /**
   * A JPEG came.
   *
   * @param arrivedMilliseconds by our monotonic clock
   * @returns when it was captured, by that clock
   */
  picture(capturedAtMicroseconds: number, arrivedMilliseconds: number): number {
    return this.#times.stamp(capturedAtMicroseconds / 1000, arrivedMilliseconds);
  }

  /** The video begins anew. */
  begin(): void {
    this.#origins.clear();
    this.#lastCaptured = null;
  }

  /**
   * A picture of the video came. PetLog places each where its camera should be one picture after the one before
   * (`LiveFragments`), so that it is the capture of that one which says where the video began.
   */
  video(capturedAtMicroseconds: number, mediaMilliseconds: number): void {
    const captured = capturedAtMicroseconds / 1000;
    const [last, interval] = [this.#lastCaptured, this.#intervalMilliseconds()];
    this.#lastCaptured = captured;
    if (last !== null) {
      this.#origins.add((interval === null ? captured : last + interval) - mediaMilliseconds);
    }
  }

  /** When that was, by our monotonic clock; null while nothing says it. */
  at(mediaMilliseconds: number): number | null {
    const origin = this.#origins.value;
    return origin === null ? null : this.#times.at(origin + mediaMilliseconds);
  }
}

class Median {
  #values: number[] = [];

  get value(): number | null {
    return this.#values.toSorted((a, b) => a - b)[this.#values.length >> 1] ?? null;
  }

  add(value: number): void {
    this.#values.push(value);
    if (this.#values.length > mostKept) {
      this.#values.shift();
    }
  }

  clear(): void {
    this.#values = [];
  }
}
