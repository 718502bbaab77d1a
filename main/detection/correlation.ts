/** Of pairs of values: how many there are, and the sums of each, of their squares and of their products. Whoever counts them does it where the values are, as there are many. */
export interface PairSums {
  readonly count: number;
  readonly a: number;
  readonly b: number;
  readonly aa: number;
  readonly bb: number;
  readonly ab: number;
}

/** Pearson's correlation, from -1 to 1; 0 where there are no pairs, or one of the two varies too little to say. */
export function correlationOf({ count, a, b, aa, bb, ab }: PairSums, leastVariance: number): number {
  const varianceA = aa / count - (a / count) ** 2;
  const varianceB = bb / count - (b / count) ** 2;
  return count === 0 || varianceA < leastVariance || varianceB < leastVariance
    ? 0
    : (ab / count - (a / count) * (b / count)) / Math.sqrt(varianceA * varianceB);
}
