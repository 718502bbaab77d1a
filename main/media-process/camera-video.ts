import type { EncoderSettings, PictureSize } from '../media/protocol.ts';
import type { PacketSubscriber } from './encoded-video.ts';
import type { RecentFrame } from './recent-frames.ts';

/** One camera's video for whoever wants it, made here of its JPEGs or passed on as it comes. */
export interface CameraVideo {
  readonly settings: EncoderSettings;
  readonly size: PictureSize | null;
  /** Whether it is of use to anybody. */
  readonly hasSubscribers: boolean;
  /** Of the newest picture. */
  readonly newestMilliseconds: number;
  /** Whether a picture can be made a keyframe for somebody, so that he need not begin earlier. */
  readonly makesKeyframes: boolean;
  /** Every picture, from one of that time on, or from the keyframe that it needs. Returns the function that ends that. */
  subscribe(subscriber: PacketSubscriber, fromMilliseconds?: number): () => void;
  /** For a subscriber that has all packets since a keyframe from elsewhere: it goes on with the next one. */
  resume(subscriber: PacketSubscriber): () => void;
  /** For the history, which does without pictures that show nothing new. */
  subscribeAtRest(subscriber: PacketSubscriber): () => void;
  keepRecent(milliseconds: number): void;
  /** A recording is about to begin: everything is kept until `release`. */
  hold(): void;
  release(): void;
  requestKeyframe(): void;
  /** The history then reaches up to now. */
  catchUp(): void;
  /** All pictures from then on, if the history left any of them out. */
  incompleteFrom(milliseconds: number): readonly RecentFrame[];
  /** Where a recording begins that shall have everything from a moment on. */
  beginBefore(milliseconds: number, keyframeMilliseconds: number): number;
  /** Shows the last picture once more, at a later time, where that can be done. */
  repeatLast(captureMilliseconds: number): void;
  drain(): void;
  close(): void;
}
