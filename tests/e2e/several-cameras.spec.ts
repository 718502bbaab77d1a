import { expect, type Locator, type Page } from '@playwright/test';
import type { LiveStatus } from '../../shared/api.ts';
import { Dashboard, test } from '../support/dashboard.ts';
import { kioskHost, test as kioskTest } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';

const small = { source: 'mock', resolution: [320, 180] as [number, number], frame_rate: 10 };
const config = {
  camera: { ...small, name: 'Kitchen' },
  cameras: { garden: { ...small, name: 'Garden' }, hall: { ...small, name: 'Hall' } },
};

const tile = (page: Page, name: string): Locator => page.locator('petlog-camera-wall').getByRole('link', { name: new RegExp(`^${name}`) });

/** Other pixels than before, again. */
async function expectMovingTile(of: Locator): Promise<void> {
  const pixels = (): Promise<string> => of.locator('canvas.painted').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await pixels();
  await expect.poll(pixels).not.toBe(first);
}

async function post(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.ok, `${path}: ${response.status}`).toBe(true);
}

const statusOf = async (url: string, camera: string): Promise<LiveStatus> =>
  (await (await fetch(`${url}/live/status?camera=${camera}`)).json()) as LiveStatus;

test('four cameras move on one wall by one request; one is recorded while another is removed', async ({ start, page }) => {
  const { url } = await start({ config });
  await post(url, '/cameras', { camera_id: 'attic', ...small, name: 'Attic' });
  const requests: string[] = [];
  page.on('request', (request) => {
    if (/\/live\/(wall|stream)/.test(request.url())) requests.push(request.url());
  });
  await page.goto(url);
  for (const name of ['Kitchen', 'Garden', 'Hall', 'Attic']) await expectMovingTile(tile(page, name));
  expect(requests.filter((address) => address.includes('/live/stream')).length).toBeLessThanOrEqual(1);

  await tile(page, 'Garden').click();
  await expect(page).toHaveURL(/\?camera=garden$/);
  const garden = new Dashboard(page);
  await expect(garden.indicator('camera')).toHaveText('Live');
  await expect(page.getByRole('heading', { level: 1, name: 'Garden' })).toBeVisible();
  await expect(garden.picture).toHaveAttribute('src', /camera=garden/);
  await garden.button('Record').click();
  await expect(garden.indicator('recording')).toHaveText('Recording');
  await page.getByRole('link', { name: 'All cameras' }).click();
  await expect(page).not.toHaveURL(/camera=/);
  await expect(tile(page, 'Garden')).toHaveAccessibleName('Garden, Live, Recording');

  await fetch(`${url}/cameras/attic`, { method: 'DELETE' });
  await expect(tile(page, 'Attic')).toHaveCount(0);
  await expectMovingTile(tile(page, 'Hall'));
  expect(await statusOf(url, 'garden')).toMatchObject({ recording: true });
  expect(await statusOf(url, 'main')).toMatchObject({ recording: false });

  await post(url, '/live/privacy', { on: true, camera: 'hall' });
  await expect(tile(page, 'Hall')).toHaveAccessibleName('Hall, Privacy');
  await expect(tile(page, 'Hall').locator('canvas')).not.toHaveClass('painted');
  await expectMovingTile(tile(page, 'Garden'));
});

test('cameras are renamed, moved, switched off, and removed unless that is undone', async ({ start, page }) => {
  const { url } = await start({ config: { camera: config.camera } });
  await post(url, '/cameras', { camera_id: 'garden', ...small, name: 'Garden' });
  await page.goto(`${url}/?view=cameras`);
  const row = (id: string): Locator => page.locator(`[data-row="${id}"]`);
  await row('garden').getByRole('button', { name: 'Move Garden up' }).click();
  await expect(page.locator('[data-row]').first()).toHaveAttribute('data-row', 'garden');

  await row('garden').getByRole('button', { name: 'Rename Garden' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Terrace');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row('garden')).toContainText('Terrace');
  await row('garden').getByRole('switch').click();
  await expect(row('garden')).toContainText('Switched off');

  const remove = row('garden').getByRole('button', { name: 'Remove Terrace' });
  await remove.click();
  await expect(row('garden')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('garden')).toBeVisible();
  await remove.click();
  await page.goto(url);
  await expect.poll(async () => (await fetch(`${url}/cameras/garden`)).status).toBe(404);
});

kioskTest(`the kiosk shows all cameras, and one of them in full (${kioskHost})`, async ({ openKiosk }) => {
  const kiosk = await openKiosk(smallScreen, { config });
  for (const name of ['Kitchen', 'Garden', 'Hall']) await expectMovingTile(tile(kiosk.page, name));
  await kiosk.touch(tile(kiosk.page, 'Hall'));
  await expect(kiosk.picture).toHaveAttribute('src', /camera=hall/);
  await kiosk.touch(kiosk.button('All cameras'));
  await expectMovingTile(tile(kiosk.page, 'Hall'));
});
