/** Every page, and what opens over it, at every size and in every language: nothing is cut off, covered, or smaller than a fingertip. */
import { expect, type Page } from '@playwright/test';
import { pageNames, pageOf, type PageName } from '../../renderer/shell/places.ts';
import { pageLinkOf } from '../../renderer/shell/route.ts';
import { languages } from '../../renderer/text/languages.ts';
import type { RecordingsPage } from '../../shared/api.ts';
import { shellOptions } from '../support/chromium.ts';
import { test } from '../support/dashboard.ts';
import { listEntries } from '../support/list-entries.ts';
import { locales } from '../support/locales.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { pageSizes } from '../support/page-sizes.ts';
import { unreachableTargets } from '../support/reachable-targets.ts';
import { textTables } from '../support/text-tables.ts';
import { writeWider } from '../support/wider-font.ts';

test.use({ launchOptions: shellOptions() });

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

async function expectToFit(page: Page, what: string): Promise<void> {
  for (const [width, height] of pageSizes) {
    await page.setViewportSize({ width, height });
    await expect
      .poll(async () => [...(await overflowingTexts(page)), ...(await unreachableTargets(page))], `${what}, ${width}x${height}`)
      .toEqual([]);
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

for (const language of languages) {
  test.describe(language, () => {
    test.use({ locale: locales[language] });

    test(`every page and every dialog for something new fits every screen (${language})`, async ({ start, page }) => {
      test.setTimeout(900_000);
      await writeWider(page);
      const { url } = await start({ config: { camera: { always_on: true } } });
      const { recordingId } = await fill(url);
      const open = async (name: PageName): Promise<void> => {
        await page.goto(`${url}/${pageLinkOf(name, name === 'recording' ? recordingId : 'main')}`);
        await expect(page.locator(`html[data-view="${pageOf(name).title}"]`)).toBeAttached();
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        await expect(page.locator(contents[name] ?? 'h1').first()).toBeVisible();
      };
      for (const name of pageNames.filter((each) => each !== 'event')) {
        await open(name);
        await expectToFit(page, name);
        if (name === 'recording') {
          await page.getByRole('button', { name: textTables[language].sharing.share, exact: true }).click();
          await expectToFit(page, 'sharing');
          continue; // the library is behind it
        }
        const dialogs = page.locator('dialog:modal');
        const openers = page.locator('petlog-button:is([icon="add"], [icon="timelapse"])').filter({ visible: true });
        const count = await openers.count();
        for (let opener = 0; opener < count; opener += 1) {
          await openers.nth(opener).click();
          await expectToFit(page, `${name}, ${opener + 1} of ${count} opened`);
          if ((await dialogs.count()) > 0) {
            await page.keyboard.press('Escape');
            await expect(dialogs).toHaveCount(0);
          } else {
            await open(name);
          }
          await expect(openers).toHaveCount(count);
        }
      }
    });
  });
}
