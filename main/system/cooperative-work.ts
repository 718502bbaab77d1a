import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';

/** This many take a few milliseconds on a small machine. */
const atOnce = 500;

/** The same items one by one, with a pause for the event loop now and then, so that the live picture goes on. */
export async function* cooperatively<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let count = 0;
  for (const item of items) {
    yield item;
    count += 1;
    if (count % atOnce === 0) {
      await breathe();
    }
  }
}

/** Longest that work goes on before it rests. */
const workMilliseconds = 5;
/** No rest is longer: what made the work slow was then not this process. */
const longestRestMilliseconds = 50;

/** Long work in small pieces: it rests as long as it works, so that a camera that starts meanwhile is not kept waiting. */
export class Pace {
  #sinceMilliseconds = performance.now();

  async rest(): Promise<void> {
    const worked = performance.now() - this.#sinceMilliseconds;
    if (worked >= workMilliseconds) {
      await wait(Math.min(worked, longestRestMilliseconds));
      this.#sinceMilliseconds = performance.now();
    }
  }
}
