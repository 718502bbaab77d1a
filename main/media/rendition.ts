/** The smaller pictures that a camera can be watched in beside its own. */
import type { PictureSize } from './protocol.ts';

/** 4:2:0 has one colour sample for two by two pixels. */
const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));

/**
 * How large a picture is when it is made so high, in the shape that it has.
 *
 * @returns null where it is no higher anyway
 */
export function smallerSize({ widthPixels, heightPixels }: PictureSize, wantedHeightPixels: number): PictureSize | null {
  return heightPixels <= wantedHeightPixels
    ? null
    : { widthPixels: even((widthPixels * wantedHeightPixels) / heightPixels), heightPixels: even(wantedHeightPixels) };
}

/** The encoder refuses to do with less. */
const leastBitrateKbps = 100;

/** Smaller pictures are for narrow links, and get less for a pixel than the camera's own. */
const thrift = 0.6;

/** The highest bit rate of a smaller picture: it has fewer pixels, and each gets less. */
export function smallerBitrateKbps(bitrateKbps: number, picture: PictureSize, smaller: PictureSize): number {
  const share = (smaller.widthPixels * smaller.heightPixels) / (picture.widthPixels * picture.heightPixels);
  return Math.max(leastBitrateKbps, Math.round(bitrateKbps * Math.min(1, share) * thrift));
}
