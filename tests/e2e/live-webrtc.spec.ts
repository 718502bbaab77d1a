/** The live picture by WebRTC: tried first, and what comes of it. */
import { expect } from '@playwright/test';
import { networkAddress } from '../support/front-door.ts';
import { OtherClient, test } from '../support/dashboard.ts';
import { setHidden } from '../support/hidden-page.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { commandLineOf } from '../support/process-life.ts';
import type { PetLogProcess } from '../support/petlog-process.ts';

test.use({ picturesPerSecond: 10 });

const host = networkAddress();
const atNetwork = { arguments: ['--host', '0.0.0.0'], config: { video: { webrtc_port: 0 } } } as const;

async function processesOf(petlog: PetLogProcess, name: string): Promise<number[]> {
  return (await petlog.processIds()).filter((id) => commandLineOf(id).includes(name));
}

test('the video comes by WebRTC where that goes; a stop, and a page that goes, end it', async ({ start, page, dashboard }) => {
  test.skip(host === undefined, 'this machine has no network address but loopback');
  const petlog = await start(atNetwork);
  const url = `http://${host}:${new URL(petlog.url).port}`;
  const other = new OtherClient(petlog.url);
  const refusals: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) {
      refusals.push(`${response.request().method()} ${response.url()} ${response.status()}`);
    }
  });
  await dashboard.watch(url);
  await expectMovingPicture(dashboard.video);
  await dashboard.openOptions();
  await expect(page.locator('petlog-live-menu .played')).toHaveText(
    /^H\.264 \(WebRTC\) · 640 × 360 · [\d.]+ a second · 0(\.\d+)? s behind$/,
  );
  expect(dashboard.videoRequests).toEqual([]);
  await expect.poll(async () => (await other.status()).active_streams).toBe(1);

  // A page that is hidden ends it, and is not told that it was over before.
  const ended = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await setHidden(page, true);
  expect((await ended).status()).toBe(204);
  await expect.poll(async () => (await other.status()).active_streams).toBe(0);

  await dashboard.watch(url);
  await expectMovingPicture(dashboard.video);
  await page.goto('about:blank');
  await expect.poll(async () => (await other.status()).active_streams).toBe(0);

  await dashboard.watch(url);
  await expectMovingPicture(dashboard.video);
  await other.post('/live/stop');
  await expect(dashboard.indicator('camera')).toHaveText('Stopped');
  await expect(dashboard.picture).toHaveCount(0);
  expect(await other.status()).toMatchObject({ state: 'stopped', active_streams: 0 });
  await expect.poll(() => processesOf(petlog, 'webrtc-process')).toEqual([]);
  // That somebody else has stopped it is no fault, which a browser would write down.
  expect(refusals).toEqual([]);
});

test('whoever unmutes hears the room, and the video comes by WebRTC still', async ({ start, page, dashboard }) => {
  test.skip(host === undefined, 'this machine has no network address but loopback');
  const petlog = await start({ ...atNetwork, config: { ...atNetwork.config, camera: { sound: true } } });
  await dashboard.watch(`http://${host}:${new URL(petlog.url).port}`);
  await expectMovingPicture(dashboard.video);
  await page.locator('petlog-stage petlog-sound-mark button').click();
  /** How loud the tracks are that the element plays, at their loudest; null while there are none of sound. */
  const loudness = (): Promise<number | null> =>
    page.locator('petlog-live-picture video.shown').evaluate(async (video: HTMLVideoElement) => {
      const stream = video.srcObject;
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0 || video.muted) {
        return null;
      }
      await using context = { audio: new AudioContext(), [Symbol.asyncDispose]: () => context.audio.close() };
      const analyser = context.audio.createAnalyser();
      context.audio.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      await new Promise((resolve) => setTimeout(resolve, 500));
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    });
  // A machine that is late has another video meanwhile, and climbs back.
  await expect.poll(loudness, { timeout: 150_000 }).toBeGreaterThan(0.005);
  await expectMovingPicture(dashboard.video);
  await dashboard.openOptions();
  await expect(page.locator('petlog-live-menu .played')).toHaveText(/^H\.264 \(WebRTC\)/);
});

test('where the process that sends it is killed, the picture goes on, by WebRTC again in the end', async ({ start, page, dashboard }) => {
  test.skip(host === undefined, 'this machine has no network address but loopback');
  const petlog = await start(atNetwork);
  await dashboard.watch(`http://${host}:${new URL(petlog.url).port}`);
  await expectMovingPicture(dashboard.video);
  const [pid] = await processesOf(petlog, 'webrtc-process');
  process.kill(pid!, 'SIGKILL');
  await expect.poll(() => processesOf(petlog, 'webrtc-process')).not.toContain(pid);
  await expectMovingPicture(dashboard.picture);
  await expectMovingPicture(dashboard.video);
  await dashboard.openOptions();
  await expect(page.locator('petlog-live-menu .played')).toHaveText(/^H\.264 \(WebRTC\)/);
});
