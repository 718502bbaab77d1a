/** The live picture as a video: it takes the place of the JPEGs, gives it back, and takes it again. */
import { expect } from '@playwright/test';
import { Dashboard, OtherClient, test } from '../support/dashboard.ts';
import { setHidden } from '../support/hidden-page.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { commandLineOf } from '../support/process-life.ts';
import type { PetLogProcess } from '../support/petlog-process.ts';
import { sharePetLog } from '../support/shared-petlog.ts';

const picturesPerSecond = 10;
test.use({ picturesPerSecond });

const running = sharePetLog({}, picturesPerSecond);

async function killMediaProcess(petlog: PetLogProcess): Promise<void> {
  const [pid] = (await petlog.processIds()).filter((id) => commandLineOf(id).includes('media-process'));
  process.kill(pid!, 'SIGKILL');
}

// By WebRTC it comes in live-webrtc.spec.ts; here, as in browsers and networks that have none.
test.beforeEach(({ page }) => page.addInitScript(() => void Reflect.deleteProperty(window, 'RTCPeerConnection')));

test('JPEGs are there first, then the video, alone; the menu says what it is, and has a choice', async ({ page, dashboard }) => {
  const petlog = await running();
  const other = new OtherClient(petlog.url);
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.video);
  await expect(page.locator('petlog-live-picture img')).toHaveCount(0);
  await expect.poll(async () => (await other.status()).active_streams).toBe(1);
  expect([dashboard.streamRequests.length, dashboard.videoRequests.length]).toEqual([1, 1]);

  await dashboard.openOptions();
  const played = page.locator('petlog-live-menu .played');
  await expect(played).toHaveText(/^H\.264 \(MSE\) · 640 × 360 · [\d.]+ a second · \d+(\.\d+)? s behind$/);
  await page.getByRole('button', { name: /^Pictures/ }).click();
  await expectMovingPicture(dashboard.jpegs);
  await expect(played).toHaveText(/^MJPEG · 640 × 360/);
  await expect.poll(async () => (await other.status()).active_streams).toBe(1);
  expect(dashboard.videoRequests).toHaveLength(1);
  await page.getByRole('button', { name: /^Video/ }).click();
  await expectMovingPicture(dashboard.video);
  await expect.poll(async () => (await other.status()).active_streams).toBe(1);
});

test('for a slow network it is small: the video, and the JPEGs where no video comes', async ({ start, page, dashboard }) => {
  const petlog = await start({ config: { camera: { resolution: [1280, 720] } } });
  const other = new OtherClient(petlog.url);
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.video);
  await dashboard.openOptions();
  const played = page.locator('petlog-live-menu .played');
  await expect(played).toHaveText(/ · 1280 × 720 · /);
  await page.getByRole('button', { name: /^Data saver/ }).click();
  await expect(played).toHaveText(/^H\.264 \(MSE\) · 640 × 360 · /);
  await expectMovingPicture(dashboard.video);
  await page.getByRole('button', { name: /^Segments/ }).click();
  await expect(played).toHaveText(/^H\.264 \(HLS\) · 640 × 360 · /);
  await page.getByRole('button', { name: /^Pictures/ }).click();
  await expect(played).toHaveText(/^MJPEG · 640 × 360/);
  await expectMovingPicture(dashboard.jpegs);
  await expect.poll(async () => (await other.status()).active_streams).toBe(1);
});

test('where the video stands still the JPEGs are back, until it moves again', async ({ start, dashboard }) => {
  const petlog = await start();
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.video);
  const jpegs = dashboard.jpegs.waitFor();
  // More than once, so that it is away for longer than two seconds.
  let isBack = false;
  const killed = (async () => {
    while (!isBack) {
      await killMediaProcess(petlog).catch(() => undefined);
      await dashboard.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  })();
  await jpegs;
  isBack = true;
  await killed;
  await expectMovingPicture(dashboard.picture);
  await expectMovingPicture(dashboard.video);
  await expect.poll(async () => (await new OtherClient(petlog.url).status()).active_streams).toBe(1);
});

test('a stop by somebody else ends the video, and nothing starts the camera again', async ({ dashboard }) => {
  const petlog = await running();
  const other = new OtherClient(petlog.url);
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.video);
  await other.post('/live/stop');
  await expect(dashboard.indicator('camera')).toHaveText('Stopped');
  await expect(dashboard.picture).toHaveCount(0);
  expect(await other.status()).toMatchObject({ state: 'stopped', active_streams: 0 });
  await other.post('/live/start');
  await expectMovingPicture(dashboard.video);
});

test('a hidden page holds no video, and has its picture back when it is seen', async ({ page }) => {
  const petlog = await running();
  const other = new OtherClient(petlog.url);
  const wall = new Dashboard(page);
  await page.goto(`${petlog.url}/?view=plain`);
  await expectMovingPicture(wall.video);
  await setHidden(page, true);
  await expect(wall.picture).toHaveCount(0);
  await expect.poll(async () => (await other.status()).active_streams).toBe(0);
  await setHidden(page, false);
  await expectMovingPicture(wall.picture);
  await expectMovingPicture(wall.video);
});
