import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { OtherClient, test } from '../support/dashboard.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { sharePetLog } from '../support/shared-petlog.ts';

// Pages that are loaded anew come by it in people's browsers.
test.use({ serviceWorkers: 'allow' });

const running = sharePetLog();

const place = (page: Page, name: string) => page.locator('petlog-shell nav.places').getByRole('link', { name, exact: true });
const pathOf = (page: Page): string => new URL(page.url()).pathname;

test('four places, each with its own address: back, reload and links lead there, and the picture keeps running', async ({
  dashboard,
  page,
}) => {
  const { url } = await running();
  await page.goto(url);
  await expectMovingPicture(dashboard.picture);
  for (const [name, path] of [
    ['Activity', '/app/activity'],
    ['Recordings', '/app/recordings'],
    ['More', '/app/more'],
  ] as const) {
    await place(page, name).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    expect(pathOf(page)).toBe(path);
    await expect(place(page, name)).toHaveAttribute('aria-current', 'page');
    await expect(dashboard.picture).toBeHidden();
  }
  // One page further, and back again twice.
  await page.getByRole('link', { name: /^System check/ }).click();
  await expect(page.getByRole('heading', { name: 'System check' })).toBeVisible();
  expect(pathOf(page)).toBe('/app/more/system-check');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'More' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Recordings' })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'More' })).toBeVisible();

  await place(page, 'Live').click();
  expect(pathOf(page)).toBe('/');
  await expectMovingPicture(dashboard.picture);
  expect(dashboard.streamRequests).toHaveLength(1);
  expect((await new OtherClient(url).status()).active_streams).toBe(1);

  await page.goto(`${url}/app/more/storage`);
  await expect(page.getByRole('heading', { name: 'Storage' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Storage' })).toBeVisible();
  await expect(page).toHaveTitle('PetLog: storage');
});

test('whoever taps twice on the way to a place gets there', async ({ page }) => {
  const { url } = await running();
  await page.goto(`${url}/app/more`);
  await expect(page.getByRole('heading', { name: 'More', level: 1 })).toBeVisible();
  await page.evaluate(() => {
    const link = document.querySelector('petlog-shell')?.shadowRoot?.querySelector<HTMLElement>('nav a[href$="recordings"]');
    link?.click();
    link?.click();
  });
  await expect(page.getByRole('heading', { name: 'Recordings', level: 1 })).toBeVisible();
});

test('old addresses lead to where things are now', async ({ page }) => {
  const { url } = await running();
  for (const [view, path, heading] of [
    ['library', '/app/recordings', 'Recordings'],
    ['devices', '/app/more/people', 'People and devices'],
    ['audit', '/app/more/activity-log', 'Access log'],
    ['cameras', '/app/more/cameras', 'Cameras'],
    ['doctor', '/app/more/system-check', 'System check'],
  ] as const) {
    await page.goto(`${url}/?view=${view}`);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    expect(pathOf(page)).toBe(path);
    expect(new URL(page.url()).search).toBe('');
  }
});

test('an address where there is nothing says so and leads back', async ({ dashboard, page }) => {
  const { url } = await running();
  for (const [path, status] of [
    ['/app/nowhere/at/all', 200],
    ['/kitchen/picture.html', 404],
  ] as const) {
    expect((await page.goto(url + path))?.status()).toBe(status);
    await expect(page.getByText('There is nothing at this address')).toBeVisible();
    await page.getByRole('button', { name: 'To the live picture' }).click();
    await expectMovingPicture(dashboard.picture);
    expect(pathOf(page)).toBe('/');
  }
});

test('the day shows what was recorded, and an empty one offers to record', async ({ page }) => {
  const { url } = await running();
  const other = new OtherClient(url);
  await page.goto(`${url}/app/activity`);
  await expect(page.getByText('Nothing was recorded today.')).toBeVisible();
  await page.getByRole('button', { name: 'Record now' }).click();
  await expect.poll(async () => (await other.status()).recording).toBe(true);
  await expect.poll(async () => (await other.status()).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(1);
  await other.post('/live/record/stop');
  const entry = page.getByRole('button', { name: /^Play the recording of/ });
  await expect(entry).toBeVisible();
  await entry.click();
  await expect(page.locator('petlog-recording-player video')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'The day before' }).click();
  await expect(page.getByText('Nothing was recorded on this day.')).toBeVisible();
  await page.getByRole('button', { name: 'The day after' }).click();
  await expect(entry).toBeVisible();
  await expect(page.getByRole('button', { name: 'The day after' })).toBeDisabled();
});
