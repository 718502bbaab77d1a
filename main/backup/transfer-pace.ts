import type { Clock } from '../system/clock.ts';
import { BackupFault } from './backup-store.ts';

/** For how long a server is waited for, which may be slow but has to get on. */
export interface TransferPatience {
  /** Without a byte. */
  readonly silenceMilliseconds: number;
  /** Of a file, whenever it was waited for so long in all, at least `leastBytes` were taken or given. */
  readonly stretchMilliseconds: number;
  readonly leastBytes: number;
  /** Until an answer that is no file is whole. */
  readonly answerMilliseconds: number;
}

export const usualPatience: TransferPatience = {
  silenceMilliseconds: 60_000,
  // Half a kilobyte a second: what is slower than the slowest mobile network is no backup.
  stretchMilliseconds: 60_000,
  leastBytes: 30_000,
  // S3 puts the parts of a file together for minutes, and sends a space now and then meanwhile (API_CompleteMultipartUpload).
  answerMilliseconds: 600_000,
};

/** Whether a server gets on with one file. What the disk here, or the limit of bandwidth, takes is no fault of the server. */
export class TransferPace {
  readonly #clock: Pick<Clock, 'monotonicMilliseconds'>;
  readonly #patience: TransferPatience;
  #waitedMilliseconds = 0;
  #bytes = 0;

  constructor(clock: Pick<Clock, 'monotonicMilliseconds'>, patience: TransferPatience) {
    this.#clock = clock;
    this.#patience = patience;
  }

  /** The same bytes, for a server that takes them. Throws BackupFault `too_slow`. @param offered told of each piece, before it is */
  async *taken(pieces: AsyncIterable<Buffer>, offered: () => void = () => {}): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      offered();
      const offeredAt = this.#clock.monotonicMilliseconds();
      yield piece;
      this.#passed(piece.length, offeredAt);
    }
  }

  /** The same bytes, of a server that gives them. Throws BackupFault `too_slow`. */
  async *given(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let askedAt = this.#clock.monotonicMilliseconds();
    for await (const piece of pieces) {
      this.#passed(piece.length, askedAt);
      yield piece;
      askedAt = this.#clock.monotonicMilliseconds();
    }
  }

  #passed(bytes: number, sinceMilliseconds: number): void {
    this.#bytes += bytes;
    this.#waitedMilliseconds += this.#clock.monotonicMilliseconds() - sinceMilliseconds;
    if (this.#waitedMilliseconds < this.#patience.stretchMilliseconds) {
      return;
    }
    if (this.#bytes < this.#patience.leastBytes) {
      throw new BackupFault('too_slow');
    }
    this.#bytes = 0;
    this.#waitedMilliseconds = 0;
  }
}
