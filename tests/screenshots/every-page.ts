/** Every page and every dialog for something new, for people to look at: out/screenshots/<size>/<page>.png. */
import type { Browser, Locator, Page } from '@playwright/test';
import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pageNames, type PageName } from '../../renderer/shell/places.ts';
import { pageLinkOf } from '../../renderer/shell/route.ts';
import type { RecordingsPage } from '../../shared/api.ts';
import type { LogEventsPage } from '../../shared/log-events.ts';
import { listEntries } from '../support/list-entries.ts';

const directory = fileURLToPath(new URL('../../out/screenshots/', import.meta.url));
/** Both schemes of colours, each on large and on small screens. */
const sizes = [
  [800, 480, 'light'],
  [1280, 800, 'dark'],
  [720, 1280, 'light'],
  [390, 844, 'dark'],
  [320, 568, 'light'],
  [844, 390, 'dark'],
] as const;

const addButton = 'petlog-button[icon="add"]';
/** What a page shows when it knows what there is. */
const contents: Partial<Record<PageName, string>> = {
  live: 'petlog-timeline-strip .line',
  activity: 'li petlog-thumbnail img',
  event: 'petlog-event-dialog dialog[open]',
  recordings: 'petlog-recording-tile img',
  recording: 'petlog-recording-player video',
  cameras: addButton,
  camera: 'petlog-number-field',
  people: addButton,
  audit: 'petlog-audit-list li',
  pets: addButton,
  alerts: addButton,
  backup: addButton,
  relays: addButton,
  homeAssistant: addButton,
  doctor: 'petlog-doctor-list li',
};

async function send(method: 'POST' | 'PATCH', url: string, path: string, body: object = {}): Promise<void> {
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}

/** One window, in one size. */
class Tour {
  readonly #page: Page;
  readonly #url: string;
  readonly #directory: string;

  constructor(page: Page, url: string, [width, height]: readonly [number, number, string]) {
    this.#page = page;
    this.#url = url;
    this.#directory = `${directory}${width}x${height}/`;
  }

  async take(ids: Readonly<Partial<Record<PageName, string>>>): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true });
    for (const name of pageNames) {
      await this.#takePage(name, ids[name] ?? 'main');
    }
    await this.#page.goto(`${this.#url}/app/trust`);
    await this.#page.getByRole('heading', { level: 1 }).waitFor();
    await this.#shot('trust');
    await this.#takeOverLive();
    await this.#takeSound();
    process.stderr.write(`${this.#directory}*.png\n`);
  }

  async #open(name: PageName, id: string): Promise<void> {
    // A picture that streams keeps a page from being loaded.
    await this.#page.goto(`${this.#url}/${pageLinkOf(name, id)}`, { waitUntil: 'commit' });
    await this.#page
      .locator(contents[name] ?? 'h1')
      .first()
      .waitFor();
  }

  async #takePage(name: PageName, id: string): Promise<void> {
    await this.#open(name, id);
    await this.#shot(name, !['live', 'event', 'recording'].includes(name));
    if (name === 'recording') {
      await this.#button('Share').click();
      await this.#shot('sharing');
      return; // the library is behind it
    }
    const openers = this.#page.locator('petlog-button:is([icon="add"], [icon="timelapse"])').filter({ visible: true });
    const count = await openers.count();
    for (let opener = 0; opener < count; opener += 1) {
      await openers.nth(opener).click();
      await this.#shot(`${name}-${opener + 1}`);
      await this.#open(name, id);
    }
  }

  /** Where a camera is heard, and with which microphone. */
  async #takeSound(): Promise<void> {
    await send('PATCH', this.#url, '/settings', { camera: { sound: true } });
    await this.#open('camera', 'main');
    await this.#page.locator('petlog-sound-device-field').waitFor();
    await this.#shot('camera-with-sound', true);
    await send('PATCH', this.#url, '/settings', { camera: { sound: false } });
  }

  /** Settings, the moment before now, and privacy. */
  async #takeOverLive(): Promise<void> {
    await this.#open('live', '');
    await this.#button('Options').click();
    await this.#shot('options');
    await this.#page.keyboard.press('Escape');
    const strip = this.#page.locator('petlog-timeline-strip .line');
    await strip.scrollIntoViewIfNeeded();
    const box = await strip.boundingBox();
    if (box !== null) {
      await this.#page.mouse.click(box.x + box.width * 0.98, box.y + 24);
      await this.#page.locator('petlog-timeline-picture').waitFor();
      await this.#shot('looking-back');
      await this.#button('Live').click();
    }
    await send('POST', this.#url, '/live/privacy', { on: true });
    await this.#page
      .getByText(/^Privacy: the camera is off/)
      .filter({ visible: true })
      .first()
      .waitFor();
    await this.#shot('privacy');
    await send('POST', this.#url, '/live/privacy', { on: false });
    await send('POST', this.#url, '/live/start');
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true }).first();
  }

  /** @param whole beyond the end of the window as well */
  async #shot(name: string, whole = false): Promise<void> {
    // What slides in has arrived, and what comes a moment later is there.
    await delay(400);
    // The bar of a phone stays at the end of the window, which is in the middle of such a picture.
    const bar = this.#page.locator('nav.places');
    if (whole) {
      await bar.evaluate((element) => (element.style.visibility = 'hidden'));
    }
    await this.#page.screenshot({ path: `${this.#directory}${name}.png`, animations: 'disabled', fullPage: whole });
    if (whole) {
      await bar.evaluate((element) => (element.style.visibility = ''));
    }
  }
}

/** @param url of a PetLog that has seen an event and has a recording */
export async function takeEveryPage(browser: Browser, url: string): Promise<void> {
  for (const [path, body] of listEntries) {
    await send('POST', url, path, body);
  }
  const { events } = (await (await fetch(`${url}/events`)).json()) as LogEventsPage;
  const { recordings } = (await (await fetch(`${url}/recordings`)).json()) as RecordingsPage;
  const ids = {
    event: String(events.find(({ picture_url }) => picture_url !== null)?.event_id),
    recording: recordings[0]?.recording_id ?? '',
  };
  for (const size of sizes) {
    const [width, height, colorScheme] = size;
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'en-GB' });
    page.setDefaultTimeout(15_000);
    await new Tour(page, url, size).take(ids);
    await page.close();
  }
}
