/** A camera's picture as it came. */
export interface RecentFrame {
  readonly jpeg: Uint8Array;
  readonly captureMilliseconds: number;
  readonly sequence: number;
}

/** Of a camera with large pictures fewer seconds are kept. */
const mostBytes = 16_000_000;

/** The last seconds of a camera's pictures as it gave them, bounded in time and bytes. */
export class RecentFrames {
  #frames: RecentFrame[] = [];
  #bytes = 0;
  #keptMilliseconds: number;
  readonly #mostBytes: number;

  constructor(keptMilliseconds: number, most = mostBytes) {
    this.#keptMilliseconds = keptMilliseconds;
    this.#mostBytes = most;
  }

  get newest(): RecentFrame | null {
    return this.#frames.at(-1) ?? null;
  }

  add(frame: RecentFrame): void {
    this.#frames.push(frame);
    this.#bytes += frame.jpeg.length;
    this.#trim();
  }

  /** Infinite holds them all, as far as the bytes allow. */
  keep(keptMilliseconds: number): void {
    this.#keptMilliseconds = keptMilliseconds;
    this.#trim();
  }

  /** Those of then or later, oldest first. */
  from(milliseconds: number): readonly RecentFrame[] {
    return this.#frames.filter(({ captureMilliseconds }) => captureMilliseconds >= milliseconds);
  }

  /** Only the newest one stays. */
  forgetOlder(): void {
    this.#frames = this.#frames.slice(-1);
    this.#bytes = this.newest?.jpeg.length ?? 0;
  }

  clear(): void {
    this.#frames = [];
    this.#bytes = 0;
  }

  /** The newest one stays in any case. */
  #trim(): void {
    const oldestMilliseconds = (this.newest?.captureMilliseconds ?? 0) - this.#keptMilliseconds;
    for (
      let [oldest] = this.#frames;
      oldest !== undefined && this.#frames.length > 1 && (oldest.captureMilliseconds < oldestMilliseconds || this.#bytes > this.#mostBytes);
      [oldest] = this.#frames
    ) {
      this.#frames.shift();
      this.#bytes -= oldest.jpeg.length;
    }
  }
}
