import { spawn } from 'node:child_process';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { SmallPictures } from '../../../main/camera/small-pictures.ts';
import type { Spawn } from '../../../main/system/child-program.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { averageDifference, decodePixels } from '../../support/pixels.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { isAlive } from '../../support/process-life.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

let pids: number[] = [];
let pictures: SmallPictures | null = null;

afterEach(async () => {
  await pictures?.close();
  expect(pids.filter(isAlive)).toEqual([]);
  pids = [];
});

function open(): SmallPictures {
  const notingSpawn: Spawn = (file, parameters, options) => {
    const child = spawn(file, parameters, options);
    pids.push(child.pid ?? NaN);
    return child;
  };
  pictures = new SmallPictures({ spawn: notingSpawn, clock: createSystemClock(), logger: silentLogger });
  return pictures;
}

const pictureOf = (jpeg: Buffer, widthPixels: number) => ({ jpeg, widthPixels, capturedAtMicroseconds: 1 });

test('makes pictures of several cameras and widths small, each once, in one process', async () => {
  const small = open();
  const footage = pictureOf(footageJpegs(1)[0] as Buffer, 1280);
  const [other = Buffer.alloc(0)] = await smallJpegs(1, 640, 480);
  const [one, again, narrow, fromOther] = await Promise.all([
    small.of(footage, 400),
    small.of(footage, 480),
    small.of(footage, 200),
    small.of(pictureOf(other, 640), 300),
  ]);
  expect(again).toBe(one);
  expect(await sharp(one).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 270 });
  expect(await sharp(narrow).metadata()).toMatchObject({ width: 320, height: 180 });
  expect(await sharp(fromOther).metadata()).toMatchObject({ width: 320, height: 240 });
  const expected = await sharp(footage.jpeg).resize(480, 270).jpeg({ quality: 95 }).toBuffer();
  expect(averageDifference(await decodePixels(one), await decodePixels(expected))).toBeLessThan(4);
  expect(pids).toHaveLength(1);
});

test('leaves alone what is no larger, and gives what cannot be read as it is', async () => {
  const small = open();
  const [jpeg = Buffer.alloc(0)] = await smallJpegs(1, 320, 180);
  expect(await small.of(pictureOf(jpeg, 320), 320)).toBe(jpeg);
  expect(pids).toEqual([]);
  const broken = Buffer.from('no picture');
  expect(await small.of(pictureOf(broken, 1280), 320)).toBe(broken);
});
