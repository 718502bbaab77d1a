import { expect, type Locator } from '@playwright/test';
import type { LiveStatus } from '../../shared/api.ts';
import { Dashboard, test } from '../support/dashboard.ts';
import { setHidden } from '../support/hidden-page.ts';
import { expectMovingPicture } from '../support/picture.ts';
import type { PetLogProcess } from '../support/petlog-process.ts';

test.use({ picturesPerSecond: 10 });

interface VideoState {
  readonly source: string | null;
  readonly seconds: number;
  readonly isPaused: boolean;
  /** It holds no connection, and no data. */
  readonly isEmpty: boolean;
}

const stateOf = (video: Locator): Promise<VideoState> =>
  video.evaluate((element: HTMLVideoElement) => ({
    source: element.getAttribute('src'),
    seconds: element.currentTime,
    isPaused: element.paused,
    isEmpty: element.networkState === HTMLMediaElement.NETWORK_EMPTY,
  }));

async function record({ url }: PetLogProcess): Promise<void> {
  expect((await fetch(`${url}/live/record/start`, { method: 'POST' })).ok).toBe(true);
  await expect
    .poll(async () => ((await (await fetch(`${url}/live/status`)).json()) as LiveStatus).current_recording?.elapsed_seconds ?? 0)
    .toBeGreaterThan(3);
  expect((await fetch(`${url}/live/record/stop`, { method: 'POST' })).ok).toBe(true);
}

test('a hidden page lets go of its video, and goes on where it was', async ({ start, page }) => {
  const petlog = await start({ config: { camera: { always_on: true } } });
  await record(petlog);
  await page.goto(`${petlog.url}?view=library`);
  const play = page.getByRole('button', { name: /^Play/ });
  await play.click();
  const video = page.locator('petlog-recording-player video');
  await expect.poll(async () => (await stateOf(video)).seconds).toBeGreaterThan(0);
  const { source } = await stateOf(video);
  expect(source).toContain('/recordings/');

  // Paused at a place of one's own.
  await video.evaluate((element: HTMLVideoElement) => {
    element.pause();
    element.currentTime = 1.5;
  });
  await expect.poll(async () => (await stateOf(video)).seconds).toBe(1.5);
  await setHidden(page, true);
  expect(await stateOf(video)).toMatchObject({ source: null, isEmpty: true });
  await setHidden(page, false);
  await expect.poll(() => stateOf(video)).toEqual({ source, seconds: 1.5, isPaused: true, isEmpty: false });

  // While it plays.
  await video.evaluate((element: HTMLVideoElement) => {
    element.loop = true;
    return element.play();
  });
  await setHidden(page, true);
  expect(await stateOf(video)).toMatchObject({ source: null, isEmpty: true });
  await setHidden(page, false);
  await expect.poll(() => stateOf(video)).toMatchObject({ source, isPaused: false });
  await expectMovingPicture(video);

  // Closed meanwhile, it stays closed, and plays from its beginning when it is opened again.
  await setHidden(page, true);
  await page.keyboard.press('Escape');
  await expect(video).toHaveCount(0);
  await setHidden(page, false);
  await expect(video).toHaveCount(0);
  await play.click();
  await expect.poll(() => stateOf(video)).toMatchObject({ source, isPaused: false });
});

test('a video that is open takes a place among the four streams of a browser, until it is closed', async ({ start, context }) => {
  test.slow();
  const petlog = await start({ config: { camera: { always_on: true } } });
  await record(petlog);
  const windows: Dashboard[] = [];
  while (windows.length < 4) {
    const dashboard = new Dashboard(await context.newPage());
    await dashboard.page.goto(petlog.url);
    await expectMovingPicture(dashboard.picture);
    windows.push(dashboard);
  }
  const last = windows[3] as Dashboard;
  const single = last.page.getByText('Single pictures');
  await expect(single).toHaveCount(0);
  const library = await context.newPage();
  await library.goto(`${petlog.url}?view=library`);
  await library.getByRole('button', { name: /^Play/ }).click();
  await expect(single).toBeVisible();
  await expectMovingPicture(last.picture);
  await library.keyboard.press('Escape');
  await expect(single).toHaveCount(0);
  await expectMovingPicture(last.picture);
});
