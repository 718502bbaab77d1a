import type { Logger } from './logger.ts';

/** What was started, to be closed in the reverse order; one failure does not keep the rest from closing. */
export class ResourceStack {
  readonly #logger: Logger;
  readonly #entries: { name: string; close: () => unknown }[] = [];
  #closing: Promise<void> | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(name: string, close: () => unknown): void {
    this.#entries.push({ name, close });
  }

  /** Closes everything once; further calls wait for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (let entry = this.#entries.pop(); entry !== undefined; entry = this.#entries.pop()) {
      try {
        await entry.close();
      } catch (error) {
        this.#logger.error({ err: error, part: entry.name }, 'could not close a part');
      }
    }
  }
}
