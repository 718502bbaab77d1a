import { createRequire } from 'node:module';
import sharp from 'sharp';
import { type ArtworkName, CAT_POSES, SMALL_WIDTHS_PIXELS } from '../../main/drawing/artwork.ts';
import { ALPHABET, ATLAS_FONT_PIXELS } from '../../main/drawing/glyph-atlas.ts';
import type { PixelBlock } from '../../main/drawing/pixel-file.ts';
import { cameraOffSvg } from './camera-off.ts';
import { roomSvg, walkingCatSvg } from './mock-camera.ts';

/** Fills its whole cell in this font, and so shows where the cells of a line begin and end. */
const FULL_BLOCK = '\u2588';
const CHARACTERS_PER_LINE = 16;
const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf');

/** Every picture that comes with the application, at the largest size that it is worth its bytes. */
export const artwork: ReadonlyMap<ArtworkName, () => Promise<PixelBlock>> = new Map<ArtworkName, () => Promise<PixelBlock>>([
  ['room', () => room(1920)],
  ['small-room', () => room(SMALL_WIDTHS_PIXELS.room)],
  ...Array.from({ length: CAT_POSES }, (_, pose) => [
    [`cat-${pose}`, () => cat(pose, 600)] as const,
    [`small-cat-${pose}`, () => cat(pose, SMALL_WIDTHS_PIXELS.cat)] as const,
  ]).flat(),
  ['camera-off', () => translucent(cameraOffSvg, 400, 400)],
  ['glyphs', glyphs],
]);

const room = (widthPixels: number): Promise<PixelBlock> => {
  const heightPixels = (widthPixels * 9) / 16;
  return opaque(roomSvg(widthPixels, heightPixels), widthPixels, heightPixels);
};

const cat = (pose: number, widthPixels: number): Promise<PixelBlock> =>
  translucent(walkingCatSvg(pose / CAT_POSES), widthPixels, (widthPixels * 2) / 3);

async function opaque(svg: string, widthPixels: number, heightPixels: number): Promise<PixelBlock> {
  const pixels = await sharp(Buffer.from(svg)).resize(widthPixels, heightPixels, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  return { pixels, widthPixels, heightPixels, channels: 3 };
}

async function translucent(svg: string, widthPixels: number, heightPixels: number): Promise<PixelBlock> {
  const pixels = await sharp(Buffer.from(svg)).resize(widthPixels, heightPixels, { fit: 'fill' }).ensureAlpha().raw().toBuffer();
  for (let index = 0; index < pixels.length; index += 4) {
    const opacity = pixels[index + 3]! / 255;
    for (let channel = index; channel < index + 3; channel += 1) {
      pixels[channel] = Math.round(pixels[channel]! * opacity);
    }
  }
  return { pixels, widthPixels, heightPixels, channels: 4 };
}

/** The cells of the alphabet, one below the other, each as high as a full block. */
async function glyphs(): Promise<PixelBlock> {
  const lines: PixelBlock[] = [];
  for (let start = 0; start < ALPHABET.length; start += CHARACTERS_PER_LINE) {
    lines.push(...(await glyphCells(ALPHABET.slice(start, start + CHARACTERS_PER_LINE))));
  }
  const [{ widthPixels, heightPixels } = { widthPixels: 0, heightPixels: 0 }] = lines;
  return { pixels: Buffer.concat(lines.map((cell) => cell.pixels)), widthPixels, heightPixels: heightPixels * lines.length, channels: 1 };
}

const escapeMarkup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

async function glyphCells(characters: readonly string[]): Promise<PixelBlock[]> {
  // The blocks at both ends give the line the full height and width of its cells. What is drawn
  // may reach a little beyond its cell, hence the spaces.
  const characterCount = characters.length * 2 + 3;
  const text = escapeMarkup([FULL_BLOCK, ' ', ...characters.flatMap((character) => [character, ' ']), FULL_BLOCK].join(''));
  const { data, info } = await sharp({ text: { text, font: `DejaVu Sans Mono Bold ${ATLAS_FONT_PIXELS}`, fontfile: fontFile, dpi: 72 } })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const coverage = (row: number, column: number): number => data[(row * info.width + column) * info.channels]!;
  const widthPixels = Math.floor(info.width / characterCount);
  const rows = Array.from({ length: info.height }, (_, row) => row).filter((row) => coverage(row, widthPixels >> 1) > 0);
  return characters.map((_, index) => {
    const left = (2 + index * 2) * widthPixels;
    const pixels = Buffer.from(rows.flatMap((row) => Array.from({ length: widthPixels }, (_, column) => coverage(row, left + column))));
    return { pixels, widthPixels, heightPixels: rows.length, channels: 1 };
  });
}
