import type { RewindRange } from '../../../shared/rewind.ts';

/** Times in milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What one can look back at: from when to when, and where there is nothing in between. */
export interface RewindTimeline extends Span {
  readonly gaps: readonly Span[];
}

export const shortestPartMilliseconds = 1_000;
/** This close to the end a clip would be over before it has begun. */
const liveMarginMilliseconds = 1_500;

/** Null while there is nothing to look back at. */
export function rewindTimeline({ start, end, gaps }: RewindRange): RewindTimeline | null {
  if (start === null || end === null) return null;
  const whole: Span = { start: Date.parse(start), end: Date.parse(end) };
  if (!(whole.end > whole.start)) return null;
  return { ...whole, gaps: gaps.map((gap) => ({ start: Date.parse(gap.start), end: Date.parse(gap.end) })) };
}

export const timeAt = ({ start, end }: Span, fraction: number): number => start + Math.min(1, Math.max(0, fraction)) * (end - start);

export const fractionAt = ({ start, end }: Span, time: number): number =>
  end <= start ? 0 : Math.min(1, Math.max(0, (time - start) / (end - start)));

/** The moment of a picture nearest to a time: inside the timeline, and not in a gap. */
export function nearestPicture(timeline: RewindTimeline, time: number): number {
  const inside = Math.min(timeline.end, Math.max(timeline.start, time));
  const gap = timeline.gaps.find(({ start, end }) => inside > start && inside < end);
  if (gap === undefined) return inside;
  return inside - gap.start < gap.end - inside ? gap.start : gap.end;
}

/** The part around a moment that is offered for saving. */
export function partAround(timeline: RewindTimeline, time: number, lengthMilliseconds: number): Span {
  const length = Math.min(lengthMilliseconds, timeline.end - timeline.start);
  const start = Math.min(timeline.end - length, Math.max(timeline.start, time - length / 2));
  return { start, end: start + length };
}

/** Moves one end of a part; it stays inside the timeline and longer than nothing. */
export function movePart(timeline: RewindTimeline, part: Span, end: 'start' | 'end', time: number): Span {
  if (end === 'start') return { ...part, start: Math.max(timeline.start, Math.min(time, part.end - shortestPartMilliseconds)) };
  return { ...part, end: Math.min(timeline.end, Math.max(time, part.start + shortestPartMilliseconds)) };
}

/** A part after time has gone on and the oldest pictures are gone; null when nothing of it is left. */
export function clipPart(timeline: RewindTimeline, part: Span): Span | null {
  const start = Math.max(timeline.start, part.start);
  const end = Math.min(timeline.end, part.end);
  return end - start < shortestPartMilliseconds ? null : { start, end };
}

export const isLive = (timeline: Span, time: number): boolean => time >= timeline.end - liveMarginMilliseconds;
