import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { DecodedVideo } from '../../../main/media-process/decoded-video.ts';
import type { GreyPicture } from '../../../main/media-process/grey-picture.ts';
import { Stillness } from '../../../main/media-process/stillness.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { seededRandom } from '../../support/seeded-random.ts';

Log.setLevel(AV_LOG_QUIET);

const picturesPerSecond = 5;
const intervalMilliseconds = 1000 / picturesPerSecond;
/** Of the scene: a quarter of a camera's 1280x720. */
const width = 320;
const height = 180;

/** Brightness of a pixel at a moment, in seconds. */
type Scene = (x: number, y: number, seconds: number) => number;

/** A room with a window, a floor and furniture. */
const roomSamples = Float32Array.from({ length: width * height }, (_, at) => {
  const [x, y] = [at % width, Math.floor(at / width)];
  return 90 + 40 * Math.sin(x / 37) + 25 * Math.cos(y / 11) + (x > 200 && y < 60 ? 60 : 0);
});
const room: Scene = (x, y) => roomSamples[y * width + x] as number;
const darkRoom: Scene = (x, y, seconds) => 14 + room(x, y, seconds) / 12;

const random = seededRandom(7);
const noiseSamples = Float32Array.from({ length: 2 ** 17 }, () => random.normal());
/** As if drawn anew for each picture: a piece of many. */
function noiseSource(standardDeviation: number): () => number {
  let at = Math.floor(random.uniform() * noiseSamples.length);
  return () => (noiseSamples[(at = (at + 1) % noiseSamples.length)] as number) * standardDeviation;
}

/** What a camera's small pictures are like: each sample is the mean of 4 by 4 points of the scene. */
function picture(scene: Scene, seconds: number, noise: () => number): GreyPicture {
  const means = new Float32Array((width * height) / 16);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      means[(y >> 2) * (width >> 2) + (x >> 2)]! += scene(x, y, seconds) / 16;
    }
  }
  const samples = Uint8Array.from(means, (mean) => Math.max(0, Math.min(255, Math.round(mean + noise()))));
  return { widthPixels: width >> 2, heightPixels: height >> 2, samples, captureMilliseconds: seconds * 1000 };
}

/** At which moments it was still, of so many seconds. */
function stillMoments(scene: Scene, seconds: number, noiseOfPixels = 2): { at: number; isStill: boolean }[] {
  const stillness = new Stillness();
  return Array.from({ length: seconds * picturesPerSecond }, (_, index) => {
    const at = index / picturesPerSecond;
    stillness.look(picture(scene, at, noiseSource(noiseOfPixels / 16)));
    return { at, isStill: stillness.isStill };
  });
}

const stillShare = (moments: readonly { isStill: boolean }[]): number => moments.filter(({ isStill }) => isStill).length / moments.length;

test('the footage is still exactly while the floor is empty', () => {
  const video = new DecodedVideo();
  const stillness = new Stillness();
  const moments = footageJpegs().flatMap((jpeg, index) => {
    const at = index / 15;
    if (index % 3 !== 0) {
      return [];
    }
    video.show(jpeg);
    stillness.look(video.grey(at * 1000, { mostWidthPixels: Stillness.mostWidthPixels }));
    return [{ at, isStill: stillness.isStill }];
  });
  video.close();
  const during = (from: number, to: number): typeof moments => moments.filter(({ at }) => at >= from && at <= to);
  expect(stillShare(during(1.6, 5.0))).toBe(1);
  expect(stillShare(during(5.3, 15.9))).toBe(0);
  expect(stillShare(during(17.7, 20))).toBe(1);
});

test('nothing that happens means still, after a second and a half', () => {
  const moments = stillMoments(room, 20);
  expect(moments.filter(({ at }) => at < 1.5).some(({ isStill }) => isStill)).toBe(false);
  expect(stillShare(moments.filter(({ at }) => at >= 1.5))).toBe(1);
});

test('the noise of a dark room at night is no change', () => {
  const moments = stillMoments(darkRoom, 40, 14);
  expect(stillShare(moments.filter(({ at }) => at >= 1.5))).toBe(1);
});

test('a cat in that noise is one', () => {
  const moments = stillMoments(
    (x, y, seconds) => {
      const isCat = seconds >= 10 && Math.hypot((x - 60 - 20 * (seconds - 10)) / 22, (y - 120) / 10) < 1;
      return darkRoom(x, y, seconds) - (isCat ? 9 : 0);
    },
    20,
    14,
  );
  expect(stillShare(moments.filter(({ at }) => at >= 1.5 && at < 10))).toBe(1);
  expect(moments.find(({ at, isStill }) => at >= 10 && !isStill)?.at).toBe(10);
});

test.each([
  ['switched on', (seconds: number) => (seconds >= 10 ? 30 : 0)],
  ['a little brighter', (seconds: number) => (seconds >= 10 ? 4 : 0)],
])('a lamp is a change: %s', (_, light) => {
  const moments = stillMoments((x, y, seconds) => room(x, y, seconds) + light(seconds), 20);
  expect(moments.find(({ at, isStill }) => at > 1.5 && !isStill)?.at).toBe(10);
  expect(moments.at(-1)?.isStill).toBe(true);
});

test('a lamp in a corner is a change', () => {
  const moments = stillMoments(
    (x, y, seconds) => room(x, y, seconds) + (seconds >= 10 ? 60 * Math.exp(-Math.hypot(x - 20, y - 20) / 12) : 0),
    20,
  );
  expect(moments.find(({ at, isStill }) => at > 1.5 && !isStill)?.at).toBe(10);
});

test('a light that flickers is one all the time', () => {
  const moments = stillMoments((x, y, seconds) => room(x, y, seconds) + 6 * Math.sin(2 * Math.PI * 1.7 * seconds), 20);
  expect(stillShare(moments)).toBe(0);
});

test('so are the bands of a lamp on the mains', () => {
  const moments = stillMoments((x, y, seconds) => room(x, y, seconds) + 6 * Math.sin(y / 14 + 5 * seconds), 20);
  expect(stillShare(moments)).toBe(0);
});

test('a cat that creeps counts whenever it has come some way', () => {
  // 4 pixels of the full picture a second.
  const moments = stillMoments(
    (x, y, seconds) => (Math.hypot((x - 100 - seconds) / 24, (y - 110) / 12) < 1 ? 40 : room(x, y, seconds)),
    30,
  );
  const changes = moments.filter(({ isStill }, index) => !isStill && moments[index - 1]?.isStill === true);
  expect(stillShare(moments)).toBeLessThan(0.6);
  expect(changes.length === 0 || changes.length >= 5).toBe(true);
});

test('a tail counts: 12 by 24 pixels of the full picture', () => {
  const moments = stillMoments(
    (x, y, seconds) => (seconds >= 10 && x >= 101 && x < 104 && y >= 77 && y < 83 ? 30 : room(x, y, seconds)),
    12,
  );
  expect(moments.find(({ at, isStill }) => at > 1.5 && !isStill)?.at).toBe(10);
});

test('dusk is a change now and then', () => {
  const moments = stillMoments((x, y, seconds) => room(x, y, seconds) - seconds / 4, 40);
  expect(stillShare(moments)).toBeGreaterThan(0.7);
  expect(moments.filter(({ at, isStill }) => at > 1.5 && !isStill).length).toBeGreaterThan(6);
});

test('pictures of another size are a change', () => {
  const stillness = new Stillness();
  for (let index = 0; index < 20; index += 1) {
    stillness.look(picture(room, index * 0.2, () => 0));
  }
  expect(stillness.isStill).toBe(true);
  stillness.look({ widthPixels: 160, heightPixels: 90, samples: new Uint8Array(160 * 90), captureMilliseconds: 4000 });
  expect(stillness.isStill).toBe(false);
});

test('real JPEGs of a dark, noisy room are still, at the pace of a camera', async () => {
  const video = new DecodedVideo();
  const stillness = new Stillness();
  const moments: boolean[] = [];
  for (let index = 0; index < 16; index += 1) {
    const noise = noiseSource(10);
    const pixels = Buffer.from(
      Uint8Array.from({ length: 640 * 360 }, (_, at) => Math.max(0, Math.min(255, 20 + ((at % 640) / 640) * 30 + noise()))),
    );
    const jpeg = await sharp(pixels, { raw: { width: 640, height: 360, channels: 1 } })
      .toColourspace('srgb')
      .jpeg({ quality: 70 })
      .toBuffer();
    video.show(jpeg);
    stillness.look(video.grey(index * intervalMilliseconds, { mostWidthPixels: Stillness.mostWidthPixels }));
    moments.push(stillness.isStill);
  }
  video.close();
  expect(moments.slice(9).every((isStill) => isStill)).toBe(true);
});
