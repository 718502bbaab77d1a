import type { Clock } from '../system/clock.ts';

/** A player that seeks or pauses closes its connection, and comes back with another one. */
const lingerMilliseconds = 60_000;

/** Which recordings somebody is reading, so that clean-up leaves them alone. */
export class RecordingsInUse {
  readonly #clock: Clock;
  readonly #readers = new Map<string, number>();
  readonly #releasedAtMilliseconds = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns the function that ends this use. */
  hold(recordingId: string): () => void {
    this.#readers.set(recordingId, (this.#readers.get(recordingId) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (isHeld) {
        isHeld = false;
        this.#release(recordingId);
      }
    };
  }

  has(recordingId: string): boolean {
    const releasedAtMilliseconds = this.#releasedAtMilliseconds.get(recordingId) ?? -Infinity;
    return this.#readers.has(recordingId) || this.#clock.monotonicMilliseconds() - releasedAtMilliseconds < lingerMilliseconds;
  }

  /** Those that nobody reads and that are not busy otherwise, one by one. */
  *free<Kind extends { readonly recordingId: string }>(
    recordings: Iterable<Kind>,
    isBusy: (recordingId: string) => boolean,
  ): Generator<Kind> {
    for (const recording of recordings) {
      if (!isBusy(recording.recordingId) && !this.has(recording.recordingId)) {
        yield recording;
      }
    }
  }

  #release(recordingId: string): void {
    const others = (this.#readers.get(recordingId) ?? 1) - 1;
    if (others > 0) {
      this.#readers.set(recordingId, others);
      return;
    }
    const now = this.#clock.monotonicMilliseconds();
    this.#readers.delete(recordingId);
    for (const [id, at] of this.#releasedAtMilliseconds) {
      if (now - at >= lingerMilliseconds) {
        this.#releasedAtMilliseconds.delete(id);
      }
    }
    this.#releasedAtMilliseconds.set(recordingId, now);
  }
}
