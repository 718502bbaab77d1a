import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PixelBlock } from '../../../main/drawing/pixel-file.ts';
import { resample, resize } from '../../../main/drawing/resample.ts';

const gray = (rows: readonly (readonly number[])[]): PixelBlock => ({
  pixels: Buffer.from(rows.flat()),
  widthPixels: rows[0]?.length ?? 0,
  heightPixels: rows.length,
  channels: 1,
});

test('averages the area that a smaller pixel covers', () => {
  expect([
    ...resize(
      gray([
        [0, 100, 200, 40],
        [20, 80, 0, 0],
      ]),
      2,
      1,
    ).pixels,
  ]).toEqual([50, 60]);
  expect([...resize(gray([[30, 60, 90]]), 2, 1).pixels]).toEqual([40, 80]); // one and a half each
});

test('goes evenly from pixel to pixel where it enlarges, and stays within the picture', () => {
  expect([...resize(gray([[0, 100]]), 4, 1).pixels]).toEqual([0, 25, 75, 100]);
  expect([...resize(gray([[10], [50]]), 1, 2).pixels]).toEqual([10, 50]);
});

test('keeps channels apart, and takes the part that was asked for', () => {
  const picture: PixelBlock = {
    pixels: Buffer.from([1, 2, 3, 10, 20, 30, 20, 40, 60, 9, 9, 9]),
    widthPixels: 4,
    heightPixels: 1,
    channels: 3,
  };
  expect([...resample(picture, { left: 1, top: 0, widthPixels: 2, heightPixels: 1 }, 1, 1).pixels]).toEqual([15, 30, 45]);
  expect([...resample(picture, { left: 0.5, top: 0, widthPixels: 1, heightPixels: 1 }, 1, 1).pixels]).toEqual([6, 11, 17]);
});

test('at its own size a picture is the same, and an even one stays even at any size', () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(size, size, size, size, fc.integer({ min: 0, max: 255 }), (width, height, toWidth, toHeight, value) => {
      const noise: PixelBlock = {
        pixels: Buffer.from(Array.from({ length: width * height }, (_, index) => (index * 97) % 256)),
        widthPixels: width,
        heightPixels: height,
        channels: 1,
      };
      const even = { ...noise, pixels: Buffer.alloc(width * height, value) };
      return (
        resize(noise, width, height).pixels.equals(noise.pixels) && resize(even, toWidth, toHeight).pixels.every((byte) => byte === value)
      );
    }),
  );
});
