import { setImmediate as breathe } from 'node:timers/promises';

/** So many at once take a few milliseconds on a small machine. */
const atOnce = 500;

/** The same things one by one, while the live picture goes on. */
export async function* unhurried<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let count = 0;
  for (const item of items) {
    yield item;
    count += 1;
    if (count % atOnce === 0) {
      await breathe();
    }
  }
}
