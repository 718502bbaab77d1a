import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { RecordingsPage } from '../../shared/api.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { mostRecordings, pageSize } from '../../renderer/state/library/recording-pages.ts';
import { test } from '../support/dashboard.ts';
import { addRecordings } from '../support/many-recordings.ts';
import { repositoryDirectory, type PetLogProcess } from '../support/petlog-process.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { misfits } from '../support/touch-targets.ts';

const running = sharePetLog();

/** PetLog with real recordings of its own: each as long as it takes to write one. */
async function record(petlog: PetLogProcess, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    expect((await fetch(`${petlog.url}/live/record/start`, { method: 'POST' })).ok).toBe(true);
    await expect
      .poll(
        async () =>
          ((await (await fetch(`${petlog.url}/live/status`)).json()) as { current_recording: { elapsed_seconds: number } | null })
            .current_recording?.elapsed_seconds ?? 0,
      )
      .toBeGreaterThan(1);
    expect((await fetch(`${petlog.url}/live/record/stop`, { method: 'POST' })).ok).toBe(true);
  }
}

const recordings = async ({ url }: PetLogProcess): Promise<RecordingsPage> =>
  (await (await fetch(`${url}/recordings`)).json()) as RecordingsPage;
const tiles = (page: Page): Locator => page.locator('petlog-recording-tile');
const library = (page: Page): Locator => page.locator('petlog-library');
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

test('an empty library says what to do, and the way back leads to the live picture', async ({ page }) => {
  const { url } = await running();
  await page.goto(url);
  await page.getByRole('link', { name: 'Recordings', exact: true }).click();
  await expect(library(page).getByText('No recordings yet')).toBeVisible();
  await expect(page.getByText('Press Record under the live picture.')).toBeVisible();
  await expect(page.locator('[data-share="free"]')).toContainText('Free');
  await page.getByRole('link', { name: 'Live', exact: true }).click();
  await expect(button(page, 'Stop Stream')).toBeEnabled();
  await page.goBack();
  await expect(library(page).getByText('No recordings yet')).toBeVisible();
});

test('a recording is listed with its picture on every screen, with targets of 44 px, plays, seeks, and is kept', async ({ page }) => {
  const petlog = await running();
  await page.goto(`${petlog.url}?view=library`);
  await expect(library(page).getByText('No recordings yet')).toBeVisible();
  await record(petlog, 1);
  // At midnight it may be yesterday's before anybody looks.
  await expect(page.getByRole('heading', { name: /^(Today|Yesterday)$/ })).toBeVisible();
  await expect
    .poll(() =>
      tiles(page)
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth),
    )
    .toBeGreaterThan(0);
  await expect(tiles(page)).toContainText('Manual');
  for (const [width, height] of [
    [390, 844],
    [800, 480],
    [720, 1280],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => misfits(page.getByRole('button')), `${width}x${height}`).toEqual([]);
  }

  await tiles(page).getByRole('button', { name: /^Play/ }).click();
  const video = page.locator('petlog-recording-player video');
  await expect(video).toHaveAttribute('controls');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0);
  const row = page.getByRole('slider', { name: 'Pictures of the recording' });
  await row.hover({ position: { x: 200, y: 20 } });
  await expect(page.locator('petlog-preview-strip .large')).toBeVisible();
  await video.evaluate((element: HTMLVideoElement) => element.pause());
  await row.click({ position: { x: 2, y: 20 } });
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeLessThan(0.2);
  await page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }).click();
  await expect.poll(async () => (await recordings(petlog)).recordings[0]?.kept).toBe(true);
  await page.keyboard.press('Escape');
  await button(page, 'Kept only').click();
  await expect(tiles(page)).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Automatic');
  await expect(page.getByText('No recording matches the filter')).toBeVisible();
});

test('deleting can be undone; only afterwards, or on leaving the page, it is carried out', async ({ page }) => {
  const petlog = await running();
  await record(petlog, 2);
  const removals: string[] = [];
  page.on('request', (request) => request.method() === 'DELETE' && removals.push(request.url()));
  await page.goto(`${petlog.url}?view=library`);
  const remove = async (): Promise<void> => {
    await tiles(page).first().getByRole('button', { name: /^Play/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('Recording deleted.')).toBeVisible();
    await expect(tiles(page)).toHaveCount(1);
  };
  await expect(tiles(page)).toHaveCount(2);
  await remove();
  await button(page, 'Undo').click();
  await expect(tiles(page)).toHaveCount(2);
  expect(removals).toEqual([]);

  await remove();
  expect(removals).toEqual([]);
  await page.goto('about:blank');
  await expect.poll(async () => (await recordings(petlog)).total_count).toBe(1);
  await expect
    .poll(async () => (await readdir(join(petlog.dataDirectory, 'recordings'))).filter((name) => name.endsWith('.mp4')).length)
    .toBe(1);
});

test('all that were deleted are gone when the page is left before the time to undo is over', async ({ start, page }) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-library-'));
  try {
    await addRecordings(new StorageDirectory(dataDirectory, 'recordings'), 12);
    const petlog = await start({ dataDirectory });
    await page.goto(`${petlog.url}?view=library`);
    await button(page, 'Select').click();
    await page.getByRole('button', { name: /^Select all recordings of/ }).click();
    await button(page, 'Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('12 recordings deleted.')).toBeVisible();
    await page.goto('about:blank');
    await expect.poll(async () => (await recordings(petlog)).total_count).toBe(0);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

test('many are selected and deleted after a question that says how many', async ({ start, page }) => {
  await using directory = await temporaryDirectory();
  await addRecordings(new StorageDirectory(directory.path, 'recordings'), 2);
  const petlog = await start({ dataDirectory: directory.path });
  await page.goto(`${petlog.url}?view=library`);
  await expect(tiles(page)).toHaveCount(2);
  await button(page, 'Select').click();
  await page.getByRole('button', { name: /^Select all recordings of/ }).click();
  await expect(page.getByText(/^2 selected, /)).toBeVisible();
  await button(page, 'Delete').click();
  await expect(page.getByRole('dialog').getByText('Delete 2 recordings?')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('2 recordings deleted.')).toBeVisible();
  await expect.poll(async () => (await recordings(petlog)).total_count).toBe(0);
  await expect(library(page).getByText('No recordings yet')).toBeVisible();
});

test('a library that is open shows what was found on the disk', async ({ page }) => {
  const petlog = await running();
  await page.goto(`${petlog.url}?view=library`);
  await expect(library(page).getByText('No recordings yet')).toBeVisible();
  await mkdir(join(petlog.dataDirectory, 'stick'));
  await copyFile(join(repositoryDirectory, 'tests/support/cat-visit-720p15.mp4'), join(petlog.dataDirectory, 'stick', 'holiday.mp4'));
  const changed = await fetch(`${petlog.url}/settings`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ camera: { storage_path: 'stick' } }),
  });
  expect(changed.ok).toBe(true);
  await expect(tiles(page)).toHaveCount(1);
  await expect(tiles(page)).toContainText('Imported');
});

test('older recordings come as one scrolls, a page at a time', async ({ start, page }) => {
  const count = 130;
  await using directory = await temporaryDirectory();
  await addRecordings(new StorageDirectory(directory.path, 'recordings'), count);
  const petlog = await start({ dataDirectory: directory.path });
  await expect.poll(async () => (await recordings(petlog)).total_count, { timeout: 60_000 }).toBe(count);
  await page.goto(`${petlog.url}?view=library`);
  await expect(page.getByText(`${count} recordings`)).toBeVisible();
  expect(await tiles(page).count()).toBeLessThan(count);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 3000);
      return tiles(page).count();
    })
    .toBe(count);
  await expect(page.getByText('These are all recordings.')).toBeVisible();
});

test('a large library is gone through without filling memory, nothing jumps, and the newest are one press away', async ({
  start,
  page,
}) => {
  const count = 900;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-library-'));
  try {
    await addRecordings(new StorageDirectory(dataDirectory, 'recordings'), count);
    const petlog = await start({ dataDirectory });
    await expect.poll(async () => (await recordings(petlog)).total_count, { timeout: 60_000 }).toBe(count);
    await page.goto(`${petlog.url}?view=library`);
    await expect(page.getByText('900 recordings')).toBeVisible();
    /** Scrolls until the first recording that can be seen is that many after the newest. Returns the largest step on the way, and the most tiles. */
    const scroll = (pixels: number, target: number): Promise<{ largestStep: number; mostTiles: number }> =>
      library(page).evaluate(
        async ({ shadowRoot }, { pixels, target, newest }) => {
          const all = (): (Element & { recording: { timestamp: string } })[] => [
            ...(shadowRoot?.querySelectorAll<Element & { recording: { timestamp: string } }>('petlog-recording-tile') ?? []),
          ];
          const place = (): number =>
            (newest - Date.parse(all().find((tile) => tile.getBoundingClientRect().bottom > 0)?.recording.timestamp ?? '')) / 300_000;
          let largestStep = 0;
          let mostTiles = 0;
          for (let before = place(); pixels > 0 ? before < target : before > target;) {
            window.scrollBy(0, pixels);
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            const now = place();
            largestStep = Math.max(largestStep, Math.abs(now - before));
            mostTiles = Math.max(mostTiles, all().length);
            before = now;
          }
          return { largestStep, mostTiles };
        },
        { pixels, target, newest: Date.UTC(2026, 0, 1) + (count - 1) * 300_000 },
      );
    for (const [pixels, target] of [
      [800, 500],
      [-800, 100],
      [800, 480],
    ] as const) {
      const { largestStep, mostTiles } = await scroll(pixels, target);
      expect(largestStep).toBeLessThan(40); // a page that is left behind has 60
      expect(mostTiles).toBeLessThanOrEqual(mostRecordings + pageSize);
    }
    const newest = button(page, 'Back to the newest recordings');
    await newest.dispatchEvent('click'); // whoever moves towards it is given what is newer, before it
    await expect(newest).toHaveCount(0);
    await expect.poll(() => library(page).evaluate((element) => Math.round(element.getBoundingClientRect().top))).toBeGreaterThanOrEqual(0);
    await expect(tiles(page)).toHaveCount(pageSize);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

test('a timelapse is made, and plays', async ({ page }) => {
  const petlog = await running();
  await record(petlog, 1);
  await page.goto(`${petlog.url}?view=library`);
  await button(page, 'Timelapse').click();
  await button(page, '10 s').click();
  await button(page, 'Make the film').click();
  await expect(page.getByRole('dialog').getByText('The film is ready')).toBeVisible();
  await expect
    .poll(() => page.locator('petlog-timelapse-dialog video').evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0);
});

test('storage settings are changed, and wrong ones explained', async ({ page }) => {
  const { url } = await running();
  await page.goto(`${url}?view=library`);
  await button(page, 'Storage').click();
  await expect(page.getByText(/An hour of video takes at most 900 MB/)).toBeVisible();
  const days = page.getByRole('spinbutton', { name: 'Delete recordings after' });
  await days.fill('9999');
  await expect(page.getByText('A whole number from 0 to 3,650.')).toBeVisible();
  await expect(button(page, 'Save')).toBeDisabled();
  await days.fill('30');
  await button(page, 'Save').click();
  await expect(page.getByText('The settings are saved.')).toBeVisible();
  expect(((await (await fetch(`${url}/settings`)).json()) as { recording: { max_age_days: number } }).recording.max_age_days).toBe(30);
});
