import type { Span } from './time-window.ts';

/** Spans in the order in which they begin, which may overlap; those of a time are found without looking at the rest. */
export class SpanIndex<Item extends Span> {
  readonly items: readonly Item[];
  /** The latest end of an item and all before it. */
  readonly #reach: Float64Array;

  /** @param items in the order in which they begin */
  constructor(items: readonly Item[]) {
    this.items = items;
    this.#reach = new Float64Array(items.length);
    let reach = -Infinity;
    items.forEach(({ end }, index) => {
      reach = Math.max(reach, end);
      this.#reach[index] = reach;
    });
  }

  /** Which may be seen in a time: from one index up to, and without, another. */
  range({ start, end }: Span): readonly [from: number, to: number] {
    const { items } = this;
    const from = firstIndex(items.length, (index) => (this.#reach[index] ?? Infinity) >= start);
    const to = firstIndex(items.length, (index) => (items[index]?.start ?? Infinity) > end);
    return [from, Math.max(from, to)];
  }

  /** The last that a moment is in, else the nearest that is not further than the tolerance; null where there is none. */
  nearest(time: number, toleranceMilliseconds: number): Item | null {
    const [from, to] = this.range({ start: time - toleranceMilliseconds, end: time + toleranceMilliseconds });
    let found: Item | null = null;
    let distance = toleranceMilliseconds;
    for (let index = to - 1; index >= from; index -= 1) {
      const item = this.items[index];
      if (item !== undefined && item.start <= time && item.end > time) {
        return item;
      }
    }
    for (let index = from; index < to; index += 1) {
      const item = this.items[index];
      const away = item === undefined ? Infinity : Math.max(item.start - time, time - item.end);
      if (item !== undefined && away <= distance) {
        found = item;
        distance = away;
      }
    }
    return found;
  }
}

/** The first index from which on something holds, by halves; the length where it never does. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
