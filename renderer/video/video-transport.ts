/** A way in which a video comes. */
export type VideoKind = 'webrtc' | 'mse' | 'hls';

/** A video on its way into an element. */
export interface VideoTransport {
  /** When the picture was captured that is seen now, by the wall clock of the camera; undefined while that is not known. */
  capturedMilliseconds(): number | undefined;
  /** Ends it; nothing is told any more. */
  close(): void;
}

/** Puts a video into an element. `onEnded` is called once, when there is nothing more to come, or nothing came. */
export type OpenTransport = (video: HTMLVideoElement, onEnded: () => void) => VideoTransport;

export interface OfferedTransport {
  readonly kind: VideoKind;
  readonly open: OpenTransport;
}
