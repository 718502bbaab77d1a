import { expect, type Locator, type Page } from '@playwright/test';
import type { RecordingsPage } from '../../shared/api.ts';
import type { RewindRange } from '../../shared/rewind.ts';
import { test } from '../support/dashboard.ts';
import { kioskHost, test as kioskTest } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';

const line = (page: Page): Locator => page.locator('petlog-rewind-timeline .line');
const rewindPicture = (page: Page): Locator => page.locator('petlog-rewind-picture');

/** Waits until there are so many seconds to look back at. */
async function fill(url: string, seconds: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { start, end } = (await (await fetch(`${url}/live/rewind`)).json()) as RewindRange;
        return start === null || end === null ? 0 : (Date.parse(end) - Date.parse(start)) / 1000;
      },
      { timeout: 40_000 },
    )
    .toBeGreaterThan(seconds);
}

/** Presses on the timeline, drags to a part of it, and lets go unless told otherwise. */
async function drag(page: Page, to: number): Promise<void> {
  const box = await line(page).boundingBox();
  if (box === null) throw new Error('there is no timeline');
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 6 });
}

test('says so while there is nothing to look back at, and is not there where it is off', async ({ start, page }) => {
  const { url } = await start();
  await page.goto(url);
  await expect(page.getByText('Nothing to look back at yet.')).toBeVisible();
  await fetch(`${url}/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ recording: { rewind_minutes: 0 } }),
  });
  await expect(page.locator('petlog-rewind-bar')).toHaveCount(0);
});

test('dragging back shows pictures, letting go plays, Live comes back, and a part is saved', async ({ start, page }, testInfo) => {
  const { url } = await start({ config: { camera: { always_on: true } } });
  await fill(url, 8);
  const clips: string[] = [];
  page.on('request', (request) => request.url().includes('/live/rewind/clip') && clips.push(request.url()));
  await page.goto(url);
  await drag(page, 0.3);
  const image = rewindPicture(page).locator('img');
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(640);
  expect(clips).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('looking.png') });
  await page.mouse.up();
  await expect
    .poll(() =>
      rewindPicture(page)
        .locator('video')
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0.3);
  await expect(rewindPicture(page)).toContainText('ago');
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(rewindPicture(page)).toHaveCount(0);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Beginning of the part' })).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('part.png') });
  await page.getByRole('button', { name: /^Save \d/ }).click();
  await expect(page.getByText(/^Saved .+\.mp4/).first()).toBeVisible();
  const { recordings } = (await (await fetch(`${url}/recordings?reason=rewind`)).json()) as RecordingsPage;
  expect(recordings).toHaveLength(1);
  expect(recordings[0]?.duration).toBeGreaterThan(5);
});

test('plays from the moment that was asked for, and seeks', async ({ start, page }) => {
  const { url } = await start({ config: { camera: { always_on: true } } });
  await fill(url, 9);
  await page.goto(url);
  await drag(page, 0.35);
  const sought = await rewindPicture(page).evaluate((element: HTMLElement & { at: number }) => element.at);
  await page.mouse.up();
  const video = rewindPicture(page).locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0);
  await video.evaluate((element: HTMLVideoElement) => element.pause());
  // The clip begins with a keyframe up to two seconds before; what is shown does not.
  const at = await rewindPicture(page).evaluate((element: HTMLElement & { at: number }) => element.at);
  expect(at).toBeGreaterThanOrEqual(sought);
  const facts = await video.evaluate((element: HTMLVideoElement) => ({
    seconds: element.currentTime,
    duration: element.duration,
    end: element.seekable.end(0),
  }));
  const beginsAt =
    Number(
      (await fetch(await video.evaluate((element: HTMLVideoElement) => element.currentSrc), { method: 'HEAD' })).headers.get('x-timestamp'),
    ) * 1000;
  expect(Math.abs(beginsAt + facts.seconds * 1000 - at)).toBeLessThan(300);
  expect(facts.duration).toBeGreaterThan(3);
  expect(facts.end).toBeCloseTo(facts.duration, 1);
  for (const seconds of [facts.duration - 0.5, 0.2]) {
    await video.evaluate(
      (element: HTMLVideoElement, to) =>
        new Promise((resolve) => {
          element.addEventListener('seeked', resolve, { once: true });
          element.currentTime = to;
        }),
      seconds,
    );
    expect(await video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeCloseTo(seconds, 1);
  }
});

test('works in fullscreen too', async ({ start, page }, testInfo) => {
  const { url } = await start({ config: { camera: { always_on: true } } });
  await fill(url, 8);
  await page.goto(url);
  await page.getByRole('button', { name: 'Fullscreen', exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await expect(page.locator('petlog-rewind-bar')).toHaveCount(0);
  await page.getByRole('button', { name: 'Look back' }).click();
  await drag(page, 0.3);
  await page.mouse.up();
  await expect
    .poll(() =>
      rewindPicture(page)
        .locator('video')
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0.2);
  await page.screenshot({ path: testInfo.outputPath('fullscreen.png') });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: /^Save \d/ }).click();
  await expect(page.getByText(/^Saved .+\.mp4/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(rewindPicture(page)).toHaveCount(0);
  await expect(page.locator('petlog-rewind-bar')).toHaveCount(0);
  await page.getByRole('button', { name: 'Leave fullscreen' }).click();
  await expect(page.locator('petlog-rewind-bar')).toHaveCount(1);
});

test('is moved by the keyboard', async ({ start, page }) => {
  const { url } = await start({ config: { camera: { always_on: true } } });
  await fill(url, 8);
  await page.goto(url);
  await page.getByRole('slider', { name: 'Timeline of the last minutes' }).press('ArrowLeft');
  await expect(rewindPicture(page).locator('video')).toBeVisible();
  await page.getByRole('slider', { name: 'Timeline of the last minutes' }).press('End');
  await expect(rewindPicture(page)).toHaveCount(0);
});

kioskTest(`the kiosk looks back, and shows the recordings, on the ${kioskHost}`, async ({ openKiosk }, testInfo) => {
  const kiosk = await openKiosk(smallScreen, { config: { camera: { always_on: true } } });
  const { page } = kiosk;
  await fill(kiosk.process.url, 8);
  await kiosk.touch(kiosk.button('Look back'));
  await drag(page, 0.3);
  await page.mouse.up();
  await expect
    .poll(() =>
      rewindPicture(page)
        .locator('video')
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0.2);
  await page.screenshot({ path: testInfo.outputPath('rewind.png') });
  await kiosk.touch(kiosk.button('Save'));
  await kiosk.touch(page.getByRole('button', { name: /^Save \d/ }));
  await expect(page.getByText(/^Saved .+\.mp4/).first()).toBeVisible();
  await kiosk.touch(kiosk.button('Close'));
  await expect(rewindPicture(page)).toHaveCount(0);

  await kiosk.touch(kiosk.button('Recordings'));
  await expect(page.locator('petlog-recording-tile')).toHaveCount(1);
  await page.screenshot({ path: testInfo.outputPath('library.png') });
  await kiosk.touch(page.locator('petlog-recording-tile .open'));
  await expect
    .poll(() => page.locator('petlog-recording-player video').evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0);
  await kiosk.touch(kiosk.button('Close').last());
  await kiosk.touch(kiosk.button('Live picture'));
  await expect(page.locator('petlog-library')).toHaveCount(0);
  await kiosk.wake();
  await expect(kiosk.button('Start')).toBeVisible();
});
