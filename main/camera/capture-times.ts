/** A camera's time that is ahead of ours by more than this, or goes back, was set anew. */
const jumpMilliseconds = 500;
/** How the camera's clock stands to ours is the smallest delay of so long: what took longer waited on its way. */
const windowMilliseconds = 4000;
/** A larger change of that is followed faster. */
const stepMilliseconds = 250;
/**
 * Of the time that passes, when the smallest delay grew: by what a clock drifts, and by what the way became longer, or was shorter only
 * at first, as with a server that begins with what it has in store. Never at once: nobody sees 5 %, everybody a leap between two pictures.
 */
const slewShares = { drift: 0.005, step: 0.05 } as const;
/** A clock that has to be set so often in a row runs at another speed than time. */
const mostSteps = 3;
/** Nothing waits longer on its way and is still of use. */
const longestDelayMilliseconds = 2000;
/** Of pictures without a time, those that come later than this after they are expected follow a gap. */
const gapIntervals = 2.5;
/** How much of the difference to when it is expected a picture without a time is moved. */
const arrivalShare = 0.1;
const leastStepMilliseconds = 1;

/**
 * Says when the pictures of a camera were captured, by our monotonic clock,
 * from what the camera says by its own and from when they arrive. Times rise,
 * and are never ahead of the arrival by more than it takes to rise. What a
 * network delays is put back where it belongs; a camera's clock that jumps, stands still
 * or runs at another speed is noticed, and then arrivals count, smoothed.
 */
export class CaptureTimes {
  #lastMilliseconds = -Infinity;
  #clock: SourceClock | null = null;
  /** A clock that was found out stays disbelieved. */
  #isDisbelieved = false;
  readonly #arrivals = new SmoothArrivals();

  /** @param sourceMilliseconds of the picture on the camera's clock; null where it gives none */
  stamp(sourceMilliseconds: number | null, arrivalMilliseconds: number): number {
    const smooth = this.#arrivals.next(arrivalMilliseconds);
    const told = sourceMilliseconds === null || this.#isDisbelieved ? null : this.#byClock(sourceMilliseconds, arrivalMilliseconds);
    const milliseconds = Math.max(Math.min(told ?? smooth, arrivalMilliseconds), arrivalMilliseconds - longestDelayMilliseconds);
    this.#lastMilliseconds = Math.max(milliseconds, this.#lastMilliseconds + leastStepMilliseconds);
    return this.#lastMilliseconds;
  }

  /** When something was, by our clock, that is told by that of the pictures; null where that clock says nothing. It changes nothing. */
  at(sourceMilliseconds: number): number | null {
    return this.#isDisbelieved || this.#clock === null ? null : this.#clock.at(sourceMilliseconds);
  }

  #byClock(sourceMilliseconds: number, arrivalMilliseconds: number): number | null {
    if (!Number.isFinite(sourceMilliseconds)) {
      return null;
    }
    if (this.#clock === null || this.#clock.wasSetBefore(sourceMilliseconds, arrivalMilliseconds)) {
      this.#clock = new SourceClock(sourceMilliseconds, arrivalMilliseconds);
    }
    const milliseconds = this.#clock.toOurs(sourceMilliseconds, arrivalMilliseconds);
    this.#isDisbelieved = !this.#clock.isCredible;
    return this.#isDisbelieved ? null : milliseconds;
  }
}

/** A camera's clock, from one time that it was set to the next. */
class SourceClock {
  #lastSource: number;
  #lastArrival: number;
  /** Ours less the camera's. */
  #offset: number;
  #windowSince: number;
  /** The smallest delay of this window, and of the one before. */
  #smallest = Infinity;
  #smallestBefore = Infinity;
  /** How often in a row the smallest delay was larger or, below zero, smaller than in the window before. */
  #steps = 0;

  constructor(sourceMilliseconds: number, arrivalMilliseconds: number) {
    this.#lastSource = sourceMilliseconds - leastStepMilliseconds;
    this.#lastArrival = arrivalMilliseconds;
    this.#offset = arrivalMilliseconds - sourceMilliseconds;
    this.#windowSince = arrivalMilliseconds;
  }

  get isCredible(): boolean {
    return Math.abs(this.#steps) < mostSteps;
  }

  wasSetBefore(sourceMilliseconds: number, arrivalMilliseconds: number): boolean {
    return sourceMilliseconds < this.#lastSource || sourceMilliseconds + this.#offset > arrivalMilliseconds + jumpMilliseconds;
  }

  at(sourceMilliseconds: number): number {
    return sourceMilliseconds + this.#offset;
  }

  /** null where it stood still. */
  toOurs(sourceMilliseconds: number, arrivalMilliseconds: number): number | null {
    if (sourceMilliseconds === this.#lastSource) {
      return null;
    }
    const passedMilliseconds = arrivalMilliseconds - this.#lastArrival;
    this.#lastSource = sourceMilliseconds;
    this.#lastArrival = arrivalMilliseconds;
    this.#smallest = Math.min(this.#smallest, arrivalMilliseconds - sourceMilliseconds);
    const smallest = Math.min(this.#smallest, this.#smallestBefore);
    const isStep = this.#smallestBefore !== Infinity && smallest - this.#offset > stepMilliseconds;
    this.#offset = Math.min(smallest, this.#offset + passedMilliseconds * (isStep ? slewShares.step : slewShares.drift));
    if (arrivalMilliseconds - this.#windowSince >= windowMilliseconds) {
      this.#nextWindow(arrivalMilliseconds);
    }
    return sourceMilliseconds + this.#offset;
  }

  #nextWindow(arrivalMilliseconds: number): void {
    const change = this.#smallestBefore === Infinity ? 0 : this.#smallest - this.#smallestBefore;
    const direction = Math.abs(change) > stepMilliseconds ? Math.sign(change) : 0;
    this.#steps = direction !== 0 && direction === Math.sign(this.#steps) ? this.#steps + direction : direction;
    this.#windowSince = arrivalMilliseconds;
    this.#smallestBefore = this.#smallest;
    this.#smallest = Infinity;
  }
}

/** Pictures without a time of their own: their arrivals, evened out. */
class SmoothArrivals {
  #lastArrival: number | null = null;
  #lastMilliseconds = 0;
  #intervalMilliseconds: number | null = null;

  next(arrivalMilliseconds: number): number {
    const last = this.#lastArrival;
    this.#lastArrival = arrivalMilliseconds;
    if (last === null) {
      return (this.#lastMilliseconds = arrivalMilliseconds);
    }
    const sinceMilliseconds = arrivalMilliseconds - last;
    const interval = (this.#intervalMilliseconds ??= sinceMilliseconds);
    const expected = this.#lastMilliseconds + interval;
    const isAfterGap = arrivalMilliseconds - this.#lastMilliseconds > gapIntervals * Math.max(interval, 1);
    if (isAfterGap) {
      this.#intervalMilliseconds = Math.min(sinceMilliseconds, interval * 2);
      return (this.#lastMilliseconds = arrivalMilliseconds);
    }
    this.#intervalMilliseconds = interval + (sinceMilliseconds - interval) * arrivalShare;
    return (this.#lastMilliseconds = Math.min(arrivalMilliseconds, expected + (arrivalMilliseconds - expected) * arrivalShare));
  }
}
