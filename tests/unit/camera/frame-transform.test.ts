import { spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import type { FrameTransformOptions } from '../../../main/camera/frame-preparation.ts';
import { FrameTransformProgram } from '../../../main/camera/frame-transform.ts';
import type { Spawn } from '../../../main/system/child-program.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { averageDifference, decodePixels, type Pixels } from '../../support/pixels.ts';
import { isAlive } from '../../support/process-life.ts';
import { tinyJpeg } from '../../support/tiny-jpeg.ts';

const upright: FrameTransformOptions = { rotation: 0, hflip: false, vflip: false, quality: 90 };
const transforms: FrameTransformProgram[] = [];
let pids: number[] = [];

afterEach(async () => {
  await Promise.all(transforms.splice(0).map((transform) => transform.close()));
  expect(pids.filter(isAlive)).toEqual([]);
  pids = [];
});

function transformer(options: FrameTransformOptions, clock = createSystemClock()): FrameTransformProgram {
  const notingSpawn: Spawn = (file, parameters, spawnOptions) => {
    const child = spawn(file, parameters, spawnOptions);
    pids.push(child.pid ?? NaN);
    return child;
  };
  const transform = new FrameTransformProgram(options, { spawn: notingSpawn, clock, logger: silentLogger });
  transforms.push(transform);
  return transform;
}

test.each([
  { rotation: 0, hflip: true, vflip: false, flop: true, flip: false },
  { rotation: 0, hflip: false, vflip: true, flop: false, flip: true },
  { rotation: 180, hflip: false, vflip: false, flop: true, flip: true },
  { rotation: 180, hflip: true, vflip: true, flop: false, flip: false },
] as const)('turns a frame: %o', async ({ flop, flip, ...turn }) => {
  const jpeg = footageJpegs(140).at(-1) ?? Buffer.alloc(0); // with the cat in it
  const turned = await decodePixels(await transformer({ ...turn, quality: 90 }).transform(jpeg, null));
  expect(averageDifference(turned, await decodePixels(jpeg, { flop, flip }))).toBeLessThan(3);
  expect(averageDifference(turned, await decodePixels(jpeg, { flop: !flop, flip }))).toBeGreaterThan(10);
});

/** Columns of the picture's lower left corner that hold something white. */
function whiteColumns({ data, width, height }: Pixels): number {
  const columns = new Set<number>();
  for (let index = width * (height - 60) * 3; index < data.length; index += 3) {
    if (data.subarray(index, index + 3).every((byte) => byte > 235)) {
      columns.add((index / 3) % width);
    }
  }
  return columns.size;
}

test('labels a frame in its corner, upright, and nowhere else', async () => {
  const [jpeg = Buffer.alloc(0)] = footageJpegs(1);
  const transform = transformer(upright);
  const plain = await decodePixels(await transform.transform(jpeg, null));
  const labelled = await decodePixels(await transform.transform(jpeg, '2026-05-01 12:00:00'));
  const other = await decodePixels(await transform.transform(jpeg, '2026-05-01 12:00:01'));
  const differs = (one: Pixels, left: number, top: number, right: number, bottom: number): boolean => {
    for (let row = top; row < bottom; row += 1) {
      const [from, to] = [(row * plain.width + left) * 3, (row * plain.width + right) * 3];
      if (!one.data.subarray(from, to).equals(labelled.data.subarray(from, to))) {
        return true;
      }
    }
    return false;
  };
  expect(differs(plain, 0, 660, 400, 720)).toBe(true);
  expect(differs(plain, 0, 0, 1280, 640)).toBe(false);
  expect(differs(plain, 640, 640, 1280, 720)).toBe(false);
  expect(whiteColumns(labelled) - whiteColumns(plain)).toBeGreaterThan(150);
  expect(differs(other, 0, 640, 320, 720)).toBe(false); // only the last digit changed
  expect(differs(other, 320, 640, 480, 720)).toBe(true);
});

test('takes pictures of any size in one go, odd ones too', async () => {
  const transform = transformer({ ...upright, rotation: 180 });
  for (const [widthPixels, heightPixels] of [
    [64, 48],
    [33, 21],
    [2, 2],
    [640, 360],
  ] as const) {
    const picture = await decodePixels(await transform.transform(await tinyJpeg(widthPixels, heightPixels), '2026-05-01 12:00:00'));
    expect([picture.width, picture.height]).toEqual([widthPixels, heightPixels]);
  }
  expect(pids).toHaveLength(1);
});

test('refuses what is no picture, and goes on with the next', async () => {
  const transform = transformer(upright);
  await expect(transform.transform(Buffer.from('no picture'), null)).rejects.toThrow('the picture cannot be decoded');
  expect(await transform.transform(await tinyJpeg(64, 48), null)).toBeInstanceOf(Buffer);
  expect(pids).toHaveLength(1);
});

test('loses the frame with its program, and starts it again, but not for each frame', async () => {
  const clock = new ManualClock();
  const transform = transformer(upright, clock);
  const jpeg = await tinyJpeg(64, 48);
  await transform.transform(jpeg, null);
  process.kill(pids[0] ?? NaN, 'SIGSTOP');
  const lost = transform.transform(jpeg, null);
  process.kill(pids[0] ?? NaN, 'SIGKILL');
  await expect(lost).rejects.toThrow('was killed by SIGKILL');
  await expect(transform.transform(jpeg, null)).rejects.toThrow('is not running');
  await clock.advance(1000);
  await transform.transform(jpeg, null);
  expect(pids).toHaveLength(2);
});

test('is not started without need, and not after it was closed', async () => {
  const transform = transformer(upright);
  await transform.close();
  await expect(transform.transform(await tinyJpeg(64, 48), null)).rejects.toThrow('is not running');
  expect(pids).toEqual([]);
});
