import { networkInterfaces } from 'node:os';
import { devices, expect, type Browser, type Page } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { LiveStatus } from '../../shared/api.ts';
import { kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { smallScreen, tallScreen } from '../support/kiosk-screens.ts';
import { PetLogProcess } from '../support/petlog-process.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { kioskPin, shareKiosk } from '../support/shared-kiosk.ts';

const accounts = { config: { security: { access: 'accounts' } } } as const;
const hasNetwork = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.internal === false);

// Each touch waits for the screen, and there are many.
test.slow();

/** What a camera reads from the screen. */
async function readQrCode(kiosk: Kiosk): Promise<string> {
  let read = '';
  await expect(async () => {
    const { data, width, height } = PNG.sync.read(await kiosk.page.screenshot());
    read = jsqr.default(new Uint8ClampedArray(data), width, height)?.data ?? '';
    expect(read).not.toBe('');
  }).toPass();
  return read;
}

/** A phone with a certificate warning that its owner has gone past. */
async function openPhone(browser: Browser): Promise<Page> {
  const { viewport, userAgent, isMobile, hasTouch } = devices['Pixel 7'];
  const context = await browser.newContext({ viewport, userAgent, isMobile, hasTouch, ignoreHTTPSErrors: true });
  return context.newPage();
}

async function enterCode(kiosk: Kiosk, code: string, deviceName = 'A phone'): Promise<number> {
  const response = await fetch(`${kiosk.process.url}/auth/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, device_name: deviceName, token_delivery: 'body' }),
  });
  return response.status;
}

const digitsOn = async (kiosk: Kiosk): Promise<string> =>
  (await kiosk.page.locator('petlog-first-device .digits').innerText()).replace(/\D/g, '');
const wrongCode = (right: string): string => (right === '000000' ? '111111' : '000000');

async function enterPin(kiosk: Kiosk, pin: string): Promise<void> {
  for (const digit of pin) {
    await kiosk.touch(kiosk.button(digit));
  }
  await kiosk.touch(kiosk.button('OK'));
}

async function setPin(kiosk: Kiosk): Promise<void> {
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Set a PIN'));
  await enterPin(kiosk, kioskPin);
  await expect(kiosk.page.getByText('Enter it once more')).toBeVisible();
  await enterPin(kiosk, kioskPin);
  await expect(kiosk.page.getByText('This screen has a new PIN.')).toBeVisible();
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Lock now'));
}

const status = async (kiosk: Kiosk): Promise<LiveStatus> => (await (await fetch(`${kiosk.process.url}/live/status`)).json()) as LiveStatus;

test(`a phone comes in by the QR code, watches over HTTPS, and is shut out; kiosk on the ${kioskHost}`, async ({
  openKiosk,
  browser,
}, testInfo) => {
  test.skip(!hasNetwork, 'this machine has no network');
  const config = { security: { access: 'accounts', https: true }, server: { https_port: 0 } } as const;
  const kiosk = await openKiosk(smallScreen, { arguments: ['--host', '0.0.0.0'], config });
  const link = await readQrCode(kiosk);
  expect(link).toMatch(/^https:\/\/[^/]+:\d+\/#pair=\d{6}$/);
  await expect(kiosk.page.getByText(`Open ${link.replace(/\/#.*/, '')} in a browser`)).toBeVisible();

  const phone = await openPhone(browser);
  await phone.goto(link);
  await phone.getByLabel('Name of this device').fill("Anna's phone");
  await phone.getByRole('button', { name: 'Add this device' }).tap();
  await expect(kiosk.page.getByText("Anna's phone was added")).toBeVisible();
  await kiosk.touch(kiosk.button('Go to the picture'));
  await expectMovingPicture(phone.locator('petlog-live-picture .shown'));
  expect(new URL(phone.url()).protocol).toBe('https:');

  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Devices'));
  await kiosk.touch(kiosk.button("Remove Anna's phone"));
  await kiosk.touch(kiosk.page.getByRole('dialog', { name: "Remove Anna's phone?" }).getByRole('button', { name: 'Remove' }));
  const startedAt = performance.now();
  await expect(phone.getByText('This device is no longer signed in')).toBeVisible();
  testInfo.annotations.push({
    type: 'milliseconds from the touch until the phone was out',
    description: String(Math.round(performance.now() - startedAt)),
  });
  await expect(phone.locator('petlog-live-picture')).toHaveCount(0);
  await phone.context().close();
});

test.describe(`kiosk with accounts on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen, accounts);

  test('shows the picture by its own token, which nobody else on this machine has', async () => {
    const kiosk = await openKiosk();
    await kiosk.touch(kiosk.button('Later'));
    await expectMovingPicture(kiosk.picture);
    expect(await kiosk.page.evaluate(() => document.cookie)).toBe('');
    for (const headers of [{}, { cookie: 'petlog_kiosk=guessed' }] as Record<string, string>[]) {
      for (const path of ['/live/stream', '/live/status', '/live/snapshot', '/recordings']) {
        expect((await fetch(kiosk.process.url + path, { headers })).status, path).toBe(401);
      }
    }
    const cookies = await kiosk.page.context().cookies();
    expect(cookies).toMatchObject([{ name: 'petlog_kiosk', httpOnly: true, sameSite: 'Strict', expires: -1 }]);
    const asKiosk = { cookie: `petlog_kiosk=${cookies[0]?.value ?? ''}` };
    expect((await fetch(`${kiosk.process.url}/live/status`, { headers: asKiosk })).status).toBe(200);
    expect((await fetch(`${kiosk.process.url}/live/stop`, { method: 'POST', headers: asKiosk })).status).toBe(403);
  });

  test('five wrong codes block the code, and a new one is made only when asked for', async () => {
    const kiosk = await openKiosk();
    await expect(kiosk.page.getByText('Valid for')).toBeVisible();
    const blocked = await digitsOn(kiosk);
    expect(await enterCode(kiosk, wrongCode(blocked))).toBe(401);
    await expect(kiosk.page.getByText('4 tries left')).toBeVisible();
    await expect(async () => {
      await enterCode(kiosk, wrongCode(blocked)); // ever more slowly
      await expect(kiosk.page.getByText('Someone entered wrong codes')).toBeVisible({ timeout: 100 });
    }).toPass();
    await expect(kiosk.page.locator('petlog-qr-code[address*="pair"]')).toHaveCount(0);
    await kiosk.touch(kiosk.button('New code'));
    await expect(kiosk.page.getByText('Valid for')).toBeVisible();
    const right = await digitsOn(kiosk);
    await expect(async () => expect(await enterCode(kiosk, right, "Ben's tablet")).toBe(200)).toPass();
    await expect(kiosk.page.getByText("Ben's tablet was added")).toBeVisible();
  });

  test('a PIN stands before devices and before letting the first one in', async () => {
    const kiosk = await openKiosk();
    await kiosk.touch(kiosk.button('Later'));
    await setPin(kiosk);
    await kiosk.touch(kiosk.button('More'));
    await kiosk.touch(kiosk.button('Add the first device'));
    await expect(kiosk.page.getByText('This screen is locked').first()).toBeVisible();
    await expect(kiosk.page.locator('petlog-first-device petlog-qr-code')).toHaveCount(0);
    await kiosk.touch(kiosk.button('Enter the PIN'));
    await enterPin(kiosk, '1357');
    await expect(kiosk.page.getByText('Wrong PIN')).toBeVisible();
    await enterPin(kiosk, kioskPin);
    await expect(kiosk.page.getByText('Valid for')).toBeVisible();
    expect(await enterCode(kiosk, await digitsOn(kiosk))).toBe(200);
    await kiosk.touch(kiosk.button('Go to the picture'));

    await kiosk.touch(kiosk.button('More'));
    await kiosk.touch(kiosk.button('Lock now'));
    await kiosk.touch(kiosk.button('More'));
    await kiosk.touch(kiosk.button('Devices'));
    await expect(kiosk.page.getByText('This screen is locked.').last()).toBeVisible();
    await kiosk.touch(kiosk.button('Cancel'));
    await expect(kiosk.page.locator('petlog-access-panel')).toHaveCount(0);
  });

  test('wrong PINs have to wait, and the wait counts down', async () => {
    const kiosk = await openKiosk();
    await kiosk.touch(kiosk.button('Later'));
    await setPin(kiosk);
    await kiosk.touch(kiosk.button('More'));
    await kiosk.touch(kiosk.button('Access log'));
    await expect(kiosk.button('OK')).toBeVisible();
    const hasToWait = kiosk.page.getByText(/Too many wrong PINs\. Wait \d/);
    // Each is answered before the next one: what comes while it has to wait makes the wait longer.
    do {
      await enterPin(kiosk, '1111');
      await expect(hasToWait.or(kiosk.page.getByText('Wrong PIN')).first()).toBeVisible();
    } while (!(await hasToWait.isVisible()));
    await expect(kiosk.button('1')).toBeDisabled();
    await expect(kiosk.button('1')).toBeEnabled();
    await enterPin(kiosk, kioskPin);
    await expect(kiosk.page.locator('petlog-audit-list')).toContainText('wrong PIN');
  });
});

// Alone on its kiosk: the page that is loaded anew leaves codes open, and there may be three.
test(`a code that nobody used is replaced by itself, one that somebody guessed at is not; kiosk on the ${kioskHost}`, async ({
  openKiosk,
}) => {
  const kiosk = await openKiosk(smallScreen, accounts);
  await expect(kiosk.page.getByText('Valid for')).toBeVisible();
  await kiosk.page.clock.install();
  await kiosk.page.reload();
  await expect(kiosk.page.getByText('Valid for 0')).toBeVisible();
  const first = await digitsOn(kiosk);
  await kiosk.page.clock.fastForward(121_000);
  await expect.poll(() => digitsOn(kiosk)).not.toBe(first);
  const second = await digitsOn(kiosk);
  expect(await enterCode(kiosk, wrongCode(second))).toBe(401);
  await kiosk.page.clock.runFor(3000);
  await expect(kiosk.page.getByText('4 tries left')).toBeVisible();
  await kiosk.page.clock.fastForward(121_000);
  await expect(kiosk.page.getByText('The code has expired')).toBeVisible();
  await expect(kiosk.button('New code')).toBeVisible();
});

test.describe(`kiosk with a PIN, and privacy, on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen);

  test('a recording is deleted only with the PIN, asked for before the time to undo it', async () => {
    const kiosk = await openKiosk();
    const post = (path: string): Promise<Response> => fetch(kiosk.process.url + path, { method: 'POST' });
    await post('/live/record/start');
    await expect.poll(async () => (await status(kiosk)).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(1);
    await post('/live/record/stop');
    await setPin(kiosk);
    const total = async (): Promise<number> =>
      ((await (await fetch(`${kiosk.process.url}/recordings`)).json()) as { total_count: number }).total_count;

    await kiosk.touch(kiosk.button('Recordings'));
    await kiosk.touch(kiosk.button('Select'));
    await kiosk.touch(kiosk.page.getByRole('button', { name: /^Select all recordings of (Today|Yesterday)$/ }));
    await kiosk.touch(kiosk.button('Delete'));
    await kiosk.touch(kiosk.page.getByRole('dialog', { name: 'Delete 1 recording?' }).getByRole('button', { name: 'Delete' }));
    await kiosk.touch(kiosk.button('Cancel').last());
    expect(await total()).toBe(1);
    await kiosk.touch(kiosk.button('Delete'));
    await kiosk.touch(kiosk.page.getByRole('dialog', { name: 'Delete 1 recording?' }).getByRole('button', { name: 'Delete' }));
    await enterPin(kiosk, kioskPin);
    await expect.poll(total).toBe(0);
  });

  test('a forgotten PIN is removed on the command line', async () => {
    const kiosk = await openKiosk();
    await setPin(kiosk);
    await using command = await PetLogProcess.spawn({ dataDirectory: kiosk.process.dataDirectory, arguments: ['remove-pin'] });
    expect(await command.exited).toEqual({ code: 0, signal: null });
    expect(command.stdout).toBe('The screen of the camera has no PIN now.\n');
    await kiosk.touch(kiosk.button('More'));
    await expect(kiosk.button('Set a PIN')).toBeVisible();
    await expect(kiosk.button('Lock now')).toHaveCount(0);
  });

  test('privacy is one touch, for every screen at once', async ({ page }) => {
    const kiosk = await openKiosk(tallScreen);
    await page.goto(kiosk.process.url);
    await expectMovingPicture(page.locator('petlog-live-picture .shown'));
    await kiosk.touch(kiosk.button('Privacy'));
    await expect(kiosk.page.getByText('Privacy: the camera is off')).toBeVisible();
    await expect(page.getByText('Privacy: the camera is off')).toBeVisible();
    await expect(kiosk.button('Record')).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Start Stream', exact: true })).toBeDisabled();
    expect(await status(kiosk)).toMatchObject({ privacy: true, state: 'stopped', active_streams: 0 });
    await page.getByRole('button', { name: 'Camera on', exact: true }).click();
    await expectMovingPicture(kiosk.picture);
    await expectMovingPicture(page.locator('petlog-live-picture .shown'));
  });

  test('privacy: the picture alone and the library say so too, and a locked kiosk switches it on but not off', async ({ page }) => {
    const kiosk = await openKiosk();
    await setPin(kiosk);
    await kiosk.touch(kiosk.button('Privacy'));
    await expect(kiosk.page.getByText('Anyone who knows the PIN of this screen can switch it back on.')).toBeVisible();
    for (const view of ['plain', 'library']) {
      await page.goto(`${kiosk.process.url}/?view=${view}`);
      await expect(page.getByText('Privacy: the camera is off')).toBeVisible();
      await expect(page.getByText('Anyone who may control the camera can switch it back on')).toBeVisible();
    }
    await kiosk.touch(kiosk.button('Camera on'));
    await kiosk.touch(kiosk.button('Cancel'));
    expect((await status(kiosk)).privacy).toBe(true);
    await kiosk.touch(kiosk.button('Camera on'));
    await enterPin(kiosk, kioskPin);
    await expect(kiosk.page.getByText('Privacy: the camera is off')).toHaveCount(0);
    expect((await status(kiosk)).privacy).toBe(false);
  });

  // The last one: there is no kiosk afterwards.
  test('PetLog is left only with the PIN', async () => {
    const kiosk = await openKiosk();
    await setPin(kiosk);
    await kiosk.touch(kiosk.button('More'));
    await kiosk.touch(kiosk.button('Leave PetLog'));
    await kiosk.touch(kiosk.button('Leave PetLog').last());
    await enterPin(kiosk, kioskPin);
    expect(await kiosk.process.exited).toEqual({ code: 0, signal: null });
  });
});
