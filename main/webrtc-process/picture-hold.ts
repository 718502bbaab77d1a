/** Whether a picture is sent, left out, or left out while a keyframe is needed. */
export type PictureFate = 'send' | 'leave out' | 'ask for a keyframe';

/**
 * Holds back the pictures of a rendition that is too much for a link. What is left out is what later ones are made of: where
 * nothing smaller has come in time, it goes on with a keyframe.
 */
export class PictureHold {
  #untilMilliseconds = 0;
  #isBroken = false;

  /** Nothing is sent until then. */
  begin(untilMilliseconds: number): void {
    this.#untilMilliseconds = untilMilliseconds;
  }

  /** What comes next begins with a keyframe. */
  end(): void {
    this.#untilMilliseconds = 0;
    this.#isBroken = false;
  }

  /** Nothing is there that the next picture could be made of: it goes on with a keyframe. */
  awaitKeyframe(): void {
    this.#isBroken = true;
  }

  /** Nothing is sent just now. */
  isHolding(nowMilliseconds: number): boolean {
    return nowMilliseconds < this.#untilMilliseconds;
  }

  fateOf(isKeyframe: boolean, nowMilliseconds: number): PictureFate {
    if (this.isHolding(nowMilliseconds)) {
      this.#isBroken = true;
      return 'leave out';
    }
    if (this.#isBroken && !isKeyframe) {
      return 'ask for a keyframe';
    }
    this.#isBroken = false;
    return 'send';
  }
}
