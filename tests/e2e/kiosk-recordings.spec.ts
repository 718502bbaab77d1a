import { networkInterfaces } from 'node:os';
import { expect } from '@playwright/test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { RecordingsPage } from '../../shared/api.ts';
import { OtherClient } from '../support/dashboard.ts';
import { kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { askBridge } from '../support/kiosk-bridge.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { kioskPin, shareKiosk } from '../support/shared-kiosk.ts';

const hasNetwork = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.internal === false);
/** What encoders ask of memory for such a picture, they do not for a smaller one. */
const largePicture = { camera: { always_on: true, resolution: [1280, 720] as [number, number] } };

/** What a phone reads of the QR code on the screen. */
async function readCode({ page }: Kiosk, name: string): Promise<string> {
  const { data, width, height } = PNG.sync.read(await page.screenshot({ path: test.info().outputPath(`${name}.png`) }));
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data ?? '';
}

async function recordings(kiosk: Kiosk): Promise<RecordingsPage['recordings']> {
  return ((await (await fetch(`${kiosk.process.url}/recordings`)).json()) as RecordingsPage).recordings;
}

/** Records for more than a second, and opens the recording. Returns its id. */
async function recordAndPlay(kiosk: Kiosk): Promise<string> {
  const other = new OtherClient(kiosk.process.url);
  await kiosk.touch(kiosk.button('Record'));
  await expect.poll(async () => (await other.status()).current_recording?.elapsed_seconds ?? 0).toBeGreaterThan(1);
  await kiosk.touch(kiosk.button('Record'));
  await expect.poll(() => recordings(kiosk)).toHaveLength(1);
  const [recording] = await recordings(kiosk);
  await kiosk.touch(kiosk.button('Recordings'));
  await kiosk.page.getByRole('button', { name: /^Play/ }).first().click();
  await expect
    .poll(() => kiosk.page.locator('petlog-recording-player video').evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0);
  return recording?.recording_id ?? '';
}

/** What Chromium says about the wishes of a page that it does not fulfil. */
class Refusals {
  readonly #kiosk: Kiosk;
  readonly #said: string[] = [];

  private constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
    kiosk.devTools.on('Log.entryAdded', ({ entry }) => this.#said.push(entry.text));
  }

  static async open(kiosk: Kiosk): Promise<Refusals> {
    const refusals = new Refusals(kiosk);
    await kiosk.devTools.send('Log.enable');
    await kiosk.devTools.send('Page.enable');
    return refusals;
  }

  /** Has the page wish for something, and waits for the refusal. */
  async expect(wish: () => void, refusal: string): Promise<void> {
    this.#said.length = 0;
    await this.#kiosk.page.evaluate(wish);
    await expect.poll(() => this.#said.join('\n')).toContain(refusal);
  }
}

async function expectNoWayOut({ page, devTools }: Kiosk, refusals: Refusals): Promise<void> {
  const begun: string[] = [];
  devTools.on('Page.downloadWillBegin', ({ url }) => begun.push(url));
  await page.evaluate(() =>
    Object.assign(document.createElement('a'), { href: '/recordings?download=1', download: 'recordings.json' }).click(),
  );
  await page.evaluate(() =>
    Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' }).click(),
  );
  await refusals.expect(() => print(), "Ignored call to 'print()'");
  await refusals.expect(() => alert('hello'), "Ignored call to 'alert()'");
  expect(await page.evaluate(() => document.pictureInPictureEnabled)).toBe(false);
  expect(
    await page.evaluate(() =>
      document
        .createElement('video')
        .requestPictureInPicture()
        .then(
          () => 'opened',
          (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
        ),
    ),
  ).toBe('SecurityError');
  expect(page.context().pages()).toHaveLength(1);
  expect(begun).toEqual([]);
}

test.describe(`recordings on the kiosk, on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen, { config: largePicture, arguments: ['--host', '0.0.0.0'] });

  test('a recording of 1280x720 plays where it was made, and another device gets its address', async () => {
    test.skip(!hasNetwork, 'this machine has no network');
    const kiosk = await openKiosk();
    const id = await recordAndPlay(kiosk);
    const video = kiosk.page.locator('petlog-recording-player video');
    expect(await video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.videoHeight])).toEqual([1280, 720]);
    expect(
      await video.evaluate((element: HTMLVideoElement) => [
        element.getAttribute('controlslist')?.split(' ').includes('nodownload'),
        element.disablePictureInPicture,
      ]),
    ).toEqual([true, true]);
    await expect(kiosk.page.locator('a[download]')).toHaveCount(0);

    await kiosk.page.getByRole('button', { name: /^Watch the recording .* on another device$/ }).click();
    const code = kiosk.page.getByRole('dialog', { name: 'Watch on another device' });
    await expect(code).toBeVisible();
    const address = await readCode(kiosk, 'watch');
    expect(new URL(address).pathname).toBe(`/recordings/${id}`);
    const answer = await fetch(address, { headers: { range: 'bytes=0-0' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'video/mp4']);
    await code.getByRole('button', { name: 'Close' }).click();
    await expect(code).toBeHidden();
    await expect(video).toBeVisible();

    // Nothing can be pasted from the screen: a link is a code to scan.
    await kiosk.page.locator('petlog-recording-player').getByRole('button', { name: 'Share', exact: true }).click();
    const sharing = kiosk.page.getByRole('dialog', { name: 'Share the recording' });
    await sharing.getByRole('button', { name: 'Make a link', exact: true }).click();
    await expect(sharing.getByRole('img', { name: 'The link as a QR code' })).toBeInViewport({ ratio: 1 });
    await expect(sharing.getByRole('button', { name: 'Copy' })).toHaveCount(0);
    const link = await readCode(kiosk, 'link');
    await expect(sharing.getByText(link, { exact: true })).toBeVisible();
    const clip = await fetch(`${link}/video`, { headers: { range: 'bytes=0-0' } });
    expect([clip.status, clip.headers.get('content-type')]).toEqual([206, 'video/mp4']);
  });

  test('nothing leads from the screen to the rest of the machine, unlocked or locked', async () => {
    const kiosk = await openKiosk();
    const refusals = await Refusals.open(kiosk);
    await expectNoWayOut(kiosk, refusals);
    await askBridge(kiosk, 'kiosk.set_pin', { pin: kioskPin });
    expect(await askBridge(kiosk, 'kiosk.lock', {})).toMatchObject({ locked: true });
    await expectNoWayOut(kiosk, refusals);
  });
});

test(`without a network a link says so instead of a code that leads nowhere, on the ${kioskHost}`, async ({ openKiosk }) => {
  const kiosk = await openKiosk(smallScreen, { config: { camera: { always_on: true } } });
  await recordAndPlay(kiosk);
  await kiosk.page.locator('petlog-recording-player').getByRole('button', { name: 'Share', exact: true }).click();
  const sharing = kiosk.page.getByRole('dialog', { name: 'Share the recording' });
  await sharing.getByRole('button', { name: 'Make a link', exact: true }).click();
  await expect(sharing.getByText('No network')).toBeVisible();
  await expect(sharing.getByRole('img', { name: 'The link as a QR code' })).toHaveCount(0);
});
