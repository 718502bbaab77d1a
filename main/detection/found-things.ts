import type { Detection } from './detector-protocol.ts';
import { coverOf } from './overlap.ts';
import type { Scores } from './votes.ts';
import type { PictureBox } from './visit.ts';

/** One animal or person in a picture. */
export interface FoundThing {
  /** A model confuses animals with each other, and not with people. */
  readonly kind: 'animal' | 'person';
  readonly scores: Scores;
  /** The best of its scores. */
  readonly score: number;
  readonly box: PictureBox;
}

/** Boxes of which the smaller lies in the other by that much are of one thing. */
const sameThing = 0.3;

export const kindOf = (label: string): FoundThing['kind'] => (label === 'person' ? 'person' : 'animal');

/** What a model found in one picture, each thing once, the surest first: one that it takes for a cat and for a dog is one thing. */
export function foundThings(detections: readonly Detection[]): FoundThing[] {
  const things: { kind: FoundThing['kind']; scores: Map<string, number>; score: number; box: PictureBox }[] = [];
  for (const { label, score, box } of detections.toSorted((a, b) => b.score - a.score)) {
    const kind = kindOf(label);
    const same = things.find((thing) => thing.kind === kind && coverOf(thing.box, box) > sameThing);
    if (same === undefined) {
      things.push({ kind, scores: new Map([[label, score]]), score, box });
    } else {
      same.scores.set(label, Math.max(score, same.scores.get(label) ?? 0));
    }
  }
  return things;
}
