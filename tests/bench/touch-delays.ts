import type { Page } from '@playwright/test';

/** From each touch until the frame that shows it has been given away, gathered in the page. */
export class TouchDelays {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async watch(page: Page): Promise<TouchDelays> {
    await page.evaluate(() => {
      const delays: number[] = [];
      const onTouch = (event: Event): void => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => void delays.push(performance.now() - event.timeStamp);
          channel.port2.postMessage(null);
        });
      };
      for (const type of ['pointerdown', 'pointermove', 'pointerup', 'wheel', 'keydown', 'click']) {
        addEventListener(type, onTouch, { capture: true, passive: true });
      }
      Object.assign(window, { takeDelays: () => delays.splice(0) });
    });
    return new TouchDelays(page);
  }

  /** Those since the last time, in milliseconds. */
  take(): Promise<number[]> {
    return this.#page.evaluate(() => (window as unknown as { takeDelays: () => number[] }).takeDelays());
  }
}
