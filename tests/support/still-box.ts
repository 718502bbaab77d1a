import type { Locator } from '@playwright/test';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where an element stands in its window, in CSS pixels, once it does not move any more: a busy machine may still be laying the page out.
 *
 * @throws Error when it takes no room
 */
export async function stillBoxOf(target: Locator): Promise<Box> {
  const box = await target.evaluate(async (element) => {
    // Told with each frame, also to a page whose clock a test has stopped.
    const frame = (): Promise<void> =>
      new Promise((resolve) => {
        new IntersectionObserver((_entries, observer) => {
          observer.disconnect();
          resolve();
        }).observe(element);
      });
    const look = (): Box => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    };
    for (let before = look(); ;) {
      await frame();
      const now = look();
      if (now.x === before.x && now.y === before.y && now.width === before.width && now.height === before.height) {
        return now;
      }
      before = now;
    }
  });
  if (box.width === 0 || box.height === 0) {
    throw new Error('it takes no room');
  }
  return box;
}
