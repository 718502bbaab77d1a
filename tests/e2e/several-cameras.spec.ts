import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, type Locator } from '@playwright/test';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import { fingerprintOf } from '../../main/network/tls-identity.ts';
import type { LiveStatus } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { expectMovingTile, tile } from '../support/camera-wall.ts';
import { Dashboard, test } from '../support/dashboard.ts';
import { kioskHost, test as kioskTest } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { smallJpegs } from '../support/small-jpegs.ts';
import { misfits } from '../support/touch-targets.ts';

const small = { source: 'mock', resolution: [320, 180] as [number, number], frame_rate: 5 };
const config = {
  camera: { ...small, name: 'Kitchen' },
  cameras: { garden: { ...small, name: 'Garden' }, hall: { ...small, name: 'Hall' } },
};

const running = sharePetLog({ config });

async function post(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.ok, `${path}: ${response.status}`).toBe(true);
}

const statusOf = async (url: string, camera: string): Promise<LiveStatus> =>
  (await (await fetch(`${url}/live/status?camera=${camera}`)).json()) as LiveStatus;

test('four cameras move on one wall by one request; one is recorded while another is removed', async ({ page }) => {
  const { url } = await running();
  await post(url, '/cameras', { camera_id: 'attic', ...small, name: 'Attic' });
  const requests: string[] = [];
  page.on('request', (request) => {
    if (/\/live\/(wall|stream)/.test(request.url())) {
      requests.push(request.url());
    }
  });
  await page.goto(url);
  await expect(page.locator('petlog-camera-wall').getByRole('link', { name: 'Add a camera' })).toHaveAttribute('href', 'app/more/cameras');
  for (const name of ['Kitchen', 'Garden', 'Hall', 'Attic']) {
    await expectMovingTile(tile(page, name));
  }
  expect(requests.filter((address) => address.includes('/live/stream')).length).toBeLessThanOrEqual(1);

  await tile(page, 'Garden').click();
  await expect(page).toHaveURL(/\?camera=garden$/);
  const garden = new Dashboard(page);
  await expect(garden.indicator('camera')).toHaveText('Live');
  await expect(page.getByRole('heading', { level: 1, name: 'Garden' })).toBeVisible();
  await expectMovingPicture(garden.picture);
  expect(requests.filter((address) => address.includes('/live/stream')).at(-1)).toContain('camera=garden');
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

  for (const width of [320, 390, 640]) {
    await page.setViewportSize({ width, height: 844 });
    await expect
      .poll(async () => {
        const box = await tile(page, 'Garden').boundingBox();
        return box === null ? Infinity : box.x + box.width;
      })
      .toBeLessThanOrEqual(width);
  }
});

test('the settings beside a picture are those of its camera', async ({ start, page }) => {
  const { url } = await start({ config });
  await page.goto(`${url}/?camera=garden`);
  await page.getByRole('button', { name: 'Options', exact: true }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Garden' });
  await sheet.getByRole('switch', { name: 'Turn upside down' }).check();
  const rotations = async (): Promise<unknown[]> => {
    const { camera, cameras } = (await (await fetch(`${url}/settings`)).json()) as Config;
    return [camera.rotation, cameras.garden?.rotation];
  };
  await expect.poll(rotations).toEqual([0, 180]);
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

test('each of several cameras is kept as long as its own page says', async ({ page }) => {
  const { url } = await running();
  await post(url, '/cameras', { camera_id: 'porch', ...small, name: 'Porch' });
  await page.goto(`${url}/app/more/cameras/porch`);
  await expect(page.getByRole('heading', { level: 1, name: 'Porch' })).toBeVisible();
  const minutes = page.locator('petlog-number-field[data-field="recording.rewind_minutes"] input');
  await expect(minutes).toHaveValue('10');
  await minutes.fill('3');
  await expect
    .poll(async () => ((await (await fetch(`${url}/settings`)).json()) as Config).cameras['porch']?.recording)
    .toEqual({ rewind_minutes: 3 });
});

/** A camera of single pictures, with a certificate that nobody signed, for those who know its password. */
async function startSecureCamera(): Promise<{ server: Server; port: number; fingerprint: string }> {
  const identity = await makeCertificate(await makePrivateKey(), { names: [], addresses: ['127.0.0.1'] }, Date.now());
  const [jpeg] = await smallJpegs(1);
  const server = createServer({ cert: identity.certificate, key: identity.key }, ({ headers }, response) => {
    const isKnown = headers.authorization === `Basic ${Buffer.from('cat:mouse').toString('base64')}`;
    if (isKnown) {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpeg);
    } else {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="camera"' }).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, fingerprint: fingerprintOf(identity) };
}

test('a camera is added after its certificate was confirmed and its picture was seen', async ({ start, page }) => {
  const { server, port, fingerprint } = await startSecureCamera();
  try {
    const { url } = await start({ config: { camera: config.camera, security: { allowed_targets: ['127.0.0.1'] } } });
    await page.goto(`${url}/?view=cameras`);
    const open = page.getByRole('button', { name: 'Add a camera' });
    await open.click();
    const dialog = page.getByRole('dialog', { name: 'Add a camera' });
    const show = dialog.getByRole('button', { name: 'Show its picture' });
    const add = dialog.getByRole('button', { name: 'Add it' });
    const address = dialog.getByRole('textbox', { name: 'Address', exact: true });
    await show.click();
    await expect(dialog.getByRole('alert')).toHaveText('Choose a camera, or enter an address.');
    await expect(address).toBeFocused();

    await address.fill(`https://127.0.0.1:${port}/`);
    await address.press('Enter');
    await expect(dialog.locator('.groups')).toContainText(fingerprint.replaceAll(':', '').slice(0, 4));
    await expect(add).toBeDisabled();
    await dialog.getByRole('checkbox', { name: 'The camera shows the same fingerprint' }).check();
    await expect(dialog.getByRole('alert')).toContainText('a user name and a password');
    expect(await misfits(dialog.locator('button, input:visible:not([type="radio"], [type="checkbox"]), label.confirm'))).toEqual([]);

    await dialog.getByRole('textbox', { name: 'User name' }).fill('cat');
    await dialog.getByLabel('Password', { exact: true }).fill('mouse');
    await show.click();
    const picture = dialog.getByRole('img', { name: 'Picture of the new camera' });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    await expect(dialog.locator('figcaption')).toContainText('320 × 180');
    await add.click();
    await expect(dialog.getByRole('alert')).toHaveText('Give it a name.');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Garden');
    await add.click();

    await expect(dialog).toBeHidden();
    await expect(page.getByText('Garden was added.')).toBeVisible();
    await expect(page.locator('[data-row="garden"]')).toContainText('Garden');
    await expect(open).toBeFocused();
    expect(await (await fetch(`${url}/cameras/garden`)).json()).toMatchObject({ name: 'Garden', source: 'http', enabled: true });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a wall display shows all cameras without a scrollbar, and the one that its address names', async ({ page }) => {
  const { url } = await running();
  await page.setViewportSize({ width: 1024, height: 600 });
  await page.goto(`${url}/?view=plain`);
  for (const name of ['Kitchen', 'Garden', 'Hall']) {
    await expectMovingTile(tile(page, name));
    expect(await isWithinWindow(tile(page, name))).toBe(true);
  }
  await tile(page, 'Garden').click();
  await expect(page).toHaveURL(/\?view=plain&camera=garden$/);
  await expect(new Dashboard(page).picture).toHaveAttribute('src', /camera=garden/);
  await page.goto(`${url}/?view=plain&camera=hall`);
  await expect(new Dashboard(page).picture).toHaveAttribute('src', /camera=hall/);
  await page.goBack();
  await page.goBack();
  await expectMovingTile(tile(page, 'Kitchen'));
});

const isWithinWindow = (of: Locator): Promise<boolean> =>
  of.evaluate((element) => {
    const { top, left, right, bottom } = element.getBoundingClientRect();
    return top >= 0 && left >= 0 && right <= innerWidth && bottom <= innerHeight;
  });

kioskTest(`the kiosk shows all cameras, nothing over them, and one of them in full (${kioskHost})`, async ({ openKiosk }) => {
  const kiosk = await openKiosk(smallScreen, { config: { ...config, cameras: { ...config.cameras, attic: { ...small, name: 'Attic' } } } });
  for (const name of ['Kitchen', 'Garden', 'Hall', 'Attic']) {
    await expectMovingTile(tile(kiosk.page, name));
  }
  const wall = kiosk.page.locator('.wall');
  expect(await wall.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
  const clock = await kiosk.page.locator('petlog-wall-clock').boundingBox();
  const tiles = await wall.boundingBox();
  expect(tiles?.y).toBeGreaterThanOrEqual((clock?.y ?? NaN) + (clock?.height ?? NaN));
  await kiosk.touch(tile(kiosk.page, 'Hall'));
  await expect(kiosk.picture).toHaveAttribute('src', /camera=hall/);
  await kiosk.touch(kiosk.button('All cameras'));
  await expectMovingTile(tile(kiosk.page, 'Hall'));
});
