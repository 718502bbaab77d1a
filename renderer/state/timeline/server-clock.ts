/** What time it is at the camera, whatever the reader's own clock says. */
export class ServerClock {
  readonly #now: () => number;
  /** How far the camera's clock is ahead, as the freshest of what was heard says. */
  #aheadMilliseconds: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What is heard may be old, but is never from the future. */
  heard(serverMilliseconds: number): void {
    this.#aheadMilliseconds = Math.max(this.#aheadMilliseconds ?? -Infinity, serverMilliseconds - this.#now());
  }

  /** Somebody may have set one of the clocks. */
  forget(): void {
    this.#aheadMilliseconds = null;
  }

  get now(): number {
    return this.#now() + (this.#aheadMilliseconds ?? 0);
  }
}
