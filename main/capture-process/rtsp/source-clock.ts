/** A step that is not like this is none from one picture to the next: half a second back for pictures that are decoded out of order. */
const plausibleStep = { leastMilliseconds: -500, mostMilliseconds: 1500 } as const;
/** After so many pictures of the same time there is no time. */
const mostEqual = 3;
const windowMilliseconds = 4000;
/** Within this a camera's clock may differ from ours. */
const plausibleRate = { least: 0.8, most: 1.25 } as const;
const mostOddWindows = 2;

/**
 * The times of pictures by the camera's own clock (RFC 3550, 5.1), which runs
 * smoothly where the network does not. It has 32 bits and begins anywhere.
 * Cameras set it in the middle: such a jump becomes the time that passed here.
 * Others let it stand still, or run at another rate than they say: then there
 * is none.
 */
export class SourceClock {
  readonly #ticksPerMillisecond: number;
  #lastTimestamp: number | null = null;
  #lastArrivalMilliseconds = 0;
  #milliseconds = 0;
  #equal = 0;
  #isUseless = false;
  #windowStartMilliseconds = 0;
  #windowArrivalMilliseconds = 0;
  /** Windows one after another that were too fast, or with a minus too slow. */
  #oddWindows = 0;

  constructor(ticksPerSecond: number) {
    this.#ticksPerMillisecond = ticksPerSecond / 1000;
  }

  /** When a picture is shown, in milliseconds since the first; null where the camera does not say. */
  time(timestamp: number, arrivalMilliseconds: number): number | null {
    if (this.#isUseless) {
      return null;
    }
    if (this.#lastTimestamp === null) {
      this.#windowArrivalMilliseconds = arrivalMilliseconds;
    } else {
      const step = ((timestamp - this.#lastTimestamp) | 0) / this.#ticksPerMillisecond;
      const isPlausible = step >= plausibleStep.leastMilliseconds && step <= plausibleStep.mostMilliseconds;
      const passed = arrivalMilliseconds - this.#lastArrivalMilliseconds;
      // A slow camera, or one picture a minute: its step is right where as much passed here.
      const isSlow = step > 0 && step > passed * plausibleRate.least && step < passed * plausibleRate.most;
      this.#milliseconds += isPlausible || isSlow ? step : Math.max(0, passed);
      this.#equal = step === 0 ? this.#equal + 1 : 0;
      this.#judge(arrivalMilliseconds);
    }
    this.#lastTimestamp = timestamp;
    this.#lastArrivalMilliseconds = arrivalMilliseconds;
    this.#isUseless = this.#equal >= mostEqual || Math.abs(this.#oddWindows) >= mostOddWindows;
    return this.#isUseless ? null : this.#milliseconds;
  }

  /** The same for another time near that of the newest picture; it changes nothing. */
  at(timestamp: number): number | null {
    return this.#isUseless || this.#lastTimestamp === null
      ? null
      : this.#milliseconds + ((timestamp - this.#lastTimestamp) | 0) / this.#ticksPerMillisecond;
  }

  /** A burst makes one window too fast, a stall one too slow and the next too fast; only what stays so is wrong. */
  #judge(arrivalMilliseconds: number): void {
    const passed = arrivalMilliseconds - this.#windowArrivalMilliseconds;
    if (passed < windowMilliseconds) {
      return;
    }
    const rate = (this.#milliseconds - this.#windowStartMilliseconds) / passed;
    if (rate > plausibleRate.most) {
      this.#oddWindows = Math.max(0, this.#oddWindows) + 1;
    } else if (rate < plausibleRate.least) {
      this.#oddWindows = Math.min(0, this.#oddWindows) - 1;
    } else {
      this.#oddWindows = 0;
    }
    this.#windowStartMilliseconds = this.#milliseconds;
    this.#windowArrivalMilliseconds = arrivalMilliseconds;
  }
}
