import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';
import { OtherClient, test } from '../support/dashboard.ts';
import { fillLastMinutes } from '../support/last-minutes.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { sharePetLog } from '../support/shared-petlog.ts';

const picturesPerSecond = 10;
test.use({ picturesPerSecond });

const running = sharePetLog({}, picturesPerSecond);

const recordingMark = (page: Page): Locator => page.locator('petlog-stage .mark.recording');

test.describe('recording', () => {
  test('is made by the Record button, listed, and plays', async ({ dashboard, page }) => {
    const { url } = await running();
    await dashboard.watch(url);
    await expect(page.getByText('No recordings yet')).toBeVisible();
    const record = dashboard.button('Record');
    await expect(record).toHaveAttribute('aria-pressed', 'false');
    await record.click();
    await expect(record).toHaveAttribute('aria-pressed', 'true');
    await expect(dashboard.indicator('recording')).toHaveText('Recording');
    await expect(record).toHaveText(/Recording (?!00:0[0-2])\d\d:\d\d/);
    await record.click();
    await expect(record).toHaveAttribute('aria-pressed', 'false');
    await expect(page.getByRole('status').filter({ hasText: /Recording saved \(\d\d:\d\d, / })).toBeVisible();

    await page.getByRole('button', { name: /^Play the recording of/ }).click();
    const video = page.locator('petlog-recording-player video');
    await expectMovingPicture(video);
    const { duration, width, height } = await video.evaluate((element: HTMLVideoElement) => ({
      duration: element.duration,
      width: element.videoWidth,
      height: element.videoHeight,
    }));
    expect({ width, height }).toEqual({ width: 640, height: 360 });
    expect(duration).toBeGreaterThan(2.5);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(video).toHaveCount(0);

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download the recording of/ }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.mp4$/);
  });

  test('of a video file is as long as the time between the two presses', async ({ start, dashboard, page }) => {
    const footage = fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url));
    const { url } = await start({
      arguments: ['--camera', `file:${footage}`],
      config: { recording: { pre_roll_seconds: 0, rewind_minutes: 0 } },
    });
    await dashboard.watch(url);
    await expectMovingPicture(dashboard.picture);
    await expect(dashboard.stage.getByText('Mock camera')).toHaveCount(0);
    const times: number[] = [];
    const isOrder = (address: string): boolean => address.includes('/live/record/');
    page.on('request', (request) => isOrder(request.url()) && times.push(performance.now() / 1000));
    page.on('response', (response) => isOrder(response.url()) && times.push(performance.now() / 1000));
    await dashboard.button('Record').click();
    await expect(dashboard.button('Record')).toHaveText(/Recording (?!00:0\d)\d\d:\d\d/);
    await dashboard.button('Record').click();
    await page.getByRole('button', { name: /^Play the recording of/ }).click();
    const video = page.locator('petlog-recording-player video');
    await expectMovingPicture(video);
    const duration = await video.evaluate((element: HTMLVideoElement) => element.duration);
    const [startAsked, startAnswered, stopAsked, stopAnswered] = times as [number, number, number, number];
    expect(duration).toBeGreaterThan(stopAsked - startAnswered - 0.2);
    expect(duration).toBeLessThan(stopAnswered - startAsked + 0.2);
  });

  test("is shown when somebody else makes it, and ends with somebody's stop", async ({ dashboard, page }) => {
    const { url } = await running();
    await page.goto(url);
    const other = new OtherClient(url);
    await expectMovingPicture(dashboard.picture);
    await expect(recordingMark(page)).toBeHidden();
    await other.post('/live/record/start?duration=60');
    await expect(recordingMark(page)).toBeVisible();
    await expectMovingPicture(dashboard.picture);
    await other.post('/live/stop');
    await expect(recordingMark(page)).toBeHidden();
    await expect(dashboard.button('Record')).toHaveAttribute('aria-pressed', 'false');
    await expect(page.getByRole('button', { name: /^Play the recording of/ })).toBeVisible();
  });

  test('is disabled, with the reason, when storage is off', async ({ start, dashboard, page }) => {
    const { url } = await start({ config: { camera: { enable_storage: false } } });
    await page.goto(url);
    await expect(dashboard.button('Record')).toBeDisabled();
    await expect(page.getByText('Recording is switched off for this camera.')).toBeVisible();
    await expect(dashboard.indicator('recording')).toHaveText('Recording off');
    await expectMovingPicture(dashboard.picture);
  });

  test('that cannot start says why', async ({ start, dashboard, page }) => {
    const { url } = await start({ config: { recording: { min_free_mb: 1_000_000 } } });
    await dashboard.watch(url);
    await dashboard.button('Record').click();
    await expect(page.getByRole('alert').filter({ hasText: 'The recording could not be started. Only' })).toBeVisible();
    await expect(dashboard.button('Record')).toHaveAttribute('aria-pressed', 'false');
  });

  test('goes on over a restart of the page, with its elapsed time', async ({ dashboard, page }) => {
    const { url } = await running();
    await dashboard.watch(url);
    await dashboard.button('Record').click();
    await expect(dashboard.button('Record')).toHaveText(/Recording (?!00:0[01])\d\d:\d\d/);
    await page.reload();
    await expect(dashboard.button('Record')).toHaveText(/Recording (?!00:0[01])\d\d:\d\d/);
    await expectMovingPicture(dashboard.picture);
  });

  test('survives the restart of the server and is still listed', async ({ start, dashboard, page }) => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-dashboard-'));
    try {
      const first = await start({ dataDirectory });
      await dashboard.watch(first.url);
      await fillLastMinutes(first.url, 0);
      await dashboard.button('Record').click();
      await expect(dashboard.button('Record')).toHaveText(/Recording (?!00:0[01])\d\d:\d\d/);
      await first.stop();
      await expect(dashboard.indicator('connection')).toHaveText('Disconnected');
      const second = await start({ dataDirectory, arguments: ['--port', new URL(first.url).port] });
      await expectMovingPicture(dashboard.picture);
      await page.getByRole('button', { name: /^Play the recording of/ }).click();
      await expectMovingPicture(page.locator('petlog-recording-player video'));
      await second.stop();
    } finally {
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });
});
