import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devices, expect, type Locator } from '@playwright/test';
import { PNG } from 'pngjs';
import type { ConfigPatch } from '../../shared/config.ts';
import { kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { askBridge } from '../support/kiosk-bridge.ts';
import { screens, smallScreen } from '../support/kiosk-screens.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';

const accounts = { config: { security: { access: 'accounts' } } } as const;

// Each touch waits for the screen, and there are many.
test.slow();

const keyboardOf = (kiosk: Kiosk): Locator => kiosk.page.getByRole('group', { name: 'On-screen keyboard' });
const dimmerOf = (kiosk: Kiosk): Locator => kiosk.page.locator('petlog-screen-dimmer');

/** Touches keys by their names. */
async function press(kiosk: Kiosk, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await kiosk.touch(keyboardOf(kiosk).getByRole('button', { name: key, exact: true }));
  }
}

/** The keyboard is there, and neither hides the field nor is hidden by anything. */
async function expectKeyboardBelow(kiosk: Kiosk, field: Locator): Promise<void> {
  await expect(keyboardOf(kiosk)).toBeVisible();
  await expect(async () => {
    const [keys, box, screen] = [
      await keyboardOf(kiosk).boundingBox(),
      await field.boundingBox(),
      await kiosk.page.evaluate(() => innerHeight),
    ];
    expect(keys?.height).toBeGreaterThan(150);
    expect((keys?.y ?? 0) + (keys?.height ?? 0)).toBeLessThanOrEqual(screen);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(keys?.y ?? 0);
  }).toPass();
}

/** Changes settings as the window may. */
async function change(kiosk: Kiosk, settings: ConfigPatch['kiosk']): Promise<void> {
  await askBridge(kiosk, 'settings.change', { kiosk: settings });
}

/** The lightest red of all that the screen shows, 0 to 255. */
async function lightest(kiosk: Kiosk): Promise<number> {
  const { data } = PNG.sync.read(await kiosk.page.screenshot());
  let most = 0;
  for (let index = 0; index < data.length; index += 4) {
    most = Math.max(most, data[index] ?? 0);
  }
  return most;
}

async function openPeople(kiosk: Kiosk): Promise<void> {
  await kiosk.touch(kiosk.button('Later'));
  await kiosk.touch(kiosk.button('More'));
  await kiosk.touch(kiosk.button('Devices'));
}

test.describe(`keyboard on the screen, on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen, accounts);

  for (const screen of screens) {
    test(`adds a person, at ${screen.width}x${screen.height}`, async () => {
      const kiosk = await openKiosk(screen);
      await openPeople(kiosk);
      await kiosk.touch(kiosk.button('Add a person'));
      const dialog = kiosk.page.getByRole('dialog', { name: 'Add a person' });
      const name = dialog.getByLabel('Name');
      await kiosk.touch(name);
      await expectKeyboardBelow(kiosk, name);
      await press(kiosk, 'A', 'n', 'n', 'e', 'Letters with accents', 'é', 'Letters', 'Delete', 'Space', 'Shift', 'B');
      await expect(name).toHaveValue('Anne B');

      const password = dialog.getByLabel('Password', { exact: true });
      await kiosk.touch(password);
      await expectKeyboardBelow(kiosk, password);
      await press(kiosk, 'c', 'Shift', 'Shift', 'A', 'T', 'Shift', 's', '.', 'Digits and symbols', '1', '2', '&');
      await press(kiosk, 'Done');
      await expect(password).toHaveValue('cATs.12&');
      await expect(dialog).toBeHidden();
      await expect(keyboardOf(kiosk)).toBeHidden();
      await expect(kiosk.page.getByText('Anne B')).toBeVisible();
    });
  }

  test('types at the caret, over a selection and no more than fits, as keys do', async () => {
    const kiosk = await openKiosk();
    await openPeople(kiosk);
    await kiosk.touch(kiosk.button('Add a person'));
    const name = kiosk.page.getByRole('dialog', { name: 'Add a person' }).getByLabel('Name');
    await kiosk.touch(name);
    await name.evaluate((field: HTMLInputElement) => {
      field.value = 'home';
      field.setSelectionRange(1, 1);
      document.addEventListener(
        'input',
        (event) => (document.body.dataset['heard'] = `${document.body.dataset['heard'] ?? ''}${event.inputType} `),
      );
    });
    await press(kiosk, 'X', 'y', 'Delete');
    await expect(name).toHaveValue('hXome');
    expect(await name.evaluate((field: HTMLInputElement) => field.selectionStart)).toBe(2);
    await name.evaluate((field: HTMLInputElement) => field.setSelectionRange(0, 4));
    await press(kiosk, 'q');
    await expect(name).toHaveValue('qe');
    await expect(kiosk.page.locator('body')).toHaveAttribute('data-heard', 'insertText insertText deleteContentBackward insertText ');
    await name.evaluate((field: HTMLInputElement) => (field.maxLength = 3));
    await press(kiosk, 'w', 'r', 't');
    await expect(name).toHaveValue('qwe');
  });

  test('goes when somebody hides it or types on a real one, and comes back with a touch', async () => {
    const kiosk = await openKiosk();
    await openPeople(kiosk);
    await kiosk.touch(kiosk.button('Add a person'));
    const name = kiosk.page.getByRole('dialog', { name: 'Add a person' }).getByLabel('Name');
    await kiosk.touch(name);
    await press(kiosk, 'Hide the keyboard');
    await expect(keyboardOf(kiosk)).toBeHidden();
    await kiosk.touch(name);
    await expect(keyboardOf(kiosk)).toBeVisible();
    await kiosk.page.keyboard.press('k');
    await expect(keyboardOf(kiosk)).toBeHidden();
    await expect(name).toHaveValue('k');
    await kiosk.page.keyboard.press('Tab');
    await expect(keyboardOf(kiosk)).toBeHidden();
    await kiosk.touch(name);
    await expect(keyboardOf(kiosk)).toBeVisible();
    await kiosk.button('Cancel').scrollIntoViewIfNeeded();
    await kiosk.touch(kiosk.button('Cancel'));
    await expect(keyboardOf(kiosk)).toBeHidden();
    await expect(kiosk.page.getByRole('dialog', { name: 'Add a person' })).toBeHidden();
  });

  test('can be switched off at any time', async () => {
    const kiosk = await openKiosk();
    await openPeople(kiosk);
    await kiosk.touch(kiosk.button('Add a person'));
    const name = kiosk.page.getByRole('dialog', { name: 'Add a person' }).getByLabel('Name');
    await kiosk.touch(name);
    await expect(keyboardOf(kiosk)).toBeVisible();
    await change(kiosk, { on_screen_keyboard: false });
    await expect(keyboardOf(kiosk)).toBeHidden();
    await kiosk.touch(kiosk.page.getByLabel('Password', { exact: true }));
    await kiosk.touch(name);
    await expect(name).toBeFocused();
    await expect(keyboardOf(kiosk)).toBeHidden();
    await change(kiosk, { on_screen_keyboard: true });
    await kiosk.touch(kiosk.page.getByLabel('Password', { exact: true }));
    await expect(keyboardOf(kiosk)).toBeVisible();
  });

  test('is not in a browser', async ({ browser }) => {
    const kiosk = await openKiosk();
    const context = await browser.newContext({ ...devices['Pixel 7'], defaultBrowserType: undefined } as object);
    const phone = await context.newPage();
    await phone.goto(kiosk.process.url);
    await phone.getByRole('textbox').first().tap();
    await expect(phone.getByRole('textbox').first()).toBeFocused();
    expect(await phone.evaluate(() => customElements.get('petlog-on-screen-keyboard') === undefined)).toBe(true);
    await context.close();
  });
});

test.describe(`kiosk that nobody has to sign in to, on the ${kioskHost}`, () => {
  const openKiosk = shareKiosk(smallScreen);

  // The first: no mouse has moved yet.
  test('has no mouse pointer until a mouse moves', async () => {
    const kiosk = await openKiosk();
    const menu = kiosk.page.locator('petlog-button button').first();
    await expect(menu).toHaveCSS('cursor', 'none');
    await kiosk.page.mouse.move(100, 100);
    await kiosk.page.mouse.move(120, 130);
    await expect(menu).not.toHaveCSS('cursor', 'none');
    await kiosk.touch(kiosk.button('More'));
    await expect(menu).toHaveCSS('cursor', 'none');
    await change(kiosk, { hide_cursor: false });
    await expect(menu).not.toHaveCSS('cursor', 'none');
  });

  test('has digits on its keyboard for a number', async () => {
    const kiosk = await openKiosk();
    await kiosk.touch(kiosk.button('Recordings'));
    await kiosk.touch(kiosk.button('Storage'));
    const days = kiosk.page.getByLabel('Delete recordings after');
    await kiosk.touch(days);
    await expectKeyboardBelow(kiosk, days);
    await expect(keyboardOf(kiosk).getByRole('button', { name: 'q' })).toHaveCount(0);
    await days.evaluate((field: HTMLInputElement) => field.select());
    await press(kiosk, '4', '0', 'Delete', '2');
    await expect(days).toHaveValue('42');
  });

  test('does not hide a field that is in no dialog with its keyboard, and puts all back', async () => {
    const kiosk = await openKiosk();
    await expect(kiosk.button('More')).toBeVisible();
    await kiosk.page.evaluate(() => {
      const field = document.createElement('input');
      field.ariaLabel = 'Name of this camera';
      field.style.cssText = 'position: fixed; inset: auto 20px 20px 20px; z-index: 9';
      document.body.append(field);
    });
    const field = kiosk.page.getByLabel('Name of this camera');
    const before = await field.boundingBox();
    await kiosk.touch(field);
    await expectKeyboardBelow(kiosk, field);
    await press(kiosk, 'o', 'k', 'Done');
    await expect(field).toHaveValue('ok');
    await expect(keyboardOf(kiosk)).toBeHidden();
    expect(await field.boundingBox()).toEqual(before);
  });

  test('the screen is dark at night, over dialogs too, and bright while somebody touches it', async () => {
    const kiosk = await openKiosk();
    await expect(kiosk.button('More')).toBeVisible();
    await expect(dimmerOf(kiosk)).toBeHidden();
    const hour = new Date().getHours();
    const at = (hours: number): string => `${String((hours + 24) % 24).padStart(2, '0')}:00`;
    await change(kiosk, { brightness_night_percent: 25, night_from: at(hour - 2), night_until: at(hour + 3) });
    await expect(dimmerOf(kiosk)).toHaveCSS('opacity', '0.75');
    await expect(dimmerOf(kiosk)).toBeVisible();
    const { width, height } = (await dimmerOf(kiosk).boundingBox()) ?? {};
    expect([width, height]).toEqual([smallScreen.width, smallScreen.height]);
    await kiosk.touch(kiosk.button('More'));
    await expect(dimmerOf(kiosk)).toBeHidden();
    await expect(kiosk.button('Set a PIN')).toBeVisible();
    const bright = await lightest(kiosk);
    await change(kiosk, { brightness_day_percent: 20 });
    await expect(dimmerOf(kiosk)).toHaveCSS('opacity', '0.8');
    await expect.poll(() => lightest(kiosk)).toBeLessThan(bright / 4);
  });

  test('the screen stays on, unless the desktop is to decide', async () => {
    test.skip(kioskHost === 'real Electron', 'what Electron asks of the desktop cannot be seen from here');
    const kiosk = await openKiosk();
    const blockers = async (): Promise<unknown> =>
      JSON.parse(await readFile(join(kiosk.process.dataDirectory, 'kiosk/power-save-blockers.json'), 'utf8'));
    await expect.poll(blockers).toEqual(['prevent-display-sleep']);
    await change(kiosk, { screen_blanking: 'system' });
    await expect.poll(blockers).toEqual([]);
    await change(kiosk, { screen_blanking: 'never' });
    await expect.poll(blockers).toEqual(['prevent-display-sleep']);
  });
});
