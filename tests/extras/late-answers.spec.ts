/** Pages whose answers come late, one at a time: what is there already stays where it is, whatever the language says in how many lines. */
import { expect, type Page, type Request, type Route } from '@playwright/test';
import { pageOf } from '../../renderer/shell/places.ts';
import type { Language } from '../../renderer/text/languages.ts';
import type { ConfigPatch } from '../../shared/config.ts';
import { PetInput } from '../../shared/pets.ts';
import { goWithinApp } from '../support/app-page.ts';
import { test } from '../support/dashboard.ts';
import { LayoutShifts, mostShift } from '../support/layout-shifts.ts';
import { locales } from '../support/locales.ts';
import { openTestEventLog, visitOf } from '../support/open-event-log.ts';
import { addRecordingOfYesterday } from '../support/recording-of-yesterday.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { textTables } from '../support/text-tables.ts';

// What a service worker asks for does not pass the page.
test.use({ serviceWorkers: 'block' });
test.slow();

/** A field that shows another date is painted anew without having moved; chips take their room when the words of their language have come. */
const most = (language: Language): number => (language === 'en' ? 0.001 : mostShift);

const sizes = [
  { width: 390, height: 844 },
  { width: 800, height: 480 },
] as const;

/** What a page asks for, and what it shows when it has everything. */
const pages = [
  {
    name: 'activity',
    answers: [
      '/events',
      '/events/summary',
      '/pets',
      '/zones',
      '/cameras',
      '/settings',
      '/live/status',
      '/day-films',
      '/pets/1/habits',
      '/recordings',
    ],
    end: 'petlog-activity-view li petlog-thumbnail, petlog-open-notice',
  },
  {
    name: 'recordings',
    answers: ['/recordings', '/cameras', '/live/status', '/storage'],
    end: 'petlog-recording-tile, petlog-open-notice',
  },
] as const;

/** Nobody has said whether visits are to be recorded. */
const undecided = { automatic: undefined } as unknown as ConfigPatch['recording'] & object;

/** A home that has everything that may stand above a list: a pet, a place, visits that nobody has said whether to record, and no privacy. */
async function fill(dataDirectory: string): Promise<void> {
  await addRecordingOfYesterday(dataDirectory);
  const log = openTestEventLog(dataDirectory);
  log.pets.create(PetInput.parse({ name: 'Luna', species: 'cat' }));
  const polygon = [
    [0.1, 0.1],
    [0.5, 0.1],
    [0.5, 0.5],
  ] as [number, number][];
  log.zones.create({ camera_id: 'main', name: '', kind: 'place', place: 'bowl', polygon });
  for (const [index, label] of ['cat', 'person', 'dog'].entries()) {
    log.visits.record(
      visitOf({ label, visitKey: `late-${index}`, startedAtMs: Date.now() - 1000 - index, durationSeconds: 1, ended: true }),
    );
  }
  await log.pictures.idle;
  log.database.close();
}

/** Holds one answer of a page back until it is let go. */
class HeldAnswer {
  readonly #held: Route[] = [];
  #isHolding = true;

  static async of(page: Page, path: string): Promise<HeldAnswer> {
    const held = new HeldAnswer();
    await page.route(
      (url) => url.pathname === path,
      (route) => held.#take(route),
    );
    return held;
  }

  get isAsked(): boolean {
    return this.#held.length > 0;
  }

  async release(): Promise<void> {
    this.#isHolding = false;
    await Promise.all(this.#held.splice(0).map((route) => route.continue()));
  }

  async #take(route: Route): Promise<void> {
    if (this.#isHolding && route.request().method() === 'GET') {
      this.#held.push(route);
    } else {
      await route.continue();
    }
  }
}

/** What of a page's answers is on its way, and what has come. */
class Answers {
  readonly #pending = new Set<Request>();
  readonly #come = new Set<string>();

  constructor(page: Page) {
    page.on('request', (request) => this.#pending.add(request));
    page.on('requestfailed', (request) => this.#pending.delete(request));
    page.on('requestfinished', (request) => {
      this.#pending.delete(request);
      this.#come.add(new URL(request.url()).pathname);
    });
  }

  /** Nothing of the page before is on its way any more, but for what never ends. */
  async begin(): Promise<void> {
    const isOnItsWay = ({ pathname }: URL): boolean => pages.some(({ answers }) => answers.some((one) => one === pathname));
    await expect.poll(() => [...this.#pending].filter((request) => isOnItsWay(new URL(request.url())))).toEqual([]);
    this.#come.clear();
  }

  without(answers: readonly string[]): string[] {
    return answers.filter((one) => !this.#come.has(one));
  }
}

/** Until what has come is painted. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );

/** One of long words, and one of short ones. */
for (const language of ['de', 'en'] as const) {
  test.describe(language, () => {
    test.use({ locale: locales[language] });

    // Each by itself: on a busy machine all of them take longer than a test may.
    for (const size of sizes) {
      for (const { name, answers, end } of pages) {
        test(`an answer of ${name} that comes late moves nothing (${language}, ${size.width}x${size.height})`, async ({ start, page }) => {
          await using directory = await temporaryDirectory();
          await fill(directory.path);
          const { url } = await start({
            dataDirectory: directory.path,
            config: { detection: { enabled: true }, recording: undecided },
          });
          const shiftsOfLoading = await LayoutShifts.ofPagesToCome(page);
          const come = new Answers(page);
          await page.setViewportSize(size);
          for (const [index, answer] of answers.entries()) {
            // The first time with the words of the language on their way, which is most of what it costs.
            await (index === 0 ? undefined : goWithinApp(page, 'about'));
            await come.begin();
            const held = await HeldAnswer.of(page, answer);
            const shifts = index === 0 ? shiftsOfLoading : await LayoutShifts.ofThisPage(page, 'with those of taps');
            await (index === 0 ? page.goto(`${url}/${pageOf(name).path}`) : goWithinApp(page, name));
            await expect.poll(() => held.isAsked).toBe(true);
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
            await painted(page);
            await held.release();
            await expect(page.locator(end).first()).toBeVisible();
            await expect.poll(() => come.without(answers)).toEqual([]);
            await painted(page);
            const { worst, moved } = await shifts.sum();
            expect(worst, `${answer}: ${moved.join('\n')}`).toBeLessThanOrEqual(most(language));
            await page.unrouteAll();
          }
        });
      }
    }

    test(`a day that is chosen moves nothing but what is chosen of (${language})`, async ({ start, page }) => {
      await using directory = await temporaryDirectory();
      await fill(directory.path);
      const { url } = await start({ dataDirectory: directory.path });
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.unrouteAll();
        await page.goto(`${url}/app/recordings`);
        await expect(page.locator('petlog-recording-tile')).toBeVisible();
        const shifts = await LayoutShifts.ofThisPage(page, 'with those of taps');
        const held = await HeldAnswer.of(page, '/recordings');
        await page.getByRole('button', { name: textTables[language].library.yesterday, exact: true }).click();
        await expect(page.getByRole('group', { name: textTables[language].finding.hours })).toBeVisible();
        await expect.poll(() => held.isAsked).toBe(true);
        await painted(page);
        await held.release();
        await expect(page.locator('petlog-recording-tile')).toBeVisible();
        await painted(page);
        const { worst, moved } = await shifts.sum();
        expect(worst, `${size.width}x${size.height}: ${moved.join('\n')}`).toBeLessThanOrEqual(most(language));
      }
    });
  });
}
