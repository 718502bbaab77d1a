import { expect, test } from 'vitest';
import { BitmapFont } from '../../../main/drawing/bitmap-font.ts';
import { drawableText, GlyphAtlas } from '../../../main/drawing/glyph-atlas.ts';
import type { Raster } from '../../../main/drawing/raster.ts';

const atlas = await GlyphAtlas.load();
const white = { red: 255, green: 255, blue: 255 };
const blank = (widthPixels: number, heightPixels: number): Raster => ({
  pixels: Buffer.alloc(widthPixels * heightPixels * 3),
  widthPixels,
  heightPixels,
});

function written(font: BitmapFont, text: string): Raster {
  const raster = blank(font.measure(text), font.lineHeightPixels);
  font.write(raster, text, 0, 0, white);
  return raster;
}

const latin1 = Array.from({ length: 0x100 - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).filter(
  (character) => !/[\p{C}\s]/u.test(character),
);
const alphabet = [...latin1, ...Array.from('ĀāŁłŞşŽžΑαΩωЖжЯя–—‘’“”„•…€←↑→↓')];

test.each([8, 11, 20, 33, 64])('draws each character of its alphabet in one cell of its own, at %i pixels', (size) => {
  const font = BitmapFont.fromAtlas(atlas, size, alphabet.join(''));
  const pictures = new Set(alphabet.map((character) => written(font, character).pixels.toString('base64')));
  expect(pictures.size).toBeGreaterThan(alphabet.length * 0.9); // Latin A and Greek Alpha look the same
  expect(alphabet.filter((character) => !written(font, character).pixels.some((byte) => byte > 100))).toEqual([]);
});

test('draws a character the same whatever else was rendered with it', () => {
  const some = BitmapFont.fromAtlas(atlas, 24, 'gM0');
  const more = BitmapFont.fromAtlas(atlas, 24, 'gM0xyz.,-');
  expect(some.cellWidthPixels).toBe(more.cellWidthPixels);
  expect(written(some, 'g0M').pixels.equals(written(more, 'g0M').pixels)).toBe(true);
});

test('gives the coverage of a line as it would write it', () => {
  const font = BitmapFont.fromAtlas(atlas, 24, '12:30');
  const line = font.line('12:3');
  const raster = written(font, '12:3');
  expect([line.widthPixels, line.heightPixels, line.channels]).toEqual([raster.widthPixels, raster.heightPixels, 1]);
  expect([...line.pixels]).toEqual(Array.from({ length: line.pixels.length }, (_, index) => raster.pixels[index * 3]));
});

test('has no letters of a markup that a renderer read', () => {
  const font = BitmapFont.fromAtlas(atlas, 24, '<&');
  expect(written(font, '<').pixels.equals(written(font, '&').pixels)).toBe(false);
});

test('replaces what it cannot draw, and composes accents', () => {
  expect(drawableText('Kätzchen e\u0301 \u{1F408} 猫\t\u0000\u00A0x')).toBe('Kätzchen é \uFFFD \uFFFD \uFFFD x');
});

test('writes only within the picture', () => {
  const font = BitmapFont.fromAtlas(atlas, 24, 'W');
  const raster = blank(40, 30);
  for (const [left, top] of [
    [-10, -10],
    [30, 20],
    [-100, 0],
    [0, 100],
    [39, 29],
  ] as const) {
    font.write(raster, 'WWWW', left, top, white);
  }
  expect(raster.pixels.length).toBe(40 * 30 * 3);
  expect(raster.pixels.some((byte) => byte > 100)).toBe(true);
});
