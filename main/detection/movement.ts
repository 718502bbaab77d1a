import { around, coverOf, grown } from './overlap.ts';
import type { MotionRegion } from './motion/motion-detector.ts';
import type { PictureBox } from './visit.ts';

/** A region of which less changes from one picture to the next only stands there. */
const leastMovement = 0.1;
/** So many of the last looked-at pictures have something that moves, before anything is said: one alone may be a flash. */
const need = { pictures: 2, withinMilliseconds: 500 } as const;
/** Parts of one animal are apart by less than that share of the picture. */
const nearby = 0.04;
/** More of them are not looked at one by one. */
const mostParts = 3;

export const movingOf = (regions: readonly MotionRegion[]): readonly MotionRegion[] =>
  regions.filter(({ movement }) => movement >= leastMovement);

/** Says when something moves for more than a moment. */
export class MovementGate {
  #times: number[] = [];

  /** Something moved. @returns since when it does, or null as long as it may be a flash */
  moved(atMilliseconds: number): number | null {
    this.#times = [...this.#times.filter((time) => atMilliseconds - time <= need.withinMilliseconds), atMilliseconds];
    return this.#times.length >= need.pictures ? this.#times[0]! : null;
  }
}

/** What is looked at: regions that are near each other are one, the largest come first. */
export function partsOf(boxes: readonly PictureBox[]): PictureBox[] {
  const parts: PictureBox[] = [];
  for (const box of boxes) {
    let joined = box;
    for (let near = findNear(parts, joined); near >= 0; near = findNear(parts, joined)) {
      joined = around(joined, parts[near]!);
      parts.splice(near, 1);
    }
    parts.push(joined);
  }
  return parts.toSorted((a, b) => b.width * b.height - a.width * a.height).slice(0, mostParts);
}

const findNear = (parts: readonly PictureBox[], box: PictureBox): number => {
  const reach = { x: box.x - nearby, y: box.y - nearby, width: box.width + 2 * nearby, height: box.height + 2 * nearby };
  return parts.findIndex((part) => coverOf(part, reach) > 0);
};

/** Whether something in a box would have been seen by whoever looked at these parts. */
export const isLookedAt = (parts: readonly PictureBox[], box: PictureBox): boolean =>
  parts.some((part) => coverOf(grown(part, 0.25), box) > 0.5);
