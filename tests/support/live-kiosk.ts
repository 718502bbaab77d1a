import { expect, type Locator, type Page } from '@playwright/test';
import type { Point } from '../../renderer/state/kiosk/zoom.ts';
import { OtherClient } from './dashboard.ts';
import { Fingers } from './fingers.ts';
import type { Kiosk } from './kiosk.ts';
import type { Screen } from './kiosk-screens.ts';
import { expectMovingPicture } from './picture.ts';
import { stillBoxOf } from './still-box.ts';

type OpenKiosk = (screen: Screen) => Promise<Kiosk>;

export const post = (kiosk: Kiosk, path: string, body: object = {}): Promise<Response> =>
  fetch(kiosk.process.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** A kiosk whose camera runs. */
export async function openLive(openKiosk: OpenKiosk, screen: Screen): Promise<Kiosk> {
  const kiosk = await openKiosk(screen);
  await post(kiosk, '/live/start');
  await expect.poll(() => new OtherClient(kiosk.process.url).status()).toMatchObject({ state: 'live' });
  return kiosk;
}

/** Where an element's middle is. */
export async function middleOf(target: Locator): Promise<Point> {
  const { x, y, width, height } = await stillBoxOf(target);
  return { x: x + width / 2, y: y + height / 2 };
}

export interface StillKiosk {
  readonly kiosk: Kiosk;
  readonly page: Page;
  readonly fingers: Fingers;
  /** Lets time go by. */
  pass(seconds: number): Promise<void>;
}

/** A kiosk whose picture is there and whose time stands still. */
export async function openStill(openKiosk: OpenKiosk, screen: Screen): Promise<StillKiosk> {
  const kiosk = await openLive(openKiosk, screen);
  const { page } = kiosk;
  await page.clock.install();
  await page.reload();
  await expectMovingPicture(kiosk.picture);
  await page.clock.pauseAt(new Date(Date.now() + 3_600_000));
  await kiosk.wake();
  await expect(kiosk.button('Record')).toBeVisible();
  return { kiosk, page, pass: (seconds: number) => page.clock.runFor(seconds * 1000), fingers: new Fingers(kiosk.devTools) };
}
