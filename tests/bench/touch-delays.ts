import type { Page } from '@playwright/test';

/** From each touch until the first frame after it, which answers it, has been given away; gathered in the page. */
export class TouchDelays {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async watch(page: Page): Promise<TouchDelays> {
    await page.evaluate(() => {
      const delays: number[] = [];
      let waiting = 0;
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      const onTouch = (event: Event): void => {
        waiting += 1;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            delays.push(performance.now() - event.timeStamp);
            waiting -= 1;
          };
          channel.port2.postMessage(null);
        });
      };
      for (const type of ['pointerdown', 'pointermove', 'pointerup', 'wheel', 'keydown', 'click']) {
        addEventListener(type, onTouch, { capture: true, passive: true });
      }
      const untilAnswered = async (): Promise<void> => {
        await frame(); // a click comes after the finger
        do {
          await frame();
        } while (waiting > 0);
      };
      Object.assign(window, { takeDelays: () => delays.splice(0), untilAnswered });
    });
    return new TouchDelays(page);
  }

  /** Touches, and waits for the answer: to look for something in the page meanwhile would take its main thread's time, which no finger does. */
  async answer(touch: () => Promise<unknown>): Promise<void> {
    await touch();
    await this.#page.evaluate(() => (window as unknown as { untilAnswered: () => Promise<void> }).untilAnswered());
  }

  /** Those since the last time, in milliseconds. */
  take(): Promise<number[]> {
    return this.#page.evaluate(() => (window as unknown as { takeDelays: () => number[] }).takeDelays());
  }
}
