import type { PictureBox } from './visit.ts';

/** Of the picture, 0 to 1. */
const areaOf = ({ width, height }: PictureBox): number => width * height;

function commonArea(a: PictureBox, b: PictureBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlapOf(a: PictureBox, b: PictureBox): number {
  const common = commonArea(a, b);
  return common === 0 ? 0 : common / (areaOf(a) + areaOf(b) - common);
}

/** How much of the smaller box lies in the other, 0 to 1. */
export function coverOf(a: PictureBox, b: PictureBox): number {
  const common = commonArea(a, b);
  return common === 0 ? 0 : common / Math.min(areaOf(a), areaOf(b));
}

/** A box with so many times its size added on each side; it may reach over the picture. */
export const grown = ({ x, y, width, height }: PictureBox, times: number): PictureBox => ({
  x: x - width * times,
  y: y - height * times,
  width: width * (1 + 2 * times),
  height: height * (1 + 2 * times),
});

/** The smallest box around two. */
export function around(a: PictureBox, b: PictureBox): PictureBox {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

/** The best of those that are of one thing (non-maximum suppression), best first. */
export function withoutRepeats<Found extends { readonly score: number }>(
  found: readonly Found[],
  isSame: (a: Found, b: Found) => boolean,
): Found[] {
  const kept: Found[] = [];
  for (const candidate of found.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some((better) => isSame(better, candidate))) {
      kept.push(candidate);
    }
  }
  return kept;
}
