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

/** Pictures that are encoded for those who cannot play the camera's own are no higher: more is too much for small machines. */
export const mostEncodedHeightPixels = 1080;

/** Pictures with less than half of the pixels are for narrow links, and get less for each. */
const narrow = { belowShare: 0.5, thrift: 0.6 } as const;

/**
 * The highest bit rate of a picture that is encoded beside the camera's own, whose highest bit rate is given: one with fewer
 * pixels gets less. Of a camera with more pixels than are encoded, the largest that is encoded has all of it.
 */
export function smallerBitrateKbps(bitrateKbps: number, picture: PictureSize, smaller: PictureSize): number {
  const largest = smallerSize(picture, mostEncodedHeightPixels) ?? picture;
  const share = Math.min(1, (smaller.widthPixels * smaller.heightPixels) / (largest.widthPixels * largest.heightPixels));
  return Math.max(leastBitrateKbps, Math.round(bitrateKbps * share * (share < narrow.belowShare ? narrow.thrift : 1)));
}
