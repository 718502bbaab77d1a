import { connect, type Socket } from 'node:net';
import { StreamMeter } from './stream-meter.ts';

/** A viewer that keeps the capture times of the pictures that it gets, and nothing else. */
export class PictureTimes {
  readonly capturedMilliseconds: number[] = [];
  readonly #socket: Socket;
  #onPicture = (): void => {};

  constructor(url: string, cameraId: string) {
    const { port, hostname } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.write(`GET /live/stream?camera=${cameraId} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    const meter = new StreamMeter((picture) => {
      this.capturedMilliseconds.push((picture?.capturedAtMicroseconds ?? NaN) / 1000);
      this.#onPicture();
    });
    this.#socket.on('data', (chunk) => meter.push(chunk, chunk.length));
    this.#socket.on('error', () => {});
  }

  /** Until so many pictures came. */
  async until(count: number): Promise<void> {
    while (this.capturedMilliseconds.length < count) {
      await new Promise<void>((resolve) => (this.#onPicture = resolve));
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** How many pictures are missing between the first and the last; one that is early or late is not missing. */
export function missingPictures(capturedMilliseconds: readonly number[], framesPerSecond: number): number {
  const spanMilliseconds = (capturedMilliseconds.at(-1) ?? NaN) - (capturedMilliseconds[0] ?? NaN);
  return Math.max(0, Math.round((spanMilliseconds * framesPerSecond) / 1000) + 1 - capturedMilliseconds.length);
}

/** From the first picture to the last. */
export function pictureRate(capturedMilliseconds: readonly number[]): number {
  return ((capturedMilliseconds.length - 1) * 1000) / ((capturedMilliseconds.at(-1) ?? NaN) - (capturedMilliseconds[0] ?? NaN));
}
