import { RemoteFault } from '../../remote/remote-fault.ts';
import type { Clock } from '../../system/clock.ts';

/** As PetLog writes it before a picture that it drew because its camera gives none (`live/mjpeg/multipart.ts`). */
const placeholderHeader = 'X-PetLog-Placeholder:';
/** When the picture was captured, in seconds since 1970. */
const timestampHeader = /X-Timestamp: (\d+(?:\.\d+)?)\r\n/;
/** Of what stands before a picture; a part's headers are half of it. */
const mostHeaderCharacters = 512;
/** A camera that only starts takes less. */
const patienceMilliseconds = 5000;

/** Tells the pictures of another PetLog's camera from those that it draws while its camera gives none: they are no pictures of a place. */
export class CameraThere {
  readonly #clock: Pick<Clock, 'monotonicMilliseconds'>;
  #header = '';
  #drawnSince: number | null = null;

  constructor(clock: Pick<Clock, 'monotonicMilliseconds'>) {
    this.#clock = clock;
  }

  /** What stands between two pictures, as it comes. */
  header(bytes: Buffer): void {
    this.#header = (this.#header + bytes.toString('latin1')).slice(-mostHeaderCharacters);
  }

  /** When the picture that ends here was captured, by the other's clock, in microseconds since 1970; null where it does not say. */
  get capturedAtMicroseconds(): number | null {
    const seconds = timestampHeader.exec(this.#header)?.[1];
    return seconds === undefined ? null : Number(seconds) * 1e6;
  }

  /**
   * Whether the picture that ends here is the camera's.
   *
   * @throws RemoteFault when there has been none for a while
   */
  isPicture(): boolean {
    const isDrawn = this.#header.includes(placeholderHeader);
    this.#header = '';
    if (!isDrawn) {
      this.#drawnSince = null;
      return true;
    }
    const now = this.#clock.monotonicMilliseconds();
    this.#drawnSince ??= now;
    if (now - this.#drawnSince >= patienceMilliseconds) {
      throw new RemoteFault('gets no picture from its own camera');
    }
    return false;
  }
}
