import { expect, test } from 'vitest';
import { MockScene } from '../../../main/drawing-process/mock-scene.ts';
import { readJpegSize } from '../../../main/frames/jpeg-size.ts';
import { averageDifference, decodePixels, type Pixels } from '../../support/pixels.ts';

const request = {
  name: 'Living room',
  widthPixels: 1280,
  heightPixels: 720,
  quality: 85,
  mirrorLeftToRight: false,
  mirrorTopToBottom: false,
};

/** Whether two pictures differ within a part of them, given as fractions of width and height. */
function differs(one: Pixels, other: Pixels, part: { left: number; top: number; right: number; bottom: number }): boolean {
  for (let row = Math.round(one.height * part.top); row < Math.round(one.height * part.bottom); row += 1) {
    for (
      let index = (row * one.width + Math.round(one.width * part.left)) * 3;
      index < (row * one.width + Math.round(one.width * part.right)) * 3;
      index += 1
    ) {
      if (Math.abs((one.data[index] ?? 0) - (other.data[index] ?? 0)) > 60) {
        return true;
      }
    }
  }
  return false;
}

const timestamp = { left: 0, top: 0.37, right: 0.45, bottom: 0.46 };
const floor = { left: 0, top: 0.5, right: 1, bottom: 0.87 };
const wall = { left: 0, top: 0, right: 1, bottom: 0.3 };

test.each([
  [64, 64],
  [320, 240],
  [1280, 720],
  [1920, 1080],
  [480, 800],
  [4608, 2592],
])('draws %i by %i pixels', async (width, height) => {
  const scene = await MockScene.create({ ...request, widthPixels: width, heightPixels: height });
  const jpeg = await scene.draw(3, 1_800_000_000_000_000);
  expect(readJpegSize(jpeg)).toEqual({ widthPixels: width, heightPixels: height });
});

test('shows each millisecond and a cat that moves, and nothing else changes', async () => {
  const scene = await MockScene.create(request);
  const draw = async (elapsedSeconds: number, milliseconds: number): Promise<Pixels> =>
    decodePixels(await scene.draw(elapsedSeconds, (1_800_000_000_000 + milliseconds) * 1000));
  const first = await draw(3, 0);
  const millisecondLater = await draw(3, 1);
  expect(differs(first, millisecondLater, timestamp)).toBe(true);
  expect(differs(first, millisecondLater, floor)).toBe(false);
  const secondLater = await draw(4, 0);
  expect(differs(first, secondLater, floor)).toBe(true);
  expect(differs(first, secondLater, wall)).toBe(false);
  expect(averageDifference(first, await draw(3, 0))).toBe(0); // what moved left no trace
});

test('keeps the cat in the picture wherever it is', async () => {
  const scene = await MockScene.create({ ...request, widthPixels: 320, heightPixels: 240 });
  const without = await decodePixels(await scene.draw(0, 0));
  for (let seconds = 0; seconds < 50; seconds += 0.5) {
    const picture = await decodePixels(await scene.draw(seconds, 0));
    expect(averageDifference(picture, without)).toBeLessThan(25);
  }
});

test.each([
  { flop: true, flip: false },
  { flop: false, flip: true },
  { flop: true, flip: true },
])('mirrors its room and cat, not its text: %o', async ({ flop, flip }) => {
  const upright = await (await MockScene.create(request)).draw(3, 0);
  const turned = await decodePixels(
    await (await MockScene.create({ ...request, mirrorLeftToRight: flop, mirrorTopToBottom: flip })).draw(3, 0),
  );
  const scene = betweenTexts(turned);
  expect(averageDifference(scene, betweenTexts(await decodePixels(upright, { flop, flip })))).toBeLessThan(3);
  expect(averageDifference(scene, betweenTexts(await decodePixels(upright, { flop: !flop, flip })))).toBeGreaterThan(8);
  const label = amberPixels(await decodePixels(upright));
  const turnedLabel = new Set(amberPixels(turned, flip));
  expect(label.filter((index) => turnedLabel.has(index)).length).toBeGreaterThan(label.length * 0.8);
});

/** The texts are a little above the middle, or below it where the picture is upside down. */
function betweenTexts({ data, width, height }: Pixels): Pixels {
  const rows = (from: number, to: number): Uint8Array =>
    data.subarray(Math.round(height * from) * width * 3, Math.round(height * to) * width * 3);
  const parts = Buffer.concat([rows(0, 0.3), rows(0.47, 0.53), rows(0.7, 1)]);
  return { data: parts, width, height: parts.length / width / 3 };
}

/** Where the label's letters are: indexes of their pixels, from the first row of the label on. */
function amberPixels({ data, width, height }: Pixels, isUpsideDown = false): number[] {
  const indexes: number[] = [];
  const first = width * Math.round(height * (isUpsideDown ? 0.55 : 0.31));
  for (let index = 0; index < width * Math.round(height * 0.08); index += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray((first + index) * 3, (first + index) * 3 + 3);
    if (index % width < width * 0.22 && red > 190 && green > 130 && blue < 110) {
      indexes.push(index);
    }
  }
  expect(indexes.length).toBeGreaterThan(500);
  return indexes;
}
