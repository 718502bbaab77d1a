/** A picture that an element shows, as browsers tell of it (W3C, HTMLVideoElement.requestVideoFrameCallback()). */
interface PictureFacts {
  readonly expectedDisplayTime: number;
  /** Of those that come by WebRTC. */
  readonly rtpTimestamp?: number;
}

interface TellingVideo {
  requestVideoFrameCallback?(tell: (now: number, picture: PictureFacts) => void): number;
}

/** A picture that was seen, and when, in milliseconds as `performance.now()` has them. */
interface SeenPicture {
  readonly rtpTimestamp: number;
  readonly shownMilliseconds: number;
}

/** Which picture of WebRTC an element has shown lately. */
export class SeenPictures {
  readonly #video: TellingVideo;
  #newest: SeenPicture | undefined;
  #isAsked = false;

  constructor(video: TellingVideo) {
    this.#video = video;
    this.#ask();
  }

  /** As it was when this was asked the last time; asks anew. Undefined where the browser does not say. */
  get newest(): SeenPicture | undefined {
    this.#ask();
    return this.#newest;
  }

  #ask(): void {
    if (!this.#isAsked && this.#video.requestVideoFrameCallback !== undefined) {
      this.#isAsked = true;
      this.#video.requestVideoFrameCallback((_now, { rtpTimestamp, expectedDisplayTime }) => {
        this.#isAsked = false;
        this.#newest = rtpTimestamp === undefined ? undefined : { rtpTimestamp, shownMilliseconds: expectedDisplayTime };
      });
    }
  }
}
