import { expect, type Locator, type Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { OtherClient } from '../support/dashboard.ts';
import { kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { smallScreen, tallScreen } from '../support/kiosk-screens.ts';
import { middleOf, openLive, openStill, post } from '../support/live-kiosk.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';

// Each touch waits for the screen, and there are many.
test.slow();

const splash = (page: Page): Locator => page.locator('petlog-splash');

/** Loads the page anew, without some of its files until they are let go. */
async function reloadWithout({ page }: Kiosk, files: RegExp): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(files, async (route) => {
    await released;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  return release;
}

/** A picture of the screen also while its page still loads, which Playwright's own waits for. */
async function capture({ devTools }: Kiosk): Promise<Buffer> {
  const { data } = await devTools.send('Page.captureScreenshot');
  return Buffer.from(data, 'base64');
}

test.describe(`splash and controls of the kiosk on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(tallScreen);

  test('the window is black before there is a page, in a light room too', async () => {
    const kiosk = await openKiosk(smallScreen);
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    const requested = kiosk.page.waitForRequest(/\/assets\/.+\.js$/);
    const release = await reloadWithout(kiosk, /\/assets\/.+\.js$/);
    await requested;
    await expect.poll(() => kiosk.page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
    const { data } = PNG.sync.read(await capture(kiosk));
    expect([...new Set(data.filter((_byte, index) => index % 4 !== 3))]).toEqual([0]);
    release();
    await expectMovingPicture(kiosk.page.getByRole('img', { name: 'Live picture of the camera' }));
  });

  test('the splash says what is awaited and goes over to the first picture', async () => {
    const kiosk = await openLive(openKiosk, tallScreen);
    const release = await reloadWithout(kiosk, /\/live\/stream/);
    await expect(splash(kiosk.page)).toContainText('PetLog');
    await expect(splash(kiosk.page).getByRole('status')).toHaveText('Waiting for the picture…');
    await expect
      .poll(() =>
        splash(kiosk.page)
          .locator('img')
          .evaluate((logo: HTMLImageElement) => logo.naturalWidth),
      )
      .toBeGreaterThan(0);
    await expect(kiosk.button('Record')).toHaveCount(0);
    release();
    await expectMovingPicture(kiosk.picture);
    await expect(splash(kiosk.page)).toBeHidden();
  });

  test('the splash gives way at once to what needs words, and does not come back', async () => {
    const kiosk = await openLive(openKiosk, smallScreen);
    const release = await reloadWithout(kiosk, /\/live\/stream/);
    await expect(splash(kiosk.page).getByRole('status')).toHaveText('Waiting for the picture…');
    await post(kiosk, '/live/privacy', { on: true });
    await expect(splash(kiosk.page)).toBeHidden();
    await expect(kiosk.page.getByText('Privacy: the camera is off')).toBeVisible();
    await expect(kiosk.button('Camera on')).toBeVisible();
    await post(kiosk, '/live/privacy', { on: false });
    await expect(kiosk.page.getByText('Privacy: the camera is off')).toBeHidden();
    await expect(splash(kiosk.page)).toBeHidden();
    release();
    await expectMovingPicture(kiosk.picture);
  });

  test('controls fade after five seconds without a touch, and the touch that brings them back presses nothing', async () => {
    const { kiosk, page, pass, fingers } = await openStill(openKiosk, tallScreen);
    const record = kiosk.button('Record');
    const place = await middleOf(record);
    await record.evaluate((button) =>
      button.addEventListener('click', () => (button.dataset['presses'] = String(Number(button.dataset['presses'] ?? 0) + 1))),
    );
    await pass(4.9);
    await expect(record).toBeVisible();
    await pass(0.2);
    for (const name of ['Start', 'Stop', 'Record', 'Activity', 'Recordings', 'Privacy', 'Live', 'More', 'Look back']) {
      await expect(kiosk.button(name), name).toHaveCount(0);
    }
    await expect(page.locator('petlog-wall-clock')).toBeHidden();
    await expect(page.getByRole('list', { name: 'Status' })).toHaveCount(0);
    await expect(page.getByText('Mock camera', { exact: true })).toBeVisible();

    await fingers.tap(place);
    await expect(record).toBeVisible();
    await fingers.tap(place);
    await expect.poll(() => new OtherClient(kiosk.process.url).status()).toMatchObject({ recording: true });
    await expect(record).toHaveAttribute('data-presses', '1');
  });

  test('controls leave the recording, and come back when the camera stops', async () => {
    const { kiosk, page, pass } = await openStill(openKiosk, smallScreen);
    await post(kiosk, '/live/record/start');
    await expect(kiosk.button('Record')).toHaveAttribute('aria-pressed', 'true');
    await pass(5.1);
    await expect(kiosk.button('Record')).toHaveCount(0);
    await expect(page.locator('petlog-stage .mark.recording')).toBeVisible();
    await post(kiosk, '/live/privacy', { on: true });
    await expect(page.getByText('Privacy: the camera is off')).toBeVisible();
    await expect(kiosk.button('Camera on')).toBeVisible();
    await pass(60);
    await expect(kiosk.button('Camera on')).toBeVisible();
  });

  test('a recording is told above the past, too', async () => {
    const kiosk = await openLive(openKiosk, smallScreen);
    const told = kiosk.page.locator('petlog-indicators [data-indicator="recording"]');
    const width = async (): Promise<number> => (await told.boundingBox())?.width ?? 0;
    await kiosk.touch(kiosk.button('Look back'));
    await expect(kiosk.page.locator('petlog-timeline-bar')).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(1);
    await post(kiosk, '/live/record/start');
    await expect.poll(width).toBeGreaterThan(40);
    await expect(told.locator('.value')).toHaveText('Recording');
  });

  test('controls come back for the keyboard, and stay while it is in them', async () => {
    const { kiosk, page, pass, fingers } = await openStill(openKiosk, smallScreen);
    await pass(5.1);
    await expect(kiosk.button('Record')).toHaveCount(0);
    await page.keyboard.press('Tab');
    const focused = page.locator('petlog-kiosk .fades:focus-within');
    await expect(focused).toHaveCount(1);
    await pass(60);
    await expect(focused).toBeVisible();
    await fingers.tap({ x: 300, y: 240 });
    await expect(focused).toHaveCount(0);
    // The page counts from when it has taken up that the focus went.
    await expect.poll(async () => pass(5.1).then(() => kiosk.button('Record').count())).toBe(0);
  });

  test('controls stay while a dialog or a page is open or somebody looks back', async () => {
    const { kiosk, page, pass } = await openStill(openKiosk, smallScreen);
    await kiosk.touch(kiosk.button('More'));
    await pass(60);
    await expect(kiosk.button('Leave PetLog')).toBeVisible();
    await kiosk.touch(page.locator('petlog-kiosk-menu').getByRole('button', { name: 'Close' }));
    await expect(kiosk.button('Record')).toBeVisible();

    await kiosk.touch(kiosk.button('Recordings'));
    await pass(60);
    await kiosk.touch(kiosk.button('Live picture'));
    await expect(kiosk.button('Record')).toBeVisible();

    await kiosk.touch(kiosk.button('Look back'));
    await pass(60);
    await expect(kiosk.button('Close')).toBeVisible();
    await kiosk.touch(kiosk.button('Close'));
    // The page counts from when it is back at the picture.
    await expect.poll(async () => pass(5.1).then(() => kiosk.button('Record').count())).toBe(0);
  });

  test('controls go without a movement where somebody wants none', async () => {
    const { kiosk, page, pass } = await openStill(openKiosk, smallScreen);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await pass(5.1);
    await expect(kiosk.button('Record')).toHaveCount(0);
    expect(
      await page
        .locator('petlog-kiosk .bar')
        .evaluate((bar) => [getComputedStyle(bar).transitionDuration, getComputedStyle(bar).visibility]),
    ).toEqual(['0s', 'hidden']);
  });
});
