import { expect, type Page } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { accounts, AdminProgram, comeIn, firstCode } from '../support/front-door.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { shareAccounts } from '../support/shared-petlog.ts';
import { misfits } from '../support/touch-targets.ts';

const running = shareAccounts();

const letIn = (page: Page) => page.getByRole('button', { name: 'Add this device' });
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
    await expectMovingPicture(dashboard.picture);
    await page.getByRole('link', { name: 'More', exact: true }).click();
    await expect(page.getByText("Signed in as Anna's laptop")).toBeVisible();
    await page.getByRole('link', { name: /^People and devices/ }).click();
    await expect(page.getByRole('listitem').filter({ hasText: "Anna's laptop" })).toContainText('This device');

    await page.reload();
    await expect(page.getByRole('heading', { name: 'People and devices' })).toBeVisible();
  });

  test('a link brings the code along, which stays nowhere, and asks for a name alone', async ({ page }) => {
    const { petlog, admin } = await running();
    const code = await admin.code('viewer');
    await page.goto(`${petlog.url}/#pair=${code}`);
    await expect(page.getByLabel('Name of this device')).not.toHaveValue('');
    await expect(page.getByLabel('Six-digit code')).toHaveCount(0);
    expect(page.url()).toBe(`${petlog.url}/`);
    await page.getByLabel('Name of this device').press('Enter');
    await expect(page.locator('petlog-live')).toBeVisible();
    expect(
      await page.evaluate(() =>
        JSON.stringify([location.href, history.state, Object.entries(localStorage), Object.entries(sessionStorage)]),
      ),
    ).not.toContain(code);
  });

  test('a link that is opened by who is in already changes nothing unless asked to', async ({ page }) => {
    const { petlog, admin } = await running();
    await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
    await page.goto(`${petlog.url}/#pair=${await admin.code('admin')}`);
    await expect(page.getByText('This browser is already signed in, as Tablet.')).toBeVisible();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    await page.getByRole('link', { name: 'More', exact: true }).click();
    await expect(page.getByText('Signed in as Tablet')).toBeVisible();
    await expect(page.getByRole('link', { name: /^People and devices/ })).toHaveCount(0);
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
    await expect(page.locator('petlog-live')).toBeVisible();
  });

  test('lets people in with name and password, and out again', async ({ page }) => {
    const { petlog, admin } = await running();
    await admin.post('/auth/accounts', { name: 'Ben', password: 'correct horse battery', role: 'admin' });
    await page.goto(petlog.url);
    await page.getByRole('button', { name: 'With a password' }).click();
    await page.getByLabel('Your name').fill('Ben');
    await page.getByLabel('Password').fill('wrong horse battery');
    await page.getByLabel('Password').press('Enter');
    await expect(page.getByRole('alert')).toHaveText('The name or the password is wrong.');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'More', exact: true }).click();
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
  test('watches, and is offered nothing that is for admins', async ({ page, dashboard }) => {
    const { petlog, admin } = await running();
    await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
    await expect(page.getByText('Starting, stopping and recording are for admins')).toBeVisible();
    await expectMovingPicture(dashboard.picture);
    await admin.post('/live/stop');
    await expect(dashboard.stage.getByText(/^Paused by .+ at .+\. Press play to see/)).toBeVisible();
    expect(dashboard.streamRequests.at(-1)).toContain('start=false');
    await dashboard.button('Watch').click();
    await expectMovingPicture(dashboard.picture);
    expect(dashboard.streamRequests.at(-1)).not.toContain('start=false');
    await expect(dashboard.button('Watch')).toBeDisabled();
    for (const name of ['Start Stream', 'Stop Stream', 'Record', 'Privacy', 'Save', 'Settings']) {
      await expect(dashboard.button(name)).toHaveCount(0);
    }
    await page.getByRole('link', { name: 'More', exact: true }).click();
    await expect(page.getByRole('link', { name: /^Storage/ })).toBeVisible();
    await expect(page.getByRole('link', { name: /^(People and devices|Cameras|Access log|System check)/ })).toHaveCount(0);

    await page.getByRole('link', { name: 'Recordings', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
    for (const name of ['Select', 'Timelapse', 'Storage']) {
      await expect(dashboard.button(name)).toHaveCount(0);
    }
    for (const view of ['devices', 'audit']) {
      await page.goto(`${petlog.url}/?view=${view}`);
      await expect(page.getByText('This is for admins')).toBeVisible();
    }
  });

  test('that becomes an admin sees it when it comes back to the page, and is one no longer at once', async ({
    page,
    browser,
    dashboard,
  }) => {
    const { petlog, admin } = await running();
    await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
    const other = await (await browser.newContext()).newPage();
    await comeIn(other, petlog.url, await admin.code('admin'), 'Phone');
    await other.goto(`${petlog.url}/?view=devices`);
    const setRole = async (role: string): Promise<void> => {
      await other.getByRole('button', { name: 'Change Tablet' }).click();
      await other
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^${role}`) })
        .click();
      const saved = other.waitForResponse((response) => response.request().method() === 'PATCH' && response.url().includes('/devices/'));
      await other.getByRole('button', { name: 'Save' }).click();
      await saved;
    };
    await setRole('Can watch and change');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(dashboard.button('Record')).toBeVisible();
    await setRole('Can watch(?! and)');
    await expect(dashboard.button('Record')).toHaveCount(0);
    await other.context().close();
  });
});

test('open mode says on every screen who may watch, and what to do about it', async ({ start, page }) => {
  const { url } = await start();
  for (const view of ['dashboard', 'library', 'audit', 'doctor']) {
    await page.goto(`${url}/?view=${view}`);
    await expect(page.getByText('Anyone on this network can watch and control this camera.'), view).toBeVisible();
    await expect(page.getByText('To let in only your own devices'), view).toBeVisible();
  }
  await page.getByText('To let in only your own devices').click();
  await expect(page.getByRole('button', { name: /^Everyone at home/, pressed: true })).toBeVisible();
  await expect(page.getByText('Anyone on this network can watch and change things')).toBeVisible();
  for (const view of ['plain', 'kiosk']) {
    await page.goto(`${url}/?view=${view}`);
    await expect(page.getByText('Open: anyone on this network can watch'), view).toBeVisible();
  }
});

test('everything fits every screen, with targets of 44 px', async ({ start, page }) => {
  const petlog = await start(accounts);
  const admin = await AdminProgram.pair(petlog);
  const targets = page.locator('button:visible, a:visible, input:visible:not([type="checkbox"]), select:visible');
  const expectToFit = async (what: string): Promise<void> => {
    for (const [width, height] of [
      [390, 844],
      [800, 480],
      [720, 1280],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => misfits(targets), `${what} at ${width}x${height}`).toEqual([]);
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
  for (const name of ['Add a device', 'Change A tablet with quite a long name that somebody chose', 'Add a person', 'Create a token']) {
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
