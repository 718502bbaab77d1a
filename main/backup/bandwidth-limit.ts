import { BufferCollector } from '../system/buffer-collector.ts';
import type { Clock } from '../system/clock.ts';

/** About: so small that a picture of somebody's stream has its turn in between. Each piece wakes the process once, however short. */
const pieceMilliseconds = 50;
const leastPieceBytes = 16 * 1024;
const mostPieceBytes = 64 * 1024;

/** Lets bytes through at a rate: what was not used is gone, so that there is no burst after a pause. */
export class BandwidthLimit {
  readonly #clock: Pick<Clock, 'monotonicMilliseconds' | 'after'>;
  readonly #kilobitsPerSecond: () => number;
  readonly #buffers: Pick<BufferCollector, 'passed'>;
  #freeAtMilliseconds = -Infinity;

  /**
   * @param kilobitsPerSecond 0 for no limit; asked for each piece
   * @param buffers told of what passed, as V8 would search everything for blocks that are few and large (docs/adr/0015)
   */
  constructor(
    clock: Pick<Clock, 'monotonicMilliseconds' | 'after'>,
    kilobitsPerSecond: () => number,
    buffers: Pick<BufferCollector, 'passed'> = new BufferCollector(),
  ) {
    this.#clock = clock;
    this.#kilobitsPerSecond = kilobitsPerSecond;
    this.#buffers = buffers;
  }

  /** Just now; 0 for no limit. */
  get kilobitsPerSecond(): number {
    return this.#kilobitsPerSecond();
  }

  /** The same bytes, each piece when its time has come. @param sent told of each that was taken */
  async *pieces(source: AsyncIterable<Buffer>, sent: (bytes: number) => void): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      // In equal ones: a chunk of encryption is a little longer than one to four of them, and each piece costs the same, however short.
      const eachBytes = Math.ceil(chunk.length / Math.max(1, Math.round(chunk.length / this.#pieceBytes)));
      for (let offset = 0; offset < chunk.length; offset += eachBytes) {
        const piece = chunk.subarray(offset, offset + eachBytes);
        await this.#wait(piece.length);
        yield piece;
        sent(piece.length);
      }
      this.#buffers.passed(chunk.length);
    }
  }

  get #pieceBytes(): number {
    const rate = this.#kilobitsPerSecond();
    return rate === 0 ? mostPieceBytes : Math.min(mostPieceBytes, Math.max(leastPieceBytes, (rate * pieceMilliseconds) / 8));
  }

  async #wait(bytes: number): Promise<void> {
    const rate = this.#kilobitsPerSecond();
    if (rate === 0) {
      return;
    }
    const now = this.#clock.monotonicMilliseconds();
    const beginMilliseconds = Math.max(now, this.#freeAtMilliseconds);
    this.#freeAtMilliseconds = beginMilliseconds + (bytes * 8) / rate;
    if (beginMilliseconds > now) {
      await new Promise<void>((resolve) => void this.#clock.after(beginMilliseconds - now, resolve));
    }
  }
}
