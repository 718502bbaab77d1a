import { expect, type Page } from '@playwright/test';
import jsQr from 'jsqr';
import { PNG } from 'pngjs';
import { test } from '../support/dashboard.ts';
import { accounts, AdminProgram, comeIn, firstCode, networkAddress } from '../support/front-door.ts';
import { expectMovingPicture } from '../support/picture.ts';

const letIn = (page: Page) => page.getByRole('button', { name: 'Let this device in' });
const enterCode = async (page: Page, code: string): Promise<void> => {
  await page.getByLabel('Six-digit code').fill(code);
  await letIn(page).click();
};

test.describe('the front door', () => {
  test('lets the first device in with the code of `petlog pair`, as admin', async ({ start, page, dashboard }) => {
    const petlog = await start(accounts);
    await page.goto(petlog.url);
    await expect(page.getByText('Welcome to PetLog')).toBeVisible();
    await expect(page.getByText('run “petlog pair” on the camera')).toBeVisible();
    expect(dashboard.streamRequests).toEqual([]);

    const { code, command } = await firstCode(petlog);
    await using _command = command;
    await page.getByLabel('Name of this device').fill("Anna's laptop");
    await enterCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
    await dashboard.button('Start Stream').click();
    await expectMovingPicture(dashboard.picture);
    await expect(page.getByText("Signed in as Anna's laptop")).toBeVisible();
    await page.getByRole('link', { name: 'Devices' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Anna's laptop" })).toContainText('This device');

    await page.reload();
    await expect(page.getByRole('heading', { name: 'Devices and people' })).toBeVisible();
  });

  test('a link brings the code along, which stays nowhere, and asks for a name alone', async ({ start, page }) => {
    const petlog = await start(accounts);
    const code = await (await AdminProgram.pair(petlog)).code('viewer');
    await page.goto(`${petlog.url}/#pair=${code}`);
    await expect(page.getByLabel('Name of this device')).not.toHaveValue('');
    await expect(page.getByLabel('Six-digit code')).toHaveCount(0);
    expect(page.url()).toBe(`${petlog.url}/`);
    await page.getByLabel('Name of this device').press('Enter');
    await expect(page.locator('petlog-dashboard')).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify([location.href, history.state, Object.entries(localStorage), Object.entries(sessionStorage)]))).not.toContain(code);
  });

  test('a link that is opened by who is in already changes nothing unless asked to', async ({ start, page }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
    await page.goto(`${petlog.url}/#pair=${await admin.code('admin')}`);
    await expect(page.getByText('This browser is in already, as Tablet.')).toBeVisible();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    await expect(page.getByText('Signed in as Tablet')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Devices' })).toHaveCount(0);
  });

  test('says that a code is wrong, then how long to wait, and lets the right one in after that', async ({ start, page }) => {
    const petlog = await start(accounts);
    const code = await (await AdminProgram.pair(petlog)).code('viewer');
    const wrong = code === '000000' ? '000001' : '000000';
    await page.goto(petlog.url);
    await enterCode(page, '12');
    await expect(page.getByRole('alert')).toHaveText('The code has six digits.');
    for (let turn = 0; turn < 3; turn += 1) {
      await enterCode(page, wrong);
      await expect(page.getByRole('alert')).toContainText('That is not the code');
    }
    await enterCode(page, wrong);
    await expect(page.getByText(/^Too many wrong attempts\. Try again in \d+ seconds?\.$/)).toBeVisible();
    await expect(letIn(page)).toBeDisabled();
    await expect(letIn(page)).toBeEnabled();
    await enterCode(page, code);
    await expect(page.locator('petlog-dashboard')).toBeVisible();
  });

  test('lets people in with name and password, and out again', async ({ start, page }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await admin.post('/auth/accounts', { name: 'Ben', password: 'correct horse battery', role: 'admin' });
    await page.goto(petlog.url);
    await page.getByRole('button', { name: 'With a password' }).click();
    await page.getByLabel('Your name').fill('Ben');
    await page.getByLabel('Password').fill('wrong horse battery');
    await page.getByLabel('Password').press('Enter');
    await expect(page.getByRole('alert')).toHaveText('The name or the password is wrong.');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Signed in as Ben')).toBeVisible();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('This camera is private')).toBeVisible();
    await expect(page.getByText('no longer signed in')).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('This camera is private')).toBeVisible();
  });
});

test.describe('a viewer', () => {
  test('watches, and is offered nothing that is for admins', async ({ start, page, dashboard }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
    await expect(page.getByText('Starting, stopping and recording are for admins')).toBeVisible();
    await expect(dashboard.stage.getByText('An admin can start it.')).toBeVisible();
    await admin.post('/live/start');
    await expectMovingPicture(dashboard.picture);
    for (const name of ['Start Stream', 'Stop Stream', 'Record', 'Privacy', 'Save']) await expect(dashboard.button(name)).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Devices' })).toHaveCount(0);

    await page.getByRole('link', { name: 'Recordings', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
    for (const name of ['Select', 'Timelapse', 'Storage']) await expect(dashboard.button(name)).toHaveCount(0);
    for (const view of ['devices', 'audit']) {
      await page.goto(`${petlog.url}/?view=${view}`);
      await expect(page.getByText('This is for admins')).toBeVisible();
    }
  });

  test('that becomes an admin sees it when it comes back to the page, and is one no longer at once', async ({ start, page, browser, dashboard }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
    const other = await (await browser.newContext()).newPage();
    await comeIn(other, petlog.url, await admin.code('admin'), 'Phone');
    await other.goto(`${petlog.url}/?view=devices`);
    const setRole = async (role: string): Promise<void> => {
      await other.getByRole('button', { name: 'Change Tablet' }).click();
      await other.getByRole('dialog').getByRole('button', { name: new RegExp(`^${role}`) }).click();
      await other.getByRole('button', { name: 'Save' }).click();
    };
    await setRole('Admin');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(dashboard.button('Start Stream')).toBeVisible();
    await setRole('Viewer');
    await expect(dashboard.button('Start Stream')).toHaveCount(0);
    await other.context().close();
  });
});

test('who is shut out sees the front door at once, and no dead picture', async ({ start, page, browser, dashboard }) => {
  const petlog = await start(accounts);
  const admin = await AdminProgram.pair(petlog);
  await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
  await admin.post('/live/start');
  await expectMovingPicture(dashboard.picture);

  const other = await (await browser.newContext()).newPage();
  await comeIn(other, petlog.url, await admin.code('admin'), 'Phone');
  await other.getByRole('link', { name: 'Devices' }).click();
  await other.getByRole('button', { name: 'Shut out Tablet' }).click();
  await expect(other.getByRole('dialog')).toContainText('It is out at once');
  await other.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
  // Less than a page needs to notice a silent link: it was told.
  await expect(page.getByText('This device is no longer signed in')).toBeVisible({ timeout: 6_000 });
  await expect(dashboard.picture).toHaveCount(0);
  await expect(other.getByRole('listitem').filter({ hasText: 'Tablet' })).toHaveCount(0);

  await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet again');
  await expectMovingPicture(dashboard.picture);
  await expect(other.getByRole('listitem').filter({ hasText: 'Tablet again' })).toBeVisible();
  await other.context().close();
});

test.describe('two tabs', () => {
  for (const [place, host] of [
    ['this machine', '127.0.0.1'],
    ['a network address, where browsers have no locks', networkAddress()],
  ] as const) {
    test(`renew their session together at ${place}`, async ({ start, page }) => {
      test.skip(host === undefined, 'this machine has no network address but loopback');
      const petlog = await start({ ...accounts, arguments: ['--host', '0.0.0.0'] });
      const url = `http://${host}:${new URL(petlog.url).port}`;
      const admin = await AdminProgram.pair(petlog);
      await comeIn(page, url, await admin.code('admin'), 'Laptop');
      const tabs = [page, await page.context().newPage(), await page.context().newPage()];
      for (const tab of tabs.slice(1)) await tab.goto(`${url}/?view=devices`);
      const refreshes: number[] = [];
      page.context().on('response', (response) => {
        if (response.url().endsWith('/auth/refresh')) refreshes.push(response.status());
      });

      for (let turn = 1; turn <= 3; turn += 1) {
        for (const tab of tabs) await tab.goto(`${url}/?view=devices`);
        for (const tab of tabs) await expect(tab.getByText('Laptop').first()).toBeVisible();
        await page.context().clearCookies({ name: 'petlog_access' });
        await Promise.all(tabs.map((tab) => tab.reload()));
        for (const tab of tabs) await expect(tab.getByText('Laptop').first()).toBeVisible();
        expect(refreshes).toEqual(Array.from({ length: turn }, () => 200));
      }
    });
  }

  test('a page that stays open asks again what was refused when its access token ended', async ({ start, page, dashboard }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await expect(dashboard.indicator('connection')).toHaveText('Connected');
    await page.context().clearCookies({ name: 'petlog_access' });
    await dashboard.button('Start Stream').click();
    await expectMovingPicture(dashboard.picture);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('a recording plays although the access token ended just before', async ({ start, page, dashboard }) => {
  // Looking back asks every few seconds, and would notice first.
  const petlog = await start({ ...accounts, config: { recording: { rewind_minutes: 0 } } });
  const admin = await AdminProgram.pair(petlog);
  await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (/\/recordings\/[^/?]+$/.test(response.url())) statuses.push(response.status());
  });
  await dashboard.button('Record').click();
  await expect(dashboard.button('Record')).toHaveText(/Recording 00:0[2-9]/);
  await dashboard.button('Record').click();
  const play = page.getByRole('button', { name: /^Play the recording of/ });
  await expect(play).toBeVisible();
  await page.context().clearCookies({ name: 'petlog_access' });
  await play.click();
  await expectMovingPicture(page.locator('video'));
  expect(statuses[0]).toBe(401);
});

test.describe('admins', () => {
  test('let a device in by a QR code, and see who came', async ({ start, page, browser }) => {
    const host = networkAddress();
    test.skip(host === undefined, 'this machine has no network address but loopback');
    const petlog = await start({ ...accounts, arguments: ['--host', '0.0.0.0'] });
    const url = `http://${host}:${new URL(petlog.url).port}`;
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, url, await admin.code('admin'), 'Laptop');
    await page.goto(`${url}/?view=devices`);
    await page.getByRole('button', { name: 'Let a device in' }).click();
    await page.getByRole('button', { name: 'Show the code' }).click();
    const { data, width, height } = PNG.sync.read(await page.locator('petlog-qr-code').screenshot());
    const link = jsQr.default(new Uint8ClampedArray(data), width, height)?.data ?? '';
    const shown = (await page.locator('petlog-invite-dialog .code').innerText()).replace(/\D/g, '');
    expect(link).toBe(`${url}/#pair=${shown}`);

    const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(link);
    await phone.getByLabel('Name of this device').fill("Ben's phone");
    await letIn(phone).click();
    await expect(phone.locator('petlog-dashboard')).toBeVisible();
    await expect(page.getByText("Ben's phone is in")).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Ben's phone" })).toContainText('Viewer');
    await phone.context().close();
  });

  test('see a token once, which works until it is revoked', async ({ start, page }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await page.goto(`${petlog.url}/?view=devices`);
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('What is it for?').fill('Home Assistant');
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token = await page.getByLabel('Token', { exact: true }).inputValue();
    const status = async (): Promise<number> => (await fetch(`${petlog.url}/camera/status`, { headers: { authorization: `Bearer ${token}` } })).status;
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

  test('add a person, change the password, and remove them', async ({ start, page, browser }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
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
    for (let turn = 0; turn < 4; turn += 1) expect((await fetch(`${petlog.url}/live/start`, { method: 'POST' })).status).toBe(401);
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await admin.post('/live/start');
    await page.getByRole('link', { name: 'Devices' }).click();
    await page.getByRole('link', { name: 'Who did what' }).click();
    const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await expect(row('Come in with a code').filter({ hasText: 'Laptop' })).toBeVisible();
    await expect(row('Start the camera').filter({ hasText: 'Program' })).toBeVisible();
    await page.getByRole('button', { name: 'Refused' }).click();
    const refusal = row('Start the camera').filter({ hasText: 'Somebody unknown' });
    await expect(refusal).toContainText('not signed in');
    await expect(refusal).toContainText('4 times');
    await expect(row('Program')).toHaveCount(0);
    await page.getByRole('button', { name: 'Failed' }).click();
    await expect(page.getByText('Nothing failed')).toBeVisible();
  });
});

test('open mode says on every screen who may watch, and what to do about it', async ({ start, page }) => {
  const { url } = await start();
  await page.goto(url);
  await expect(page.getByText('Anyone on this network can watch and control this camera.')).toBeVisible();
  await expect(page.getByText('set security.access to accounts')).toBeVisible();
  await page.goto(`${url}/?view=library`);
  await expect(page.getByText('Anyone on this network can watch and control this camera.')).toBeVisible();
  await page.goto(`${url}/?view=devices`);
  await expect(page.getByText('Everyone is let in at present.')).toBeVisible();
  for (const view of ['plain', 'kiosk']) {
    await page.goto(`${url}/?view=${view}`);
    await expect(page.getByText('Open: anyone on this network can watch')).toBeVisible();
  }
});

for (const [width, height] of [[390, 844], [800, 480], [720, 1280], [1280, 800]] as const) {
  test(`everything fits ${width} x ${height}, with targets of 48 px`, async ({ start, page }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await page.setViewportSize({ width, height });
    const expectToFit = async (what: string): Promise<void> => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), what).toBe(0);
      for (const target of await page.locator('button:visible, a:visible, input:visible:not([type="checkbox"]), select:visible').all()) {
        const box = await target.boundingBox();
        const name = `${what}: ${await target.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent.trim())}`;
        expect(box?.height ?? 0, name).toBeGreaterThanOrEqual(48);
        expect(box?.width ?? 0, name).toBeGreaterThanOrEqual(48);
        expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(width);
      }
    };
    await page.goto(petlog.url);
    await expect(page.getByText('This camera is private')).toBeVisible();
    await expectToFit('front door');
    await page.getByRole('button', { name: 'With a password' }).click();
    await expectToFit('front door with a password');
    await comeIn(page, petlog.url, await admin.code('admin'), 'A tablet with quite a long name that somebody chose');
    await page.goto(`${petlog.url}/?view=devices`);
    await expect(page.getByText('Signed in as A tablet with quite')).toBeVisible();
    await expectToFit('devices');
    for (const name of ['Let a device in', 'Change A tablet with quite a long name that somebody chose', 'Add a person', 'Make a token']) {
      await page.getByRole('button', { name }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectToFit(name);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await page.goto(`${petlog.url}/?view=audit`);
    await expect(page.getByText('These are all entries.')).toBeVisible();
    await expectToFit('audit');
  });
}
