import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { networkAddress } from '../support/front-door.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { ShapedLink } from '../support/shaped-link.ts';

/** What a viewer by WebRTC gets whose link becomes too narrow, and wide again. */
export interface LinkReport {
  readonly narrowKbps: number;
  /** Until the small rendition is seen, and the full one again; null where that never was. */
  readonly downSeconds: number | null;
  readonly upSeconds: number | null;
  readonly wide: LinkRates;
  readonly narrow: LinkRates;
  readonly lostPackets: number;
  /** The video never stopped so long that the page began anew. */
  readonly isOneSession: boolean;
}

interface LinkRates {
  readonly picturesPerSecond: number;
  /** That the server sent. */
  readonly kbps: number;
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

async function rates(page: Page, link: ShapedLink, seconds: number): Promise<LinkRates> {
  const before = { ...(await seen(page)), bytes: link.offeredBytes, at: performance.now() };
  await delay(seconds * 1000);
  const after = { ...(await seen(page)), bytes: link.offeredBytes, at: performance.now() };
  const passed = (after.at - before.at) / 1000;
  return {
    picturesPerSecond: (after.pictures - before.pictures) / passed,
    kbps: ((after.bytes - before.bytes) * 8) / 1000 / passed,
  };
}

/** The link of a video that has come by it for a while. */
async function steadyLink(links: readonly ShapedLink[]): Promise<ShapedLink> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const before = { link: links.at(-1), bytes: links.at(-1)?.offeredBytes ?? 0 };
    await delay(8000);
    const link = links.at(-1);
    if (link !== undefined && link === before.link && link.offeredBytes > before.bytes) {
      return link;
    }
  }
  throw new Error('the video did not come by WebRTC');
}

/**
 * A real Chromium with PetLog as it was built, and between them a link that loses what waits longer than 250 ms. What a session
 * says that a busy machine ended is worth nothing: it is tried anew.
 *
 * @throws Error where the video does not come by WebRTC, or this machine has no network address beside loopback
 */
export async function measureLink(narrowKbps: number, seconds: number): Promise<LinkReport> {
  const address = networkAddress();
  if (address === undefined) {
    throw new Error('this machine has no network address but loopback');
  }
  let report = await measureOnce(address, narrowKbps, seconds);
  for (let attempt = 1; attempt < 3 && !report.isOneSession; attempt += 1) {
    report = await measureOnce(address, narrowKbps, seconds);
  }
  return report;
}

async function measureOnce(address: string, narrowKbps: number, seconds: number): Promise<LinkReport> {
  const links: ShapedLink[] = [];
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
    const link = await steadyLink(links);
    const wide = await rates(page, link, seconds);
    link.carry(narrowKbps);
    const downSeconds = await untilHeight(page, 360, 30);
    const narrow = await rates(page, link, seconds);
    link.carry(Infinity);
    const upSeconds = await untilHeight(page, 720, 60);
    const isOneSession = links.at(-1) === link;
    return { narrowKbps, downSeconds, upSeconds, wide, narrow, lostPackets: link.lostPackets, isOneSession };
  } finally {
    await browser.close();
    links.forEach((link) => link.close());
    await petlog[Symbol.asyncDispose]();
  }
}
