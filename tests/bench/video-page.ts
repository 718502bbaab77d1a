import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, type Page, chromium } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.ts';
import type { LiveTransportKind } from '../../shared/live-options.ts';
import { markBits, markPixels, type PictureCamera } from './marked-camera.ts';

interface Seen {
  readonly number: number;
  readonly atMilliseconds: number;
}

/** What the page is asked for; runs there. */
interface Watching {
  choose(way: string): Promise<number>;
  begin(): void;
  end(): Seen[];
}

/** A real Chromium with PetLog's own page of the picture alone, in which each picture says which one it is. */
export class VideoPage implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #page: Page;

  static async open(url: string): Promise<VideoPage> {
    const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${url}/?view=plain`);
    await page.locator('petlog-live-picture .shown').waitFor({ timeout: 60_000 });
    await page.evaluate(watchInPage, { bits: markBits, squarePixels: markPixels });
    return new VideoPage(browser, page);
  }

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** Changes to that way; milliseconds from the beginning of its player (of the request, for MJPEG) to its first picture. */
  choose(way: LiveTransportKind): Promise<number> {
    return this.#page.evaluate((chosen) => (globalThis as unknown as { watching: Watching }).watching.choose(chosen), way);
  }

  /** Ages in milliseconds of the pictures that are seen in so long, since the camera gave them. */
  async ages(camera: PictureCamera, seconds: number): Promise<number[]> {
    await this.#page.evaluate(() => (globalThis as unknown as { watching: Watching }).watching.begin());
    const given = new Map<number, number>();
    const ages: number[] = [];
    const collect = async (): Promise<void> => {
      camera.givenMilliseconds.forEach((at, number) => given.set(number, at));
      const seen = await this.#page.evaluate(() => (globalThis as unknown as { watching: Watching }).watching.end());
      ages.push(...seen.map(({ number, atMilliseconds }) => atMilliseconds - (given.get(number) ?? NaN)));
    };
    for (let second = 0; second < seconds; second += 1) {
      await delay(1000);
      await collect();
      await this.#page.evaluate(() => (globalThis as unknown as { watching: Watching }).watching.begin());
    }
    // A number that was given once more between the picture and the question would make it younger than it can be.
    return ages.filter((age) => age > 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

/** Runs in the page. */
function watchInPage({ bits, squarePixels }: { bits: number; squarePixels: number }): void {
  const find = (root: ParentNode): (HTMLElement & { way: string }) | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'petlog-live-picture') {
        return element as HTMLElement & { way: string };
      }
      const inside = element.shadowRoot === null ? null : find(element.shadowRoot);
      if (inside !== null) {
        return inside;
      }
    }
    return null;
  };
  const element = find(document);
  const picture = element?.shadowRoot;
  if (element === null || picture === null || picture === undefined) {
    throw new Error('there is no picture');
  }
  const canvas = Object.assign(document.createElement('canvas'), { width: bits * 2 * 4, height: 4 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const now = (): number => performance.timeOrigin + performance.now();
  const numberIn = (source: HTMLVideoElement | HTMLImageElement): number | null => {
    const width = source instanceof HTMLVideoElement ? source.videoWidth : source.naturalWidth;
    if (width === 0 || context === null) {
      return null;
    }
    const square = (squarePixels * width) / 1280;
    context.drawImage(source, 0, 0, square * bits * 2, square, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 2, canvas.width, 1);
    const read = (from: number): number =>
      Array.from({ length: bits }, (_, bit) => ((data[((from + bit) * 4 + 2) * 4] ?? 0) > 127 ? 2 ** bit : 0)).reduce((a, b) => a + b, 0);
    const number = read(0);
    return number + read(bits) === 2 ** bits - 1 ? number : null;
  };
  let seen: { number: number; atMilliseconds: number }[] = [];
  let last: number | null = null;
  const look = (source: HTMLVideoElement | HTMLImageElement): void => {
    const atMilliseconds = now();
    const number = numberIn(source);
    if (number !== null && number !== last) {
      last = number;
      seen.push({ number, atMilliseconds });
    }
  };
  const nextOf = (video: HTMLVideoElement): Promise<void> => new Promise((resolve) => video.requestVideoFrameCallback(() => resolve()));
  const nextPaint = (): Promise<unknown> => new Promise(requestAnimationFrame);
  const watched = new WeakSet<HTMLVideoElement>();
  const follow = (video: HTMLVideoElement): void => {
    if (!watched.has(video)) {
      watched.add(video);
      const step = (): void => {
        if (video.classList.contains('shown')) {
          look(video);
        }
        video.requestVideoFrameCallback(step);
      };
      video.requestVideoFrameCallback(step);
    }
  };
  const lookAtImages = (): void => {
    const image = picture.querySelector('img.shown');
    if (image instanceof HTMLImageElement) {
      look(image);
    }
    picture.querySelectorAll('video').forEach(follow);
    requestAnimationFrame(lookAtImages);
  };
  requestAnimationFrame(lookAtImages);
  const watching: Watching = {
    async choose(way) {
      const before = picture.querySelector('video');
      const chosenAt = performance.now();
      element.way = way;
      if (way === 'mjpeg') {
        for (let image: HTMLImageElement | null = null; image === null || image.naturalWidth === 0;) {
          await nextPaint();
          image = picture.querySelector('img');
        }
        return performance.now() - chosenAt;
      }
      let video: HTMLVideoElement | null = null;
      while (video === null || video === before) {
        await nextPaint();
        video = picture.querySelector('video');
      }
      const beganAt = performance.now();
      await nextOf(video);
      const firstAt = performance.now();
      while (!video.classList.contains('shown')) {
        await nextPaint();
      }
      return firstAt - beganAt;
    },
    begin() {
      seen = [];
    },
    end: () => seen,
  };
  Object.assign(globalThis, { watching });
}
