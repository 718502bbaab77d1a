/**
 * `npm run screenshots`: the pictures of the README, and every page at the sizes that screens are made for
 * (out/screenshots), taken of the real application with the test footage as its camera. With `pages` behind it these
 * alone, with `readme` the others.
 */
import { chromium, type Page } from '@playwright/test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RecordingsPage } from '../../shared/api.ts';
import type { LogEvent, LogEventsPage } from '../../shared/log-events.ts';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { openKiosk } from '../support/kiosk.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { takeEveryPage } from './every-page.ts';

const directory = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const camera = ['--camera', `file:${fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url))}`];

const isOfPagesAlone = process.argv.includes('pages');
const isOfReadmeAlone = process.argv.includes('readme');

interface Shot {
  name: string;
  width: number;
  height: number;
  scheme: 'light' | 'dark';
  /** Another page than the live picture. */
  path?: string;
}

const shots: readonly Shot[] = [
  { name: 'dashboard', width: 1280, height: 800, scheme: 'light' },
  { name: 'dashboard-dark', width: 1280, height: 800, scheme: 'dark' },
  { name: 'phone', width: 390, height: 844, scheme: 'dark' },
  { name: 'activity', width: 800, height: 480, scheme: 'light', path: '/app/activity' },
];
const kioskShots = [
  { name: 'kiosk', width: 800, height: 480 },
  { name: 'kiosk-portrait', width: 720, height: 1280 },
];

/** Where the cat stays, in parts of the picture. */
const aroundCat = [
  [0.2, 0.4],
  [0.8, 0.4],
  [0.8, 1],
  [0.2, 1],
];

/** The cat is in the middle of the picture from second 7 to 14 of the footage. */
async function untilCatIsThere(url: string): Promise<void> {
  const { state_since } = (await (await fetch(`${url}/live/status`)).json()) as { state_since: string };
  const second = ((Date.now() - Date.parse(state_since)) / 1000) % 20;
  await delay(((9 - second + 20) % 20) * 1000);
}

/** A cat with a name and a bowl, and two recordings with names. */
async function haveHome(url: string): Promise<void> {
  const send = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<void> => {
    const response = await fetch(url + path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
  };
  await send('POST', '/pets', { name: 'Luna', species: 'cat' });
  await send('POST', '/zones', { camera_id: 'main', place: 'bowl', polygon: aroundCat });
  await send('POST', '/live/start', {});
  for (const name of ['Breakfast', 'Luna is back']) {
    await untilCatIsThere(url);
    await send('POST', '/live/record/start?duration=5', {});
    let recording: { recording_id: string; name: string } | undefined;
    while (recording?.name !== '') {
      await delay(1000);
      [recording] = ((await (await fetch(`${url}/recordings?reason=manual`)).json()) as RecordingsPage).recordings;
    }
    await send('PATCH', `/recordings/${recording.recording_id}`, { name });
  }
  let hasPictures = false;
  while (!hasPictures) {
    await delay(1000);
    const { recordings } = (await (await fetch(`${url}/recordings`)).json()) as RecordingsPage;
    hasPictures = recordings.every(({ thumbnail_url: picture }) => picture !== null);
  }
}

/** Until the cat has come, and is in the log with its picture, and the visit is over: it is where the camera stops. */
async function haveVisit(url: string): Promise<void> {
  const until = async (isReached: (event: LogEvent) => boolean): Promise<void> => {
    const isThere = async (): Promise<boolean> => ((await (await fetch(`${url}/events`)).json()) as LogEventsPage).events.some(isReached);
    while (!(await isThere())) {
      await delay(500);
    }
  };
  await until(({ picture_url: picture }) => picture !== null);
  await fetch(`${url}/live/stop`, { method: 'POST' });
  await until(({ ended_at: end }) => end !== null);
  await fetch(`${url}/live/start`, { method: 'POST' });
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${directory}${name}.png`, animations: 'disabled' });
  process.stderr.write(`docs/screenshots/${name}.png\n`);
}

async function takePages(): Promise<void> {
  await using petlog = await startPetLog({
    arguments: camera,
    config: {
      server: { name: 'Living room' },
      camera: { always_on: true },
      detection: { enabled: true },
      recording: { automatic: 'visits' },
    },
    command: [process.execPath, builtHeadlessProgram],
  });
  await haveHome(petlog.url);
  await using closing = new AsyncDisposableStack();
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
  closing.defer(() => browser.close());
  await haveVisit(petlog.url);
  for (const { name, width, height, scheme, path } of isOfPagesAlone ? [] : shots) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
    await page.goto(petlog.url + (path ?? ''));
    if (path === undefined) {
      await page.locator('petlog-live-picture .shown').waitFor();
      await page.locator('petlog-recent-recordings petlog-thumbnail img').nth(1).waitFor({ state: 'attached' });
      await untilCatIsThere(petlog.url);
    } else {
      await page.locator('li petlog-thumbnail img').first().waitFor();
    }
    await take(page, name);
    await page.close();
  }
  if (!isOfReadmeAlone) {
    await takeEveryPage(browser, petlog.url);
  }
}

async function takeKiosk({ name, width, height }: (typeof kioskShots)[number]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const kiosk = await openKiosk(
    { width, height },
    { arguments: [...camera, '--host', '0.0.0.0'], config: { server: { name: 'Living room' } } },
    opened,
  );
  const url = `http://127.0.0.1:${new URL(kiosk.process.url).port}`;
  await fetch(`${url}/live/start`, { method: 'POST' });
  await kiosk.picture.waitFor();
  await untilCatIsThere(url);
  await kiosk.wake();
  await take(kiosk.page, name);
}

await takePages();
for (const shot of isOfPagesAlone ? [] : kioskShots) {
  await takeKiosk(shot);
}
