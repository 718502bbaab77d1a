/**
 * Part of `npm run bench:video`: a real Chromium watches by WebRTC over a link that becomes too narrow, and wide again.
 *
 *     node tests/bench/video-link.ts [--kbps 400] [--seconds 20]
 *
 * Takes PetLog as it was built; needs a network address beside loopback.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { networkAddress } from '../support/front-door.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { ShapedLink } from '../support/shaped-link.ts';
import { describeMachine } from './machine.ts';

const { values: options } = parseArgs({
  options: { kbps: { type: 'string', default: '400' }, seconds: { type: 'string', default: '20' } },
});
const narrowKbps = Number(options.kbps);
const seconds = Number(options.seconds);
const address = networkAddress();
if (address === undefined) {
  throw new Error('this machine has no network address but loopback');
}

interface Seen {
  readonly heightPixels: number;
  readonly pictures: number;
}

const seen = (page: Page): Promise<Seen> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => ({
    heightPixels: video.videoHeight,
    pictures: video.getVideoPlaybackQuality().totalVideoFrames,
  }));

/** Seconds until the video is so high; null where it never is. */
async function untilHeight(page: Page, heightPixels: number, mostSeconds: number): Promise<number | null> {
  const begins = performance.now();
  while (performance.now() - begins < mostSeconds * 1000) {
    if ((await seen(page)).heightPixels === heightPixels) {
      return (performance.now() - begins) / 1000;
    }
    await delay(50);
  }
  return null;
}

/** Pictures a second, and kilobits a second that the server sent, over so long. */
async function rates(page: Page, link: ShapedLink): Promise<string> {
  const before = { ...(await seen(page)), bytes: link.offeredBytes, at: performance.now() };
  await delay(seconds * 1000);
  const after = { ...(await seen(page)), bytes: link.offeredBytes, at: performance.now() };
  const passed = (after.at - before.at) / 1000;
  const kbps = ((after.bytes - before.bytes) * 8) / 1000 / passed;
  return `${((after.pictures - before.pictures) / passed).toFixed(1)} pictures a second of ${after.heightPixels} lines, ${kbps.toFixed(0)} kbit/s sent`;
}

const links: ShapedLink[] = [];

/** The link of a video that has come by it for a while. */
async function steadyLink(): Promise<ShapedLink> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = { link: links.at(-1), bytes: links.at(-1)?.offeredBytes ?? 0 };
    await delay(12_000);
    const link = links.at(-1);
    if (link !== undefined && link === before.link && link.offeredBytes > before.bytes) {
      return link;
    }
  }
  throw new Error('the video did not come by WebRTC');
}

const petlog = await startPetLog({
  arguments: ['--host', '0.0.0.0', '--camera', `file:${footagePath}`],
  config: { camera: { resolution: [1280, 720], frame_rate: 15, always_on: true }, video: { webrtc_port: 0 } },
});
const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
try {
  const page = await browser.newPage();
  await page.route(/\/live\/webrtc$|\/live\/webrtc\?/, async (route) => {
    // Each side knows of the link alone.
    const postData = (route.request().postData() ?? '').replaceAll(/a=candidate:.*\r\n/g, '');
    const response = await route.fetch({ postData });
    const answer = await response.text();
    const serverPort = Number(/^a=candidate:\S+ 1 UDP \d+ \S+ (\d+) typ host/im.exec(answer)?.[1]);
    const link = await ShapedLink.open(address, serverPort);
    links.push(link);
    const candidate = `a=candidate:1 1 UDP 2122252543 ${address} ${link.port} typ host\r\n`;
    const body = answer.replaceAll(/a=candidate:.*\r\n/g, '').replace(/(a=mid:.*\r\n)/, `$1${candidate}`);
    await route.fulfill({ response, body });
  });
  await page.route(/\/live\/webrtc\/.+/, (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 204 }) : route.continue(),
  );
  await page.goto(`http://${address}:${new URL(petlog.url).port}/?view=plain`);
  await page.locator('video.shown').waitFor({ timeout: 60_000 });
  const link = await steadyLink();
  console.log(`${describeMachine()}; footage at 1280x720, 15 pictures a second\n`);
  console.log(`wide link: ${await rates(page, link)}`);
  link.carry(narrowKbps);
  const down = await untilHeight(page, 360, 30);
  console.log(`link of ${narrowKbps} kbit/s: the small rendition is seen after ${down?.toFixed(1) ?? 'more than 30'} s`);
  console.log(`narrow link: ${await rates(page, link)}`);
  link.carry(Infinity);
  const up = await untilHeight(page, 720, 100);
  console.log(`wide link again: the full rendition is seen after ${up?.toFixed(1) ?? 'more than 100'} s`);
  console.log(`wide link: ${await rates(page, link)}; ${link.lostPackets} packets were lost in all`);
  console.log(links.at(-1) === link ? 'one session throughout' : 'the session ended, and began anew');
} finally {
  await browser.close();
  links.forEach((link) => link.close());
  await petlog[Symbol.asyncDispose]();
}
