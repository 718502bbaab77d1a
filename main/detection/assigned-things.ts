import type { FoundThing } from './found-things.ts';
import type { PictureBox } from './visit.ts';
import type { Visitor } from './visitor.ts';

const centerOf = ({ x, y, width, height }: PictureBox): readonly [number, number] => [x + width / 2, y + height / 2];

function distanceOf(a: PictureBox, b: PictureBox): number {
  const [ax, ay] = centerOf(a);
  const [bx, by] = centerOf(b);
  return Math.hypot(ax - bx, ay - by);
}

/**
 * Who of those that are known is which of the things in one picture: the
 * nearest of its kind, however far away, since what dashes has gone far between
 * two looks. Two things are never one visitor; what is left over is new.
 */
export function assignThings(
  visitors: readonly Visitor[],
  things: readonly FoundThing[],
): { readonly known: ReadonlyMap<Visitor, FoundThing>; readonly added: readonly FoundThing[] } {
  const pairs = visitors
    .flatMap((visitor) => things.filter(({ kind }) => kind === visitor.kind).map((thing) => ({ visitor, thing })))
    .map((pair) => ({ ...pair, distance: distanceOf(pair.visitor.box, pair.thing.box) }))
    .sort((a, b) => a.distance - b.distance);
  const known = new Map<Visitor, FoundThing>();
  const taken = new Set<FoundThing>();
  for (const { visitor, thing } of pairs) {
    if (!known.has(visitor) && !taken.has(thing)) {
      known.set(visitor, thing);
      taken.add(thing);
    }
  }
  return { known, added: things.filter((thing) => !taken.has(thing)) };
}
