/** What a look at a picture said about one thing: how sure it was of each label, 0 to 1. */
export type Scores = ReadonlyMap<string, number>;

/** Less sure is no hit. */
const hitScore = 0.5;
/** What makes a label certain: one look alone can be wrong. */
const least = { hits: 2, mean: 0.55, best: 0.6 } as const;

export interface Verdict {
  readonly label: string;
  /** Mean of its hits. */
  readonly confidence: number;
}

/**
 * Decides over a visit what it was, from what each look said. Between labels
 * that are both possible, as cat and dog, the larger sum wins.
 */
export class Votes {
  readonly #tallies = new Map<string, { hits: number; sum: number; best: number }>();

  add(scores: Scores): void {
    for (const [label, score] of scores) {
      if (score >= hitScore) {
        const tally = this.#tallies.get(label) ?? { hits: 0, sum: 0, best: 0 };
        this.#tallies.set(label, { hits: tally.hits + 1, sum: tally.sum + score, best: Math.max(tally.best, score) });
      }
    }
  }

  /** null while nothing is certain. */
  get verdict(): Verdict | null {
    const [winner] = [...this.#tallies]
      .filter(([, { hits, sum, best }]) => hits >= least.hits && sum / hits >= least.mean && best >= least.best)
      .sort(([, a], [, b]) => b.sum - a.sum);
    return winner === undefined ? null : { label: winner[0], confidence: winner[1].sum / winner[1].hits };
  }
}
