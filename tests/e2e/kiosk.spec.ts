import { rm, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { OtherClient } from '../support/dashboard.ts';
import { awakeMilliseconds, isRealElectron, kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { screens, smallScreen } from '../support/kiosk-screens.ts';
import { fillLastMinutes } from '../support/last-minutes.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';

const smallestTargetPixels = 48;

/** Everything that the page asks the server for, but the picture. */
function watchRequests({ page }: Kiosk): string[] {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return requests;
}

for (const screen of screens) {
  test.describe(`kiosk at ${screen.width}x${screen.height} on the ${kioskHost}`, () => {
    const openKiosk = shareKiosk(screen, { arguments: ['--host', '0.0.0.0'] });

    test('the picture fills the screen and moves, and everything can be touched', async () => {
      const kiosk = await openKiosk();
      await expectMovingPicture(kiosk.picture);
      expect(await kiosk.page.locator('petlog-stage').boundingBox()).toEqual({ x: 0, y: 0, ...screen });
      for (const name of ['Stop', 'Record']) {
        await kiosk.whileAwake(async () => {
          await expect(kiosk.button(name)).toBeInViewport({ ratio: 1, timeout: awakeMilliseconds });
          const box = await kiosk.button(name).boundingBox({ timeout: awakeMilliseconds });
          expect(box?.width, name).toBeGreaterThanOrEqual(smallestTargetPixels);
          expect(box?.height, name).toBeGreaterThanOrEqual(smallestTargetPixels);
        });
      }
      await expect(kiosk.page.locator('petlog-wall-clock')).toContainText(/\d{1,2}:\d\d/);
      // What is normal says nothing.
      await expect(kiosk.page.locator('petlog-indicators li')).toHaveCount(3);
      for (const indicator of await kiosk.page.locator('petlog-indicators li').all()) {
        expect((await indicator.boundingBox())?.width ?? 0).toBeLessThanOrEqual(1);
      }
      await expect(kiosk.page.locator('petlog-stage .mark.recording')).toHaveCount(0);
    });

    test('Start, Record and Stop go over the bridge, none over HTTP', async () => {
      const kiosk = await openKiosk();
      const requests = watchRequests(kiosk);
      const other = new OtherClient(kiosk.process.url);
      await other.post('/live/stop');
      await kiosk.touch(kiosk.button('Start'));
      await expect.poll(() => other.status()).toMatchObject({ state: 'live' });
      await kiosk.touch(kiosk.button('Record'));
      await expect.poll(() => other.status()).toMatchObject({ recording: true });
      await expect(kiosk.page.locator('petlog-stage .mark.recording')).toBeVisible();
      await kiosk.whileAwake(() => expect(kiosk.button('Record')).toHaveAttribute('aria-pressed', 'true', { timeout: awakeMilliseconds }));
      await kiosk.whileAwake(() => expect(kiosk.button('Record')).toContainText(/(?!00:00)\d\d:\d\d/, { timeout: awakeMilliseconds }));
      await kiosk.touch(kiosk.button('Record'));
      await expect.poll(() => other.status()).toMatchObject({ recording: false, state: 'live' });
      await kiosk.touch(kiosk.button('Stop'));
      await expect.poll(() => other.status()).toMatchObject({ state: 'stopped', active_streams: 0 });
      await expect(kiosk.page.getByText(/^Paused (by .+ )?at \d/)).toBeVisible();

      const listed = async (): Promise<number> =>
        ((await (await fetch(`${kiosk.process.url}/recordings`)).json()) as { total_count: number }).total_count;
      await expect.poll(listed).toBe(1);
      expect(requests.filter((request) => !/^GET \/(live\/stream$|assets\/|icons\/)/.test(request))).toEqual([]);
    });

    test('the address for other devices is there as text and as a QR code', async () => {
      test.skip(
        !Object.values(networkInterfaces())
          .flat()
          .some((address) => address?.internal === false),
        'this machine has no network',
      );
      const kiosk = await openKiosk();
      const card = kiosk.page.getByRole('button', { name: /http:\/\// });
      const address = /http:\/\/[^ ]+:\d+/.exec((await card.getAttribute('aria-label')) ?? '')?.[0] ?? '';
      expect(new URL(address).port).toBe(new URL(kiosk.process.url).port);
      expect((await fetch(`${address}/health`)).status).toBe(200);

      await kiosk.touch(card);
      await expect(kiosk.page.getByRole('dialog')).toBeVisible();
      const screenshot = await kiosk.page.screenshot({ path: test.info().outputPath('address.png') });
      const { data, width, height } = PNG.sync.read(screenshot);
      const code = jsqr.default(new Uint8ClampedArray(data), width, height);
      expect(new URL(code?.data ?? '').href).toBe(new URL(address).href);
    });
  });
}

test.describe(`kiosk window on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen);

  test('comes back after its page has crashed', async () => {
    const kiosk = await openKiosk();
    await expectMovingPicture(kiosk.picture);
    const crashed = kiosk.page.waitForEvent('crash');
    kiosk.devTools.send('Page.crash').catch(() => undefined);
    await crashed;
    await expect.poll(() => kiosk.process.stderr).toContain('The window lost its page');
    await kiosk.connect();
    await expectMovingPicture(kiosk.picture);
    await kiosk.touch(kiosk.button('Stop'));
    await expect.poll(() => new OtherClient(kiosk.process.url).status()).toMatchObject({ state: 'stopped' });
  });

  test('leads nowhere else, and gives the page nothing but the bridge', async () => {
    const kiosk = await openKiosk();
    const { page } = kiosk;
    const home = page.url();
    const elsewhere: string[] = [];
    page.on('framenavigated', (frame) => elsewhere.push(frame.url()));

    await page.evaluate(() => (location.href = '/docs')).catch(() => undefined);
    await page.evaluate(() => (location.href = 'http://localhost:1/')).catch(() => undefined);
    await page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: 'http://localhost:1/', target: '_top' });
      document.body.append(link);
      link.click();
    });
    await page.evaluate(() => void Object.assign(globalThis, { opened: window.open('/?view=plain') }));
    await expect.poll(() => page.evaluate(() => (globalThis as unknown as { opened: Window | null }).opened?.closed ?? true)).toBe(true);
    expect(page.context().pages()).toHaveLength(1);
    expect(page.url()).toBe(home);
    expect(elsewhere).toEqual([]);

    for (const name of ['geolocation', 'notifications', 'camera', 'midi', 'microphone'] as PermissionName[]) {
      expect(await page.evaluate(async (asked) => (await navigator.permissions.query({ name: asked })).state, name), name).toBe('denied');
    }
    // Whoever stands before it may talk back, where there is a speaker. The stand-in asks nobody.
    const setSpeaker = (speaker: string): Promise<unknown> =>
      page.evaluate(
        (named) =>
          (globalThis as unknown as { petlog: { call(name: string, input: object): Promise<unknown> } }).petlog.call(
            'settings.change',
            named,
          ),
        { camera: { speaker } },
      );
    await setSpeaker('default');
    const microphone = await page.evaluate(async () => (await navigator.permissions.query({ name: 'microphone' })).state);
    expect(microphone).toBe(isRealElectron ? 'granted' : 'denied');
    await setSpeaker('off');
    expect(
      await page.evaluate(
        () =>
          new Promise((resolve) =>
            navigator.geolocation.getCurrentPosition(
              () => resolve('found'),
              ({ code }) => resolve(code),
            ),
          ),
      ),
    ).toBe(1);
    expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis))).toEqual([]);
    expect(await page.evaluate(() => Object.keys((globalThis as unknown as { petlog: object }).petlog).toSorted())).toEqual(['call', 'on']);
  });

  test('a disk that cannot be written is told on every screen, until it can', async ({ browser }) => {
    const kiosk = await openKiosk();
    const { url, dataDirectory } = kiosk.process;
    const pages = await Promise.all(
      ['', '?view=library', '?view=plain'].map(async (view) => {
        const page = await browser.newPage();
        await page.goto(`${url}/${view}`);
        return page;
      }),
    );
    const problems = [...pages, kiosk.page].map((page) => page.getByText('is a file, not a directory').first());
    const recordings = join(dataDirectory, 'recordings');
    await rm(recordings, { recursive: true, force: true });
    await writeFile(recordings, 'in the way');
    expect((await fetch(`${url}/live/record/start`, { method: 'POST' })).status).toBe(503);
    for (const problem of problems) {
      await expect(problem).toBeVisible();
    }
    await kiosk.touch(kiosk.button('Recordings'));
    await expect(kiosk.page.locator('dialog.page').getByText('is a file, not a directory')).toBeVisible();
    await rm(recordings);
    for (const problem of problems) {
      await expect(problem).toBeHidden();
    }
    for (const page of pages) {
      await page.close();
    }
  });

  test('a second start leaves the first alone, and ends by itself', async () => {
    const kiosk = await openKiosk();
    await using second = await kiosk.startAgain();
    expect(await second.exited).toEqual({ code: 0, signal: null });
    expect(second.stdout).toBe('');
    expect(second.stderr).toContain('PetLog is already open on this screen; its window was brought to the front.\n');
    expect((await fetch(`${kiosk.process.url}/health`)).status).toBe(200);
    await expect(kiosk.picture).toBeVisible();
  });
});

test.describe(`kiosk on the ${kioskHost}`, () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal}, sent twice, finishes the recording, closes the window and leaves no process`, async ({ openKiosk }) => {
      const kiosk = await openKiosk(smallScreen);
      await fillLastMinutes(kiosk.process.url, 0);
      await kiosk.touch(kiosk.button('Record'));
      // Before, it holds no picture.
      await expect.poll(() => kiosk.process.stderr).toContain('recording.started');
      kiosk.process.child.kill(signal);
      expect(await kiosk.process.stop(signal)).toEqual({ code: 0, signal: null });
      expect(kiosk.process.stderr).toContain('recording.finished');
      await expect.poll(() => kiosk.process.processIds()).toEqual([]);
    });
  }
});
