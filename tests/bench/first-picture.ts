/**
 * How long a phone on a slow 4G network, which was never here before, waits for the first paint and for the first
 * picture of a running camera. Needs a build: `npm run build && node tests/bench/first-picture.ts`. Exits with 1 when a
 * limit is missed. The network is that of Lighthouse's "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back.
 */
import { chromium } from '@playwright/test';
import { chromiumFlags, findTestBrowser } from '../support/chromium.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';

const rounds = 5;
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const limits = { firstPaintMilliseconds: 1000, firstPictureMilliseconds: 2000 } as const;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

await using petlog = await startPetLog({
  config: { camera: { always_on: true } },
  command: [process.execPath, builtHeadlessProgram],
});
for (let state = ''; state !== 'live';) {
  state = ((await (await fetch(`${petlog.url}/live/status`)).json()) as { state: string }).state;
}
const browser = await chromium.launch({ executablePath: findTestBrowser(), args: [...chromiumFlags] });
const paints: number[] = [];
const pictures: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', network);
  await page.goto(petlog.url, { waitUntil: 'commit' });
  const picture = await page.waitForFunction(() => {
    const stage = document
      .querySelector('petlog-shell')
      ?.shadowRoot?.querySelector('petlog-live')
      ?.shadowRoot?.querySelector('petlog-stage');
    const shown = stage?.shadowRoot?.querySelector('petlog-live-picture')?.shadowRoot?.querySelector<HTMLElement>('.shown');
    const isThere = shown instanceof HTMLImageElement ? shown.naturalWidth > 0 : shown instanceof HTMLVideoElement && shown.videoWidth > 0;
    return isThere ? performance.now() : 0;
  });
  pictures.push(await picture.jsonValue());
  paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN));
  await context.close();
}
await browser.close();

const firstPaint = median(paints);
const firstPicture = median(pictures);
const list = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(', ');
console.log(`first paint: median ${firstPaint.toFixed(0)} ms (${list(paints)}), at most ${limits.firstPaintMilliseconds} ms`);
console.log(`first picture: median ${firstPicture.toFixed(0)} ms (${list(pictures)}), at most ${limits.firstPictureMilliseconds} ms`);
if (!(firstPaint <= limits.firstPaintMilliseconds && firstPicture <= limits.firstPictureMilliseconds)) {
  process.exitCode = 1;
}
