import type { Logger } from '../system/logger.ts';
import type { LibraryProblems } from './library-problems.ts';

/** The files that one look at the recordings could not read. They are left as they are, and named in the log and on the screens. */
export class Unreadable {
  readonly #problems: LibraryProblems;
  readonly #logger: Logger;
  readonly #paths = new Set<string>();

  constructor(problems: LibraryProblems, logger: Logger) {
    this.#problems = problems;
    this.#logger = logger;
  }

  get count(): number {
    return this.#paths.size;
  }

  add(path: string, error: unknown): void {
    this.#paths.add(path);
    this.#logger.warn({ err: error, path }, 'a file of the recordings cannot be read, and is left as it is');
    this.#problems.add('recording_unreadable', path, error);
  }

  /** All has been looked at: what could be read this time is no problem any more. */
  done(): void {
    this.#problems.settleOthers('recording_unreadable', this.#paths);
  }
}
