import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { addFootageRecording } from '../support/footage-recording.ts';
import { misfits } from '../support/touch-targets.ts';

const day = 24 * 3_600_000;
const durationMilliseconds = 30_000;
const tiles = (page: Page): Locator => page.locator('petlog-recording-tile');
const player = (page: Page): Locator => page.locator('petlog-recording-player');
const dialog = (page: Page): Locator => page.locator('petlog-share-dialog');

/** Yesterday at two in the afternoon, by the clock of whoever looks. */
function yesterdayAt(hour: number): number {
  const time = new Date(Date.now() - day);
  return time.setHours(hour, 10, 0, 0);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("yesterday's clip of an hour is three taps away, sharing it two more; a name is found again", async ({ start, page, browser }) => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-sharing-'));
    try {
      await addFootageRecording(dataDirectory, {
        recordingId: '20260501T120000000Z-000001',
        startedAtMilliseconds: yesterdayAt(14),
        durationMilliseconds,
      });
      await addFootageRecording(dataDirectory, {
        recordingId: '20260501T120000000Z-000002',
        startedAtMilliseconds: yesterdayAt(9),
        durationMilliseconds,
        name: 'Rocky',
      });
      const { url } = await start({ dataDirectory });
      await page.goto(url);
      let taps = 0;
      const tap = async (target: Locator): Promise<void> => {
        taps += 1;
        await target.click();
      };
      await tap(page.getByRole('link', { name: 'Recordings', exact: true }));
      await tap(page.getByRole('button', { name: 'Yesterday', exact: true }));
      await expect(tiles(page)).toHaveCount(2);
      const hour = /^(14:00|2:00\sPM)$/;
      await tap(page.getByRole('group', { name: 'Hour' }).getByRole('button', { name: hour }));
      await expect(player(page).locator('video')).toBeVisible();
      expect(taps).toBe(3);

      await player(page).getByLabel('Name', { exact: true }).fill('Luna jumps');
      await player(page).getByLabel('Name', { exact: true }).press('Enter');
      await expect(player(page).getByRole('heading', { name: 'Luna jumps' })).toBeVisible();

      await tap(player(page).getByRole('button', { name: 'Share', exact: true }));
      await tap(dialog(page).getByRole('button', { name: 'Make a link', exact: true }));
      const link = await dialog(page).getByLabel('Link', { exact: true }).inputValue();
      expect(taps).toBe(5);
      await expect(dialog(page).getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
      expect(await misfits(dialog(page).getByRole('button'))).toEqual([]);

      // Somebody else, who has nothing but the link.
      const other = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
      await other.goto(`${url}${new URL(link).pathname}`);
      await expect(other.getByRole('heading', { name: 'Luna jumps' })).toBeVisible();
      await expect.poll(() => other.locator('video').evaluate((video: HTMLVideoElement) => video.readyState)).toBeGreaterThan(0);
      await expect.poll(() => other.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(1280);

      await dialog(page).getByRole('list', { name: 'Shared by link' }).getByRole('button', { name: 'End', exact: true }).click();
      await expect(dialog(page).getByText('Nothing is shared.')).toBeVisible();
      await other.reload();
      await expect(other.getByText('This link has ended')).toBeVisible();
      await other.context().close();

      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Show all', exact: true }).click();
      await page.getByLabel('Search names and notes').fill('luna');
      await page.getByLabel('Search names and notes').press('Enter');
      await expect(tiles(page)).toHaveCount(1);
      await expect(tiles(page)).toContainText('Luna jumps');
    } finally {
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });
});

test('a part is chosen with two handles, and the link shows that part', async ({ start, page }) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-sharing-'));
  try {
    await addFootageRecording(dataDirectory, {
      recordingId: '20260501T120000000Z-000001',
      startedAtMilliseconds: yesterdayAt(14),
      durationMilliseconds,
    });
    const { url } = await start({ dataDirectory });
    await page.goto(`${url}/app/recordings/20260501T120000000Z-000001`);
    await player(page).getByRole('button', { name: 'Share', exact: true }).click();
    await dialog(page).getByRole('slider', { name: 'From' }).fill('5');
    await dialog(page).getByRole('slider', { name: 'To' }).fill('8');
    await dialog(page).getByRole('button', { name: 'Make a link', exact: true }).click();
    const link = await dialog(page).getByLabel('Link', { exact: true }).inputValue();
    const other = await page.context().newPage();
    await other.goto(`${url}${new URL(link).pathname}`);
    const seconds = () => other.locator('video').evaluate((video: HTMLVideoElement) => video.duration);
    await expect.poll(seconds).toBeGreaterThanOrEqual(3);
    expect(await seconds()).toBeLessThan(12);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

test('what was seen is named below the video and leads to it; an event is shared by a link too', async ({ start, page }) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-sharing-'));
  try {
    const recordingId = '20260501T120000000Z-000001';
    const startedAtMilliseconds = yesterdayAt(14);
    await addFootageRecording(dataDirectory, { recordingId, startedAtMilliseconds, durationMilliseconds });
    const { url } = await start({ dataDirectory });
    const event = { event_type: 'playing', timestamp: new Date(startedAtMilliseconds + 6000).toISOString(), duration: 3 };
    const logged = await fetch(`${url}/event`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(event),
    });
    const { event_id: eventId } = (await logged.json()) as { event_id: number };

    await page.goto(`${url}/app/recordings/${recordingId}`);
    await expect(player(page).locator('header')).toContainText('Manual · 00:30');
    await expect(player(page).locator('header')).not.toContainText('.mp4');
    const video = player(page).locator('video');
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThan(0);
    await video.evaluate((element: HTMLVideoElement) => element.pause());
    await player(page).getByRole('button', { name: 'Somebody played 00:06' }).click();
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeCloseTo(6, 1);

    await page.goto(`${url}/app/activity/${eventId}`);
    const seen = page.locator('petlog-event-dialog');
    await expect(seen.getByRole('link', { name: 'Download' })).toBeVisible();
    await seen.getByRole('button', { name: 'Share', exact: true }).click();
    await dialog(page).getByRole('button', { name: 'Make a link', exact: true }).click();
    await expect(dialog(page).getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
    expect(await misfits(dialog(page).getByRole('button'))).toEqual([]);
    const link = await dialog(page).getByLabel('Link', { exact: true }).inputValue();
    const other = await page.context().newPage();
    await other.goto(`${url}${new URL(link).pathname}`);
    const seconds = () => other.locator('video').evaluate((element: HTMLVideoElement) => element.duration);
    await expect.poll(seconds).toBeGreaterThanOrEqual(9); // with what was before and after it
    expect(await seconds()).toBeLessThan(20);
    await other.close();
    await page.keyboard.press('Escape');
    await expect(seen.getByRole('button', { name: 'Share', exact: true })).toBeVisible();
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

test('with the server gone the player says so, and not that the browser is to blame', async ({ start, page }) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-sharing-'));
  try {
    await addFootageRecording(dataDirectory, {
      recordingId: '20260501T120000000Z-000001',
      startedAtMilliseconds: yesterdayAt(14),
      durationMilliseconds,
    });
    const { url } = await start({ dataDirectory });
    await page.goto(`${url}/app/recordings`);
    await expect(tiles(page)).toHaveCount(1);
    await page.context().setOffline(true);
    await tiles(page).getByRole('button', { name: /^Play/ }).click();
    await expect(player(page).getByText('PetLog cannot be reached now.')).toBeVisible();
    await page.context().setOffline(false);
    await player(page).getByRole('button', { name: 'Try again', exact: true }).click();
    await expect
      .poll(() =>
        player(page)
          .locator('video')
          .evaluate((video: HTMLVideoElement) => video.readyState),
      )
      .toBeGreaterThan(0);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});
