import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { displayRotationFilters } from '../../../main/ffmpeg/display-rotation.ts';
import { withEndMarker } from '../../../main/capture-process/end-marker.ts';
import { withHuffmanTables } from '../../../main/capture-process/huffman-tables.ts';
import { PlaybackClock } from '../../../main/capture-process/playback-clock.ts';
import { RateLimit } from '../../../main/frames/rate-limit.ts';
import { quantiserStep } from '../../../main/ffmpeg/video-to-jpeg.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { withoutHuffmanTables } from '../../support/huffman.ts';
import { ManualClock } from '../../support/manual-clock.ts';

test('gives the standard Huffman tables to a frame without, and leaves all others alone', async () => {
  const standard = await sharp(footageJpegs(1)[0]).jpeg({ optimiseCoding: false }).toBuffer();
  const completed = withHuffmanTables(withoutHuffmanTables(standard));
  const decoded = async (jpeg: Buffer): Promise<Buffer> => sharp(jpeg).raw().toBuffer();
  expect((await decoded(completed)).equals(await decoded(standard))).toBe(true);
  expect(withHuffmanTables(standard)).toBe(standard);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const frame = Buffer.concat([Buffer.from([0xff, 0xd8]), bytes]);
      const result = withHuffmanTables(frame);
      return result === frame || result.length > frame.length;
    }),
  );
});

test('gives the end marker to a frame without, and leaves all others alone', () => {
  const [jpeg = Buffer.alloc(0)] = footageJpegs(1);
  const bare = jpeg.subarray(0, -2);
  expect(withEndMarker(bare).equals(jpeg)).toBe(true);
  expect(withEndMarker(jpeg)).toBe(jpeg);
  const padded = Buffer.concat([jpeg, Buffer.alloc(7)]);
  expect(withEndMarker(padded)).toBe(padded);
  // A thumbnail's end is not the picture's.
  const thumbnail = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 8]),
    Buffer.from([0xff, 0xda, 1, 2, 0xff, 0xd9]),
    bare.subarray(2),
  ]);
  expect(withEndMarker(thumbnail).length).toBe(thumbnail.length + 2);
  const noPicture = Buffer.from('no picture');
  expect(withEndMarker(noPicture)).toBe(noPicture);
});

test('comes near to the quality that libjpeg would give', () => {
  expect([1, 30, 50, 75, 85, 95, 100].map(quantiserStep)).toEqual([31, 11, 7, 3, 2, 1, 1]);
});

test('limits a camera that delivers too much, and takes every frame of one that does not', () => {
  const perSecond = (cameraRate: number, limitRate: number, jitter = 0): number => {
    const limit = new RateLimit(limitRate);
    const times = Array.from({ length: cameraRate * 100 }, (_, index) => (index * 1000) / cameraRate + (index % 3) * jitter);
    return times.filter((time) => limit.admits(time)).length / 100;
  };
  expect(perSecond(30, 15)).toBeCloseTo(15, 1);
  expect(perSecond(15, 15, 5)).toBeCloseTo(15, 1);
  expect(perSecond(10, 15)).toBeCloseTo(10, 1);
  expect(perSecond(60, 1)).toBeCloseTo(1, 1);
  expect(perSecond(25, 15)).toBeCloseTo(15, 0);
});

function matrix(a: number, b: number, c: number, d: number): Buffer {
  const buffer = Buffer.alloc(36);
  for (const [offset, value] of [
    [0, a],
    [4, b],
    [12, c],
    [16, d],
    [32, 16384],
  ] as const) {
    buffer.writeInt32LE(value * 65536, offset);
  }
  return buffer;
}

test('shows videos of phones upright', () => {
  expect(displayRotationFilters(null)).toEqual([]);
  expect(displayRotationFilters(matrix(1, 0, 0, 1))).toEqual([]);
  expect(displayRotationFilters(matrix(0, 1, -1, 0))).toEqual(['transpose=clock']);
  expect(displayRotationFilters(matrix(0, -1, 1, 0))).toEqual(['transpose=cclock']);
  expect(displayRotationFilters(matrix(-1, 0, 0, -1))).toEqual(['hflip', 'vflip']);
});

/** When the pictures of a video are shown, in milliseconds; null for those left out. */
async function play(
  timestamps: readonly (number | null)[],
  { rounds = 1, workMilliseconds = () => 0 }: { rounds?: number; workMilliseconds?: (index: number) => number } = {},
): Promise<(number | null)[]> {
  const clock = new ManualClock();
  const playback = new PlaybackClock(clock);
  const shown: (number | null)[] = [];
  const done = (async () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const timestamp of timestamps) {
        const isTime = await playback.waitFor(timestamp, 0.1);
        shown.push(isTime ? Math.round(clock.monotonicMilliseconds()) : null);
        await new Promise<void>((resolve) => void clock.after(workMilliseconds(shown.length), resolve));
      }
      playback.startOver();
    }
  })();
  await clock.advance(60_000);
  await done;
  return shown;
}

test('plays at the pace of the video, from any first timestamp, and starts over without a gap', async () => {
  expect(await play([5, 5.1, 5.3, 5.4], { rounds: 2 })).toEqual([0, 100, 300, 400, 500, 600, 800, 900]);
});

test('plays pictures without timestamps one after another', async () => {
  expect(await play([null, null, null], { rounds: 2 })).toEqual([0, 100, 200, 300, 400, 500]);
});

test('leaves pictures out when it is late, and goes on from there after a long stop', async () => {
  const tenPerSecond = Array.from({ length: 12 }, (_, index) => index / 10);
  expect(await play(tenPerSecond, { workMilliseconds: (count) => (count === 2 ? 450 : 0) })).toEqual([
    0,
    100,
    null,
    null,
    null,
    550,
    600,
    700,
    800,
    900,
    1000,
    1100,
  ]);
  expect((await play(tenPerSecond, { workMilliseconds: (count) => (count === 2 ? 5000 : 0) })).slice(0, 5)).toEqual([
    0, 100, 5100, 5200, 5300,
  ]);
});
