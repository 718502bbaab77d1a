import type { PictureBox } from './visit.ts';

/** Faster than so many times its own size in a second is fast: twice as fast as a cat walks. */
const fastSizes = 2;
/** Playing is to be fast for so long, within so long, */
const fast = { milliseconds: 3000, withinMilliseconds: 10_000 } as const;
/** without getting away: from begin to end of that it is at most that share of the way. Who only runs past gets away. */
const mostProgress = 0.5;
/** Nobody knows what was in between two sights that are further apart. */
const longestStepMilliseconds = 1500;

interface Step {
  readonly untilMilliseconds: number;
  readonly milliseconds: number;
  /** From where to where, in sizes of the animal. */
  readonly along: readonly [x: number, y: number];
}

const centerOf = ({ x, y, width, height }: PictureBox): readonly [number, number] => [x + width / 2, y + height / 2];

/**
 * Tells when an animal plays: it moves fast for three of ten seconds, to and fro. Lengths are counted in its own sizes, so
 * that it does not matter how far away it is.
 */
export class Play {
  #last: { readonly atMilliseconds: number; readonly box: PictureBox } | null = null;
  #fast: Step[] = [];
  #fastMilliseconds = 0;
  #hasPlayed = false;

  /** It was seen there; earlier sights than the last are left out. */
  seen(atMilliseconds: number, box: PictureBox): void {
    const last = this.#last;
    if (last !== null && atMilliseconds <= last.atMilliseconds) {
      return;
    }
    this.#last = { atMilliseconds, box };
    const milliseconds = last === null ? Infinity : atMilliseconds - last.atMilliseconds;
    if (last === null || milliseconds > longestStepMilliseconds) {
      return;
    }
    const [[x, y], [lastX, lastY]] = [centerOf(box), centerOf(last.box)];
    const along = [(2 * (x - lastX)) / (box.width + last.box.width), (2 * (y - lastY)) / (box.height + last.box.height)] as const;
    if (Math.hypot(...along) >= (fastSizes * milliseconds) / 1000) {
      this.#add({ untilMilliseconds: atMilliseconds, milliseconds, along });
    }
  }

  /** Seconds in which it was fast, once it has played; 0 before that. */
  get fastSeconds(): number {
    return this.#hasPlayed ? this.#fastMilliseconds / 1000 : 0;
  }

  #add(step: Step): void {
    this.#fastMilliseconds += step.milliseconds;
    if (this.#hasPlayed) {
      return;
    }
    const since = step.untilMilliseconds - fast.withinMilliseconds;
    this.#fast = [...this.#fast.filter(({ untilMilliseconds }) => untilMilliseconds > since), step];
    const sum = (of: (each: Step) => number): number => this.#fast.reduce((total, each) => total + of(each), 0);
    const way = sum(({ along }) => Math.hypot(...along));
    const progress = Math.hypot(
      sum(({ along: [x] }) => x),
      sum(({ along: [, y] }) => y),
    );
    this.#hasPlayed = sum(({ milliseconds }) => milliseconds) >= fast.milliseconds && progress <= way * mostProgress;
  }
}
