/**
 * `npm run screenshots:kiosk`: everything that the Pi's own screen shows, in every language, landscape and portrait,
 * for people to look at: out/kiosk-screenshots/<language>/<size>-<what>.png. Says which texts do not fit, and fails
 * when there are any. Names of languages limit it to these.
 */
import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Text } from '../../renderer/text/en.ts';
import { isLanguage, type Language, languages } from '../../renderer/text/languages.ts';
import { openKiosk, type Kiosk } from '../support/kiosk.ts';
import { screens, type Screen } from '../support/kiosk-screens.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { textTables } from '../support/text-tables.ts';

const directory = fileURLToPath(new URL('../../out/kiosk-screenshots/', import.meta.url));
const camera = ['--camera', `file:${fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url))}`];
const chosen = process.argv.slice(2).filter(isLanguage);

/** One language on one screen. */
class Tour {
  readonly #kiosk: Kiosk;
  readonly #words: Text;
  readonly #path: (name: string) => string;
  readonly overflowing: string[] = [];

  constructor(kiosk: Kiosk, language: Language, { width, height }: Screen) {
    this.#kiosk = kiosk;
    this.#words = textTables[language];
    this.#path = (name) => `${directory}${language}/${width}x${height}-${name}.png`;
  }

  async take(): Promise<void> {
    const { page } = this.#kiosk;
    const words = this.#words;
    await this.#button(words.pairing.later).waitFor();
    await page.locator('petlog-first-device .code').waitFor();
    await this.#shot('first-device');
    await this.#touch(words.pairing.later);
    await this.#shot('stopped');
    await this.#touch(words.actions.startShort);
    await this.#kiosk.picture.waitFor();
    await this.#touch(words.actions.record);
    await delay(4000);
    await this.#shot('recording');
    await this.#touch(words.actions.record);
    await page.locator('petlog-messages').getByRole('status').first().waitFor();
    await this.#shot('recorded');
    await this.#touch(words.rewind.open);
    await page.locator('petlog-timeline-bar').waitFor();
    await this.#shot('rewind');
    await this.#touch(words.rewind.close);
    await this.#kiosk.touch(page.locator('petlog-address-card button.card'));
    await this.#shot('address');
    await this.#kiosk.touch(page.locator('petlog-address-card').getByRole('button', { name: words.kiosk.close }));
    await this.#menu();
    await this.#setup();
    await this.#library();
    await this.#touch(words.privacy.on);
    await this.#button(words.privacy.off).waitFor();
    await this.#shot('privacy');
    await this.#touch(words.privacy.off);
  }

  async #choose(label: string): Promise<void> {
    await this.#touch(this.#words.places.more);
    await this.#kiosk.touch(this.#kiosk.page.locator('petlog-kiosk-menu').getByRole('button', { name: label, exact: true }));
  }

  async #menu(): Promise<void> {
    const { page } = this.#kiosk;
    const words = this.#words;
    await this.#touch(words.places.more);
    await this.#button(words.kiosk.leave).waitFor();
    await this.#shot('menu');
    await this.#kiosk.touch(page.locator('petlog-kiosk-menu').getByRole('button', { name: words.kiosk.leave }));
    await this.#shot('leave');
    await this.#touch(words.kiosk.stay);
    await this.#choose(words.kiosk.doctor);
    await page.locator('petlog-doctor-list li').first().waitFor();
    await this.#shot('doctor');
    await this.#touch(words.library.back);
    await this.#choose(words.kiosk.devices);
    await page.locator('petlog-access-panel').getByRole('heading', { level: 2 }).first().waitFor();
    await this.#shot('devices');
    await this.#touch(words.library.back);
    await this.#choose(words.kiosk.audit);
    await page.locator('petlog-audit-list li').first().waitFor();
    await this.#shot('audit');
    await this.#touch(words.library.back);
    await this.#choose(words.kiosk.setPin);
    await page.locator('petlog-pin-pad dialog[open]').waitFor();
    await this.#shot('pin');
    await page.keyboard.press('Escape');
  }

  async #setup(): Promise<void> {
    const { pairing, setup } = this.#words;
    await this.#choose(setup.open);
    for (const [step, title] of Object.entries(setup.titles)) {
      await this.#kiosk.page.locator('petlog-setup').getByRole('heading', { level: 1, name: title }).waitFor();
      await this.#shot(`setup-${step}`);
      if (step === 'name') {
        await this.#keyboard();
      }
      if (step === 'done') {
        break;
      }
      await this.#touch(setup.next);
      if (step === 'access') {
        await this.#touch(pairing.later);
      }
    }
    await this.#kiosk.page.keyboard.press('Escape');
  }

  /** The keyboard for fingers, in a field that a finger has touched. */
  async #keyboard(): Promise<void> {
    const { page } = this.#kiosk;
    await this.#kiosk.touch(page.locator('petlog-setup input').first());
    await page.locator('petlog-on-screen-keyboard .hg-button').first().waitFor();
    await this.#shot('keyboard');
    await page.keyboard.press('End'); // a key of a real one sends it away
    await page.locator('petlog-on-screen-keyboard .hg-button').first().waitFor({ state: 'hidden' });
  }

  async #library(): Promise<void> {
    const { page } = this.#kiosk;
    const words = this.#words;
    await this.#touch(words.library.open);
    await page.locator('petlog-recording-tile').first().waitFor();
    await this.#shot('library');
    await this.#touch(words.timelapse.open);
    await this.#shot('timelapse');
    await page.keyboard.press('Escape');
    await this.#kiosk.touch(page.locator('petlog-library').getByRole('button', { name: words.storage.region }));
    await page.locator('petlog-storage-settings petlog-number-field').first().waitFor();
    await this.#shot('storage');
    await page.keyboard.press('Escape');
    await this.#touch(words.library.select);
    await this.#shot('select');
    await this.#touch(words.library.done);
    await this.#kiosk.touch(page.locator('petlog-recording-tile button.open').first());
    await page.locator('petlog-recording-player video').evaluate(async (video: HTMLVideoElement) => {
      if (video.readyState < video.HAVE_CURRENT_DATA) {
        await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
      }
    });
    await this.#shot('player');
    await page.keyboard.press('Escape');
    await this.#touch(words.library.back);
  }

  #button(name: string) {
    return this.#kiosk.button(name).first();
  }

  #touch(name: string): Promise<void> {
    return this.#kiosk.touch(this.#button(name));
  }

  async #shot(name: string): Promise<void> {
    const path = this.#path(name);
    await this.#kiosk.page.screenshot({ path, animations: 'disabled' });
    this.overflowing.push(...(await overflowingTexts(this.#kiosk.page)).map((found) => `${path.slice(directory.length)}: ${found}`));
  }
}

const overflowing: string[] = [];
for (const language of chosen.length > 0 ? chosen : languages) {
  await rm(`${directory}${language}`, { recursive: true, force: true });
  await mkdir(`${directory}${language}`, { recursive: true });
  for (const screen of screens) {
    await using opened = new AsyncDisposableStack();
    const kiosk = await openKiosk(
      screen,
      { arguments: [...camera, '--host', '0.0.0.0'], config: { security: { access: 'accounts' } } },
      opened,
    );
    await kiosk.page.evaluate((tag) => localStorage.setItem('petlog-language', tag), language);
    await kiosk.page.reload();
    kiosk.page.setDefaultTimeout(120_000);
    const tour = new Tour(kiosk, language, screen);
    await tour.take();
    overflowing.push(...tour.overflowing);
    process.stderr.write(`out/kiosk-screenshots/${language}/${screen.width}x${screen.height}-*.png\n`);
  }
}
process.stderr.write(overflowing.length > 0 ? `These do not fit:\n${overflowing.join('\n')}\n` : 'Everything fits.\n');
process.exitCode = overflowing.length > 0 ? 1 : 0;
