import { garbageCollector } from './garbage-collection.ts';

interface BufferCollectorOptions {
  /** Pictures of so many bytes pass between two collections: a few a second at most, of less than a millisecond each. */
  collectedBytes?: number;
  collect?: () => void;
}

/**
 * Frees the memory of pictures that passed. V8 collects short-lived objects when
 * there are many of them, and pictures are few: it lets their bytes add up until
 * it searches everything instead, once a second, which costs more than all that
 * is done with the pictures (docs/adr/0015). Collecting the young ones in time
 * is what it would do for the same bytes in small objects.
 */
export class BufferCollector {
  readonly #collectedBytes: number;
  readonly #collect: () => void;
  #bytes = 0;

  constructor({ collectedBytes = 2_000_000, collect = youngCollection() }: BufferCollectorOptions = {}) {
    this.#collectedBytes = collectedBytes;
    this.#collect = collect;
  }

  /** So many bytes were received that nobody keeps for long. */
  passed(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes >= this.#collectedBytes) {
      this.#bytes = 0;
      this.#collect();
    }
  }
}

function youngCollection(): () => void {
  const collect = garbageCollector();
  return () => collect({ type: 'minor' });
}
