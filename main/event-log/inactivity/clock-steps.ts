import type { Clock } from '../../system/clock.ts';

/** What keeps a clock right moves it by less. */
const leastStepMilliseconds = 60_000;

/** How far the clock on the wall is ahead of the one that is never set, in milliseconds. */
export const wallAhead = (clock: Pick<Clock, 'nowMicroseconds' | 'monotonicMilliseconds'>): number =>
  clock.nowMicroseconds() / 1000 - clock.monotonicMilliseconds();

/** Whether the clock on the wall was set between two such measurements: times before and after that cannot be compared. */
export const isStep = (before: number, after: number): boolean => Math.abs(after - before) > leastStepMilliseconds;
