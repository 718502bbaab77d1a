/**
 * The strip of time with a month of 10,000 recordings and 100,000 events, on a phone-sized screen whose processor is
 * throttled 6 times and whose camera is live: how long from a touch to the picture of it. Needs a build:
 * `npm run build && node tests/bench/timeline.ts [FILE]`; into the file goes a profile of the page, for Chromium's
 * DevTools. Exits with 1 when the limit is missed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { writeHistory } from './timeline-history.ts';
import { BenchFingers, TouchDelays } from './touch-delays.ts';

const recordings = 10_000;
const events = 100_000;
const days = 30;
const dayMilliseconds = 86_400_000;
const throttling = 6;
const limitMilliseconds = 100;
const moves = 60;
const profilePath = process.argv[2];

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
let isWithinLimit = true;
try {
  await writeHistory(directory, { recordings, events, days, untilMilliseconds: Date.now() - 60_000 });
  await using petlog = await startPetLog({
    dataDirectory: directory,
    config: { camera: { resolution: [640, 360], always_on: true } },
    command: [process.execPath, 'out/main/headless.js'],
  });
  for (let found = 0; found < recordings;) {
    found = ((await (await fetch(`${petlog.url}/recordings?page_size=1`)).json()) as { total_count: number }).total_count;
  }
  const day = { start_date: new Date(Date.now() - dayMilliseconds).toISOString(), end_date: new Date().toISOString() };
  for (const path of ['/recordings/timeline', '/events/timeline']) {
    for (const resolution of ['0', '64', '256']) {
      const began = performance.now();
      const answer = await fetch(`${petlog.url}${path}?${new URLSearchParams({ ...day, resolution_seconds: resolution }).toString()}`);
      const body = await answer.text();
      const { spans, marks } = JSON.parse(body) as { spans?: unknown[]; marks?: unknown[] };
      console.log(
        `GET ${path} of a day, resolution ${resolution} s: ${(performance.now() - began).toFixed(0)} ms, ${(body.length / 1000).toFixed(0)} kB, ${(spans ?? marks ?? []).length} parts`,
      );
    }
  }
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true });
  await page.goto(petlog.url);
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await slider.waitFor();
  const line = page.locator('petlog-timeline-strip .line');
  await line.scrollIntoViewIfNeeded();
  await page.locator('petlog-live-picture .shown, petlog-live-video video').first().waitFor();
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  const delays = await TouchDelays.watch(page);
  const fingers = new BenchFingers(devTools);
  const box = (await line.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 };
  const at = (part: number, y = 24) => ({ x: box.x + box.width * part, y: box.y + y });
  if (profilePath !== undefined) {
    await devTools.send('Profiler.enable');
    await devTools.send('Profiler.start');
  }

  const report = async (name: string): Promise<void> => {
    const taken = await delays.take();
    const p95 = percentile(taken, 0.95);
    isWithinLimit &&= p95 <= limitMilliseconds;
    console.log(
      `${name}: ${taken.length} touches, median ${percentile(taken, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, longest ${Math.max(...taken).toFixed(0)} ms`,
    );
  };

  const pinch = (part: number) => [at(0.2 + 0.27 * part), at(0.8 - 0.27 * part)];
  for (let round = 0; round < 3; round += 1) {
    await fingers.move(moves, pinch);
  }
  await report('pinch from minutes to a day');

  await fingers.move(moves, (part) => [at(0.95 - 0.85 * part)]);
  await report('drag over the day');

  for (let round = 0; round < 3; round += 1) {
    await fingers.move(moves, (part) => [at(0.1 + 0.8 * part, 62)]);
  }
  await report('move the strip by its clock, to the days before');

  await fingers.move(moves, (part) => [at(0.1 + 0.85 * part)]);
  await report('drag over an earlier day');

  await page.mouse.move(at(0.5).x, at(0.5).y);
  for (let move = 1; move <= moves; move += 1) {
    await page.mouse.wheel(0, move <= moves / 2 ? -60 : 60);
  }
  await report('wheel in and out');

  for (let tap = 0; tap < 12; tap += 1) {
    const button = page.getByRole('button', { name: tap % 2 === 0 ? 'Show less time, larger' : 'Show more time' });
    const place = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await fingers.tap({ x: place.x + place.width / 2, y: place.y + place.height / 2 });
  }
  await report('buttons');

  await slider.focus();
  for (let press = 0; press < 20; press += 1) {
    await slider.press(press % 2 === 0 ? 'j' : 'PageDown');
  }
  await report('keys');
  if (profilePath !== undefined) {
    await writeFile(profilePath, JSON.stringify((await devTools.send('Profiler.stop')).profile));
  }
  await browser.close();
} finally {
  await rm(directory, { recursive: true, force: true });
}
if (!isWithinLimit) {
  console.log(`more than ${limitMilliseconds} ms from a touch to its picture`);
  process.exitCode = 1;
}
