import type { RewindRange } from '../../../shared/rewind.ts';
import type { Span } from './time-window.ts';

/** What of the last minutes is kept: from when to when, and where there is nothing in between. */
export interface LastMinutes extends Span {
  readonly gaps: readonly Span[];
}

export const shortestPartMilliseconds = 1_000;

/** Null while there is nothing to look back at. */
export function lastMinutesOf({ start, end, gaps }: RewindRange): LastMinutes | null {
  if (start === null || end === null) {
    return null;
  }
  const whole: Span = { start: Date.parse(start), end: Date.parse(end) };
  if (!(whole.end > whole.start)) {
    return null;
  }
  return { ...whole, gaps: gaps.map((gap) => ({ start: Date.parse(gap.start), end: Date.parse(gap.end) })) };
}

/** What is between the gaps. */
export function piecesOf({ start, end, gaps }: LastMinutes): Span[] {
  const pieces: Span[] = [];
  let from = start;
  for (const gap of gaps) {
    pieces.push({ start: from, end: gap.start });
    from = gap.end;
  }
  return [...pieces, { start: from, end }];
}

/** The moment of a picture nearest to a time: inside the timeline, and not in a gap. */
export function nearestPicture(lastMinutes: LastMinutes, time: number): number {
  const inside = Math.min(lastMinutes.end, Math.max(lastMinutes.start, time));
  const gap = lastMinutes.gaps.find(({ start, end }) => inside > start && inside < end);
  if (gap === undefined) {
    return inside;
  }
  return inside - gap.start < gap.end - inside ? gap.start : gap.end;
}

/** The part around a moment that is offered for saving. */
export function partAround(lastMinutes: LastMinutes, time: number, lengthMilliseconds: number): Span {
  const length = Math.min(lengthMilliseconds, lastMinutes.end - lastMinutes.start);
  const start = Math.min(lastMinutes.end - length, Math.max(lastMinutes.start, time - length / 2));
  return { start, end: start + length };
}

/** Moves one end of a part; it stays inside the timeline and longer than nothing. */
export function movePart(lastMinutes: LastMinutes, part: Span, end: 'start' | 'end', time: number): Span {
  if (end === 'start') {
    return { ...part, start: Math.max(lastMinutes.start, Math.min(time, part.end - shortestPartMilliseconds)) };
  }
  return { ...part, end: Math.min(lastMinutes.end, Math.max(time, part.start + shortestPartMilliseconds)) };
}

/** A part after time has gone on and the oldest pictures are gone; null when nothing of it is left. */
export function clipPart(lastMinutes: LastMinutes, part: Span): Span | null {
  const start = Math.max(lastMinutes.start, part.start);
  const end = Math.min(lastMinutes.end, part.end);
  return end - start < shortestPartMilliseconds ? null : { start, end };
}
