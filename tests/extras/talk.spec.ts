/** Talking back with a real browser, whose microphone is an artificial one, to a stand-in for the speaker. */
import { expect, type Page } from '@playwright/test';
import { chromiumFlags, findTestBrowser } from '../support/chromium.ts';
import { OtherClient, test } from '../support/dashboard.ts';
import { networkAddress } from '../support/front-door.ts';
import { fakeSpeaker, playedBy } from '../support/talking-client.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// It beeps once a second, and whoever is asked for it says yes.
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
test.use({ launchOptions: { executablePath: findTestBrowser(), args: [...chromiumFlags, ...microphone] } });

// What is let go sooner was tapped, and talks on.
const longerThanTapMilliseconds = 1500;

const host = networkAddress();
const button = (page: Page) => page.locator('petlog-talk-button').getByRole('button');
/** Space, pressed and let go at once: a busy machine takes so long between two steps of a mouse that the button is held. */
const tap = (page: Page) =>
  button(page).evaluate((pressed) => {
    for (const type of ['keydown', 'keyup']) {
      pressed.dispatchEvent(new KeyboardEvent(type, { key: ' ', bubbles: true }));
    }
  });
const loudest = (samples: Float32Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

function optionsFor(directory: string) {
  return {
    arguments: ['--host', '0.0.0.0'],
    config: { video: { webrtc_port: 0 }, camera: { speaker: 'default' } },
    environment: { PATH: `${directory}:${process.env['PATH']}` },
  };
}

test('who holds the button is heard, held or tapped, and every screen shows it', async ({ start, page, dashboard, browser }) => {
  test.skip(host === undefined, 'this machine has no network address but loopback, which browsers send no voice from');
  await using directory = await temporaryDirectory();
  await fakeSpeaker(directory.path);
  const petlog = await start(optionsFor(directory.path));
  // Browsers let this machine itself use the microphone without HTTPS.
  const url = `http://localhost:${new URL(petlog.url).port}`;
  const other = new OtherClient(petlog.url);
  const talking = async (): Promise<string | null> => (await other.status()).talking?.by ?? null;
  await dashboard.watch(url);
  await expect(button(page)).toHaveAccessibleName('Talk');
  const { width = 0, height = 0 } = (await button(page).boundingBox()) ?? {};
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);

  await button(page).hover();
  await page.mouse.down();
  await expect(button(page)).toHaveText('You are talking');
  await expect(button(page)).toHaveAccessibleName('Stop talking');
  await expect(page.locator('petlog-stage petlog-talk-mark')).toHaveText('Somebody is talking');
  await expect.poll(async () => loudest(await playedBy(directory.path)), { timeout: 30_000 }).toBeGreaterThan(0.05);
  await page.mouse.up();
  await expect.poll(talking).toBeNull();
  await expect(page.locator('petlog-stage petlog-talk-mark')).toHaveCount(0);

  // A tap talks on, and another screen shows it, and has to wait.
  const context = await browser.newContext();
  const second = await context.newPage();
  await second.goto(url);
  await expect(button(second)).toBeEnabled();
  await tap(page);
  await expect.poll(talking).toBe('open');
  await expect(second.locator('petlog-stage petlog-talk-mark')).toHaveText('Somebody is talking');
  await expect(button(second)).toBeDisabled();
  await context.close();
  await tap(page);
  await expect.poll(talking).toBeNull();

  await button(page).focus();
  const held = page.keyboard.press('Space', { delay: longerThanTapMilliseconds });
  await expect(button(page)).toHaveText('You are talking');
  await held;
  await expect.poll(talking).toBeNull();
  await expect(button(page)).toHaveText('Talk');

  // Who leaves is not heard any more.
  await tap(page);
  await expect.poll(talking).toBe('open');
  await page.goto('about:blank');
  await expect.poll(talking).toBeNull();
});

test('why nobody is heard is said in a sentence', async ({ start, page, dashboard }) => {
  await using directory = await temporaryDirectory();
  await fakeSpeaker(directory.path);
  const petlog = await start(optionsFor(directory.path));
  await page.addInitScript(() => {
    const fails = (): Promise<never> => Promise.reject(new DOMException('', sessionStorage.getItem('fails') ?? 'NotAllowedError'));
    if (globalThis.isSecureContext) {
      Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: fails });
    }
  });
  await dashboard.watch(`http://localhost:${new URL(petlog.url).port}`);
  const said = page.locator('petlog-messages');
  await button(page).click();
  await expect(said).toContainText('This page may not use the microphone.');
  await expect(button(page)).toHaveText('Talk');
  await page.evaluate(() => sessionStorage.setItem('fails', 'NotFoundError'));
  await button(page).click();
  await expect(said).toContainText('This device has no microphone.');

  test.skip(host === undefined, 'this machine has no network address but loopback, which is a safe one');
  await dashboard.watch(`http://${host}:${new URL(petlog.url).port}`);
  await expect(button(page)).toHaveCount(0);
  await dashboard.openOptions();
  const hint = page.locator('petlog-live-menu petlog-talk-hint');
  await expect(hint).toContainText('Browsers allow the microphone only over a secure connection');
  await hint.getByRole('link', { name: 'Trust this camera' }).click();
  await expect(page).toHaveURL(/\/app\/trust$/);
});
