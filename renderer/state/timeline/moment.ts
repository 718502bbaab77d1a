import { nearestPicture, type LastMinutes } from './last-minutes.ts';
import type { RecordedSpan, RecordingSpans } from './recording-spans.ts';

/**
 * What was kept of a moment: it may be in the last minutes or in a recording, which people need not know.
 * `unknown` until that has been asked.
 */
export type Moment =
  | { readonly kind: 'live' }
  | { readonly kind: 'last-minutes'; readonly at: number }
  | { readonly kind: 'recording'; readonly at: number; readonly recording: RecordedSpan }
  | { readonly kind: 'unknown'; readonly at: number }
  | { readonly kind: 'nothing'; readonly at: number };

/** This close to the end a clip would be over before it has begun. */
const liveMarginMilliseconds = 1_500;
/** Told of the last minutes only now and then: so much later they still reach to now. */
const latenessMilliseconds = 8_000;

/** What is known of all that was kept. */
export interface Kept {
  readonly lastMinutes: LastMinutes | null;
  readonly recordings: Pick<RecordingSpans, 'at' | 'nextAfter'>;
  readonly now: number;
}

/** From here on it is the live picture. */
export const liveFrom = ({ lastMinutes, now }: Pick<Kept, 'lastMinutes' | 'now'>): number =>
  (lastMinutes !== null && now - lastMinutes.end < latenessMilliseconds ? Math.min(lastMinutes.end, now) : now) - liveMarginMilliseconds;

/** What was kept of a moment, or of the nearest that is not further than the tolerance. */
export function momentAt(kept: Kept, time: number, toleranceMilliseconds: number): Moment {
  const { lastMinutes, recordings } = kept;
  if (time >= liveFrom(kept)) {
    return { kind: 'live' };
  }
  const shown = lastMinutes === null ? null : nearestPicture(lastMinutes, time);
  if (shown === time) {
    return { kind: 'last-minutes', at: time };
  }
  const recording = recordings.at(time, toleranceMilliseconds);
  if (recording !== null && recording !== 'unknown') {
    return { kind: 'recording', at: Math.min(Math.max(recording.start, time), Math.max(recording.start, recording.end - 100)), recording };
  }
  if (shown !== null && Math.abs(shown - time) <= toleranceMilliseconds) {
    return { kind: 'last-minutes', at: shown };
  }
  return { kind: recording === 'unknown' ? 'unknown' : 'nothing', at: time };
}

/** Where something begins that was kept, after a moment of which nothing was; null where only the live picture follows. */
export async function nextMomentAfter({ lastMinutes, recordings, now }: Kept, time: number): Promise<number | null> {
  const again = [lastMinutes?.start ?? null, ...(lastMinutes?.gaps.map(({ end }) => end) ?? [])].filter((start) => start !== null);
  const next = again.toSorted((a, b) => a - b).find((start) => start > time) ?? null;
  return (await recordings.nextAfter(time, next ?? now)) ?? next;
}
