const frozenAfterMilliseconds = 6_000;
const frozenAfterFrames = 3;

/**
 * Tells a dead stream from a still picture. Browsers say nothing when a
 * multipart image ends, so the picture itself is watched: the camera delivers,
 * yet not a pixel changes. Opening the stream again shows which of the two it
 * was; a picture that is the same afterwards is left in peace.
 */
export class Stillness {
  #fingerprint: number | undefined;
  #sinceMilliseconds = 0;
  #sinceFrame = 0;
  #tried = false;

  /** Whether the stream should be opened again. `nowMilliseconds` of any clock that does not jump. */
  isFrozen(fingerprint: number, frameCounter: number, nowMilliseconds: number): boolean {
    if (fingerprint !== this.#fingerprint) {
      this.#fingerprint = fingerprint;
      this.#tried = false;
      this.restart(frameCounter, nowMilliseconds);
      return false;
    }
    if (
      this.#tried ||
      nowMilliseconds - this.#sinceMilliseconds < frozenAfterMilliseconds ||
      frameCounter - this.#sinceFrame < frozenAfterFrames
    ) {
      return false;
    }
    this.#tried = true;
    return true;
  }

  /** Nothing could be observed for a while: count from here. */
  restart(frameCounter: number, nowMilliseconds: number): void {
    this.#sinceMilliseconds = nowMilliseconds;
    this.#sinceFrame = frameCounter;
  }
}
