import { writeFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { PNG } from 'pngjs';
import type { RewindRange } from '../../shared/rewind.ts';
import type { Point } from '../../renderer/state/kiosk/zoom.ts';
import { OtherClient } from '../support/dashboard.ts';
import { Fingers } from '../support/fingers.ts';
import { kioskHost, test, type Kiosk, type Screen } from '../support/kiosk.ts';
import { expectMovingPicture } from '../support/picture.ts';

const smallScreen: Screen = { width: 800, height: 480 };
const tallScreen: Screen = { width: 720, height: 1280 };
type OpenKiosk = (screen: Screen) => Promise<Kiosk>;

// Each touch waits for the screen, and there are many.
test.slow();

const splash = (page: Page): Locator => page.locator('petlog-splash');
const post = (kiosk: Kiosk, path: string, body: object = {}): Promise<Response> =>
  fetch(kiosk.process.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** A kiosk whose camera runs. */
async function openLive(openKiosk: OpenKiosk, screen: Screen): Promise<Kiosk> {
  const kiosk = await openKiosk(screen);
  await post(kiosk, '/live/start');
  await expect.poll(() => new OtherClient(kiosk.process.url).status()).toMatchObject({ state: 'live' });
  return kiosk;
}

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

test.describe(`splash of the kiosk on the ${kioskHost}`, () => {
  test('the window is black before there is a page, in a light room too', async ({ openKiosk }) => {
    const kiosk = await openKiosk(smallScreen);
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    const requested = kiosk.page.waitForRequest(/\/assets\/.+\.js$/);
    const release = await reloadWithout(kiosk, /\/assets\/.+\.js$/);
    await requested;
    await expect.poll(() => kiosk.page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
    const { data } = PNG.sync.read(await capture(kiosk));
    expect([...new Set(data.filter((_byte, index) => index % 4 !== 3))]).toEqual([0]);
    release();
    await expect(kiosk.page.getByText('The camera is stopped')).toBeVisible();
  });

  test('says what is awaited and goes over to the first picture', async ({ openKiosk }, testInfo) => {
    const kiosk = await openLive(openKiosk, tallScreen);
    const release = await reloadWithout(kiosk, /\/live\/stream/);
    await expect(splash(kiosk.page)).toContainText('PetLog');
    await expect(splash(kiosk.page).getByRole('status')).toHaveText('Waiting for the picture…');
    await expect.poll(() => splash(kiosk.page).locator('img').evaluate((logo: HTMLImageElement) => logo.naturalWidth)).toBeGreaterThan(0);
    await expect(kiosk.button('Start')).toHaveCount(0);
    await writeFile(testInfo.outputPath('splash.png'), await capture(kiosk));
    release();
    await expectMovingPicture(kiosk.picture);
    await expect(splash(kiosk.page)).toBeHidden();
  });

  test('gives way at once to what needs words, and does not come back', async ({ openKiosk }) => {
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
});

/** Where an element's middle is. */
async function middleOf(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('it is nowhere');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A kiosk whose picture is there and whose time stands still. */
async function openStill(openKiosk: OpenKiosk, screen: Screen) {
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

test.describe(`controls of the kiosk on the ${kioskHost}`, () => {
  test('fade after five seconds without a touch, and the touch that brings them back presses nothing', async ({ openKiosk }, testInfo) => {
    const { kiosk, page, pass, fingers } = await openStill(openKiosk, tallScreen);
    const record = kiosk.button('Record');
    const place = await middleOf(record);
    await record.evaluate((button) => button.addEventListener('click', () => (button.dataset['presses'] = String(Number(button.dataset['presses'] ?? 0) + 1))));
    await pass(4.9);
    await expect(record).toBeVisible();
    await pass(0.2);
    for (const name of ['Start', 'Stop', 'Record', 'Recordings', 'Privacy', 'Menu']) await expect(kiosk.button(name), name).toHaveCount(0);
    await expect(page.locator('petlog-wall-clock')).toBeHidden();
    await expect(page.getByRole('list', { name: 'Status' })).toHaveCount(0);
    await expect(page.getByText('Mock camera', { exact: true })).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('picture.png') });

    await fingers.tap(place);
    await expect(record).toBeVisible();
    await fingers.tap(place);
    await expect.poll(() => new OtherClient(kiosk.process.url).status()).toMatchObject({ recording: true });
    await expect(record).toHaveAttribute('data-presses', '1');
  });

  test('leave the recording, and come back when the camera stops', async ({ openKiosk }, testInfo) => {
    const { kiosk, page, pass } = await openStill(openKiosk, smallScreen);
    await post(kiosk, '/live/record/start');
    await expect(kiosk.button('Record')).toHaveAttribute('aria-pressed', 'true');
    await pass(5.1);
    await expect(kiosk.button('Record')).toHaveCount(0);
    await expect(page.locator('petlog-stage .mark.recording')).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('recording.png') });
    await post(kiosk, '/live/privacy', { on: true });
    await expect(page.getByText('Privacy: the camera is off')).toBeVisible();
    await expect(kiosk.button('Camera on')).toBeVisible();
    await pass(60);
    await expect(kiosk.button('Camera on')).toBeVisible();
  });

  test('come back for the keyboard, and stay while it is in them', async ({ openKiosk }) => {
    const { kiosk, page, pass, fingers } = await openStill(openKiosk, smallScreen);
    await pass(5.1);
    await expect(kiosk.button('Start')).toHaveCount(0);
    await page.keyboard.press('Tab');
    const focused = page.locator('petlog-kiosk .fades:focus-within');
    await expect(focused).toHaveCount(1);
    await pass(60);
    await expect(focused).toBeVisible();
    await fingers.tap({ x: 300, y: 240 });
    await pass(5.1);
    await expect(kiosk.button('Start')).toHaveCount(0);
  });

  test('stay while a dialog or a page is open or somebody looks back', async ({ openKiosk }) => {
    const { kiosk, page, pass } = await openStill(openKiosk, smallScreen);
    await kiosk.touch(kiosk.button('Menu'));
    await pass(60);
    await expect(kiosk.button('Leave PetLog')).toBeVisible();
    await kiosk.touch(page.locator('petlog-kiosk-menu').getByRole('button', { name: 'Close' }));
    await expect(kiosk.button('Start')).toBeVisible();

    await kiosk.touch(kiosk.button('Recordings'));
    await pass(60);
    await kiosk.touch(kiosk.button('Live picture'));
    await expect(kiosk.button('Start')).toBeVisible();

    await kiosk.touch(kiosk.button('Look back'));
    await pass(60);
    await expect(kiosk.button('Close')).toBeVisible();
    await kiosk.touch(kiosk.button('Close'));
    await pass(5.1);
    await expect(kiosk.button('Start')).toHaveCount(0);
  });

  test('go without a movement where somebody wants none', async ({ openKiosk }) => {
    const { kiosk, page, pass } = await openStill(openKiosk, smallScreen);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await pass(5.1);
    await expect(kiosk.button('Start')).toHaveCount(0);
    expect(await page.locator('petlog-kiosk .bar').evaluate((bar) => [getComputedStyle(bar).transitionDuration, getComputedStyle(bar).visibility])).toEqual(['0s', 'hidden']);
  });
});

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Where the picture is, after what it was enlarged by. */
const boxOf = (picture: Locator): Promise<Box> =>
  picture.evaluate((image) => {
    const { left, top, width } = image.getBoundingClientRect();
    return { left, top, width };
  });

const scaleOf = async (picture: Locator, screen: Screen): Promise<number> => Math.round(((await boxOf(picture)).width / screen.width) * 100) / 100;

test.describe(`zoom of the kiosk by fingers on the ${kioskHost}`, () => {
  const { width, height } = tallScreen;
  const place = { x: Math.round(width * 0.3), y: Math.round(height * 0.45) };
  const farLeft = { from: { x: width * 0.6, y: place.y }, to: { x: width * 0.1, y: place.y } };
  const farRight = { from: farLeft.to, to: farLeft.from };

  test('two taps enlarge what is under them, a finger moves it, and 1× goes back', async ({ openKiosk }, testInfo) => {
    const kiosk = await openLive(openKiosk, tallScreen);
    const { page, picture } = kiosk;
    const fingers = new Fingers(kiosk.devTools);
    await expectMovingPicture(picture);
    await expect(splash(page)).toBeHidden();
    await fingers.doubleTap(place);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(2.5);
    const { left } = await boxOf(picture);
    expect((place.x - left) / 2.5).toBeCloseTo(place.x, 0);
    await page.screenshot({ path: testInfo.outputPath('zoomed.png') });

    await fingers.drag({ from: place, to: { x: place.x + 40, y: place.y } });
    await expect.poll(async () => (await boxOf(picture)).left).toBeCloseTo(left + 40, 0);
    await fingers.drag(farRight);
    await fingers.drag(farRight);
    await expect.poll(async () => (await boxOf(picture)).left).toBe(0);
    await expect(page.locator('dialog:modal')).toHaveCount(0);

    await fingers.tap(await middleOf(kiosk.button('1×: Show the whole picture')));
    await expect.poll(() => boxOf(picture)).toMatchObject({ left: 0, width });
    await expect(kiosk.button('1×: Show the whole picture')).toHaveCount(0);
    await fingers.doubleTap(place);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(2.5);
    await fingers.doubleTap(place);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(1);
  });

  test('two fingers enlarge up to five times, a swipe moves the enlarged picture and opens the recordings from the whole one', async ({ openKiosk }) => {
    const kiosk = await openLive(openKiosk, tallScreen);
    const { page, picture } = kiosk;
    const fingers = new Fingers(kiosk.devTools);
    await expectMovingPicture(picture);
    await expect(splash(page)).toBeHidden();
    const { x, y } = place;
    const part = [{ from: { x: x - 40, y }, to: { x: x - 80, y } }, { from: { x: x + 40, y }, to: { x: x + 80, y } }] as const;
    await fingers.drag(...part);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(2);
    await fingers.drag(...part);
    await fingers.drag(...part);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(5);
    const { left } = await boxOf(picture);
    await fingers.drag(farLeft);
    await expect.poll(async () => (await boxOf(picture)).left).toBeCloseTo(left - width / 2, 0);
    await expect(page.locator('dialog:modal')).toHaveCount(0);
    const meet = part.map(({ from, to }) => ({ from: to, to: from }));
    for (let times = 0; times < 3; times += 1) await fingers.drag(...meet);
    await expect.poll(() => scaleOf(picture, tallScreen)).toBe(1);
    await expect(page.locator('dialog:modal')).toHaveCount(0);

    await fingers.drag(farLeft);
    await expect(page.getByRole('dialog', { name: 'Library of recordings' })).toBeVisible();
    await fingers.drag(farRight);
    await expect(page.locator('dialog:modal')).toHaveCount(0);
  });
});

test.describe(`zoom of the kiosk on the ${kioskHost}`, () => {
  test('keys and wheel do it too, and a camera that stops ends it', async ({ openKiosk }) => {
    const kiosk = await openKiosk(smallScreen);
    const { page, picture } = kiosk;
    await kiosk.touch(kiosk.button('Start'));
    await expectMovingPicture(picture);
    await page.keyboard.press('+');
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1.5);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await boxOf(picture)).left).toBe(0);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await boxOf(picture)).left).toBe(-160);
    await page.keyboard.press('-');
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1);
    await page.keyboard.press('+');
    await page.keyboard.press('0');
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1);

    await page.mouse.move(400, 240);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => scaleOf(picture, smallScreen)).toBeGreaterThan(1.5);
    await post(kiosk, '/live/stop');
    await expect(page.getByText('The camera is stopped')).toBeVisible();
    await expect(kiosk.button('1×: Show the whole picture')).toHaveCount(0);
    await kiosk.touch(kiosk.button('Start'));
    await expectMovingPicture(picture);
    await expect.poll(() => scaleOf(picture, smallScreen)).toBe(1);
  });

  test('1× is there while the controls are not, and is pressed at once', async ({ openKiosk }, testInfo) => {
    const { kiosk, page, pass, fingers } = await openStill(openKiosk, smallScreen);
    await page.keyboard.press('+');
    await expect.poll(() => scaleOf(kiosk.picture, smallScreen)).toBe(1.5);
    await pass(5.1);
    await expect(kiosk.button('Start')).toHaveCount(0);
    await page.screenshot({ path: testInfo.outputPath('zoomed.png') });
    await fingers.tap(await middleOf(kiosk.button('1×: Show the whole picture')));
    await expect.poll(() => scaleOf(kiosk.picture, smallScreen)).toBe(1);
    await expect(kiosk.button('Start')).toBeVisible();
  });

  test('looks back closely', async ({ openKiosk }) => {
    const kiosk = await openLive(openKiosk, smallScreen);
    const { page } = kiosk;
    await expect
      .poll(async () => {
        const { start, end } = (await (await fetch(`${kiosk.process.url}/live/rewind`)).json()) as RewindRange;
        return start === null || end === null ? 0 : Date.parse(end) - Date.parse(start);
      })
      .toBeGreaterThan(4000);
    await kiosk.touch(kiosk.button('Look back'));
    const fingers = new Fingers(kiosk.devTools);
    const line = page.locator('petlog-rewind-timeline .line');
    const { x, y } = await middleOf(line);
    await fingers.drag({ from: { x: x + 200, y }, to: { x: x + 100, y } });
    const past = page.locator('petlog-rewind-picture img');
    await expect(past).toBeVisible();
    await fingers.doubleTap({ x: 300, y: 200 });
    await expect.poll(() => scaleOf(past, smallScreen)).toBe(2.5);
  });
});
