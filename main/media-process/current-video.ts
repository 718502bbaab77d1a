import type { EncoderSettings } from '../media/protocol.ts';
import { JpegVideo } from './jpeg-video.ts';
import { PassedVideo } from './passed-video.ts';
import { isSameEncoder } from './same-encoder.ts';

/** The camera's video as it is configured now, made of its JPEGs or passed on as it comes. It exists while somebody takes it. */
export class CurrentVideo {
  #encoder: EncoderSettings | null = null;
  #video: JpegVideo | PassedVideo | null = null;
  /** So much of the camera's own pictures is kept for the beginning of a recording. */
  #recentMilliseconds = 0;
  /** What the camera encoded up to this picture is not for whoever comes. */
  #overSequence = 0;

  /** null while nobody takes it. */
  get now(): JpegVideo | PassedVideo | null {
    return this.#video;
  }

  get isConfigured(): boolean {
    return this.#encoder !== null;
  }

  /** Whether the camera encodes by itself. */
  get isPassedOn(): boolean {
    return this.#encoder?.input === 'h264';
  }

  /** Whether it is made otherwise than it is configured. */
  get isOutdated(): boolean {
    return this.#video !== null && this.#encoder !== null && !isSameEncoder(this.#video.settings, this.#encoder);
  }

  /** Whether it is made of JPEGs where the camera encodes by itself, or the other way round: it gets no picture any more. */
  get isOfOtherKind(): boolean {
    return this.#video !== null && this.#video instanceof PassedVideo !== this.isPassedOn;
  }

  /** Holds for the next one that begins. */
  configure(encoder: EncoderSettings): void {
    this.#encoder = encoder;
  }

  keepRecent(milliseconds: number): void {
    this.#recentMilliseconds = milliseconds;
    this.#video?.keepRecent(milliseconds);
  }

  /** What the camera encoded up to that picture, which it stopped with, goes to those alone who take it already. */
  forgetPassed(sequence: number): void {
    this.#overSequence = sequence;
    if (this.#video instanceof PassedVideo) {
      this.#video.forget(sequence);
    }
  }

  /** Begins unless it is there. @throws Error when it was not configured */
  start(): JpegVideo | PassedVideo {
    if (this.#encoder === null) {
      throw new Error('the encoder was not configured');
    }
    return (this.#video ??= this.isPassedOn
      ? new PassedVideo(this.#encoder, this.#overSequence)
      : new JpegVideo(this.#encoder, this.#recentMilliseconds));
  }

  /** With all that was given to it. */
  end(): void {
    this.#video?.catchUp();
    this.#video?.drain();
    this.#video?.close();
    this.#video = null;
  }

  endUnused(): void {
    if (this.#video?.hasSubscribers === false) {
      this.#video.close();
      this.#video = null;
    }
  }
}
