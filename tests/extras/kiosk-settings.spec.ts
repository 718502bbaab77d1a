/** The settings beside the picture on the camera's own screen. */
import { expect, type Locator } from '@playwright/test';
import type { Config } from '../../shared/config.ts';
import { languages } from '../../renderer/text/languages.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { awakeMilliseconds, kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { screens as kioskScreens, smallScreen } from '../support/kiosk-screens.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { shareKiosk } from '../support/shared-kiosk.ts';
import { textTables } from '../support/text-tables.ts';

const openKiosk = shareKiosk(smallScreen);

const sheetOf = ({ page }: Kiosk): Locator => page.locator('petlog-settings-sheet dialog');
const field = ({ page }: Kiosk, name: string): Locator => page.locator(`petlog-settings-sheet [data-field="${name}"]`);

async function settingsOf(url: string): Promise<Config> {
  return (await (await fetch(`${url}/settings`)).json()) as Config;
}

const openOnKiosk = async (kiosk: Kiosk, words = textTables.en): Promise<void> => {
  // It comes with the first status, and moves the menu.
  await kiosk.whileAwake(() => expect(kiosk.button(words.rewind.open)).toBeVisible({ timeout: awakeMilliseconds }));
  await kiosk.touch(kiosk.button(words.places.more));
  await kiosk.touch(kiosk.button(words.settings.open));
  await expect(field(kiosk, 'camera.rotation')).toBeVisible();
};

/** Fingers scroll; what they touch has to be there. */
async function touchIn(kiosk: Kiosk, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  await kiosk.touch(target);
}

test(`the camera's own screen has settings beside its picture, on the ${kioskHost}`, async () => {
  const kiosk = await openKiosk();
  const { url } = kiosk.process;
  await expectMovingPicture(kiosk.picture);
  await openOnKiosk(kiosk);
  await touchIn(kiosk, field(kiosk, 'camera.rotation').getByRole('switch'));
  await expect.poll(async () => (await settingsOf(url)).camera.rotation).toBe(180);
  await expectMovingPicture(kiosk.picture);
  await touchIn(kiosk, field(kiosk, 'kiosk.night_from').locator('button').last());
  await expect.poll(async () => (await settingsOf(url)).kiosk).toMatchObject({ night_from: '12:30', night_until: '12:00' });
  await touchIn(kiosk, field(kiosk, 'kiosk.screen_blanking').getByRole('switch'));
  await expect.poll(async () => (await settingsOf(url)).kiosk.screen_blanking).toBe('system');
  await kiosk.touch(sheetOf(kiosk).getByRole('button', { name: 'Close' }));
  await expect(sheetOf(kiosk)).toBeHidden();
});

test(`the settings fit in every language on the ${kioskHost}`, async () => {
  const kiosk = await openKiosk();
  for (const language of languages) {
    await kiosk.page.evaluate((tag) => localStorage.setItem('petlog-language', tag), language);
    await kiosk.page.reload();
    await openOnKiosk(kiosk, textTables[language]);
    for (const screen of kioskScreens.toReversed()) {
      await kiosk.resize(screen);
      expect(await overflowingTexts(kiosk.page), `${language}, ${screen.width}x${screen.height}`).toEqual([]);
    }
  }
});
