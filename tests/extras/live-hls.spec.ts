/** The live picture by HLS, where no other video comes. */
import { expect } from '@playwright/test';
import { OtherClient, test } from '../support/dashboard.ts';
import { expectMovingPicture } from '../support/picture.ts';

test.use({ picturesPerSecond: 10 });

test('comes by HLS where neither WebRTC nor the live MP4 does, and when it is chosen; a stop ends it for good', async ({
  start,
  page,
  dashboard,
}) => {
  await page.addInitScript(() => void Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await page.route(/\/live\/video/, (route) => route.abort());
  const petlog = await start();
  const other = new OtherClient(petlog.url);
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.video);
  await dashboard.openOptions();
  const played = page.locator('petlog-live-menu .played');
  await expect(played).toHaveText(/^H\.264 \(HLS\) · 640 × 360 · [\d.]+ a second · [\d.]+ s behind$/);
  await expect.poll(async () => (await other.status()).active_streams).toBe(1);

  await page.unroute(/\/live\/video/);
  await page.getByRole('button', { name: /^Video/ }).click();
  await expect(played).toHaveText(/^H\.264 \(MSE\)/);
  await page.getByRole('button', { name: /^Segments/ }).click();
  await expect(played).toHaveText(/^H\.264 \(HLS\)/);
  await expectMovingPicture(dashboard.video);
  await page.keyboard.press('Escape');

  await other.post('/live/stop');
  await expect(dashboard.indicator('camera')).toHaveText('Stopped');
  await expect(dashboard.picture).toHaveCount(0);
  expect(await other.status()).toMatchObject({ state: 'stopped', active_streams: 0 });
});
