/** Of so long the moment counts that came with the least delay: a network that stands still delays pictures and sound alike. */
const windowMilliseconds = 4000;
/**
 * A sound may come that much before the picture that it belongs to, which takes its time to be encoded, and that much behind
 * it: live video waits no longer. What is told to be further apart is a clock that is wrong, or sound without its picture is
 * better than none.
 */
const mostMilliseconds = { before: 1500, behind: 350 } as const;

/** Judges what a camera says of when its sound was heard, by when that comes. */
export class SoundTimes {
  #delays: { readonly arrivedMilliseconds: number; readonly delayMilliseconds: number }[] = [];

  /**
   * @param heardMilliseconds by our clock, as the camera has it; null where it does not say
   * @returns the same, or null where it cannot be, or is of no use
   */
  judge(heardMilliseconds: number | null, arrivedMilliseconds: number): number | null {
    if (heardMilliseconds === null) {
      this.#delays = [];
      return null;
    }
    const delayMilliseconds = arrivedMilliseconds - heardMilliseconds;
    this.#delays = this.#delays.filter(
      (one) => one.arrivedMilliseconds > arrivedMilliseconds - windowMilliseconds && one.delayMilliseconds < delayMilliseconds,
    );
    this.#delays.push({ arrivedMilliseconds, delayMilliseconds });
    const least = this.#delays[0]?.delayMilliseconds ?? delayMilliseconds;
    return least >= -mostMilliseconds.before && least <= mostMilliseconds.behind ? heardMilliseconds : null;
  }
}
