/** What a player should do to stay near the newest picture without running out of pictures. */
export type EdgeStep = { readonly seekSeconds: number } | { readonly playbackRate: number };

/** A picture is seen so long after it came, at least: it comes a little later than the one before it now and then. */
const leastLagSeconds = 0.1;
/** And at least this many pictures wait. */
const waitingPictures = 1.5;
/** What is further behind is not made up for by playing faster. */
const furthestLagSeconds = 0.8;
/** On a link on which pictures ran out, each time so many times as much waits, */
const morePatience = 1.5;
/** up to so many times as much; */
const mostPatience = 4;
/** and less again with each picture: half of it is gone after a minute and a half of 15 a second. */
const patienceKept = 0.9995;

/** Keeps the place of a live video that comes in pieces: as near to the newest picture as the link allows. */
export class LiveEdge {
  #patience = 1;

  /** Nothing was left to play. */
  ranOut(): void {
    this.#patience = Math.min(mostPatience, this.#patience * morePatience);
  }

  /**
   * To be asked with each picture that came.
   *
   * @param position where it plays, in seconds
   * @param buffered the last stretch that it has
   * @param intervalSeconds from picture to picture
   */
  step(position: number, buffered: { readonly start: number; readonly end: number }, intervalSeconds: number): EdgeStep {
    this.#patience = Math.max(1, this.#patience * patienceKept);
    const wantedLag = Math.max(leastLagSeconds, waitingPictures * intervalSeconds) * this.#patience;
    const lag = buffered.end - position;
    if (position < buffered.start || lag > wantedLag + furthestLagSeconds) {
      return { seekSeconds: Math.max(buffered.start, buffered.end - wantedLag) };
    }
    return { playbackRate: rateFor(lag / wantedLag) };
  }
}

/** Slightly near the wanted place: nobody sees or hears three in a hundred. @param lag in times of the wanted one */
function rateFor(lag: number): number {
  if (lag > 2) {
    return 1.1;
  }
  if (lag > 1.25) {
    return 1.03;
  }
  return lag < 0.5 ? 0.97 : 1;
}
