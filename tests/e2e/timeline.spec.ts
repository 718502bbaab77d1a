import { expect, type Locator, type Page } from '@playwright/test';
import type { RecordingsPage } from '../../shared/api.ts';
import { recordingIdOf } from '../../main/library/recording.ts';
import { test } from '../support/dashboard.ts';
import { Fingers } from '../support/fingers.ts';
import { addFootageRecording } from '../support/footage-recording.ts';
import { kioskHost, test as kioskTest } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { fillLastMinutes } from '../support/last-minutes.ts';
import { openTestEventLog, visitOf } from '../support/open-event-log.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { stillBoxOf } from '../support/still-box.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const picturesPerSecond = 10;
test.use({ picturesPerSecond });

const running = sharePetLog({}, picturesPerSecond);

const line = (page: Page): Locator => page.locator('petlog-timeline-strip .line');
const pastPicture = (page: Page): Locator => page.locator('petlog-timeline-picture');

/** The shortest time, so that seconds are wide. */
async function zoomIn(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Show less time, larger' });
  while (await button.isEnabled()) {
    // At once: it may be the last press that is possible.
    await button.evaluate((element: HTMLButtonElement) => element.click());
  }
}

/** Presses on the timeline, drags to a part of it, and lets go unless told otherwise. */
async function drag(page: Page, to: number): Promise<void> {
  const box = await stillBoxOf(line(page));
  await page.mouse.move(box.x + box.width - 1, box.y + 24);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, box.y + 24, { steps: 6 });
}

test('says that nothing was kept of a time, also where the last minutes are not kept at all', async ({ start, page }) => {
  const { url } = await start();
  await page.goto(url);
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await expect(slider).toHaveAttribute('aria-valuetext', 'Live');
  await drag(page, 0.4);
  await page.mouse.up();
  await expect(pastPicture(page).getByText('Nothing was kept from this time.')).toBeVisible();
  await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:\d\d\. Nothing was kept from this time\.$/);
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(pastPicture(page)).toHaveCount(0);
  await fetch(`${url}/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ recording: { rewind_minutes: 0 } }),
  });
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await expect(slider).toBeVisible();
});

test('dragging back shows pictures, letting go plays, Live comes back, and a part is saved', async ({ page }) => {
  const { url } = await running();
  await fillLastMinutes(url, 9);
  const clips: string[] = [];
  page.on('request', (request) => request.url().includes('/live/rewind/clip') && clips.push(request.url()));
  await page.goto(url);
  await zoomIn(page);
  await drag(page, 0.3);
  const image = pastPicture(page).locator('img');
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(640);
  expect(clips).toEqual([]);
  await page.mouse.up();
  await expect
    .poll(() =>
      pastPicture(page)
        .locator('video')
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0.3);
  await expect(pastPicture(page)).toContainText('ago');
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(pastPicture(page)).toHaveCount(0);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Start of the part' })).toBeVisible();
  await page.getByRole('button', { name: /^Save \d/ }).click();
  await expect(page.getByText(/^Part saved \(\d\d:\d\d\)/).first()).toBeVisible();
  const { recordings } = (await (await fetch(`${url}/recordings?reason=rewind`)).json()) as RecordingsPage;
  expect(recordings).toHaveLength(1);
  expect(recordings[0]?.duration).toBeGreaterThan(5);
});

test('plays from the moment that was asked for, and seeks', async ({ page }) => {
  const { url } = await running();
  await fillLastMinutes(url, 10);
  await page.goto(url);
  await zoomIn(page);
  await drag(page, 0.35);
  const sought = await pastPicture(page).evaluate((element: HTMLElement & { at: number }) => element.at);
  await page.mouse.up();
  const video = pastPicture(page).locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(true);
  // The clip begins with a keyframe up to two seconds before; what is shown does not.
  const at = await pastPicture(page).evaluate((element: HTMLElement & { at: number }) => element.at);
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

test('a recording of hours ago is found on the same strip, plays in the same place, and leads to its page', async ({ start, browser }) => {
  await using directory = await temporaryDirectory();
  const startedAtMilliseconds = Date.now() - 3 * 3_600_000;
  const recordingId = recordingIdOf(startedAtMilliseconds, 'a1b2c3');
  await addFootageRecording(directory.path, { recordingId, startedAtMilliseconds });
  const petlog = await start({ dataDirectory: directory.path });
  await expect.poll(async () => ((await (await fetch(`${petlog.url}/recordings`)).json()) as RecordingsPage).total_count).toBe(1);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(petlog.url);
  const fingers = new Fingers(await context.newCDPSession(page));
  const slider = page.getByRole('slider', { name: 'Timeline' });
  for (let step = 0; step < 3; step += 1) {
    await page.getByRole('button', { name: 'Show more time' }).tap();
  }
  const strip = page.locator('petlog-timeline-strip');
  const { start: from, end } = await strip.evaluate((element: HTMLElement & { window: { start: number; end: number } }) => element.window);
  expect(from).toBeLessThan(startedAtMilliseconds);
  await expect
    .poll(() => strip.evaluate((element: HTMLElement & { recordings: { items: unknown[] } }) => element.recordings.items.length))
    .toBe(1);
  await line(page).scrollIntoViewIfNeeded();
  const box = await stillBoxOf(line(page));
  const place = (time: number) => ({ x: box.x + (box.width * (time - from)) / (end - from), y: box.y + 24 });
  // Beside it by less than a finger is wide: a recording of twenty seconds is narrower than a pixel.
  await fingers.drag({ from: place(end - 1), to: { ...place(startedAtMilliseconds), x: place(startedAtMilliseconds).x - 5 } });
  const video = pastPicture(page).locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.2);
  await expect(slider).toHaveAttribute('aria-valuetext', /^\S+/);
  await page.getByRole('button', { name: 'Back 10 seconds' }).tap();
  await page.getByRole('button', { name: 'Back 10 seconds' }).tap();
  await page.getByRole('button', { name: 'Back 10 seconds' }).tap();
  await expect(pastPicture(page).getByText('Nothing was kept from this time.')).toBeVisible();
  await page.getByRole('button', { name: 'Forward 10 seconds' }).tap();
  await page.getByRole('button', { name: 'Forward 10 seconds' }).tap();
  await page.getByRole('button', { name: 'Forward 10 seconds' }).tap();
  await expect(pastPicture(page).getByText('Nothing was kept from this time.')).toBeHidden();
  await page.getByRole('link', { name: 'Open recording' }).tap();
  await expect(page).toHaveURL(new RegExp(`/app/recordings/${recordingId}$`));
  await context.close();
});

test('visits are marks below the bands, in the colour of who it was, which a legend names', async ({ start, page }) => {
  await using directory = await temporaryDirectory();
  const log = openTestEventLog(directory.path);
  const startedAtMs = Date.now() - 4 * 60_000;
  log.visits.record(visitOf({ visitKey: 'cat', startedAtMs, durationSeconds: 60, ended: true }));
  log.database.close();
  const { url } = await start({ dataDirectory: directory.path });
  await page.goto(url);
  const legend = page.getByRole('list', { name: 'Seen in this time' }).getByRole('listitem');
  await expect(legend).toHaveText(['A cat']);
  /** The colour of the strip at a time, as the canvas has it, and as the legend has it. */
  const colours = (time: number): Promise<{ mark: string; legend: string }> =>
    page.locator('petlog-timeline-bar').evaluate((bar, at) => {
      const strip = bar.shadowRoot?.querySelector<HTMLElement & { window: { start: number; end: number } }>('petlog-timeline-strip');
      const canvas = strip?.shadowRoot?.querySelector('canvas');
      const part = strip === null || strip === undefined ? 0 : (at - strip.window.start) / (strip.window.end - strip.window.start);
      const place = [Math.round((canvas?.width ?? 0) * part), Math.round(((canvas?.height ?? 0) * 39) / 74)] as const;
      const [red, green, blue] = canvas?.getContext('2d')?.getImageData(...place, 1, 1).data ?? [];
      const dot = bar.shadowRoot?.querySelector('.legend i');
      return { mark: `rgb(${red}, ${green}, ${blue})`, legend: dot instanceof Element ? getComputedStyle(dot).backgroundColor : '' };
    }, time);
  await expect.poll(async () => (await colours(startedAtMs + 30_000)).mark).toBe('rgb(201, 106, 5)');
  expect(await colours(startedAtMs + 90_000)).toEqual({ mark: 'rgb(0, 0, 0)', legend: 'rgb(201, 106, 5)' });

  const strip = page.locator('petlog-timeline-strip');
  const { start: from, end } = await strip.evaluate((element: HTMLElement & { window: { start: number; end: number } }) => element.window);
  await drag(page, (startedAtMs + 30_000 - from) / (end - from));
  await expect(page.getByRole('slider', { name: 'Timeline' })).toHaveAttribute('aria-valuetext', /A cat$/);
  await page.mouse.up();
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await fetch(`${url}/event`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ event_type: 'visit', duration: 5 }),
  });
  await expect(legend).toHaveText(['A cat', 'Somebody']);
});

test('works in fullscreen too', async ({ page }) => {
  const { url } = await running();
  await fillLastMinutes(url, 9);
  await page.goto(url);
  await page.getByRole('button', { name: 'Fullscreen', exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await expect(page.locator('petlog-timeline-bar')).toHaveCount(0);
  await page.getByRole('button', { name: 'Look back' }).click();
  await zoomIn(page);
  await drag(page, 0.3);
  await page.mouse.up();
  await expect
    .poll(() =>
      pastPicture(page)
        .locator('video')
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0.2);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: /^Save \d/ }).click();
  await expect(page.getByText(/^Part saved \(\d\d:\d\d\)/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(pastPicture(page)).toHaveCount(0);
  await expect(page.locator('petlog-timeline-bar')).toHaveCount(0);
  await page.getByRole('button', { name: 'Leave fullscreen' }).click();
  await expect(page.locator('petlog-timeline-bar')).toHaveCount(1);
});

test('is moved by the keyboard', async ({ page }) => {
  const { url } = await running();
  await fillLastMinutes(url, 11);
  await page.goto(url);
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await slider.press('j');
  await slider.press('ArrowRight');
  await slider.press('Shift+ArrowLeft');
  await slider.press('l');
  await expect(pastPicture(page).locator('video')).toBeVisible();
  await slider.press(' ');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const length = () =>
    page
      .locator('petlog-timeline-strip')
      .evaluate((strip: HTMLElement & { window: { start: number; end: number } }) => strip.window.end - strip.window.start);
  const before = await length();
  await slider.press('+');
  await expect.poll(length).toBeLessThan(before);
  await slider.press('-');
  await slider.press('-');
  await expect.poll(length).toBeGreaterThan(before);
  await slider.press('End');
  await expect(pastPicture(page)).toHaveCount(0);
});

kioskTest(`the kiosk looks back, and shows the recordings, on the ${kioskHost}`, async ({ openKiosk }) => {
  const kiosk = await openKiosk(smallScreen, { config: { camera: { always_on: true } } });
  const { page } = kiosk;
  await fillLastMinutes(kiosk.process.url, 9);
  await kiosk.touch(kiosk.button('Look back'));
  await zoomIn(page);
  await drag(page, 0.3);
  await page.mouse.up();
  await expect
    .poll(() =>
      pastPicture(page)
        .locator('video')
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0.2);
  await kiosk.touch(kiosk.button('Save'));
  await kiosk.touch(page.getByRole('button', { name: /^Save \d/ }));
  await expect(page.getByText(/^Part saved \(\d\d:\d\d\)/).first()).toBeVisible();
  await kiosk.touch(kiosk.button('Close'));
  await expect(pastPicture(page)).toHaveCount(0);

  await kiosk.touch(kiosk.button('Recordings'));
  await expect(page.locator('petlog-recording-tile')).toHaveCount(1);
  await kiosk.touch(page.locator('petlog-recording-tile .open'));
  await expect
    .poll(() => page.locator('petlog-recording-player video').evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0);
  await kiosk.touch(kiosk.button('Close').last());
  await kiosk.touch(kiosk.button('Live picture'));
  await expect(page.locator('petlog-library')).toHaveCount(0);
  await expect(kiosk.picture).toBeVisible();
});
