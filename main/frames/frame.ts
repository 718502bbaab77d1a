/** One picture of the camera on its way to everyone who wants it. */
export interface Frame {
  /** One complete JPEG, shared by all readers; nobody writes to it. */
  readonly jpeg: Buffer;
  /** Wall clock at capture, in microseconds since 1970, for people and headers. */
  readonly capturedAtMicroseconds: number;
  /** Monotonic clock at capture, in milliseconds, for durations: a Pi's wall clock jumps by years when the network comes. */
  readonly monotonicMilliseconds: number;
  /** Counts the camera's frames from 1 since the application started. */
  readonly sequence: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
}
