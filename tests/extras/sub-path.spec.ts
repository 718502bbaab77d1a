import { expect } from '@playwright/test';
import { parse } from 'yaml';
import type { ConfigPatch } from '../../shared/config.ts';
import { OtherClient, test } from '../support/dashboard.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { exampleOf, startNginx } from '../support/nginx.ts';

// Below a path a service worker has a scope of its own.
test.use({ ignoreHTTPSErrors: true, serviceWorkers: 'allow' });

for (const takesPathOff of [false, true]) {
  test(`the dashboard plays under /camera/ of an nginx that ${takesPathOff ? 'takes the path off' : 'passes the path on'}`, async ({
    start,
    dashboard,
    page,
  }) => {
    const petlog = await start({ config: parse(await exampleOf('yaml')) as ConfigPatch });
    await using nginx = await startNginx(Number(new URL(petlog.url).port), { takesPathOff });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await dashboard.watch(`${nginx.url}/camera/`);
    await expectMovingPicture(dashboard.video);
    expect(dashboard.streamRequests.every((address) => address.startsWith(`${nginx.url}/camera/live/stream`))).toBe(true);

    await dashboard.button('Record').click();
    await expect(dashboard.indicator('recording')).toHaveText('Recording');
    await new OtherClient(petlog.url).post('/live/record/stop');
    // A page deep down, and from there to others.
    await page.goto(`${nginx.url}/camera/app/more/cameras`);
    await expect(page.getByRole('heading', { name: 'Cameras', level: 1 })).toBeVisible();
    await page.getByRole('link', { name: 'Live', exact: true }).click();
    await expectMovingPicture(dashboard.picture);
    expect(page.url()).toBe(`${nginx.url}/camera/`);
    await page.goto(`${nginx.url}/camera/?view=library`);
    await expect.poll(() => page.url()).toBe(`${nginx.url}/camera/app/recordings`);
    await expect
      .poll(() =>
        page
          .locator('petlog-thumbnail img')
          .first()
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBeGreaterThan(0);
    expect(
      addresses.filter(
        (address) => !address.startsWith(`${nginx.url}/camera/`) && !address.startsWith('blob:') && !address.startsWith('data:'),
      ),
    ).toEqual([]);

    await page.goto(`${nginx.url}/camera/docs`);
    await page.getByRole('button', { name: 'Expand operation' }).and(page.locator('[data-tag="live"] *')).first().click();
    await expect(page.locator('[data-path="/live/status"]')).toBeVisible();
  });
}
