import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { addFootageRecording } from '../support/footage-recording.ts';
import { misfits } from '../support/touch-targets.ts';

const day = 24 * 3_600_000;
const sizes = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
] as const;

const part = (page: Page, name: string): Locator => page.locator(`petlog-disk-picture [data-part="${name}"]`);
const first = (page: Page): Locator => page.getByRole('region', { name: 'Deleted first' }).locator('petlog-recording-tile');

test('the page of the disk shows what fills it, and what goes first, which a star keeps', async ({ start, page }) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-storage-'));
  try {
    for (const [number, reason] of [
      [1, 'motion'],
      [2, 'manual'],
    ] as const) {
      await addFootageRecording(dataDirectory, {
        recordingId: `20260501T120000000Z-00000${number}`,
        startedAtMilliseconds: Date.now() - number * day,
        reason,
      });
    }
    const { url } = await start({ dataDirectory });
    await page.goto(`${url}/app/more/storage`);
    await expect(page.locator('petlog-disk-picture')).toContainText(/\d+% full/);
    await expect(page.locator('petlog-disk-picture')).toContainText(
      /recordings of (about [\d,]+ days?|more than a year|less than a day) fit/,
    );
    await expect(part(page, 'own')).toBeVisible();
    await expect(part(page, 'automatic')).toBeVisible();
    await expect(part(page, 'kept')).toHaveCount(0);

    // What was recorded by itself goes before what somebody recorded.
    await expect(first(page)).toHaveCount(1);
    await expect(first(page)).toContainText('Automatic');
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${size.width}`).toBeLessThanOrEqual(size.width);
      expect(await misfits(page.locator('main').getByRole('button')), `${size.width}`).toEqual([]);
    }
    await first(page).getByRole('button', { name: 'Keep' }).click();
    await expect(part(page, 'kept')).toBeVisible();
    await expect(first(page)).toContainText('Manual');
    await first(page).getByRole('button', { name: 'Keep' }).click();
    await expect(page.getByText('Nothing can go: every recording is kept.')).toBeVisible();

    await page.getByRole('button', { name: 'Storage settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Storage settings' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /^Look through the recordings/ }).click();
    await expect(page.locator('petlog-recording-tile')).toHaveCount(2);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});
