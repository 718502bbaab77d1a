import type { CDPSession, Page } from '@playwright/test';

/** What one touch cost the page's main thread, in milliseconds of CPU. */
export interface TouchCost {
  /** All of it. */
  readonly whole: number;
  readonly script: number;
  readonly style: number;
  readonly layout: number;
}

const metrics: Readonly<Record<keyof TouchCost, string>> = {
  whole: 'TaskDuration',
  script: 'ScriptDuration',
  style: 'RecalcStyleDuration',
  layout: 'LayoutDuration',
};

/**
 * CPU time of a page's main thread for each touch, up to a frame that shows it. Other programs make a touch take
 * longer by the clock, but hardly cost more of this. Without throttling: Chromium's own burns CPU time.
 */
export class MainThreadCost {
  readonly #page: Page;
  readonly #devTools: CDPSession;
  #costs: TouchCost[] = [];

  private constructor(page: Page, devTools: CDPSession) {
    this.#page = page;
    this.#devTools = devTools;
  }

  static async watch(page: Page, devTools: CDPSession): Promise<MainThreadCost> {
    await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MainThreadCost(page, devTools);
  }

  /** Up to the frame in which the change is drawn, and the one in which what that asked for is. */
  of(touch: () => Promise<unknown>): Promise<void> {
    return this.#measure(touch, () =>
      this.#page.evaluate(async () => {
        for (let frame = 0; frame < 2; frame += 1) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      }),
    );
  }

  /** Up to the end of the first frame, which answers the touch; what takes longer may come after it. */
  ofAnswer(touch: () => Promise<unknown>): Promise<void> {
    return this.#measure(touch, () =>
      this.#page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = resolve;
              channel.port2.postMessage(null);
            });
          }),
      ),
    );
  }

  async #measure(touch: () => Promise<unknown>, untilDrawn: () => Promise<unknown>): Promise<void> {
    const before = await this.#read();
    await touch();
    await untilDrawn();
    const after = await this.#read();
    const difference = (name: keyof TouchCost): number => after[name] - before[name];
    this.#costs.push({
      whole: difference('whole'),
      script: difference('script'),
      style: difference('style'),
      layout: difference('layout'),
    });
  }

  /** Those since the last time. */
  take(): TouchCost[] {
    const costs = this.#costs;
    this.#costs = [];
    return costs;
  }

  async #read(): Promise<TouchCost> {
    const values = new Map((await this.#devTools.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value * 1000]));
    const of = (name: keyof TouchCost): number => values.get(metrics[name]) ?? NaN;
    return { whole: of('whole'), script: of('script'), style: of('style'), layout: of('layout') };
  }
}
