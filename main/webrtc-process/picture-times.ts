/** Pictures of the past are told to be so far apart: the browser decodes them as they come, and shows the newest. */
const burstMilliseconds = 2;
/** All that comes once more, between two pictures that come live. */
const againMilliseconds = 8;
/** More than a tick of the stream's clock. */
const leastStepMilliseconds = 0.02;

/** When the pictures of one receiver are told to have been captured: each later than the one before, or a browser takes it for late. */
export class PictureTimes {
  #lastMilliseconds = -Infinity;

  /** Of a picture that was captured then. */
  at(milliseconds: number): number {
    this.#lastMilliseconds = Math.max(milliseconds, this.#lastMilliseconds + leastStepMilliseconds);
    return this.#lastMilliseconds;
  }

  /** Of so many pictures that come at once, the newest of which was captured then. */
  burst(count: number, newestMilliseconds: number): number[] {
    return Array.from({ length: count }, (_, index) => this.at(newestMilliseconds - (count - 1 - index) * burstMilliseconds));
  }

  /** Of so many pictures that were sent before. */
  again(count: number): number[] {
    const begin = this.#lastMilliseconds;
    return Array.from({ length: count }, (_, index) => this.at(begin + ((index + 1) / count) * againMilliseconds));
  }
}
