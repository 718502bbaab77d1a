import { expect } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { accounts, AdminProgram, comeIn, networkAddress } from '../support/front-door.ts';
import { expectMovingPicture } from '../support/picture.ts';

test('who is shut out sees the front door at once, and no dead picture', async ({ start, page, browser, dashboard }) => {
  const petlog = await start(accounts);
  const admin = await AdminProgram.pair(petlog);
  await comeIn(page, petlog.url, await admin.code('viewer'), 'Tablet');
  await admin.post('/live/start');
  await expectMovingPicture(dashboard.picture);

  const other = await (await browser.newContext()).newPage();
  await comeIn(other, petlog.url, await admin.code('admin'), 'Phone');
  await other.getByRole('link', { name: 'More', exact: true }).click();
  await other.getByRole('link', { name: /^People and devices/ }).click();
  await other.getByRole('button', { name: 'Remove Tablet' }).click();
  await expect(other.getByRole('dialog')).toContainText('It is signed out at once');
  await other.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('This device is no longer signed in')).toBeVisible();
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
      const refreshes: number[] = [];
      page.context().on('response', (response) => {
        if (response.url().endsWith('/auth/refresh')) {
          refreshes.push(response.status());
        }
      });

      for (let turn = 1; turn <= 3; turn += 1) {
        // What a page asks while it is left is answered, and seen by nobody here.
        await Promise.all(tabs.map((tab) => tab.goto('about:blank')));
        await page.context().clearCookies({ name: 'petlog_access' });
        await Promise.all(tabs.map((tab) => tab.goto(`${url}/?view=devices`)));
        for (const tab of tabs) {
          await expect(tab.getByText('Laptop').first()).toBeVisible();
        }
        await expect.poll(() => refreshes).toEqual(Array.from({ length: turn }, () => 200));
      }
    });
  }

  test('a page that stays open asks again what was refused when its access token ended', async ({ start, page, dashboard }) => {
    const petlog = await start(accounts);
    const admin = await AdminProgram.pair(petlog);
    await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
    await expect(dashboard.indicator('connection')).toHaveText('Connected');
    await expectMovingPicture(dashboard.picture);
    await page.context().clearCookies({ name: 'petlog_access' });
    await dashboard.button('Stop Stream').click();
    await expect(dashboard.indicator('camera')).toHaveText('Stopped');
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
    if (/\/recordings\/[^/?]+$/.test(response.url())) {
      statuses.push(response.status());
    }
  });
  // The status may say that it records before the start has been answered; until then the button does nothing.
  const started = page.waitForResponse(/\/live\/record\/start$/);
  await dashboard.button('Record').click();
  await started;
  await expect(dashboard.button('Record')).toHaveText(/Recording 00:0[2-9]/);
  await dashboard.button('Record').click();
  const play = page.getByRole('button', { name: /^Play the recording of/ });
  await expect(play).toBeVisible();
  // The strip looks for the new recording, and would notice first.
  await page.route(/\/(events|recordings)\/timeline\b/, (route) => route.abort());
  await page.context().clearCookies({ name: 'petlog_access' });
  await play.click();
  await expectMovingPicture(page.locator('petlog-recording-player video'));
  expect(statuses[0]).toBe(401);
});
