import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { afterEach, expect, test, vi } from 'vitest';
import { JpegDecoder } from '../../../main/ffmpeg/jpeg-decoder.ts';
import { DecodedVideo } from '../../../main/media-process/decoded-video.ts';
import { PictureSampler } from '../../../main/media-process/picture-sampler.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

Log.setLevel(AV_LOG_QUIET);

const [footage = Buffer.alloc(0)] = footageJpegs(1);
const [small = Buffer.alloc(0), other = Buffer.alloc(0)] = await smallJpegs(2);
const videos: DecodedVideo[] = [];

function decodedVideo(): DecodedVideo {
  const video = new DecodedVideo();
  videos.push(video);
  return video;
}

afterEach(() => {
  vi.restoreAllMocks();
  videos.splice(0).forEach((video) => video.close());
});

const largestDifference = (a: Uint8Array, b: Uint8Array): number => Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? 255))));

test('a picture is decoded when somebody asks for it, and once for all sizes', () => {
  const decode = vi.spyOn(JpegDecoder.prototype, 'decode');
  const video = decodedVideo();
  video.show(small);
  expect(decode).not.toHaveBeenCalled();
  expect(video.picture(null)).toMatchObject({ width: 320, height: 180 });
  expect(video.picture({ widthPixels: 160, heightPixels: 90 })).toMatchObject({ width: 160, height: 90 });
  video.grey(0, { mostWidthPixels: 80 });
  video.show(small);
  video.picture(null);
  expect(decode).toHaveBeenCalledTimes(1);
  video.show(other);
  video.picture(null);
  expect(decode).toHaveBeenCalledTimes(2);
});

test.each([
  ['large', footage, 80, [80, 45]],
  ['large', footage, 160, [160, 90]],
  ['small', small, 80, [80, 45]],
  ['small', small, 400, [320, 180]],
])('a grey picture is the same, whether the full one is there or not: %s, %#', (_, jpeg, mostWidthPixels, [width, height]) => {
  const video = decodedVideo();
  video.show(jpeg);
  const alone = video.grey(7, { mostWidthPixels });
  expect(alone).toMatchObject({ widthPixels: width, heightPixels: height, captureMilliseconds: 7 });
  expect(alone.samples).toHaveLength((width ?? 0) * (height ?? 0));
  const again = decodedVideo();
  again.show(jpeg);
  again.picture(null);
  expect(largestDifference(alone.samples, again.grey(7, { mostWidthPixels }).samples)).toBeLessThanOrEqual(1);
});

test('a rough grey picture differs in details alone', () => {
  const video = decodedVideo();
  video.show(footage);
  const rough = video.grey(7, { mostWidthPixels: 320, isRough: true });
  expect([rough.widthPixels, rough.heightPixels]).toEqual([320, 180]);
  const exact = video.grey(7, { mostWidthPixels: 320 });
  expect(largestDifference(rough.samples, exact.samples)).toBeLessThanOrEqual(16);
  const sum = (samples: Uint8Array): number => samples.reduce((all, sample) => all + sample, 0);
  expect(Math.abs(sum(rough.samples) - sum(exact.samples)) / rough.samples.length).toBeLessThan(1);
});

test('a grey picture alone does not decode the full one', () => {
  const video = decodedVideo();
  video.show(footage);
  const full = vi.spyOn(JpegDecoder.prototype, 'decode');
  video.grey(0, { mostWidthPixels: 80 });
  expect(full.mock.results.map(({ value }) => (value as { width: number }).width)).toEqual([160]);
});

test('a broken picture is said to be one, and the next one is decoded', () => {
  const video = decodedVideo();
  video.show(small.subarray(0, 100));
  expect(() => video.grey(0, { mostWidthPixels: 80 })).toThrow();
  expect(() => video.picture(null)).toThrow();
  video.show(other);
  expect(video.picture(null)).toMatchObject({ width: 320 });
});

test('a sampler gives each reader as many pictures as it asked for, and makes none for nobody', () => {
  const sampler = new PictureSampler();
  const noJpeg = (): Uint8Array => new Uint8Array();
  const made: number[] = [];
  const make = (captureMilliseconds: number, { mostWidthPixels }: { mostWidthPixels: number }): ReturnType<DecodedVideo['grey']> => {
    made.push(mostWidthPixels);
    return { widthPixels: 1, heightPixels: 1, samples: new Uint8Array(1), captureMilliseconds };
  };
  sampler.offer(0, make, noJpeg);
  expect(made).toEqual([]);
  const often: number[] = [];
  const seldom: number[] = [];
  const end = sampler.subscribe({ picturesPerSecond: 5, mostWidthPixels: 80 }, ({ captureMilliseconds }) =>
    often.push(captureMilliseconds),
  );
  sampler.subscribe({ picturesPerSecond: 1, mostWidthPixels: 80 }, ({ captureMilliseconds }) => seldom.push(captureMilliseconds));
  for (let index = 0; index < 30; index += 1) {
    sampler.offer((index * 1000) / 15, make, noJpeg);
  }
  expect(often).toHaveLength(10);
  expect(seldom.map(Math.round)).toEqual([0, 1000]);
  expect(made).toHaveLength(10);
  end();
  sampler.offer(2000, make, noJpeg);
  expect(often).toHaveLength(10);
});
