/** Times in milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const shortestWindowMilliseconds = 10_000;
/** A day of the longest kind: the one on which clocks are put back. */
export const longestWindowMilliseconds = 25 * 3_600_000;

export const lengthOf = ({ start, end }: Span): number => end - start;

export const timeAt = ({ start, end }: Span, fraction: number): number => start + Math.min(1, Math.max(0, fraction)) * (end - start);

export const fractionAt = ({ start, end }: Span, time: number): number =>
  end <= start ? 0 : Math.min(1, Math.max(0, (time - start) / (end - start)));

/** The window that ends now. */
export const windowUntil = (now: number, milliseconds: number): Span => ({ start: now - milliseconds, end: now });

/** As near as it can be without showing what is yet to come. */
function untilNow({ start, end }: Span, now: number): Span {
  const ahead = Math.max(0, end - now);
  return { start: start - ahead, end: end - ahead };
}

export const panned = ({ start, end }: Span, milliseconds: number, now: number): Span =>
  untilNow({ start: start + milliseconds, end: end + milliseconds }, now);

/** A window so many times as long, in which a moment stays where it is. */
export function zoomed(window: Span, factor: number, anchor: number, now: number): Span {
  const length = Math.min(longestWindowMilliseconds, Math.max(shortestWindowMilliseconds, lengthOf(window) * factor));
  const start = anchor - ((anchor - window.start) / lengthOf(window)) * length;
  return untilNow({ start, end: start + length }, now);
}

/** Moves only where a moment would not be seen, and then brings it to the middle. */
export function showing(window: Span, time: number, now: number): Span {
  if (time >= window.start && time <= window.end) {
    return window;
  }
  return panned(window, time - (window.start + window.end) / 2, now);
}
