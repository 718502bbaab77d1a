import type { CDPSession, Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

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

/** Fingers on the screen of a page. */
export class BenchFingers {
  readonly #devTools: CDPSession;

  constructor(devTools: CDPSession) {
    this.#devTools = devTools;
  }

  /** Puts fingers down, moves them to where they are after each part of the way (0 to 1), and lifts them. */
  async move(steps: number, placesAt: (part: number) => readonly Point[]): Promise<void> {
    await this.#touch('touchStart', placesAt(0));
    for (let step = 1; step <= steps; step += 1) {
      await this.#touch('touchMove', placesAt(step / steps));
    }
    await this.#touch('touchEnd', []);
  }

  async tap(place: Point): Promise<void> {
    await this.#touch('touchStart', [place]);
    await this.#touch('touchEnd', []);
  }

  #touch(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<unknown> {
    return this.#devTools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  }
}
