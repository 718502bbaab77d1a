import type { FoundThing } from './found-things.ts';
import { isInside } from './motion/polygon-mask.ts';
import { overlapOf } from './overlap.ts';
import type { PictureBox, WatchedZone } from './visit.ts';
import { footOf } from './zone-times.ts';

/**
 * A box that covers the one that a person pointed at by that much (intersection over union) is of the same thing: a
 * coat on a chair is found in the same box again and again, a cat before that chair in another.
 */
const alike = 0.5;

/** Zones in which whatever moves is nothing. */
export const whollyIgnored = (zones: readonly WatchedZone[]): WatchedZone[] =>
  zones.filter(({ kind, labels = [] }) => kind === 'ignore' && labels.length === 0);

/** Whether people said that what was found there is nothing. */
export function isIgnored({ box, scores }: Pick<FoundThing, 'box' | 'scores'>, zones: readonly WatchedZone[]): boolean {
  return zones.some(({ kind, polygon, labels = [] }) => {
    if (kind !== 'ignore') {
      return false;
    }
    return labels.length === 0
      ? isInside(polygon, ...footOf(box))
      : labels.some((label) => scores.has(label)) && overlapOf(box, boxAround(polygon)) > alike;
  });
}

function boxAround(polygon: WatchedZone['polygon']): PictureBox {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
