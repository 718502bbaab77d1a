import { expect, test } from 'vitest';
import { difference } from '../../../build/artwork/difference.ts';
import { artwork } from '../../../build/artwork/render.ts';
import { loadArtwork } from '../../../main/drawing/artwork.ts';
import { packPixels, type PixelBlock, unpackPixels } from '../../../main/drawing/pixel-file.ts';

const small: PixelBlock = { pixels: Buffer.from([9, 8, 7, 6, 5, 4, 200, 0, 255, 1, 2, 3]), widthPixels: 2, heightPixels: 2, channels: 3 };

test('every picture is there, and is what its source says', async () => {
  expect(artwork.size).toBeGreaterThan(10);
  for (const [name, render] of artwork) {
    expect([name, difference(await loadArtwork(name), await render())]).toEqual([name, null]);
  }
});

test('a difference that can be seen is one, another rounding is not', () => {
  const changed = (by: number, pixels: number): PixelBlock => ({
    ...small,
    pixels: small.pixels.map((byte, index) => (index < pixels ? byte ^ by : byte)) as Buffer,
  });
  expect(difference(small, changed(1, 4))).toBeNull();
  expect(difference(small, changed(64, 4))).toMatch(/^each byte by/);
  expect(difference(small, { ...small, widthPixels: 1, heightPixels: 4 })).toBe('2x2, 3 channels instead of 1x4, 3 channels');
});

test('keeps pixels as they are, and refuses half a file', async () => {
  const file = await packPixels(small);
  expect(await unpackPixels(file)).toEqual(small);
  await expect(unpackPixels(file.subarray(0, 20))).rejects.toThrow();
  await expect(unpackPixels(await packPixels({ ...small, heightPixels: 3 }))).rejects.toThrow('2x3 pixels of 3 bytes are not 12 bytes');
});
