import sharp from 'sharp';
import { footageJpegs } from '../footage-jpegs.ts';
import type { ColorPicture } from './scene.ts';

/** Where the cat is in the footage's picture of that number. */
const cat = { picture: 150, left: 380, top: 333, width: 476, height: 318 } as const;

/** The cat of the tests' footage, cut out. */
export async function catPicture(): Promise<ColorPicture> {
  const { picture, ...area } = cat;
  const jpeg = footageJpegs(picture + 1)[picture]!;
  const { data, info } = await sharp(jpeg).extract(area).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPixels: info.width, heightPixels: info.height, pixels: data };
}
