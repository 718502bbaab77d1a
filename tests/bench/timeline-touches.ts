import type { CDPSession, Page } from '@playwright/test';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Does one touch, and may measure it. */
export type DoTouch = (touch: () => Promise<unknown>) => Promise<void>;

/** One way in which people use a screen. */
export interface Use {
  readonly name: string;
  readonly act: () => Promise<void>;
}

const moves = 60;

/** What people do with the strip of a page, in this order: each goes on from where the one before left it. */
export async function stripUses(page: Page, devTools: CDPSession, doTouch: DoTouch): Promise<readonly Use[]> {
  const line = page.locator('petlog-timeline-strip .line');
  await line.scrollIntoViewIfNeeded();
  const box = (await line.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 };
  const at = (part: number, y = 24): Point => ({ x: box.x + box.width * part, y: box.y + y });
  const slider = page.getByRole('slider', { name: 'Timeline' });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> =>
    doTouch(() => devTools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) }));
  /** Puts fingers down, moves them to where they are after each part of the way (0 to 1), and lifts them. */
  const move = async (placesAt: (part: number) => readonly Point[], times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await touch('touchStart', placesAt(0));
      for (let step = 1; step <= moves; step += 1) {
        await touch('touchMove', placesAt(step / moves));
      }
      await touch('touchEnd', []);
    }
  };
  return [
    { name: 'pinch from minutes to a day', act: () => move((part) => [at(0.2 + 0.27 * part), at(0.8 - 0.27 * part)], 3) },
    { name: 'drag over the day', act: () => move((part) => [at(0.95 - 0.85 * part)]) },
    { name: 'move the strip by its clock, to the days before', act: () => move((part) => [at(0.1 + 0.8 * part, 62)], 3) },
    { name: 'drag over an earlier day', act: () => move((part) => [at(0.1 + 0.85 * part)]) },
    {
      name: 'wheel in and out',
      act: async () => {
        await page.mouse.move(at(0.5).x, at(0.5).y);
        for (let turn = 1; turn <= moves; turn += 1) {
          await doTouch(() => page.mouse.wheel(0, turn <= moves / 2 ? -60 : 60));
        }
      },
    },
    {
      name: 'buttons',
      act: async () => {
        for (let tap = 0; tap < 12; tap += 1) {
          const button = page.getByRole('button', { name: tap % 2 === 0 ? 'Show less time, larger' : 'Show more time' });
          const place = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
          await touch('touchStart', [{ x: place.x + place.width / 2, y: place.y + place.height / 2 }]);
          await touch('touchEnd', []);
        }
      },
    },
    {
      name: 'keys',
      act: async () => {
        await slider.focus();
        for (let press = 0; press < 20; press += 1) {
          await doTouch(() => slider.press(press % 2 === 0 ? 'j' : 'PageDown'));
        }
      },
    },
  ];
}
