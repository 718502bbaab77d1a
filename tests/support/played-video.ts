import { expect, vi } from 'vitest';
import { momentHeight, Moments, momentWidth } from './moments.ts';

const patience = { timeout: 60_000, interval: 100 };

/** Does something with a video in its page. */
export type OnVideo = <Result, Parameter>(
  work: (element: HTMLVideoElement, parameter: Parameter) => Result,
  parameter?: Parameter,
) => Promise<Awaited<Result>>;

/** A video that a page plays, in whatever browser. */
export class PlayedVideo {
  readonly #on: OnVideo;

  constructor(on: OnVideo) {
    this.#on = on;
  }

  facts(): Promise<{ seconds: number; durationSeconds: number; seekableSeconds: number; error: string | null }> {
    return this.#on((element) => ({
      seconds: element.currentTime,
      durationSeconds: element.duration,
      seekableSeconds: element.seekable.length === 0 ? 0 : element.seekable.end(element.seekable.length - 1),
      error: element.error?.message ?? null,
    }));
  }

  /** Waits until it plays. */
  async plays(): Promise<void> {
    await vi.waitFor(
      async () => expect(await this.facts()).toMatchObject({ error: null, seconds: expect.toSatisfy((seconds: number) => seconds > 0.3) }),
      patience,
    );
  }

  /** Plays, and seeks to the middle, back, and almost to the end: each time the picture is that of the moment. @param path its file */
  async expectToPlayAndSeek(path: string): Promise<void> {
    await this.plays();
    await this.#on((element) => element.pause());
    const { durationSeconds, seekableSeconds } = await this.facts();
    expect(durationSeconds).toBeGreaterThan(4);
    expect(seekableSeconds).toBeCloseTo(durationSeconds, 1);
    const moments = await Moments.of(path);
    for (const seconds of [durationSeconds / 2, 0.5, durationSeconds - 1]) {
      await this.#seek(seconds);
      expect((await this.facts()).seconds).toBeCloseTo(seconds, 1);
      // Or the one beside it: players round.
      await vi.waitFor(
        async () => expect(Math.abs(moments.indexOf(await this.#grey()) - moments.indexAt(seconds))).toBeLessThanOrEqual(1),
        patience,
      );
    }
  }

  #seek(toSeconds: number): Promise<void> {
    return this.#on(
      (element, seconds) =>
        new Promise<void>((resolve) => {
          element.addEventListener('seeked', () => resolve(), { once: true });
          element.currentTime = seconds;
        }),
      toSeconds,
    );
  }

  async #grey(): Promise<Buffer> {
    return Buffer.from(await this.#on(greyOf, [momentWidth, momentHeight] as const), 'base64');
  }
}

/** What it shows, small and grey, a byte for each pixel, as base64. Runs in the page. */
export function greyOf(element: HTMLVideoElement | HTMLImageElement, [width, height]: readonly [number, number]): string {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('nothing can be drawn here');
  }
  context.drawImage(element, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const grey = Array.from({ length: width * height }, (_, index) =>
    Math.round(0.299 * (data[index * 4] ?? 0) + 0.587 * (data[index * 4 + 1] ?? 0) + 0.114 * (data[index * 4 + 2] ?? 0)),
  );
  return btoa(grey.map((value) => String.fromCharCode(value)).join(''));
}
