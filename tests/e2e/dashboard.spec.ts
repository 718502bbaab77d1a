import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { sentenceOf } from '../../shared/errors.ts';
import { OtherClient, test } from '../support/dashboard.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { misfits } from '../support/touch-targets.ts';

/** Where a test is about neither how PetLog or its camera starts nor a configuration of its own. */
const running = sharePetLog();

test.describe('watching', () => {
  test('a camera that rests starts for whoever opens the page', async ({ start, dashboard, page }) => {
    const { url } = await start({ config: { camera: { resolution: [1280, 720], frame_rate: 15 } } });
    expect(await new OtherClient(url).status()).toMatchObject({ state: 'stopped', explicitly_stopped: false });
    await page.goto(url);
    await expectMovingPicture(dashboard.picture);
    await expect(dashboard.indicator('camera')).toHaveText('Live');
    await expect(dashboard.stage.getByText('Mock camera')).toBeVisible();
    await expect(dashboard.stage.locator('.mark.live')).toBeVisible();
    await expect(dashboard.button('Start Stream')).toHaveCount(0);
    await expect(dashboard.button('Stop Stream')).toBeEnabled();
    await dashboard.openOptions();
    await expect(dashboard.fact('resolution')).toHaveText('1280 × 720');
    await expect(dashboard.fact('viewers')).toHaveText('1');
    await expect(dashboard.fact('fps')).toHaveText(/^1\d(\.\d)? fps$/);
    expect(dashboard.streamRequests).toHaveLength(1);
  });

  test('a camera that somebody stopped stays so on every page, which says who and when, until somebody starts it', async ({
    start,
    dashboard,
    page,
  }) => {
    const { url } = await start();
    const other = new OtherClient(url);
    await other.post('/live/stop');
    await page.goto(url);
    await expect(dashboard.indicator('camera')).toHaveText('Stopped');
    await expect(dashboard.stage.getByText('The camera is stopped')).toBeVisible();
    await expect(dashboard.stage.getByText(/^Paused at \d/)).toBeVisible();
    await expect(dashboard.button('Stop Stream')).toHaveCount(0);
    // What is normal says nothing.
    for (const name of ['connection', 'recording'] as const) {
      expect((await dashboard.indicator(name).locator('xpath=ancestor::li').boundingBox())?.width ?? 0).toBeLessThanOrEqual(1);
    }
    expect(dashboard.streamRequests).toEqual([]);
    expect(await other.status()).toMatchObject({ state: 'stopped', frame_counter: 0 });

    await dashboard.stage.getByRole('button', { name: 'In an hour' }).click();
    await expect(dashboard.stage.getByText(/^Paused at .+ until \d/)).toBeVisible();
    expect((await other.status()).pause?.until).not.toBeNull();
    await dashboard.button('Start Stream').click();
    await expectMovingPicture(dashboard.picture);
    expect(await other.status()).toMatchObject({ pause: null, explicitly_stopped: false });
  });

  test('a stop that ends by itself brings the picture back', async ({ dashboard, page }) => {
    const { url } = await running();
    await dashboard.watch(url);
    await expectMovingPicture(dashboard.picture);
    await page.evaluate(() => fetch('/live/stop?pause_seconds=8', { method: 'POST' }));
    await expect(dashboard.stage.getByText('The camera is stopped')).toBeVisible();
    await expectMovingPicture(dashboard.picture);
  });

  test('an admin is asked once whether the camera is always on', async ({ start, dashboard, page }) => {
    const { url } = await start();
    await dashboard.watch(url);
    await expect(page.getByRole('heading', { name: 'Always watch, so that you can look back?' })).toBeVisible();
    await dashboard.button('Yes, always').click();
    await expect(page.getByRole('heading', { name: 'Always watch, so that you can look back?' })).toHaveCount(0);
    expect(await new OtherClient(url).status()).toMatchObject({ always_on: true, always_on_decided: true, explicitly_started: true });
    await page.reload();
    await expectMovingPicture(dashboard.picture);
    await expect(page.getByRole('heading', { name: 'Always watch, so that you can look back?' })).toHaveCount(0);
  });

  test('a page that is opened while the camera runs shows it at once', async ({ dashboard, page }) => {
    const { url } = await running();
    await page.goto(url);
    await expectMovingPicture(dashboard.picture);
  });

  test('refresh opens the stream anew and leaves no second viewer', async ({ dashboard }) => {
    const { url } = await running();
    await dashboard.watch(url);
    await expectMovingPicture(dashboard.picture);
    await dashboard.openOptions();
    await dashboard.button('Refresh').click();
    await expect.poll(() => dashboard.streamRequests.length).toBe(2);
    await expectMovingPicture(dashboard.picture);
    await expect.poll(async () => (await new OtherClient(url).status()).active_streams).toBe(1);
    expect(new Set(dashboard.streamRequests).size).toBe(2);
  });

  test('fullscreen, and back', async ({ dashboard, page }) => {
    const { url } = await running();
    await dashboard.watch(url);
    const isFullscreen = () => page.evaluate(() => document.fullscreenElement !== null);
    await dashboard.button('Fullscreen').click();
    await expect.poll(isFullscreen).toBe(true);
    await expectMovingPicture(dashboard.picture);
    await dashboard.button('Leave fullscreen').click();
    await expect.poll(isFullscreen).toBe(false);
    expect(dashboard.streamRequests).toHaveLength(1);
  });

  test('a snapshot is saved as a JPEG named with its time', async ({ dashboard, page }) => {
    const { url } = await running();
    await dashboard.watch(url);
    const downloading = page.waitForEvent('download');
    await dashboard.button('Snapshot').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^PetLog \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.jpg$/);
    const jpeg = await readFile(await download.path());
    expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9');
    const message = page.getByRole('status').filter({ hasText: 'Snapshot saved' });
    await expect.poll(() => message.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  });

  test('a page is told why the stream is refused', async ({ start, dashboard, page }) => {
    const { url } = await start({ config: { limits: { viewers: 1 } } });
    const leave = await new OtherClient(url).watch();
    await page.goto(url);
    await expect(dashboard.stage.getByText(sentenceOf('too_many_viewers').replace('{limit}', '1'))).toBeVisible();
    leave();
    await expectMovingPicture(dashboard.picture);
  });
});

test.describe('stopping', () => {
  test('stop ends the picture and the camera', async ({ dashboard }) => {
    const { url } = await running();
    await dashboard.watch(url);
    await expectMovingPicture(dashboard.picture);
    await dashboard.button('Stop Stream').click();
    await expect(dashboard.stage.getByText(/^Paused (by .+ )?at \d/)).toBeVisible();
    await expect(dashboard.picture).toHaveCount(0);
    await expect(dashboard.indicator('camera')).toHaveText('Stopped');
    expect(await new OtherClient(url).status()).toMatchObject({ state: 'stopped', active_streams: 0 });
  });

  test("somebody else's stop is shown and respected, and so is their start", async ({ dashboard, page }) => {
    const { url } = await running();
    const other = new OtherClient(url);
    await dashboard.watch(url);
    await expectMovingPicture(dashboard.picture);
    await other.post('/live/stop');
    await expect(dashboard.stage.getByText(/^Paused (by .+ )?at \d/)).toBeVisible();
    await expect(dashboard.button('Start Stream')).toBeEnabled();

    // The camera runs for a moment, for a snapshot: no reason to watch again.
    expect((await fetch(`${url}/live/snapshot`)).status).toBe(200);
    await expect(dashboard.stage.getByText('The camera is running')).toBeVisible();
    expect(dashboard.streamRequests).toHaveLength(1);
    expect((await other.status()).active_streams).toBe(0);

    await other.post('/live/start');
    await expectMovingPicture(dashboard.picture);
    await page.close();
    await expect.poll(async () => (await other.status()).active_streams).toBe(0);
  });
});

test.describe('a server that goes away', () => {
  // The page is there by it all the same, as in people's browsers.
  test.use({ serviceWorkers: 'allow' });

  test('is missed in words and by buttons that wait, and the picture comes back by itself', async ({ start, dashboard }) => {
    const first = await start();
    await dashboard.watch(first.url);
    await expectMovingPicture(dashboard.picture);
    await first.stop('SIGKILL');
    await expect(dashboard.indicator('connection')).toHaveText('Disconnected');
    await expect(dashboard.indicator('camera')).toHaveText('Unknown');
    await expect(dashboard.stage.getByText('No connection to PetLog')).toBeVisible();
    await expect(dashboard.indicator('connection')).toBeVisible();
    for (const name of ['Stop Stream', 'Record', 'Snapshot', 'Privacy']) {
      await expect(dashboard.button(name)).toBeDisabled();
    }
    await expect(dashboard.button('Record')).toHaveAccessibleDescription(/No connection to PetLog/);
    await expect(dashboard.button('Fullscreen')).toBeEnabled();

    const { url } = await start({ arguments: ['--port', new URL(first.url).port] });
    expect(url).toBe(first.url);
    await expectMovingPicture(dashboard.picture);
    await expect(dashboard.button('Record')).toBeEnabled();
  });

  test('comes back without a picture when somebody had stopped it', async ({ start, dashboard }) => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    const first = await start({ dataDirectory });
    await dashboard.watch(first.url);
    await dashboard.button('Stop Stream').click();
    await expect(dashboard.indicator('camera')).toHaveText('Stopped');
    await first.stop();
    await expect(dashboard.indicator('connection')).toHaveText('Disconnected');

    const { url } = await start({ dataDirectory, arguments: ['--port', new URL(first.url).port] });
    await expect(dashboard.stage.getByText(/^Paused (by .+ )?at \d/)).toBeVisible();
    expect(dashboard.streamRequests).toHaveLength(1);
    expect(await new OtherClient(url).status()).toMatchObject({ state: 'stopped', frame_counter: 0 });
  });
});

test.describe('everywhere', () => {
  test("works at the machine's own network address, over plain HTTP", async ({ start, dashboard }) => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((candidate) => candidate?.family === 'IPv4' && !candidate.internal)?.address;
    test.skip(address === undefined, 'this machine has no network address but loopback');
    const { url } = await start({ arguments: ['--host', '0.0.0.0'] });
    await dashboard.watch(`http://${address}:${new URL(url).port}/`);
    await expectMovingPicture(dashboard.picture);
    await dashboard.button('Record').click();
    await expect(dashboard.indicator('recording')).toHaveText('Recording');
    await dashboard.button('Stop Stream').click();
    await expect(dashboard.button('Record')).toHaveAttribute('aria-pressed', 'false');
    await expect(dashboard.indicator('camera')).toHaveText('Stopped');
  });

  test('a wall display shows the picture, without controls', async ({ dashboard, page }) => {
    const { url } = await running();
    await page.goto(`${url}/?view=plain`);
    await expectMovingPicture(dashboard.picture);
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(dashboard.stage.getByText('Mock camera')).toBeVisible();
    // Again and again: JPEGs give way to the video meanwhile.
    await expect.poll(() => dashboard.picture.boundingBox()).toMatchObject({ x: 0, y: 0, ...page.viewportSize() });
    await new OtherClient(url).post('/live/stop');
    await expect(dashboard.stage.getByText(/^Paused (by .+ )?at \d/)).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
  });

  test('everything can be done with the keyboard alone', async ({ dashboard, page }) => {
    const { url } = await running();
    await new OtherClient(url).post('/live/stop');
    await page.goto(url);
    await expect(dashboard.button('Start Stream')).toBeEnabled();
    const tabTo = async (name: string): Promise<void> => {
      await expect(async () => {
        await page.keyboard.press('Tab');
        expect(await dashboard.button(name).evaluate((button) => button.matches(':focus'))).toBe(true);
      }).toPass({ intervals: [0] });
    };
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the controls' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dashboard.button('Start Stream')).toBeFocused();
    await page.keyboard.press('Enter');
    await expectMovingPicture(dashboard.picture);
    await tabTo('Record');
    await page.keyboard.press('Space');
    await expect(dashboard.button('Record')).toHaveText(/Recording (?!00:00)\d\d:\d\d/);
    await expect(dashboard.button('Record')).toBeFocused();
    // What is pressed while the first press is being answered does not count.
    await expect(dashboard.button('Record')).not.toHaveAttribute('aria-busy');
    await page.keyboard.press('Space');
    await expect(dashboard.button('Record')).toHaveAttribute('aria-pressed', 'false');
    await tabTo('Fullscreen');
    await page.keyboard.press('Enter');
    await expect(dashboard.button('Leave fullscreen')).toBeVisible();
    await tabTo('Leave fullscreen');
    await page.keyboard.press('Enter');
    await expect(dashboard.button('Leave fullscreen')).toHaveCount(0);
    const play = page.getByRole('button', { name: /^Play the recording of/ });
    await play.focus();
    await page.keyboard.press('Enter');
    await expectMovingPicture(page.locator('petlog-recording-player video'));
    await page.keyboard.press('Escape');
    await expect(page.locator('petlog-recording-player video')).toHaveCount(0);
    await expect(play).toBeFocused();
  });

  test('fits phones, a tablet and a desktop, with targets of 44 px', async ({ dashboard, page }) => {
    const { url } = await running();
    await dashboard.watch(url);
    await dashboard.button('Record').click();
    await expect(dashboard.indicator('recording')).toHaveText('Recording');
    for (const [width, height] of [
      [390, 844],
      [320, 568],
      [820, 1180],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => misfits(page.getByRole('button')), `${width}x${height}`).toEqual([]);
    }
  });
});
