import { expect } from '@playwright/test';
import { test } from '../support/dashboard.ts';
import { accounts, AdminProgram, comeIn, networkAddress } from '../support/front-door.ts';

// It fetches beside the tabs, with the same session.
test.use({ serviceWorkers: 'allow' });

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
});
