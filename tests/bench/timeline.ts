/**
 * The strip of time, then the other places, with a month of 10,000 recordings and 100,000 events, on a phone-sized
 * screen whose camera is live: what a touch costs the main thread, which other programs hardly change, then with a
 * processor that is throttled 6 times how long it takes from a touch to the picture of it. Needs a build:
 * `npm run build && node tests/bench/timeline.ts [places] [FILE]`, with `places` without the strip; into the file goes
 * a profile of the page, for Chromium's DevTools. Exits with 1 when the limit is missed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { MainThreadCost, type TouchCost } from './main-thread-cost.ts';
import { placeUses } from './place-touches.ts';
import { writeHistory } from './timeline-history.ts';
import { stripUses, type DoTouch, type Use } from './timeline-touches.ts';
import { TouchDelays } from './touch-delays.ts';

const recordings = 10_000;
const events = 100_000;
const days = 30;
const dayMilliseconds = 86_400_000;
const throttling = 6;
const limitMilliseconds = 100;
const idleTimes = 60;
const isOfPlacesAlone = process.argv.includes('places');
const profilePath = process.argv.slice(2).find((argument) => argument !== 'places');

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
let isWithinLimit = true;
try {
  await writeHistory(directory, { recordings, events, days, untilMilliseconds: Date.now() - 60_000 });
  await using petlog = await startPetLog({
    dataDirectory: directory,
    config: { camera: { resolution: [640, 360], always_on: true } },
    command: [process.execPath, builtHeadlessProgram],
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
  const open = async (): Promise<{ page: Page; devTools: CDPSession }> => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true });
    page.setDefaultTimeout(120_000);
    await page.goto(petlog.url);
    await page.getByRole('slider', { name: 'Timeline' }).waitFor();
    await page.locator('petlog-live-picture .shown').first().waitFor();
    return { page, devTools: await page.context().newCDPSession(page) };
  };

  /** @param doInPlaces what is made after the frame that answers a touch is not of it there */
  const usesOf = async (
    { page, devTools }: Awaited<ReturnType<typeof open>>,
    doTouch: DoTouch,
    doInPlaces: DoTouch,
    onShown?: (milliseconds: number) => void,
  ): Promise<readonly Use[]> => [
    ...(isOfPlacesAlone ? [] : await stripUses(page, devTools, doTouch)),
    ...placeUses(page, devTools, doInPlaces, onShown),
  ];

  const measured = await open();
  const cost = await MainThreadCost.watch(measured.page, measured.devTools);
  if (profilePath !== undefined) {
    await measured.devTools.send('Profiler.enable');
    await measured.devTools.send('Profiler.start');
  }
  console.log(`CPU of the main thread, of which ${throttling} times as much takes as long as that on a throttled processor:`);
  const nothing = {
    name: 'no touch at all, with the live picture',
    act: async () => {
      for (let time = 0; time < idleTimes; time += 1) {
        await cost.of(() => Promise.resolve());
      }
    },
  };
  const touched = await usesOf(
    measured,
    (touch) => cost.of(touch),
    (touch) => cost.ofAnswer(touch),
  );
  for (const { name, act } of [nothing, ...touched]) {
    await act();
    const costs = cost.take();
    const of = (part: keyof TouchCost, share: number): number =>
      percentile(
        costs.map((one) => one[part]),
        share,
      );
    const p95 = of('whole', 0.95);
    isWithinLimit &&= p95 * throttling <= limitMilliseconds;
    console.log(
      `${name}: ${costs.length} touches, median ${of('whole', 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (script ${of('script', 0.95).toFixed(1)}, style ${of('style', 0.95).toFixed(1)}, layout ${of('layout', 0.95).toFixed(1)}); ${throttling} times that: ${(p95 * throttling).toFixed(0)} ms`,
    );
  }
  if (profilePath !== undefined) {
    await writeFile(profilePath, JSON.stringify((await measured.devTools.send('Profiler.stop')).profile));
  }
  await measured.page.close();

  const throttled = await open();
  await throttled.devTools.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  const delays = await TouchDelays.watch(throttled.page);
  const act: DoTouch = async (touch) => {
    await touch();
  };
  const shownAfter: number[] = [];
  const uses = await usesOf(
    throttled,
    act,
    (touch) => delays.answer(touch),
    (milliseconds) => shownAfter.push(milliseconds),
  );
  console.log('From a touch to its picture by the clock, throttled; other programs make it longer:');
  for (const { name, act } of uses) {
    await act();
    const taken = await delays.take();
    const p95 = percentile(taken, 0.95);
    isWithinLimit &&= p95 <= limitMilliseconds;
    const shown = shownAfter.splice(0);
    const content =
      shown.length === 0
        ? ''
        : `; what it asked for: median ${percentile(shown, 0.5).toFixed(0)} ms, p95 ${percentile(shown, 0.95).toFixed(0)} ms`;
    console.log(
      `${name}: ${taken.length} touches, median ${percentile(taken, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, longest ${Math.max(...taken).toFixed(0)} ms${content}`,
    );
  }
  await browser.close();
} finally {
  await rm(directory, { recursive: true, force: true });
}
if (!isWithinLimit) {
  console.log(`more than ${limitMilliseconds} ms from a touch to its picture`);
  process.exitCode = 1;
}
