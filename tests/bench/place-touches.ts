import type { CDPSession, Locator, Page } from '@playwright/test';
import type { DoTouch, Use } from './timeline-touches.ts';

const rounds = 6;

/**
 * What people do in the other places, in this order, beginning where the strip of time is.
 *
 * @param onShown is told after how many milliseconds what a tap asked for was seen, looked for some ten times a second
 */
export function placeUses(
  page: Page,
  devTools: CDPSession,
  doTouch: DoTouch,
  onShown: (milliseconds: number) => void = () => undefined,
): readonly Use[] {
  let tappedAt = 0;
  /** A tap of one finger in the middle of something; what it asks for is waited for by whoever taps. */
  const tap = async (target: Locator): Promise<void> => {
    await target.tap({ trial: true }); // what still moves, or lies below the bar of places, would be missed
    const box = await target.boundingBox();
    if (box === null) {
      throw new Error(`nothing to tap: ${target.toString()}`);
    }
    tappedAt = performance.now();
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    // At once: a finger that a slow machine makes rest too long would be a long press.
    await doTouch(() =>
      Promise.all([
        devTools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints }),
        devTools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }),
      ]),
    );
  };
  const shown = async (content: Locator, state: 'visible' | 'detached' = 'visible'): Promise<void> => {
    await content.waitFor({ state });
    onShown(performance.now() - tappedAt);
  };
  const place = (name: string): Locator => page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name, exact: true });
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
  const tiles = page.locator('petlog-recording-tile');
  const visits = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  const contents = {
    Live: page.getByRole('slider', { name: 'Timeline' }),
    Activity: visits.first(),
    Recordings: tiles.first(),
    More: page.getByRole('link', { name: /^Cameras/ }),
  } as const;
  const go = async (name: keyof typeof contents): Promise<void> => {
    await tap(place(name));
    await shown(contents[name]);
  };
  const scroll = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn += 1) {
      await doTouch(() => page.mouse.wheel(0, turn < 20 ? 600 : -600));
    }
    await page.evaluate(() => window.scrollTo(0, 0));
  };
  const times = async (act: (round: number) => Promise<void>): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      await act(round);
    }
  };
  return [
    {
      name: 'from place to place',
      act: () =>
        times(async () => {
          for (const name of ['Activity', 'Recordings', 'More', 'Live'] as const) {
            await go(name);
          }
        }),
    },
    {
      name: 'scroll through Recordings',
      act: async () => {
        await go('Recordings');
        await scroll();
      },
    },
    {
      name: 'choose days and hours of Recordings',
      act: () =>
        times(async () => {
          await tap(button('Yesterday'));
          await shown(tiles.first());
          await tap(page.getByRole('group', { name: 'Hour' }).getByRole('button').nth(9));
          await shown(tiles.first());
          await tap(button('Show all'));
          await shown(tiles.first());
        }),
    },
    {
      name: 'open and close recordings',
      act: () =>
        times(async (round) => {
          await tap(tiles.nth(round));
          const player = page.locator('petlog-recording-player dialog[open]');
          await shown(player);
          await tap(player.getByRole('button', { name: 'Close', exact: true }));
          await shown(player, 'detached');
        }),
    },
    {
      name: 'scroll through Activity',
      act: async () => {
        await go('Activity');
        await scroll();
      },
    },
    {
      name: 'go to days and back, whom to see',
      act: () =>
        times(async () => {
          await tap(button('The day before'));
          await shown(visits.first());
          await tap(button('Luna'));
          await shown(visits.first());
          await tap(button('Everyone'));
          await shown(visits.first());
          await tap(button('The day after'));
          await shown(visits.first());
        }),
    },
    {
      name: 'open and close events',
      act: () =>
        times(async (round) => {
          await tap(visits.nth(round).getByRole('button').first());
          const opened = page.locator('petlog-event-dialog dialog[open]');
          await shown(opened);
          await tap(opened.getByRole('button', { name: 'Close', exact: true }));
          await shown(opened, 'detached');
        }),
    },
    {
      name: 'More, and a page of it',
      act: () =>
        times(async () => {
          await go('More');
          await tap(page.getByRole('link', { name: /^Pets and zones/ }));
          await shown(page.getByRole('heading', { name: 'Pets and zones', level: 1 }));
        }),
    },
  ];
}
