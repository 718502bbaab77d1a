/** What Chromium does in tests/e2e, Firefox ESR does here: its video player, its byte ranges and its MJPEG are its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { RecordingsPage, type RecordingInfo } from '../../shared/api.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { launchFirefox } from '../support/firefox.ts';
import { call } from '../support/http-client.ts';
import { momentHeight, momentWidth } from '../support/moments.ts';
import { commandLineOf } from '../support/process-life.ts';
import { startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { greyOf, PlayedVideo } from '../support/played-video.ts';

type Element = ElementHandle<HTMLElement>;

const patience = { timeout: 60_000, interval: 100 };
const testMilliseconds = 120_000;
let firefox: Browser;
let petlog: PetLogProcess;
let page: Page;

beforeAll(async () => {
  firefox = await launchFirefox();
}, 120_000);

afterAll(() => firefox.close());

beforeEach(async () => {
  petlog = await startPetLog({ config: { camera: { always_on: true, resolution: [640, 360] } } });
  page = await firefox.newPage();
});

afterEach(async () => {
  await page.close();
  await petlog[Symbol.asyncDispose]();
});

/** Waits for an element; ` >>> ` leads through shadow roots, in which nobody is told of changes. */
function find(selector: string): Promise<Element> {
  return vi.waitFor(async () => {
    const element = await page.$(`html >>> ${selector}`);
    if (element === null) {
      throw new Error(`there is no ${selector}`);
    }
    return element as Element;
  }, patience);
}

/** What one of its pages plays. */
const videoIn = (element: Element): PlayedVideo =>
  new PlayedVideo((work, parameter) => element.evaluate(work as never, parameter as never));

/** Waits until so much is kept of the last minutes. */
function keptMilliseconds(least: number): Promise<RewindRange> {
  return vi.waitFor(async () => {
    const range = RewindRange.parse((await call(`${petlog.url}/live/rewind`)).body);
    expect(Date.parse(range.end ?? '') - Date.parse(range.start ?? '')).toBeGreaterThan(least);
    return range;
  }, patience);
}

/** The live picture is seen as a video, which moves. */
async function expectMovingVideo(): Promise<void> {
  const seen = new Set<string>();
  await vi.waitFor(async () => {
    // Another element takes its place where the stream was opened anew.
    const video = await page.$('html >>> petlog-live-picture >>> video.shown');
    expect(await video?.evaluate((element) => element.videoWidth)).toBe(640);
    seen.add((await video?.evaluate(greyOf, [momentWidth, momentHeight] as const)) ?? '');
    expect(seen.size).toBeGreaterThanOrEqual(4);
  }, patience);
}

describe('Firefox ESR', { timeout: testMilliseconds }, () => {
  test('the live picture is there and moves', async () => {
    await page.goto(petlog.url);
    await find('petlog-live-picture >>> img');
    await expectMovingVideo();
    await vi.waitFor(async () => {
      expect(await page.$('html >>> petlog-live-picture >>> img')).toBeNull();
      expect((await call(`${petlog.url}/live/status`)).body).toMatchObject({ active_streams: 1 });
    }, patience);
  });

  test('where it has no H.264 by WebRTC the video comes by MSE, and by HLS when that is chosen', async () => {
    await page.goto(`${petlog.url}/?view=plain`);
    await expectMovingVideo();
    const viewers = async (): Promise<string[]> => {
      const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
      return [...metrics.matchAll(/^petlog_viewers_by_transport\{camera="main",transport="(\w+)"\} 1$/gm)].map(([, kind = '']) => kind);
    };
    const offered = await page.evaluate(async () => {
      const connection = new RTCPeerConnection();
      connection.addTransceiver('video', { direction: 'recvonly' });
      const { sdp = '' } = await connection.createOffer();
      connection.close();
      return / H264\/90000/i.test(sdp);
    });
    await vi.waitFor(async () => expect(await viewers()).toEqual([offered ? 'webrtc' : 'mse']), patience);
    const picture = await find('petlog-live-picture');
    await picture.evaluate((element) => Object.assign(element, { way: 'hls' }));
    await vi.waitFor(async () => expect(await viewers()).toEqual(['hls']), patience);
    await expectMovingVideo();
  });

  test('while the process that encodes is killed again and again, JPEGs take the place of the video, which comes back', async () => {
    await page.goto(petlog.url);
    await expectMovingVideo();
    await vi.waitFor(async () => {
      for (const pid of (await petlog.processIds()).filter((id) => commandLineOf(id).includes('media-process'))) {
        process.kill(pid, 'SIGKILL');
      }
      expect(await page.$('html >>> petlog-live-picture >>> img.shown')).not.toBeNull();
    }, patience);
    await expectMovingVideo();
  });

  test('a recording of the library plays, and seeks to the right moment', async () => {
    // A camera, or an encoder, that starts first would leave less of the five seconds.
    await call(`${petlog.url}/live/start`, 'POST');
    await keptMilliseconds(1000);
    await call(`${petlog.url}/live/record/start`, 'POST', { duration_seconds: 5 });
    const recording = await vi.waitFor(async () => {
      const [found] = RecordingsPage.parse((await call(`${petlog.url}/recordings`)).body).recordings;
      expect(found?.resolution).toBe('640x360');
      return found as RecordingInfo;
    }, patience);
    await page.goto(`${petlog.url}?view=library`);
    await (await find('petlog-recording-tile >>> .open')).click();
    await videoIn(await find('petlog-recording-player >>> video')).expectToPlayAndSeek(join(petlog.dataDirectory, recording.file_path));
  });

  test('a rewind clip plays, and seeks to the right moment', async () => {
    const { start } = await keptMilliseconds(8000);
    const clip = `${petlog.url}/live/rewind/clip?start=${start}&duration=7`;
    const path = join(petlog.dataDirectory, 'clip.mp4');
    await writeFile(path, Buffer.from(await (await fetch(clip)).arrayBuffer()));
    await page.goto(`${petlog.url}/docs`);
    await page.evaluate((source) => {
      const element = Object.assign(document.createElement('video'), { src: source, autoplay: true, muted: true });
      document.body.append(element);
    }, clip);
    await videoIn(await find('video')).expectToPlayAndSeek(path);
  });

  test('dragging back on the dashboard shows the past, then plays it', async () => {
    await keptMilliseconds(8000);
    await page.goto(petlog.url);
    // As close as it goes: so few seconds are kept by now.
    const zoomIn = (await find('petlog-timeline-bar >>> button[aria-label="Show less time, larger"]')) as ElementHandle<HTMLButtonElement>;
    while (!(await zoomIn.evaluate((button) => button.disabled))) {
      await zoomIn.click();
    }
    const box = await (await find('petlog-timeline-strip >>> .line')).boundingBox();
    if (box === null) {
      throw new Error('there is no timeline');
    }
    await page.mouse.move(box.x + box.width - 1, box.y + 24);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 24, { steps: 6 });
    await page.mouse.up();
    await videoIn(await find('petlog-timeline-picture >>> video')).plays();
  });
});
