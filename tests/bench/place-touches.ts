import type { CDPSession, Locator, Page } from '@playwright/test';
import type { DoTouch, Use } from './timeline-touches.ts';

const rounds = 6;

/** What people do in the other places, in this order, beginning where the strip of time is. */
export function placeUses(page: Page, devTools: CDPSession, doTouch: DoTouch): readonly Use[] {
  /** A tap of one finger in the middle of something; what it asks for is waited for by whoever taps. */
  const tap = async (target: Locator): Promise<void> => {
    await target.tap({ trial: true }); // what still moves, or lies below the bar of places, would be missed
    const box = await target.boundingBox();
    if (box === null) {
      throw new Error(`nothing to tap: ${target.toString()}`);
    }
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    // At once: a finger that a slow machine makes rest too long would be a long press.
    await doTouch(() =>
      Promise.all([
        devTools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints }),
        devTools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }),
      ]),
    );
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
    await contents[name].waitFor();
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
          await tiles.first().waitFor();
          await tap(page.getByRole('group', { name: 'Hour' }).getByRole('button').nth(9));
          await tiles.first().waitFor();
          await tap(button('Show all'));
          await tiles.first().waitFor();
        }),
    },
    {
      name: 'open and close recordings',
      act: () =>
        times(async (round) => {
          await tap(tiles.nth(round));
          const player = page.locator('petlog-recording-player dialog[open]');
          await player.waitFor();
          await tap(player.getByRole('button', { name: 'Close', exact: true }));
          await player.waitFor({ state: 'detached' });
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
          await visits.first().waitFor();
          await tap(button('Luna'));
          await visits.first().waitFor();
          await tap(button('Everyone'));
          await visits.first().waitFor();
          await tap(button('The day after'));
          await visits.first().waitFor();
        }),
    },
    {
      name: 'open and close events',
      act: () =>
        times(async (round) => {
          await tap(visits.nth(round).getByRole('button').first());
          const opened = page.locator('petlog-event-dialog dialog[open]');
          await opened.waitFor();
          await tap(opened.getByRole('button', { name: 'Close', exact: true }));
          await opened.waitFor({ state: 'detached' });
        }),
    },
    {
      name: 'More, and a page of it',
      act: () =>
        times(async () => {
          await go('More');
          await tap(page.getByRole('link', { name: /^Pets and zones/ }));
          await page.getByRole('heading', { name: 'Pets and zones', level: 1 }).waitFor();
        }),
    },
  ];
}
