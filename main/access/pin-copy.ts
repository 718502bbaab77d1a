import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../system/logger.ts';

/**
 * The hash of the kiosk's PIN once more, in `access/kiosk-pin`: where the
 * database of devices and people is damaged and begun anew, the screen stays
 * locked.
 */
export class PinCopy {
  readonly #path: string;
  readonly #logger: Logger;

  constructor(dataDirectory: string, logger: Logger) {
    this.#path = join(dataDirectory, 'access', 'kiosk-pin');
    this.#logger = logger;
  }

  /** Null for none. */
  read(): string | null {
    try {
      return readFileSync(this.#path, 'utf8').trim() || null;
    } catch {
      return null;
    }
  }

  /** The database is what counts: a copy that cannot be written is no failure. */
  write(hash: string | null): void {
    if (hash === this.read()) {
      return;
    }
    try {
      if (hash === null) {
        rmSync(this.#path, { force: true });
        return;
      }
      const temporary = `${this.#path}.tmp`;
      rmSync(temporary, { force: true });
      const file = openSync(temporary, 'wx', 0o600);
      try {
        writeFileSync(file, `${hash}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, this.#path);
    } catch (error) {
      this.#logger.warn({ err: error }, 'the copy of the PIN could not be written');
    }
  }
}
