import { expect } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { accounts, AdminProgram, comeIn } from '../support/front-door.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { shareAccounts } from '../support/shared-petlog.ts';

// What it fetches for a page is let in and refused as the page is.
test.use({ serviceWorkers: 'allow' });

const running = shareAccounts();

test('who is shut out sees the front door at once, and no dead picture', async ({ page, browser, dashboard }) => {
  const { petlog, admin } = await running();
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

test('a page that stays open asks again what was refused when its access token ended', async ({ page, dashboard }) => {
  const { petlog, admin } = await running();
  await comeIn(page, petlog.url, await admin.code('admin'), 'Laptop');
  await expectMovingPicture(dashboard.picture);
  await page.context().clearCookies({ name: 'petlog_access' });
  await dashboard.button('Stop Stream').click();
  await expect(dashboard.indicator('camera')).toHaveText('Stopped');
  await expect(page.getByRole('alert')).toHaveCount(0);
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
  await expect(dashboard.button('Record')).toHaveText(/Recording (?!00:0[01])\d\d:\d\d/);
  await dashboard.button('Record').click();
  const play = page.getByRole('button', { name: /^Play the recording of/ });
  await expect(play).toBeVisible();
  // The strip looks for the new recording, and its player for who was seen in it: they would notice first.
  await page.route(/\/(recordings\/timeline|events|zones)\b/, (route) => route.abort());
  await page.context().clearCookies({ name: 'petlog_access' });
  await play.click();
  await expectMovingPicture(page.locator('petlog-recording-player video'));
  expect(statuses[0]).toBe(401);
});
