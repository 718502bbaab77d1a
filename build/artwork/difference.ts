import type { PixelBlock } from '../../main/drawing/pixel-file.ts';

/** Another version of a renderer moves edges by a fraction of a pixel, and colours by one. */
const LARGEST_AVERAGE_DIFFERENCE = 0.5;

/** How one picture differs from another, for people; null when nobody would see it. */
export function difference(one: PixelBlock, other: PixelBlock): string | null {
  const size = ({ widthPixels, heightPixels, channels }: PixelBlock): string => `${widthPixels}x${heightPixels}, ${channels} channels`;
  if (size(one) !== size(other)) {
    return `${size(one)} instead of ${size(other)}`;
  }
  let sum = 0;
  for (let index = 0; index < one.pixels.length; index += 1) {
    sum += Math.abs(one.pixels[index]! - other.pixels[index]!);
  }
  const average = sum / one.pixels.length;
  return average > LARGEST_AVERAGE_DIFFERENCE ? `each byte by ${average.toFixed(2)} on average` : null;
}
