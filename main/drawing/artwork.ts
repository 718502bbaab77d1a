import { readFile } from 'node:fs/promises';
import { type PixelBlock, unpackPixels } from './pixel-file.ts';

/** Steps of the walking cat, one picture each. */
export const CAT_POSES = 8;

/** The pictures that `build/artwork.ts` renders: the mock camera's room and cat, the placeholder's icon, and the letters. */
export type ArtworkName = Scene | SmallScene | 'camera-off' | 'glyphs';
/** What there is in two sizes. */
type Scene = 'room' | `cat-${number}`;
type SmallScene = `small-${Scene}`;

/** Of the small one, with the same proportions: most pictures need no more, and it is there in a quarter of the time. */
export const SMALL_WIDTHS_PIXELS = { room: 960, cat: 330 } as const;

/** The directory `artwork` is beside this file in the source, and beside the bundle in the build. */
export const artworkUrl = (name: ArtworkName): URL => new URL(`./artwork/${name}.gz`, import.meta.url);

/** The smaller one where that has all that a picture of this width shows. @throws Error when the installation is incomplete */
export const loadSceneArtwork = (name: Scene, widthPixels: number): Promise<PixelBlock> =>
  loadArtwork(widthPixels <= SMALL_WIDTHS_PIXELS[name === 'room' ? name : 'cat'] ? `small-${name}` : name);

/** @throws Error when the installation is incomplete */
export async function loadArtwork(name: ArtworkName): Promise<PixelBlock> {
  return unpackPixels(await readFile(artworkUrl(name)));
}
