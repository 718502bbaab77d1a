/** A camera that gives H.265, in a browser that cannot play that: it gets H.264, and of a recording the reason. */
import { expect } from '@playwright/test';
import { RecordStartOutput } from '../../shared/api.ts';
import { test } from '../support/dashboard.ts';
import { h265Film } from '../support/h265-film.ts';
import { startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { expectMovingPicture } from '../support/picture.ts';

// The film is encoded first.
test.slow();

test('the picture moves in every way to watch, and a recording that cannot be played says so', async ({ start, page, dashboard }) => {
  await using server = await startGstRtspServer('cat', 'mouse', await h265Film(), { encoding: 'aac' });
  const petlog = await start({
    arguments: ['--camera', `rtsp://127.0.0.1:${server.port}/cat`],
    config: {
      camera: { username: 'cat', password: 'mouse', sound: true },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.video);
  expect(await page.evaluate(() => MediaSource.isTypeSupported('video/mp4; codecs="hvc1.1.6.L93.B0"'))).toBe(false);
  await dashboard.openOptions();
  const played = page.locator('petlog-live-menu .played');
  await expect(played).toHaveText(/^H\.264 \(\w+\) · 640 × 360 · /);
  for (const [way, what] of [
    ['Video', /^H\.264 \(MSE\) · 640 × 360 · /],
    ['Segments', /^H\.264 \(HLS\) · 640 × 360 · /],
    ['Pictures', /^MJPEG · 640 × 360/],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(`^${way}`) }).click();
    await expect(played).toHaveText(what, { timeout: 30_000 });
  }
  await page.keyboard.press('Escape');

  const ask = async (path: string): Promise<unknown> => (await fetch(petlog.url + path, { method: 'POST' })).json();
  const { recording_id: id } = RecordStartOutput.parse(await ask('/live/record/start'));
  await expectMovingPicture(dashboard.jpegs);
  await ask('/live/record/stop');
  await page.goto(`${petlog.url}/app/recordings/${id}`);
  const player = page.locator('petlog-recording-player');
  await expect(player.getByRole('alert')).toHaveText('This browser cannot play the recording. Download it instead.');
  await expect(player.getByRole('link', { name: /download/i }).first()).toBeVisible();
  expect(errors).toEqual([]);

  // Browsers that play it, each in its way, ask for it in that way first: this one pretends.
  for (const [formatParameters, asksFor] of [
    ['level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST', '/live/webrtc'],
    ['level-id=30;profile-id=1;tier-flag=0;tx-mode=SRST', '/live/video'],
  ] as const) {
    const other = await page.context().newPage();
    await other.addInitScript((sdpFmtpLine) => {
      MediaSource.isTypeSupported = () => true;
      RTCRtpReceiver.getCapabilities = () => ({
        codecs: [{ mimeType: 'video/H265', clockRate: 90_000, sdpFmtpLine }],
        headerExtensions: [],
      });
    }, formatParameters);
    const isVideo = (place: string): boolean => ['/live/webrtc', '/live/video'].includes(new URL(place).pathname);
    const asked = other.waitForRequest((request) => request.method() !== 'OPTIONS' && isVideo(request.url()));
    await other.goto(petlog.url);
    expect(new URL((await asked).url()).pathname).toBe(asksFor);
    await other.close();
  }
});
