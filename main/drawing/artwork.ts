import { readFile } from 'node:fs/promises';
import { type PixelBlock, unpackPixels } from './pixel-file.ts';

/** Steps of the walking cat, one picture each. */
export const CAT_POSES = 8;

/** The pictures that `build/artwork.ts` renders: the mock camera's room and cat, the placeholder's icon, and the letters. */
export type ArtworkName = 'room' | `cat-${number}` | 'camera-off' | 'glyphs';

/** The directory `artwork` is beside this file in the source, and beside the bundle in the build. */
export const artworkUrl = (name: ArtworkName): URL => new URL(`./artwork/${name}.gz`, import.meta.url);

/** @throws Error when the installation is incomplete */
export async function loadArtwork(name: ArtworkName): Promise<PixelBlock> {
  return unpackPixels(await readFile(artworkUrl(name)));
}
