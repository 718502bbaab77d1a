import { expect, type BrowserContext, type Locator } from '@playwright/test';
import { wholeBrowser } from '../support/chromium.ts';
import { Dashboard, test } from '../support/dashboard.ts';
import { call } from '../support/http-client.ts';
import { setHidden } from '../support/hidden-page.ts';
import { measureConnections } from '../support/measure-connections.ts';
import { expectMovingPicture } from '../support/picture.ts';

// Small ones: each is painted, and there are many.
test.use({ launchOptions: wholeBrowser(), viewport: { width: 800, height: 480 } });

/** Each picture is looked at. */
test.slow();

// What there are few of are connections of HTTP, of which WebRTC holds none.
test.beforeEach(({ context }) => context.addInitScript(() => void Reflect.deleteProperty(window, 'RTCPeerConnection')));

const singleMark = (window: Dashboard): Locator => window.page.getByText('Single pictures');

/** The camera runs from the first one on. */
async function openWindows(context: BrowserContext, url: string, count: number): Promise<Dashboard[]> {
  const windows: Dashboard[] = [];
  while (windows.length < count) {
    const window = await openWindow(context, url);
    await expectMovingPicture(window.picture);
    windows.push(window);
  }
  return windows;
}

/** Pressed in whichever window, it is answered. */
async function record(window: Dashboard): Promise<void> {
  await window.button('Record').click();
  await expect(window.indicator('recording')).toHaveText('Recording');
  await expect(window.button('Record')).not.toHaveAttribute('aria-busy');
  await window.button('Record').click();
  await expect(window.indicator('recording')).not.toHaveText('Recording');
}

async function openWindow(context: BrowserContext, url: string): Promise<Dashboard> {
  const dashboard = new Dashboard(await context.newPage());
  await dashboard.page.goto(url);
  return dashboard;
}

/** A place whose connection was not free at once, as on a machine that has much to do, is tried again after a minute. */
const secondTry = { timeout: 150_000 };

/** A window that streams holds one request, which the page made once it had its place. */
async function expectStream(window: Dashboard): Promise<void> {
  await expect(window.picture).toHaveAttribute('src', /\/live\/stream|^blob:/, secondTry);
  await expect(singleMark(window)).toHaveCount(0);
  await expectMovingPicture(window.picture);
}

async function expectSinglePictures(window: Dashboard): Promise<void> {
  await expect(singleMark(window)).toBeVisible();
  await expect(window.picture).toHaveAttribute('src', /\/live\/snapshot/);
  await expectMovingPicture(window.picture);
}

test('of eight windows that are seen at once four stream, the others show pictures and wait their turn', async ({ start, context }) => {
  const { url } = await start();
  const windows = await openWindows(context, url, 8);
  const at = (index: number): Dashboard => windows[index] as Dashboard;
  const [first, second, third, fourth] = [at(0), at(1), at(2), at(3)];
  const [fifth, sixth, seventh, eighth] = [at(4), at(5), at(6), at(7)];
  for (const window of [first, second, third, fourth]) {
    await expectStream(window);
  }
  for (const window of [fifth, sixth, seventh, eighth]) {
    await expectSinglePictures(window);
  }
  expect(await measureConnections(url)).toMatchObject({ streams: 4, eventReaders: 1 });

  for (const window of windows) {
    await record(window);
  }

  // Hidden, closed and crashed ones give their places back, in the order in which the others came.
  await setHidden(first.page, true);
  await expectStream(fifth);
  await expectSinglePictures(sixth);
  await second.page.close();
  await expectStream(sixth);
  await expectSinglePictures(seventh);
  const crashed = third.page.waitForEvent('crash');
  await third.page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await expectStream(seventh);
  await expectSinglePictures(eighth);

  // The one that comes back waits behind those that stayed.
  await setHidden(first.page, false);
  await expectSinglePictures(first);
  await expectSinglePictures(eighth);

  // The place of one that stands still is given to the next in turn, and back when its connection turns out to be held.
  const opened = fourth.page.waitForEvent('dialog');
  const isOver = fourth.page.evaluate(() => alert('The page stands still while this is open.'));
  const dialog = await opened;
  await expect.poll(() => eighth.streamRequests.length).toBe(1);
  await expectSinglePictures(eighth);
  await expectSinglePictures(first);
  await record(eighth);
  await dialog.accept();
  await isOver;
  await expectStream(fourth);
  await fourth.page.goto('about:blank');
  await expectStream(eighth);
  await expectSinglePictures(first);
  await fifth.button('Stop Stream').click();
  for (const window of [first, eighth]) {
    await expect(window.indicator('camera')).toHaveText('Stopped');
  }
  await expect.poll(() => measureConnections(url)).toMatchObject({ streams: 0 });
  // A turn that comes before the word of the stop does not undo it.
  expect((await call(eighth.streamRequests.at(-1) ?? '')).body).toMatchObject({ code: 'camera_unavailable' });
  expect((await call(`${url}/live/status`)).body).toMatchObject({ state: 'stopped', explicitly_stopped: true });
  await first.button('Start Stream').click();
  await expectStream(first);
});

test('it is the same where a browser has no BroadcastChannel', async ({ start, context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
  const { url } = await start();
  const windows = await openWindows(context, url, 6);
  for (const window of windows.slice(0, 4)) {
    await expectStream(window);
  }
  for (const window of windows.slice(4)) {
    await expectSinglePictures(window);
  }
  expect(await measureConnections(url)).toMatchObject({ streams: 4, eventReaders: 1 });
  for (const window of windows.slice(3)) {
    await record(window);
  }
  await windows[1]?.page.close();
  await expectStream(windows[4] as Dashboard);
  await expectSinglePictures(windows[5] as Dashboard);
});
