import { expect } from '@playwright/test';
import jsQr from 'jsqr';
import { PNG } from 'pngjs';
import { test } from '../support/dashboard.ts';
import { accounts, AdminProgram, comeIn, networkAddress } from '../support/front-door.ts';
import { shareAccounts } from '../support/shared-petlog.ts';

const running = shareAccounts();

test.describe('admins', () => {
  test('let a device in by a QR code, and see who came', async ({ start, page, browser }) => {
    const host = networkAddress();
    test.skip(host === undefined, 'this machine has no network address but loopback');
    const petlog = await start({ ...accounts, arguments: ['--host', '0.0.0.0'] });
    const url = `http://${host}:${new URL(petlog.url).port}`;
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, url, await admin.code('admin'), 'Laptop');
    await page.goto(`${url}/?view=devices`);
    await page.getByRole('button', { name: 'Add a device' }).click();
    const { data, width, height } = PNG.sync.read(await page.locator('petlog-qr-code').screenshot());
    const link = jsQr.default(new Uint8ClampedArray(data), width, height)?.data ?? '';
    const shown = (await page.locator('petlog-invite-dialog .code').innerText()).replace(/\D/g, '');
    expect(link).toBe(`${url}/#pair=${shown}`);

    const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(link);
    await phone.getByLabel('Name of this device').fill("Ben's phone");
    await phone.getByRole('button', { name: 'Add this device' }).click();
    await expect(phone.locator('petlog-live')).toBeVisible();
    await expect(page.getByText("Ben's phone was added")).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Ben's phone" })).toContainText('Can watch');
    await phone.context().close();
  });

  test('see a token once, which works until it is revoked', async ({ page }) => {
    const { petlog, admin } = await running();
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await page.goto(`${petlog.url}/?view=devices`);
    await page.getByRole('button', { name: 'Create a token' }).click();
    await page.getByLabel('What is it for?').fill('Home Assistant');
    await page.getByRole('button', { name: 'Create the token' }).click();
    const token = await page.getByLabel('Token', { exact: true }).inputValue();
    const status = async (): Promise<number> =>
      (await fetch(`${petlog.url}/camera/status`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status()).toBe(200);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByLabel('Token', { exact: true })).toHaveCount(0);
    const row = page.getByRole('listitem').filter({ hasText: 'Home Assistant' });
    await expect(row).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]))).not.toContain(token);

    await page.getByRole('button', { name: 'Revoke Home Assistant' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(row).toHaveCount(0);
    expect(await status()).toBe(401);
  });

  test('add a person, change the password, and remove them', async ({ page, browser }) => {
    const { petlog, admin } = await running();
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await page.goto(`${petlog.url}/?view=devices`);
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Ben');
    await dialog.getByLabel('Password', { exact: true }).fill('short');
    await dialog.getByRole('button', { name: 'Add a person' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('The password needs at least 8 characters.');
    await dialog.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await dialog.getByRole('button', { name: 'Add a person' }).click();
    await expect(page.getByRole('button', { name: 'Change Ben' })).toBeVisible();

    const ben = await (await browser.newContext()).newPage();
    await ben.goto(petlog.url);
    await ben.getByRole('button', { name: 'With a password' }).click();
    await ben.getByLabel('Your name').fill('ben');
    await ben.getByLabel('Password').fill('correct horse battery');
    await ben.getByRole('button', { name: 'Sign in' }).click();
    await ben.getByRole('link', { name: 'More', exact: true }).click();
    await expect(ben.getByText('Signed in as Ben')).toBeVisible();

    await page.getByRole('button', { name: 'Change Ben' }).click();
    await dialog.getByLabel('New password').fill('another horse battery');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(ben.getByText('This device is no longer signed in')).toBeVisible();
    await page.getByRole('button', { name: 'Remove Ben' }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('Nobody yet')).toBeVisible();
    await ben.context().close();
  });

  test('read who did what, and what was refused', async ({ start, page }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    for (let turn = 0; turn < 4; turn += 1) {
      expect((await fetch(`${petlog.url}/live/start`, { method: 'POST' })).status).toBe(401);
    }
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await admin.post('/live/start');
    await page.getByRole('link', { name: 'More', exact: true }).click();
    await page.getByRole('link', { name: /^Access log/ }).click();
    const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await expect(row('Sign in with a code').filter({ hasText: 'Laptop' })).toBeVisible();
    await expect(row('Start the camera').filter({ hasText: 'Program' })).toBeVisible();
    await page.getByRole('button', { name: 'Refused' }).click();
    const refusal = row('Start the camera').filter({ hasText: 'Unknown' });
    await expect(refusal).toContainText('not signed in');
    await expect(refusal).toContainText('4 times');
    await expect(row('Program')).toHaveCount(0);
    await page.getByRole('button', { name: 'Failed' }).click();
    await expect(page.getByText('Nothing failed')).toBeVisible();
  });
});
