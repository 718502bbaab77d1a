/** Every page, and what opens over it, at every size and in every language: nothing is cut off, covered, or smaller than a fingertip. */
import { expect, type Page } from '@playwright/test';
import { pageNames, type PageName } from '../../renderer/shell/places.ts';
import { languages } from '../../renderer/text/languages.ts';
import type { RecordingsPage } from '../../shared/api.ts';
import { FetchedParts, goWithinApp, speak } from '../support/app-page.ts';
import { test } from '../support/dashboard.ts';
import { listEntries } from '../support/list-entries.ts';
import { locales } from '../support/locales.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { pageSizes } from '../support/page-sizes.ts';
import { unreachableTargets } from '../support/reachable-targets.ts';
import { textTables } from '../support/text-tables.ts';
import { writeWider } from '../support/wider-font.ts';

async function fill(url: string): Promise<{ recordingId: string }> {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.ok, `POST ${path}: ${response.status} ${await response.text()}`).toBe(true);
  };
  for (const [path, body] of listEntries) {
    await post(path, body);
  }
  await post('/live/record/start', { duration_seconds: 2, filename: 'Professor Schnurrbert von Katzenstein sleeps' });
  const recordings = async (): Promise<RecordingsPage['recordings']> =>
    ((await (await fetch(`${url}/recordings`)).json()) as RecordingsPage).recordings;
  await expect.poll(async () => (await recordings())[0]?.thumbnail_url ?? null).not.toBeNull();
  return { recordingId: (await recordings())[0]?.recording_id ?? '' };
}

/** What does not fit at the size that the window has, in each language. */
async function misfitsInEveryLanguage(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const language of languages) {
    await speak(page, language);
    found.push(...[...(await overflowingTexts(page)), ...(await unreachableTargets(page))].map((misfit) => `${language}: ${misfit}`));
  }
  await speak(page, 'en');
  return found;
}

async function expectToFit(page: Page, parts: FetchedParts, what: string): Promise<void> {
  for (const language of languages) {
    await speak(page, language);
    await parts.areThere();
  }
  // A window of another size costs more than other words in it.
  for (const [width, height] of pageSizes) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => misfitsInEveryLanguage(page), `${what}, ${width}x${height}`).toEqual([]);
  }
}

const addButton = 'petlog-button[icon="add"]';
/** What a page shows when it knows what there is. */
const contents: Partial<Record<PageName, string>> = {
  recordings: 'petlog-recording-tile',
  recording: 'petlog-recording-player video',
  cameras: addButton,
  camera: 'petlog-number-field',
  people: addButton,
  audit: 'petlog-audit-list li',
  pets: addButton,
  alerts: addButton,
  backup: addButton,
  homeAssistant: addButton,
  doctor: 'petlog-doctor-list li',
};

/** With a PetLog and a browser for each group, they are looked at beside each other. */
const groups = [0, 1, 2].map((group) => pageNames.filter((name) => name !== 'event').filter((_name, index) => index % 3 === group));

// As each reader's own browser has it: dates and numbers are those of a country.
test.beforeEach(({ page }) =>
  page.addInitScript((tags) => {
    Object.defineProperty(navigator, 'languages', { value: tags });
  }, Object.values(locales)),
);

for (const names of groups) {
  test(`with every dialog for something new, these pages fit every screen in every language: ${names.join(', ')}`, async ({
    start,
    page,
  }) => {
    test.setTimeout(900_000);
    await writeWider(page);
    const { url } = await start({ config: { camera: { always_on: true } } });
    const { recordingId } = await fill(url);
    const parts = new FetchedParts(page);
    const dialogs = page.locator('dialog:modal');
    const load = async (): Promise<void> => {
      await page.goto(`${url}/app/more`);
      await expect(page.locator('petlog-language-switch')).toBeVisible();
    };
    await load();
    const open = async (name: PageName): Promise<void> => {
      await goWithinApp(page, name, name === 'recording' ? recordingId : 'main');
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await expect(
        page
          .locator(contents[name] ?? 'h1')
          .filter({ visible: true })
          .first(),
      ).toBeVisible();
    };
    for (const name of names) {
      await open(name);
      await expectToFit(page, parts, name);
      if (name === 'recording') {
        await page.getByRole('button', { name: textTables.en.sharing.share, exact: true }).click();
        await expectToFit(page, parts, 'sharing');
        await load();
        continue; // the library is behind it
      }
      const openers = page.locator('petlog-button:is([icon="add"], [icon="timelapse"])').filter({ visible: true });
      const count = await openers.count();
      for (let opener = 0; opener < count; opener += 1) {
        await openers.nth(opener).click();
        await expectToFit(page, parts, `${name}, ${opener + 1} of ${count} opened`);
        if ((await dialogs.count()) > 0) {
          await page.keyboard.press('Escape');
          await expect(dialogs).toHaveCount(0);
        } else {
          await open('more');
          await open(name);
        }
        await expect(openers).toHaveCount(count);
      }
    }
  });
}
