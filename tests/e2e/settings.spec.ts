/** The settings beside the picture on the dashboard. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Config, ConfigPatch } from '../../shared/config.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { test } from '../support/dashboard.ts';
import { screens as kioskScreens } from '../support/kiosk-screens.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { sharePetLog } from '../support/shared-petlog.ts';

const running = sharePetLog();

const screens = [{ width: 390, height: 844 }, ...kioskScreens, { width: 1280, height: 800 }] as const;

const sheetOf = (page: Page): Locator => page.locator('petlog-settings-sheet dialog');
const field = (page: Page, name: string): Locator => page.locator(`petlog-settings-sheet [data-field="${name}"]`);
const note = (page: Page): Locator => sheetOf(page).getByRole('status');

async function settingsOf(url: string): Promise<Config> {
  return (await (await fetch(`${url}/settings`)).json()) as Config;
}

async function change(url: string, patch: ConfigPatch): Promise<void> {
  const response = await fetch(`${url}/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(patch),
  });
  expect(response.status).toBe(200);
}

async function openSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Options', exact: true }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(sheetOf(page).getByRole('switch', { name: 'Turn upside down' })).toBeVisible();
}

test.describe('settings on the dashboard', () => {
  test('change the picture while it is watched, and stay', async ({ page, dashboard }) => {
    // By WebRTC it would come without a request that stays open.
    await page.addInitScript(() => void Reflect.deleteProperty(window, 'RTCPeerConnection'));
    const petlog = await running();
    await dashboard.watch(petlog.url);
    await expectMovingPicture(dashboard.video);
    await openSheet(page);
    await expect(sheetOf(page).getByRole('button', { name: '640 × 360' })).toHaveAttribute('aria-pressed', 'true');
    const size = (): Promise<number[]> =>
      dashboard.picture.evaluate((shown: HTMLImageElement | HTMLVideoElement) =>
        shown instanceof HTMLVideoElement ? [shown.videoWidth, shown.videoHeight] : [shown.naturalWidth, shown.naturalHeight],
      );
    await sheetOf(page).getByRole('button', { name: '640 × 480' }).click();
    await expect.poll(size).toEqual([640, 480]);
    await expect(note(page)).toHaveText('Saved');
    await expect(sheetOf(page).getByRole('button', { name: '640 × 360' })).toHaveCount(0);
    await sheetOf(page).getByRole('switch', { name: 'Turn upside down' }).check();
    await expect
      .poll(async () => (await settingsOf(petlog.url)).camera)
      .toMatchObject({ resolution: [640, 480], rotation: 180, hflip: false });
    await sheetOf(page).getByRole('spinbutton', { name: 'Frames per second' }).fill('12');
    await expect.poll(async () => (await settingsOf(petlog.url)).camera.frame_rate).toBe(12);
    await expectMovingPicture(dashboard.picture);
    expect(dashboard.videoRequests).toHaveLength(1);

    for (const screen of screens) {
      await page.setViewportSize(screen);
      await expect(page.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 });
      expect(await overflowingTexts(page), `${screen.width}x${screen.height}`).toEqual([]);
    }
    await page.reload();
    await openSheet(page);
    await expect(sheetOf(page).getByRole('switch', { name: 'Turn upside down' })).toBeChecked();
    await expect(sheetOf(page).getByRole('switch', { name: 'Mirror left to right' })).not.toBeChecked();
    await expect(sheetOf(page).getByRole('spinbutton', { name: 'Frames per second' })).toHaveValue('12');
  });

  test('say what is wrong with a number, and change nothing', async ({ page }) => {
    const petlog = await running();
    await page.goto(petlog.url);
    await openSheet(page);
    const quality = sheetOf(page).getByRole('spinbutton', { name: 'Quality' });
    await quality.fill('101');
    await expect(field(page, 'camera.quality')).toContainText('A whole number from 1 to 100.');
    await sheetOf(page).getByRole('button', { name: 'Close' }).click();
    await expect(sheetOf(page)).toBeHidden();
    await openSheet(page);
    await expect(quality).toHaveValue('85');
    expect((await settingsOf(petlog.url)).camera.quality).toBe(85);
  });

  test('take back what could not be saved, and say so', async ({ page }) => {
    const petlog = await running();
    await page.goto(petlog.url);
    await openSheet(page);
    const upsideDown = sheetOf(page).getByRole('switch', { name: 'Turn upside down' });
    await page.route('**/settings', (route) => route.abort());
    await upsideDown.click();
    await expect(sheetOf(page).getByRole('alert')).toContainText('That was not changed.');
    await expect(upsideDown).not.toBeChecked();
    await page.unroute('**/settings');
    await upsideDown.click();
    await expect(note(page)).toHaveText('Saved');
    await expect(sheetOf(page).getByRole('alert')).toHaveCount(0);
    await expect(upsideDown).toBeChecked();
  });

  test('follow what somebody else changes', async ({ page }) => {
    const petlog = await running();
    await page.goto(petlog.url);
    await openSheet(page);
    await change(petlog.url, { camera: { hflip: true } });
    await expect(sheetOf(page).getByRole('switch', { name: 'Mirror left to right' })).toBeChecked();
  });

  test('are worked with the keyboard, and close with a click beside them', async ({ page }) => {
    const petlog = await running();
    await page.goto(petlog.url);
    await openSheet(page);
    const upsideDown = sheetOf(page).getByRole('switch', { name: 'Turn upside down' });
    await page.keyboard.press('Tab');
    await expect(upsideDown).toBeFocused();
    await page.keyboard.press('Space');
    await expect.poll(async () => (await settingsOf(petlog.url)).camera.rotation).toBe(180);
    await page.keyboard.press('Escape');
    await expect(sheetOf(page)).toBeHidden();
    await openSheet(page);
    await page.mouse.click(20, 200);
    await expect(sheetOf(page)).toBeHidden();
  });

  test('show how loud it is where the camera has sound', async ({ start, page, dashboard }) => {
    const petlog = await start({ config: { camera: { sound: true } } });
    await dashboard.watch(petlog.url);
    await expectMovingPicture(dashboard.video);
    await openSheet(page);
    // The mock camera purrs; -60 is silence.
    await expect.poll(async () => Number(await sheetOf(page).getByRole('meter').getAttribute('aria-valuenow'))).toBeGreaterThan(-60);
  });

  test('say by which microphone the room is heard', async ({ start, page }) => {
    const petlog = await start({ config: { camera: { sound: true, microphone: 'plughw:CARD=Gone,DEV=0' } } });
    const microphones = '**/live/sound/microphones';
    await page.route(microphones, (route) => route.fulfill({ status: 503, json: {} }));
    const refused = page.waitForResponse(microphones);
    await page.goto(petlog.url);
    await openSheet(page);
    await (await refused).finished();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await expect(sheetOf(page).getByText('This microphone was not found.')).toHaveCount(0); // nobody knows
    await page.unroute(microphones);
    await page.route(microphones, (route) =>
      route.fulfill({
        json: {
          microphones: [
            { device: 'plughw:CARD=Webcam,DEV=0', name: 'USB Audio' },
            { device: 'plughw:CARD=Mic,DEV=0', name: 'Desk Microphone' },
          ],
        },
      }),
    );
    await page.goto(petlog.url);
    await openSheet(page);
    const microphone = sheetOf(page).getByRole('combobox', { name: 'Microphone' });
    const saved = async (): Promise<string> => (await settingsOf(petlog.url)).camera.microphone;
    await expect(microphone).toHaveValue('plughw:CARD=Gone,DEV=0');
    await expect(sheetOf(page).getByText('This microphone was not found.')).toBeVisible();
    await microphone.selectOption('Desk Microphone');
    await expect.poll(saved).toBe('plughw:CARD=Mic,DEV=0');
    await microphone.selectOption('Another one');
    const name = sheetOf(page).getByRole('textbox', { name: 'Name of the device' });
    await name.fill('hw:');
    await expect(sheetOf(page).getByText('That is not the name of a microphone.')).toBeVisible();
    await name.fill('default');
    await expect.poll(saved).toBe('default');
    await microphone.selectOption('Automatic');
    await expect.poll(saved).toBe('auto');
    await expect(name).toHaveCount(0);
    for (const screen of screens) {
      await page.setViewportSize(screen);
      expect(await overflowingTexts(page)).toEqual([]);
    }
  });

  test('say through which speaker one talks', async ({ page }) => {
    const petlog = await running();
    await page.route('**/live/sound/speakers', (route) =>
      route.fulfill({
        json: {
          speakers: [
            { device: 'plughw:CARD=Headphones,DEV=0', name: 'Headphones' },
            { device: 'plughw:CARD=Device,DEV=0', name: 'USB Speaker' },
          ],
        },
      }),
    );
    await page.goto(petlog.url);
    await openSheet(page);
    const speaker = sheetOf(page).getByRole('combobox', { name: 'Speaker' });
    const saved = async (): Promise<string> => (await settingsOf(petlog.url)).camera.speaker;
    await expect(speaker).toHaveCount(0);
    const talkBack = sheetOf(page).getByRole('switch', { name: 'Talk back' });
    await talkBack.click();
    await expect.poll(saved).toBe('auto');
    await speaker.selectOption('USB Speaker');
    await expect.poll(saved).toBe('plughw:CARD=Device,DEV=0');
    await speaker.selectOption('Another one');
    const name = sheetOf(page).getByRole('textbox', { name: 'Name of the device' });
    await name.fill('dsnoop:1');
    await expect(sheetOf(page).getByText('That is not the name of a speaker.')).toBeVisible();
    await name.fill('default');
    await expect.poll(saved).toBe('default');
    for (const screen of screens) {
      await page.setViewportSize(screen);
      expect(await overflowingTexts(page)).toEqual([]);
    }
    await talkBack.click();
    await expect.poll(saved).toBe('off');
    await expect(speaker).toHaveCount(0);
  });

  test('do not speak of a screen where there is to be none', async ({ start, page }) => {
    const petlog = await start({ config: { server: { headless: true } } });
    await page.goto(petlog.url);
    await openSheet(page);
    await expect(sheetOf(page).getByText('When the camera runs')).toBeVisible();
    await expect(sheetOf(page).getByText("The camera's own screen")).toHaveCount(0);
  });
});
