import { expect, type Page } from '@playwright/test';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import { es } from '../../renderer/text/es.ts';
import { fr } from '../../renderer/text/fr.ts';
import { it as italian } from '../../renderer/text/it.ts';
import { languageNames, languages, type Language } from '../../renderer/text/languages.ts';
import { OtherClient, test as dashboardTest } from '../support/dashboard.ts';
import { accounts } from '../support/front-door.ts';
import { kioskHost, test as kioskTest } from '../support/kiosk.ts';
import { screens, smallScreen } from '../support/kiosk-screens.ts';
import { overflowingTexts } from '../support/overflow.ts';
import { expectMovingPicture } from '../support/picture.ts';
import { sharePetLog } from '../support/shared-petlog.ts';
import { textTables } from '../support/text-tables.ts';

const running = sharePetLog();

const switchOf = (page: Page) => page.locator('petlog-language-switch select');
/** Goes to the switch, chooses, and comes back to the live picture. */
async function speak(page: Page, language: Language, before: Language): Promise<void> {
  await page.getByRole('link', { name: textTables[before].places.more, exact: true }).click();
  await switchOf(page).selectOption({ label: languageNames[language] });
  await page.getByRole('link', { name: textTables[language].places.live, exact: true }).click();
}
const documentOf = (page: Page): Promise<[language: string, title: string]> =>
  page.evaluate(() => [document.documentElement.lang, document.title]);

/** The files with the words of a language that the page has fetched. */
function watchTables(page: Page): string[] {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/assets\/(de|fr|es|it|ja)-[\w-]+\.js$/.exec(request.url()) ?? [];
    if (name !== undefined) {
      fetched.push(name);
    }
  });
  return fetched;
}

dashboardTest.describe('a browser in German', () => {
  dashboardTest.use({ locale: 'de-DE' });

  dashboardTest('is told in its language why the stream is refused', async ({ start, dashboard, page }) => {
    const { url } = await start({ config: { limits: { viewers: 1 } } });
    const leave = await new OtherClient(url).watch();
    await page.goto(url);
    await expect(dashboard.stage.getByText((de.errors?.too_many_viewers ?? 'no words').replace('{limit}', '1'))).toBeVisible();
    leave();
    await expectMovingPicture(dashboard.picture);
  });

  dashboardTest('shows nothing before its words are there, and fetches no others', async ({ start, page }) => {
    const petlog = await start();
    const fetched = watchTables(page);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    await page.route(/\/assets\/de-[\w-]+\.js$/, async (route) => {
      ask();
      await released;
      await route.continue();
    });
    const opened = page.goto(petlog.url);
    await asked;
    expect(await page.locator('body').evaluate((body) => [...body.children].map(({ localName }) => localName))).toEqual(['noscript']);
    release();
    await opened;
    await expect(page.getByRole('button', { name: de.actions.start })).toBeVisible();
    expect(await documentOf(page)).toEqual(['de', de.viewTitles.dashboard]);
    await page.goto(`${petlog.url}/?view=library`);
    await expect(page.getByRole('heading', { name: de.library.title })).toBeVisible();
    expect(await documentOf(page)).toEqual(['de', de.viewTitles.library]);
    expect(new Set(fetched)).toEqual(new Set(['de']));
  });

  dashboardTest('can be let in, and speak another language, at the front door', async ({ start, page }) => {
    const petlog = await start(accounts);
    await page.goto(petlog.url);
    await expect(page.getByText(de.frontDoor.setupTitle)).toBeVisible();
    await page.getByLabel(de.frontDoor.code).fill('123');
    await switchOf(page).selectOption('fr');
    await expect(page.getByText(fr.frontDoor.setupTitle)).toBeVisible();
    await expect(page.getByLabel(fr.frontDoor.code)).toHaveValue('123');
    expect(await documentOf(page)).toEqual(['fr', fr.viewTitles.frontDoor]);
  });
});

dashboardTest('the language changes at once, without losing the picture, and is remembered', async ({ page, dashboard }) => {
  const petlog = await running();
  await dashboard.watch(petlog.url);
  await expectMovingPicture(dashboard.picture);
  const streams = dashboard.streamRequests.length;
  let before: Language = 'en';
  for (const language of languages.toReversed()) {
    await speak(page, language, before);
    before = language;
    await expect(dashboard.button(textTables[language].actions.record)).toBeVisible();
    await expect(dashboard.indicator('camera')).toHaveText(textTables[language].indicators.cameraStates.live);
    expect((await documentOf(page))[0]).toBe(language);
  }
  await speak(page, 'it', before);
  await expect(dashboard.button(italian.actions.record)).toBeVisible();
  await expectMovingPicture(dashboard.picture);
  expect(dashboard.streamRequests).toHaveLength(streams);
  await page.reload();
  await expect(dashboard.button(italian.actions.stop)).toBeVisible();
  await page.goto(`${petlog.url}/app/more`);
  await expect(switchOf(page)).toHaveValue('it');
  await page.goto(`${petlog.url}/?view=library`);
  await expect(page.getByRole('heading', { name: italian.library.title, exact: true })).toBeVisible();
});

dashboardTest('a language that cannot be fetched leaves the page as it is, and says so', async ({ page, dashboard }) => {
  const petlog = await running();
  await page.route(/\/assets\/fr-[\w-]+\.js$/, (route) => route.abort());
  await page.goto(`${petlog.url}/app/more`);
  await switchOf(page).selectOption('fr');
  await expect(page.getByText(en.language.failed)).toBeVisible();
  await expect(switchOf(page)).toHaveValue('en');
  await page.getByRole('link', { name: en.places.live, exact: true }).click();
  await expect(dashboard.button(en.actions.stop)).toBeVisible();
});

dashboardTest('an error of PetLog is told in the language of the page', async ({ start, page, dashboard }) => {
  const petlog = await start({ environment: { PETLOG_SECURITY_ACCESS: 'accounts' } });
  await page.goto(petlog.url);
  await switchOf(page).selectOption('es');
  await page.getByLabel(es.frontDoor.code).fill('000000');
  await dashboard.button(es.frontDoor.pair).click();
  await expect(page.getByText(es.errors?.wrong_code ?? '')).toBeVisible();
});

kioskTest(`everything on the ${kioskHost} fits in every language`, async ({ openKiosk }) => {
  kioskTest.slow();
  const kiosk = await openKiosk(smallScreen);
  const expectToFit = async (what: string): Promise<void> => {
    for (const screen of screens.toReversed()) {
      await kiosk.resize(screen);
      expect(await overflowingTexts(kiosk.page), `${what}, ${screen.width}x${screen.height}`).toEqual([]);
    }
  };
  const menu = kiosk.page.locator('petlog-kiosk-menu');
  await expectMovingPicture(kiosk.picture);
  let current: Language = 'en';
  for (const language of [...languages.filter((each) => each !== 'en'), 'en'] as const) {
    const words = textTables[language];
    await kiosk.touch(kiosk.button(textTables[current].places.more));
    await kiosk.touch(menu.getByRole('button', { name: languageNames[current] }));
    await kiosk.touch(menu.getByRole('button', { name: languageNames[language] }));
    current = language;
    await expect(kiosk.button(words.places.more)).toBeVisible();
    expect(await documentOf(kiosk.page)).toEqual([language, words.viewTitles.kiosk]);
    await kiosk.wake();
    await expectToFit(language);
    await kiosk.touch(kiosk.button(words.places.more));
    await expect(kiosk.button(words.kiosk.leave)).toBeVisible();
    await expectToFit(`menu, ${language}`);
    await kiosk.touch(menu.getByRole('button', { name: words.kiosk.close }));
    await kiosk.touch(kiosk.page.getByRole('navigation').getByRole('button', { name: words.places.recordings, exact: true }));
    await expect(kiosk.page.getByText(words.library.empty)).toBeVisible();
    await expectToFit(`library, ${language}`);
    await kiosk.touch(kiosk.page.getByRole('dialog').getByRole('button', { name: words.library.back, exact: true }));
  }
});

dashboardTest('on a dashboard the controls are in one row above the fold, while it records too', async ({ browser }) => {
  const { url } = await running();
  await new OtherClient(url).post('/live/record/start');
  for (const locale of ['en-GB', 'de-DE', 'fr-FR', 'ja-JP']) {
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(url);
    await expect(page.locator('petlog-button.record')).toHaveAttribute('tone', 'recording');
    // With the timeline, which comes a moment later.
    await expect(page.locator('petlog-timeline-strip')).toBeVisible();
    const boxes = await Promise.all((await page.locator('.controls button').all()).map((button) => button.boundingBox()));
    expect(boxes, locale).toHaveLength(5);
    expect(new Set(boxes.map((box) => box?.y)).size, locale).toBe(1);
    for (const box of boxes) {
      expect((box?.y ?? 0) + (box?.height ?? Infinity), locale).toBeLessThanOrEqual(800);
    }
    await context.close();
  }
});
