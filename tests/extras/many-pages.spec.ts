import { expect, type BrowserContext } from '@playwright/test';
import { Dashboard, OtherClient, test } from '../support/dashboard.ts';
import { networkAddress } from '../support/front-door.ts';
import { setHidden } from '../support/hidden-page.ts';
import { measureConnections } from '../support/measure-connections.ts';
import { expectMovingPicture } from '../support/picture.ts';

/** What browsers open to one host over HTTP/1.1. */
const connectionsOfABrowser = 6;

async function openTab(context: BrowserContext, url: string, isHidden: boolean): Promise<Dashboard> {
  const dashboard = new Dashboard(await context.newPage());
  await dashboard.page.goto(url);
  if (isHidden) {
    await setHidden(dashboard.page, true);
  }
  return dashboard;
}

test('eight tabs of one browser leave it a connection for what is pressed', async ({ start, context }) => {
  const host = networkAddress() ?? '127.0.0.1';
  // Over plain HTTP at a network address, where browsers have no locks.
  const petlog = await start({ arguments: ['--host', '0.0.0.0'], config: { camera: { idle_stop_seconds: 1 } } });
  const url = `http://${host}:${new URL(petlog.url).port}`;
  const other = new OtherClient(url);
  const first = await openTab(context, url, false);
  await expectMovingPicture(first.picture);
  await setHidden(first.page, true);

  const tabs = [first];
  while (tabs.length < 8) {
    tabs.push(await openTab(context, url, true));
  }
  await expect.poll(() => measureConnections(url)).toMatchObject({ streams: 0, eventReaders: 1 });
  for (const tab of [tabs[3], tabs[0], tabs[7]]) {
    if (tab === undefined) {
      throw new Error('no tab');
    }
    await setHidden(tab.page, false);
    await expectMovingPicture(tab.picture);
    await expect.poll(() => measureConnections(url)).toMatchObject({ streams: 1, eventReaders: 1 });
    expect((await measureConnections(url)).connections).toBeLessThanOrEqual(connectionsOfABrowser + 1);
    await tab.button('Record').click();
    await expect(tab.indicator('recording')).toHaveText('Recording');
    await expect(tab.button('Record')).not.toHaveAttribute('aria-busy');
    await tab.button('Record').click();
    await expect(tab.indicator('recording')).not.toHaveText('Recording');
    await setHidden(tab.page, true);
    await expect(tab.picture).toHaveCount(0);
  }

  // The one that held the events is closed: the others go on.
  await first.page.close();
  await expect.poll(() => measureConnections(url)).toMatchObject({ streams: 0, eventReaders: 1 });
  const [, second, third] = tabs as [Dashboard, Dashboard, Dashboard];
  await other.post('/live/stop');
  await setHidden(second.page, false);
  await expect(second.indicator('camera')).toHaveText('Stopped');
  await expect(second.button('Start Stream')).toBeEnabled();
  expect(await other.status()).toMatchObject({ state: 'stopped', active_streams: 0 });
  await second.button('Start Stream').click();
  await expectMovingPicture(second.picture);
  await setHidden(third.page, false);
  await expectMovingPicture(third.picture);
});

test('a page without a connection left for a video has JPEGs, and a video once others have gone', async ({ start, context }) => {
  const petlog = await start();
  const tabs: Dashboard[] = [];
  while (tabs.length < 3) {
    const tab = await openTab(context, petlog.url, false);
    await expectMovingPicture(tab.picture);
    tabs.push(tab);
  }
  const [first, second, third] = tabs as [Dashboard, Dashboard, Dashboard];
  await expectMovingPicture(second.video);
  await expectMovingPicture(third.jpegs);
  expect(third.videoRequests).toEqual([]);
  await first.page.close();
  await second.page.close();
  await expectMovingPicture(third.video);
});
