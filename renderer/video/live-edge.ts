/** What a player should do to stay near the newest picture without running out of pictures. */
export type EdgeStep = { readonly seekSeconds: number } | { readonly playbackRate: number };

/** A picture is seen so long after it came, at least: it comes a little later than the one before it now and then. */
const leastLagSeconds = 0.1;
/** And at least this many pictures wait. */
const waitingPictures = 1.5;
/** What is further behind is not made up for by playing faster. */
const furthestLagSeconds = 0.8;

/**
 * @param position where it plays, in seconds
 * @param buffered the last stretch that it has
 * @param intervalSeconds from picture to picture
 */
export function stayAtEdge(
  position: number,
  buffered: { readonly start: number; readonly end: number },
  intervalSeconds: number,
): EdgeStep {
  const wantedLag = Math.max(leastLagSeconds, waitingPictures * intervalSeconds);
  const lag = buffered.end - position;
  if (position < buffered.start || lag > wantedLag + furthestLagSeconds) {
    return { seekSeconds: Math.max(buffered.start, buffered.end - wantedLag) };
  }
  return { playbackRate: lag > 2 * wantedLag ? 1.1 : lag < wantedLag / 2 ? 0.97 : 1 };
}
