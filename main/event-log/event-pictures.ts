import type { Logger } from '../system/logger.ts';
import type { PictureFiles } from './picture-files.ts';

interface EventPicturesOptions {
  readonly files: PictureFiles;
  readonly logger: Logger;
  /** Its new picture is on the disk. Returns what is to be removed: the one before or, where there is no such event any more, the new one. */
  onWritten(eventId: number, name: string): string | null;
}

/** Writes the pictures of events, one after the other; of each event only the newest that waits. */
export class EventPictures {
  readonly #options: EventPicturesOptions;
  readonly #waiting = new Map<number, Uint8Array>();
  #writing: { readonly eventId: number; readonly jpeg: Uint8Array } | null = null;
  #work: Promise<void> | null = null;

  constructor(options: EventPicturesOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is to be written. Never rejects. */
  get idle(): Promise<void> {
    return this.#work ?? Promise.resolve();
  }

  /** The newest of an event that is on its way to the disk; null for none. */
  unwritten(eventId: number): Uint8Array | null {
    return this.#waiting.get(eventId) ?? (this.#writing?.eventId === eventId ? this.#writing.jpeg : null);
  }

  put(eventId: number, jpeg: Uint8Array): void {
    this.#waiting.set(eventId, jpeg);
    this.#work ??= this.#writeAll().finally(() => (this.#work = null));
  }

  /** Never rejects: one that stays although nobody knows it is removed at the next start. */
  async remove(name: string): Promise<void> {
    await this.#options.files
      .remove(name)
      .catch((error: unknown) => this.#options.logger.warn({ err: error }, 'the picture of an event could not be removed'));
  }

  async #writeAll(): Promise<void> {
    const { files, logger, onWritten } = this.#options;
    for (let next = first(this.#waiting); next !== undefined; next = first(this.#waiting)) {
      const [eventId, jpeg] = next;
      this.#waiting.delete(eventId);
      this.#writing = { eventId, jpeg };
      try {
        const superfluous = onWritten(eventId, await files.write(jpeg));
        if (superfluous !== null) {
          await this.remove(superfluous);
        }
      } catch (error) {
        logger.warn({ err: error, eventId }, 'the picture of an event could not be saved');
      } finally {
        this.#writing = null;
      }
    }
  }
}

const first = <Key, Value>(map: ReadonlyMap<Key, Value>): [Key, Value] | undefined => map.entries().next().value;
