import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { en } from '../../renderer/text/en.ts';
import { es } from '../../renderer/text/es.ts';
import { fr } from '../../renderer/text/fr.ts';
import { languageNames } from '../../renderer/text/languages.ts';
import type { Config } from '../../shared/config.ts';
import { OtherClient } from '../support/dashboard.ts';
import { kioskHost, test, type Kiosk } from '../support/kiosk.ts';
import { smallScreen } from '../support/kiosk-screens.ts';
import { heading, isNew, setupOf } from '../support/kiosk-setup.ts';
import { kioskPin, shareKiosk } from '../support/shared-kiosk.ts';

const { setup: words } = en;
// Each touch waits for the screen, and there are many.
test.slow();

const settings = async (kiosk: Kiosk): Promise<Config> => (await (await fetch(`${kiosk.process.url}/settings`)).json()) as Config;

/** A finger scrolls to it first. */
async function reach(kiosk: Kiosk, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  await kiosk.touch(target);
}

/** Presses Next, and waits for the step after it. */
async function goOn(kiosk: Kiosk, title: string): Promise<void> {
  await kiosk.touch(kiosk.button(words.next));
  await expect(heading(kiosk, title)).toBeVisible();
}

async function goTo(kiosk: Kiosk, title: string): Promise<void> {
  for (const step of Object.values(words.titles)) {
    await expect(heading(kiosk, step)).toBeVisible();
    if (step === title) {
      return;
    }
    await kiosk.touch(kiosk.button(words.next));
  }
}

test.describe(`the first start of the ${kioskHost}`, () => {
  // In a time zone where no test machine is by itself.
  const openKiosk = shareKiosk(smallScreen, { ...isNew, environment: { TZ: 'Pacific/Kiritimati' } });

  test('asks, saves each answer, and does not ask again', async ({ page }) => {
    const kiosk = await openKiosk();
    await expect(heading(kiosk, words.titles.language)).toBeVisible();
    await kiosk.touch(setupOf(kiosk).getByRole('button', { name: languageNames.fr }));
    await expect(heading(kiosk, fr.setup.titles.language)).toBeVisible();
    await kiosk.touch(setupOf(kiosk).getByRole('button', { name: languageNames.en }));
    await goOn(kiosk, words.titles.name);
    expect((await settings(kiosk)).server.language).toBe('en');

    await setupOf(kiosk).getByLabel(words.name.label).fill('   ');
    await expect(kiosk.page.getByText(words.name.missing)).toBeVisible();
    await expect(kiosk.button(words.next)).toBeDisabled();
    await setupOf(kiosk).getByLabel(words.name.label).fill(' Molly & Max <3 ');
    await goOn(kiosk, words.titles.time_zone);
    expect((await settings(kiosk)).server.name).toBe('Molly & Max <3');

    await reach(kiosk, kiosk.button(words.timeZone.regions.Asia));
    await setupOf(kiosk).getByLabel(words.timeZone.search).fill('kolkata');
    await reach(kiosk, kiosk.button('Kolkata'));
    await goOn(kiosk, words.titles.network);
    await expect(kiosk.page.getByText(words.network.onlyHere('127.0.0.1'))).toBeVisible();
    await goOn(kiosk, words.titles.always_on);
    await kiosk.touch(kiosk.button(en.alwaysOn.yes));
    await goOn(kiosk, words.titles.storage);
    expect((await settings(kiosk)).camera.always_on).toBe(true);
    await expect(setupOf(kiosk).getByText(join(kiosk.process.dataDirectory, 'recordings'))).toBeVisible();
    await expect(setupOf(kiosk).locator('.room')).toContainText(/free.*At least [\d,]+ hours/);
    await setupOf(kiosk).getByLabel(en.storageSettings.fields.max_age_days.label).fill('30');
    await goOn(kiosk, words.titles.access);
    expect((await settings(kiosk)).recording.max_age_days).toBe(30);
    await goOn(kiosk, words.titles.done);
    await kiosk.touch(kiosk.button(words.finish));
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);
    await expect(kiosk.picture).toBeVisible();
    expect(JSON.parse(await readFile(join(kiosk.process.dataDirectory, 'setup.json'), 'utf8'))).toEqual({ step: 'done', finished: true });

    await kiosk.page.reload();
    await expect(kiosk.picture).toBeVisible();
    await expect.poll(() => kiosk.page.title()).toBe('Molly & Max <3 viewer');
    await kiosk.touch(kiosk.button(en.places.more));
    await expect(kiosk.page.getByRole('heading', { name: 'Molly & Max <3' })).toBeVisible();
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);

    await page.goto(kiosk.process.url);
    await expect(page.getByRole('heading', { level: 1, name: 'Molly & Max <3' })).toBeVisible();
    expect(await page.title()).toBe('Molly & Max <3');
    await page.goto(`${kiosk.process.url}/?view=kiosk`);
    await expect(kiosk.picture).toBeVisible();
    await expect(page.locator('petlog-setup main')).toHaveCount(0);
  });

  test('the time zone counts at once for the clock, the list and file names', async () => {
    const kiosk = await openKiosk();
    await goTo(kiosk, words.titles.time_zone);
    await expect(kiosk.button(words.timeZone.own('Kiritimati'))).toHaveAttribute('aria-pressed', 'true');
    await setupOf(kiosk).getByLabel(words.timeZone.search).fill('kathm');
    await reach(kiosk, kiosk.button('Kathmandu'));
    await goOn(kiosk, words.titles.network);
    expect((await settings(kiosk)).server.time_zone).toMatch(/^Asia\/Kath?mandu$/);
    await kiosk.touch(kiosk.button(words.skip));
    const post = async (path: string): Promise<{ recording_path: string }> =>
      (await (await fetch(kiosk.process.url + path, { method: 'POST' })).json()) as { recording_path: string };
    const before = Date.now();
    const { recording_path: path } = await post('/live/record/start');
    const after = Date.now();
    const nameAt = (milliseconds: number): string =>
      `recording_${new Date(milliseconds + 5.75 * 3600_000).toISOString().replace(/\..*/, '').replace(/[-:]/g, '').replace('T', '_')}`;
    const name = /recording_\d{8}_\d{6}/.exec(path)?.[0] ?? '';
    expect(name >= nameAt(before) && name <= nameAt(after), `${nameAt(before)} <= ${name} <= ${nameAt(after)}`).toBe(true);
    const other = new OtherClient(kiosk.process.url);
    await expect.poll(async () => (await other.status()).current_recording?.elapsed_seconds ?? 0, kiosk.process.stderr).toBeGreaterThan(1);
    await post('/live/record/stop');
    const locale = await kiosk.page.evaluate(() => navigator.languages.find((tag) => tag.startsWith('en')) ?? 'en');
    const clock = (time: Date): string =>
      new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'Asia/Kathmandu' }).format(time).replace(/\s/g, ' ');
    await expect(async () =>
      expect((await kiosk.page.locator('petlog-wall-clock time').innerText()).replace(/\s/g, ' ')).toBe(clock(new Date())),
    ).toPass();
    await kiosk.touch(kiosk.button(en.library.open));
    const recordings = (await (await fetch(`${kiosk.process.url}/recordings`)).json()) as { recordings: { timestamp: string }[] };
    await expect(kiosk.page.locator('petlog-recording-tile .time').first()).toHaveText(
      clock(new Date(recordings.recordings[0]?.timestamp ?? '')),
    );
  });

  test('accounts lead to the code for the first device, and from there to the end', async () => {
    const kiosk = await openKiosk();
    await goTo(kiosk, words.titles.access);
    await kiosk.touch(setupOf(kiosk).getByRole('button', { name: words.access.accounts }));
    await expect(kiosk.page.getByText(words.access.shutsOut)).toBeVisible();
    await kiosk.touch(kiosk.button(words.next));
    await expect(kiosk.page.getByText('Valid for')).toBeVisible();
    await expect(kiosk.page.locator('petlog-first-device')).toHaveCount(1);
    expect((await fetch(`${kiosk.process.url}/settings`)).status).toBe(401);
    const code = (await kiosk.page.locator('petlog-first-device .digits').innerText()).replace(/\D/g, '');
    const paired = await fetch(`${kiosk.process.url}/auth/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, device_name: 'A phone', token_delivery: 'body' }),
    });
    expect(paired.status).toBe(200);
    await expect(kiosk.page.getByText('A phone was added')).toBeVisible();
    await kiosk.touch(kiosk.button(words.next));
    await expect(heading(kiosk, words.titles.done)).toBeVisible();
    await kiosk.touch(kiosk.button(words.finish));
    await expect(kiosk.picture).toBeVisible();
    await expect(kiosk.page.locator('petlog-first-device')).toHaveCount(0);
  });

  test('a keyboard alone is enough', async () => {
    const kiosk = await openKiosk();
    const { keyboard } = kiosk.page;
    const focused = (): Promise<string> =>
      kiosk.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) {
          element = element.shadowRoot.activeElement;
        }
        return element?.getAttribute('aria-label') ?? element?.getAttribute('name') ?? element?.textContent.trim() ?? '';
      });
    await expect.poll(focused).toBe(words.titles.language);
    await expect(heading(kiosk, words.titles.language)).toHaveCSS('outline-style', 'none');
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await expect(heading(kiosk, words.titles.language)).toBeVisible();
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 40 && (await focused()) !== name; presses += 1) {
        await keyboard.press('Tab');
      }
      expect(await focused()).toBe(name);
    };
    await tabTo(languageNames.es);
    await keyboard.press('Space');
    await expect(heading(kiosk, es.setup.titles.language)).toBeVisible();
    await tabTo(es.setup.next);
    await keyboard.press('Enter');
    await expect.poll(focused).toBe(es.setup.titles.name);
    await tabTo('camera-name');
    await keyboard.press('Control+A');
    await keyboard.type('Gato');
    await keyboard.press('Enter');
    await expect.poll(focused).toBe(es.setup.titles.time_zone);
    expect((await settings(kiosk)).server).toMatchObject({ language: 'es', name: 'Gato' });
    await keyboard.press('Shift+Tab');
    expect(await focused()).toBe(es.setup.skip);
    await keyboard.press('Enter');
    await expect(kiosk.picture).toBeVisible();
  });

  test('the setup opens again from the menu, behind the PIN', async () => {
    const kiosk = await openKiosk();
    await kiosk.touch(kiosk.button(words.skip));
    await kiosk.touch(kiosk.button(en.places.more));
    await kiosk.touch(kiosk.button(words.open));
    await expect(heading(kiosk, words.titles.language)).toBeVisible();
    await kiosk.touch(kiosk.button(words.close));
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);
    const pin = async (): Promise<void> => {
      for (const key of [...kioskPin.split(''), en.pin.confirm]) {
        await kiosk.touch(kiosk.button(key));
      }
    };
    await kiosk.touch(kiosk.button(en.places.more));
    await kiosk.touch(kiosk.button(en.kiosk.setPin));
    await pin();
    await expect(kiosk.page.getByText(en.pin.repeat)).toBeVisible();
    await pin();
    await expect(kiosk.page.getByText(en.kiosk.pinSaved)).toBeVisible();
    await kiosk.touch(kiosk.button(en.places.more));
    await kiosk.touch(kiosk.button(en.kiosk.lockNow));
    await kiosk.touch(kiosk.button(en.places.more));
    await kiosk.touch(kiosk.button(words.open));
    await expect(kiosk.page.getByText(en.pin.unlockHint)).toBeVisible();
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);
    await pin();
    await expect(heading(kiosk, words.titles.language)).toBeVisible();
    await kiosk.page.keyboard.press('Escape');
    await expect(setupOf(kiosk).locator('main')).toHaveCount(0);
  });
});

test(`without a network the setup says how to get one, and notices it by itself, on the ${kioskHost}`, async ({ openKiosk }) => {
  test.skip(kioskHost === 'real Electron', 'the network is a stand-in, which Electron does not load');
  const directory = await mkdtemp(join(tmpdir(), 'petlog-test-'));
  try {
    const plug = join(directory, 'plugged');
    const environment = {
      TEST_NETWORK_PLUG: plug,
      NODE_OPTIONS: `--import=${new URL('../support/network-cable.ts', import.meta.url).href}`,
    };
    const kiosk = await openKiosk(smallScreen, { ...isNew, arguments: ['--host', '0.0.0.0'], environment });
    await goTo(kiosk, words.titles.network);
    await expect(kiosk.page.getByText(words.network.none)).toBeVisible();
    await expect(kiosk.page.getByText('sudo raspi-config')).toBeVisible();
    await writeFile(plug, '');
    await expect(kiosk.page.getByText(/^http:\/\/192\.168\.1\.74:\d+$/)).toBeVisible();
    await expect(kiosk.page.getByText(words.network.connected)).toBeVisible();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
