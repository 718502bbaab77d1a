import { quarterMilliseconds, type PageTimeZone } from '../time-zone.ts';
import { lengthOf, type Span } from './time-window.ts';

/** What is written at a tick: a day where one begins, else the time. */
export type TickKind = 'day' | 'minute' | 'second';

export interface Tick {
  readonly time: number;
  readonly kind: TickKind;
}

const second = 1_000;
const minute = 60_000;
const hour = 3_600_000;
const steps = [1, 2, 5, 10, 15, 30]
  .map((count) => count * second)
  .concat([1, 2, 5, 10, 15, 30].map((count) => count * minute))
  .concat([1, 2, 3, 6, 12].map((count) => count * hour));
const longestStep = 12 * hour;
/** No zone's clocks differ by less. */
const offsetStep = quarterMilliseconds;

/** The shortest distance of ticks at which there are not more than so many. */
export const tickStep = (window: Span, most: number): number => steps.find((step) => lengthOf(window) / step <= most) ?? longestStep;

/**
 * Where a clock on the wall shows full steps. A day on which clocks change has
 * 23 or 25 hours: an hour that is left out has no tick, one that comes twice
 * has two.
 */
export function clockTicks(window: Span, step: number, zone: PageTimeZone): Tick[] {
  const ticks: Tick[] = [];
  for (const { start, end, offset } of stretches(window, step, zone)) {
    for (let wall = Math.ceil((start + offset) / step) * step; wall - offset <= end; wall += step) {
      ticks.push({ time: wall - offset, kind: wall % (24 * hour) === 0 ? 'day' : step < minute ? 'second' : 'minute' });
    }
  }
  return ticks;
}

/** Stretches of time in which the clocks do not change. */
function stretches({ start, end }: Span, step: number, zone: PageTimeZone): (Span & { readonly offset: number })[] {
  const first = zone.offsetOfQuarter(start);
  if (first === zone.offsetOfQuarter(end) && end - start < 24 * hour + step) {
    return [{ start, end, offset: first }];
  }
  const found: { start: number; end: number; offset: number }[] = [{ start, end, offset: first }];
  for (let time = Math.ceil(start / offsetStep) * offsetStep; time <= end; time += offsetStep) {
    const offset = zone.offsetOfQuarter(time);
    const last = found.at(-1);
    if (last !== undefined && last.offset !== offset) {
      last.end = time - 1;
      found.push({ start: time, end, offset });
    }
  }
  return found;
}

/** The full hour of the clock before or after a moment. */
export function fullHour(time: number, direction: -1 | 1, zone: PageTimeZone): number {
  const around = { start: time - 2 * hour, end: time + 2 * hour };
  const hours = clockTicks(around, hour, zone).map((tick) => tick.time);
  const found = direction < 0 ? hours.findLast((one) => one < time) : hours.find((one) => one > time);
  return found ?? time + direction * hour;
}
