/** A way in which a video comes. */
export type VideoKind = 'webrtc' | 'mse' | 'hls';

/** A video on its way into an element. */
export interface VideoTransport {
  /** Whether it is known to be H.265. */
  readonly isH265?: boolean;
  /** Whether it ended because the server said no, or because it is nothing for this browser. */
  readonly isRefused?: boolean;
  /** When the picture was captured that is seen now, by the wall clock of the camera; undefined while that is not known. */
  capturedMilliseconds(): number | undefined;
  /** No picture has come for a moment that should have: whether there is nothing more to come may be found out, and told. */
  askWhetherOver?(): void;
  /** Ends it; nothing is told any more. What the element has been given by another one stays. */
  close(): void;
}

/** Puts a video into an element. `onEnded` is called once, when there is nothing more to come, or nothing came. */
export type OpenTransport = (video: HTMLVideoElement, onEnded: () => void) => VideoTransport;

export interface OfferedTransport {
  readonly kind: VideoKind;
  readonly open: OpenTransport;
}
