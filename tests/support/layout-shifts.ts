import type { Page } from '@playwright/test';

/** The most that may move by itself while one uses a page. */
export const mostShift = 0.02;

/** Within half a second of a tap things may move: they were asked to. */
type CountedShifts = 'without those of taps' | 'with those of taps';

const usual: CountedShifts = 'without those of taps';

interface Shifts {
  worst: number;
  /** Each shift: how much, on which page, and from where to where. */
  moved: string[];
}

/** A page's cumulative layout shift, as https://web.dev/articles/cls has it: the worst window of at most 5 s, without a pause of 1 s. */
export class LayoutShifts {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From the next page on that it opens. */
  static async ofPagesToCome(page: Page): Promise<LayoutShifts> {
    await page.addInitScript(observe, usual);
    return new LayoutShifts(page);
  }

  /** Of the page that is open: from its beginning without those of taps, else from now on. */
  static async ofThisPage(page: Page, which: CountedShifts = usual): Promise<LayoutShifts> {
    await page.evaluate(observe, which);
    return new LayoutShifts(page);
  }

  sum(): Promise<Shifts> {
    return this.#page.evaluate(() => (window as unknown as { shifts: Shifts }).shifts);
  }
}

/** Runs in the page. */
function observe(which: CountedShifts): void {
  const shifts = { worst: 0, moved: [] as string[] };
  Object.assign(window, { shifts });
  const current = { sum: 0, since: -Infinity, last: -Infinity };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { previousRect: DOMRect; currentRect: DOMRect }[];
    })[]) {
      if (entry.hadRecentInput && which === 'without those of taps') {
        continue;
      }
      if (entry.startTime - current.last >= 1000 || entry.startTime - current.since >= 5000) {
        Object.assign(current, { sum: 0, since: entry.startTime });
      }
      current.last = entry.startTime;
      current.sum += entry.value;
      shifts.worst = Math.max(shifts.worst, current.sum);
      const places = entry.sources.map(({ previousRect: from, currentRect: to }) => `${from.x},${from.y} to ${to.x},${to.y}`);
      shifts.moved.push(`${entry.value.toFixed(4)} at ${location.pathname}: ${places.join('; ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: which === 'without those of taps' });
}
