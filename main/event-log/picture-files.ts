import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../system/write-atomically.ts';

const namePattern = /^[0-9a-f]{16}$/;
/** Of a file while it is written, and of a whole one. */
const givenPattern = /^\.?([0-9a-f]{16})\.jpg/;

/**
 * JPEGs below a directory, each under a name of its own: another picture is another file, so that whoever has one
 * never needs to ask whether it is still the same.
 */
export class PictureFiles {
  readonly #directory: string;
  /** Names given out since the start: nobody may know them yet. Kept until orphans were looked for. */
  #given: Set<string> | null = new Set();

  constructor(directory: string) {
    this.#directory = directory;
  }

  path(name: string): string {
    return join(this.#directory, name.slice(0, 2), `${name}.jpg`);
  }

  /** Returns its name. Throws the system's error. */
  async write(jpeg: Uint8Array): Promise<string> {
    const name = randomBytes(8).toString('hex');
    this.#given?.add(name);
    await mkdir(join(this.#directory, name.slice(0, 2)), { recursive: true, mode: 0o700 });
    await writeAtomically(this.path(name), jpeg);
    return name;
  }

  /** Throws the system's error. */
  read(name: string): Promise<Buffer> {
    return readFile(this.path(name));
  }

  /** Does nothing where it is gone already. Throws the system's error. */
  remove(name: string): Promise<void> {
    return rm(this.path(name), { force: true });
  }

  /** Removes those of earlier starts that nobody knows any more: of a killed process, and of a database that was lost. To be called once. */
  async removeOrphans(isKnown: (name: string) => boolean): Promise<void> {
    for (const folder of await readdir(this.#directory).catch(() => [])) {
      for (const file of await readdir(join(this.#directory, folder)).catch(() => [])) {
        if (this.#given?.has(givenPattern.exec(file)?.[1] ?? '') === true) {
          continue;
        }
        const name = file.replace(/\.jpg$/, '');
        if (!namePattern.test(name) || !isKnown(name)) {
          await rm(join(this.#directory, folder, file), { force: true });
        }
      }
    }
    this.#given = null;
  }
}
