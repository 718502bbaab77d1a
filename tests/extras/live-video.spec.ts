/** The live picture on every way to it: how it looks, and what becomes of it when what makes it is killed. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { Dashboard, OtherClient, test } from '../support/dashboard.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { networkAddress } from '../support/front-door.ts';
import { expectMovingPicture } from '../support/picture.ts';
import type { PetLogProcess } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test.use({ picturesPerSecond: 10 });

test.slow();

const host = networkAddress();
const ways = ['mjpeg', 'webrtc', 'mse', 'hls'] as const;
type Way = (typeof ways)[number];

const columns = 16;
const rows = 9;

/** The page of the picture alone, by the address of this machine: WebRTC has no candidate of loopback. */
async function openPlain(page: Page, petlog: PetLogProcess): Promise<Dashboard> {
  await page.goto(`http://${host}:${new URL(petlog.url).port}/?view=plain`);
  const dashboard = new Dashboard(page);
  await expectMovingPicture(dashboard.picture);
  return dashboard;
}

async function choose({ page, jpegs, video }: Dashboard, way: Way): Promise<Locator> {
  await page.locator('petlog-live-picture').evaluate((element, chosen) => Object.assign(element, { way: chosen }), way);
  const shown = way === 'mjpeg' ? jpegs : video;
  await expect(shown).toHaveCount(1);
  return shown;
}

/** A video of one moment of the footage, so that it does not matter when somebody looks. @returns its path */
async function makeStillVideo(directory: string): Promise<string> {
  const path = join(directory, 'still.mp4');
  const frozen = ['-vf', 'trim=start=2,loop=loop=-1:size=1:start=0,setpts=N/15/TB', '-t', '10', '-r', '15'];
  const encoding = ['-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await promisify(execFile)('ffmpeg', ['-loglevel', 'error', '-nostdin', '-i', footagePath, ...frozen, ...encoding, path]);
  return path;
}

/** Red, green and blue of each part of what is shown, on average of some moments. */
async function colours(picture: Locator): Promise<number[]> {
  const sums = Array.from({ length: columns * rows * 3 }, () => 0);
  const moments = 5;
  for (let moment = 0; moment < moments; moment += 1) {
    const seen = await picture.evaluate(
      async (element: HTMLImageElement | HTMLVideoElement, size) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        const canvas = Object.assign(document.createElement('canvas'), size);
        const context = canvas.getContext('2d');
        context?.drawImage(element, 0, 0, size.width, size.height);
        return [...(context?.getImageData(0, 0, size.width, size.height).data ?? [])];
      },
      { width: columns, height: rows },
    );
    sums.forEach((sum, index) => (sums[index] = sum + (seen[Math.floor(index / 3) * 4 + (index % 3)] ?? 0)));
  }
  return sums.map((sum) => sum / moments);
}

test('looks the same by MJPEG, WebRTC, MSE and HLS', async ({ start, page }) => {
  test.skip(host === undefined, 'this machine has no network address but loopback');
  await using directory = await temporaryDirectory();
  const petlog = await start({
    arguments: ['--host', '0.0.0.0', '--camera', `file:${await makeStillVideo(directory.path)}`],
    config: { camera: { resolution: [640, 360], frame_rate: 15 }, video: { webrtc_port: 0 } },
  });
  const dashboard = await openPlain(page, petlog);
  const seen = new Map<Way, number[]>();
  for (const way of ways) {
    const picture = await choose(dashboard, way);
    await expectMovingPicture(picture);
    seen.set(way, await colours(picture));
  }
  const [jpegs = []] = [seen.get('mjpeg')];
  for (const way of ways) {
    const off = (seen.get(way) ?? []).map((value, index) => Math.abs(value - (jpegs[index] ?? NaN)));
    expect(off.reduce((sum, value) => sum + value, 0) / off.length, `${way} is as far off as that`).toBeLessThan(4);
  }
});

/** From now on it is noted how long the video that is shown stood still, or something else was shown. */
const watchBreaks = (page: Page): Promise<void> =>
  page.locator('petlog-live-picture').evaluate((element) => {
    let frames = 0;
    let movedMilliseconds = performance.now();
    const noted = Object.assign(globalThis, { longestBreakMilliseconds: 0 });
    setInterval(() => {
      const video = element.shadowRoot?.querySelector('video');
      const count = video?.classList.contains('shown') === true ? video.getVideoPlaybackQuality().totalVideoFrames : frames;
      const now = performance.now();
      if (count !== frames) {
        noted.longestBreakMilliseconds = Math.max(noted.longestBreakMilliseconds, now - movedMilliseconds);
        movedMilliseconds = now;
        frames = count;
      }
    }, 20);
  });

/** Since it was asked last. */
const longestBreak = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const noted = globalThis as unknown as { longestBreakMilliseconds: number };
    const milliseconds = Math.round(noted.longestBreakMilliseconds);
    noted.longestBreakMilliseconds = 0;
    return milliseconds;
  });

test('of five viewers of three kinds, those of JPEGs see no break while what makes the video is killed, and the others have it back', async ({
  start,
  browser,
}) => {
  test.skip(host === undefined, 'this machine has no network address but loopback');
  const petlog = await start({ arguments: ['--host', '0.0.0.0'], config: { video: { webrtc_port: 0 }, limits: { viewers: 40 } } });
  // Each has connections of its own, and is seen.
  const contexts: BrowserContext[] = [];
  const openOne = async (way: Way): Promise<[Dashboard, Locator]> => {
    const context = await browser.newContext();
    contexts.push(context);
    const dashboard = await openPlain(await context.newPage(), petlog);
    const shown = await choose(dashboard, way);
    await expectMovingPicture(shown);
    return [dashboard, shown];
  };
  const videos = [await openOne('webrtc'), await openOne('webrtc'), await openOne('mse'), await openOne('hls')];
  const [still, jpegs] = await openOne('mjpeg');
  // The very element, whose request never ends.
  await jpegs.evaluate((image) => Object.assign(globalThis, { firstImage: image }));
  const wholeStream = await jpegs.getAttribute('src');
  const other = new OtherClient(petlog.url);
  await Promise.all(videos.map(([{ page }]) => watchBreaks(page)));
  for (const name of ['webrtc-process', 'media-process']) {
    const pids = (await petlog.processIds()).filter((id) => commandLineOf(id).includes(name));
    expect(pids.length).toBeGreaterThan(0);
    const killedAt = performance.now();
    pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
    await expectMovingPicture(jpegs);
    const backMilliseconds = await Promise.all(
      videos.map(async ([dashboard]) => {
        await expectMovingPicture(dashboard.picture);
        return Math.round(performance.now() - killedAt);
      }),
    );
    test
      .info()
      .annotations.push({ type: `a picture moves again after the kill of the ${name}`, description: `${backMilliseconds.join(', ')} ms` });
    for (const [dashboard] of videos) {
      await expectMovingPicture(dashboard.video);
    }
    const breaks = await Promise.all(videos.map(([{ page }]) => longestBreak(page)));
    test
      .info()
      .annotations.push({ type: `longest break of each video after the kill of the ${name}`, description: `${breaks.join(', ')} ms` });
    expect(await still.jpegs.getAttribute('src')).toBe(wholeStream);
    expect(await jpegs.evaluate((image) => (globalThis as unknown as { firstImage: Element }).firstImage === image)).toBe(true);
  }
  await expect.poll(async () => (await other.status()).active_streams).toBe(5);
  await Promise.all(contexts.map((context) => context.close()));
});

/** From now on it is noted which elements are painted, one after the other, and how often a video among them had had no picture yet. */
const watchPaints = (page: Page): Promise<void> =>
  page.locator('petlog-live-picture').evaluate((element) => {
    let last: Element | null = null;
    const noted = Object.assign(globalThis, { paints: [] as string[], blanks: 0 });
    const look = (): void => {
      const shown = element.shadowRoot?.querySelector('.shown') ?? null;
      if (shown !== last) {
        noted.paints.push(shown?.localName ?? 'nothing');
        last = shown;
      }
      noted.blanks += shown instanceof HTMLVideoElement && shown.getVideoPlaybackQuality().totalVideoFrames === 0 ? 1 : 0;
      requestAnimationFrame(look);
    };
    look();
  });

interface NotedPaints {
  readonly paints: string;
  readonly blanks: number;
}

const notedPaints = (page: Page): Promise<NotedPaints> =>
  page.evaluate(() => {
    const { paints, blanks } = globalThis as unknown as { paints: string[]; blanks: number };
    return { paints: paints.join(' '), blanks };
  });

/** How much sound the element has decoded; of WebRTC, how many tracks of it there are. */
const heardBytes = (video: HTMLVideoElement): number =>
  video.srcObject instanceof MediaStream
    ? video.srcObject.getAudioTracks().filter(({ muted }) => !muted).length
    : (video as unknown as { webkitAudioDecodedByteCount: number }).webkitAudioDecodedByteCount;

/** After so long without success the waits between tries have become long: whoever opens the page anew begins with short ones. */
const climbMilliseconds = 90_000;

/** Whether it plays in that way before the machine has to be given another chance. */
const comesToPlay = (played: Locator, name: string): Promise<boolean> =>
  expect(played)
    .toHaveText(new RegExp(`^H\\.264 \\(${name}\\)`), { timeout: climbMilliseconds })
    .then(
      () => true,
      () => false,
    );

test('a picture that began in a worse way climbs to a better one that comes later, without a flash, and its sound goes on', async ({
  start,
  browser,
}) => {
  test.skip(host === undefined, 'this machine has no network address but loopback');
  test.setTimeout(15 * 60_000);
  const petlog = await start({
    arguments: ['--host', '0.0.0.0'],
    // Two videos play beside each other for a moment, and no machine that tests should be late with them.
    config: { video: { webrtc_port: 0 }, camera: { sound: true, resolution: [320, 180] } },
  });
  const ways = [
    { comes: ['/live/video'], name: 'MSE' },
    { comes: ['/live/video', '/live/webrtc'], name: 'WebRTC' },
  ];
  /** Null where the machine had no time for the worse way itself, and showed JPEGs, from which nobody climbs. */
  const climb = async (context: BrowserContext, { comes, name }: (typeof ways)[number]): Promise<NotedPaints | null> => {
    const page = await context.newPage();
    const kept = new Set(['/live/video', '/live/webrtc']);
    await page.route(/\/live\/(video|webrtc)/, (route) =>
      kept.has(new URL(route.request().url()).pathname) ? route.abort() : route.fallback(),
    );
    const dashboard = new Dashboard(page);
    await dashboard.watch(`http://${host}:${new URL(petlog.url).port}`);
    await expectMovingPicture(dashboard.video);
    await page.locator('petlog-stage petlog-sound-mark button').click();
    await expect(dashboard.video).toHaveJSProperty('muted', false);
    await dashboard.openOptions();
    const played = page.locator('petlog-live-menu .played');
    if (!(await comesToPlay(played, 'HLS'))) {
      return null;
    }
    await watchPaints(page);
    comes.forEach((path) => kept.delete(path));
    if (!(await comesToPlay(played, name))) {
      return null;
    }
    await expectMovingPicture(dashboard.video);
    await expect(dashboard.video).toHaveJSProperty('muted', false);
    await expect.poll(() => dashboard.video.evaluate(heardBytes)).toBeGreaterThan(0);
    await expect(page.locator('petlog-live-picture video')).toHaveCount(1);
    await expect(page.locator('petlog-live-picture img')).toHaveCount(0);
    const noted = await notedPaints(page);
    return noted.paints.includes('video video') ? noted : null;
  };
  const contexts: BrowserContext[] = [];
  for (const way of ways) {
    let noted: NotedPaints | null = null;
    for (let chance = 0; chance < 3 && noted === null; chance += 1) {
      const context = await browser.newContext();
      noted = await climb(context, way);
      if (noted === null) {
        await context.close();
      } else {
        contexts.push(context);
      }
    }
    expect(noted).toMatchObject({ blanks: 0 });
  }
  await expect.poll(async () => (await new OtherClient(petlog.url).status()).active_streams).toBe(ways.length);
  await Promise.all(contexts.map((context) => context.close()));
  await expect.poll(async () => (await new OtherClient(petlog.url).status()).active_streams).toBe(0);
});
