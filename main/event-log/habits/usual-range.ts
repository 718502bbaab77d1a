import type { Unusual, UsualRange } from '../../../shared/habits.ts';

/** Of the median absolute deviation to the standard deviation of what is normally distributed. */
const deviations = 1.4826;
/** Counts spread by the square root of their mean, roughly (Poisson), also where a few days happen to be alike. */
const countSpread = 0.8;

export interface Usual extends UsualRange {
  /** How far from the median is still nothing special; at least 1. */
  readonly spread: number;
}

/** What is usual, by the median of the days and the median of how far they are from it: a few odd days change neither. */
export function usualRange(counts: readonly number[]): Usual {
  const median = medianOf(counts);
  const deviation = medianOf(counts.map((count) => Math.abs(count - median)));
  const spread = Math.max(1, deviations * deviation, countSpread * Math.sqrt(median));
  return { median, spread, low: Math.max(0, Math.round(median - spread)), high: Math.round(median + spread) };
}

/**
 * Whether a count is so far from the usual one that it is worth a word.
 *
 * @param times the spread: more for what is asked often, since chance is then right more often
 * @param isOver what goes on may still become more
 */
export function unusualOf(count: number, usual: Usual, times: number, isOver: boolean): Unusual | null {
  if (count > usual.median + times * usual.spread && count >= usual.high + 2) {
    return 'more';
  }
  return isOver && count < usual.median - times * usual.spread ? 'less' : null;
}

export const toldRange = ({ low, high, median }: Usual): UsualRange => ({ low, high, median });

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length === 0 ? 0 : sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
