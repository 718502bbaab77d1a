import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';

const WishFile = z.strictObject({ camera: z.enum(['on', 'off']).nullable() });

/** `on`: a person started it. `off`: a person stopped it, and nobody has needed it since. null: nobody said anything. */
export type Wish = z.infer<typeof WishFile>['camera'];

interface CameraWishOptions {
  dataDirectory: string;
  clock: Clock;
  logger: Logger;
}

/** A disk that does not answer keeps nobody from the picture. */
const patienceMilliseconds = 2000;

/** What people last said about the camera, over restarts, power cuts too: `camera.json` in the data directory. */
export class CameraWish {
  readonly #path: string;
  readonly #options: CameraWishOptions;
  #value: Wish;
  #isSaving = false;
  #saved: Promise<void> = Promise.resolve();

  private constructor(path: string, value: Wish, options: CameraWishOptions) {
    this.#path = path;
    this.#value = value;
    this.#options = options;
  }

  /** What cannot be read counts as nothing said. */
  static async open(options: CameraWishOptions): Promise<CameraWish> {
    const path = join(options.dataDirectory, 'camera.json');
    try {
      return new CameraWish(path, WishFile.parse(JSON.parse(await readFile(path, 'utf8'))).camera, options);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
        options.logger.warn(
          { err: error, path },
          'whether a person started or stopped the camera could not be read; it is as if nobody had',
        );
      }
      return new CameraWish(path, null, options);
    }
  }

  get value(): Wish {
    return this.#value;
  }

  /** Counts at once, and is on its way to the disk. */
  set(value: Wish): void {
    if (value !== this.#value) {
      this.#value = value;
      if (!this.#isSaving) {
        this.#saved = this.#save();
      }
    }
  }

  /** Resolves when what was said survives a power cut, or cannot be saved. */
  async settled(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(patienceMilliseconds, resolve);
      void this.#saved.then(resolve).finally(cancel);
    });
  }

  /** Until the disk has what was said last. */
  async #save(): Promise<void> {
    this.#isSaving = true;
    let saved: Wish | undefined;
    while (saved !== this.#value) {
      saved = this.#value;
      try {
        await writeAtomically(this.#path, `${JSON.stringify({ camera: saved } satisfies z.infer<typeof WishFile>)}\n`, 0o600);
      } catch (error) {
        this.#options.logger.warn(
          { err: error, path: this.#path },
          'that a person started or stopped the camera could not be saved; a restart will not know',
        );
      }
    }
    this.#isSaving = false;
  }
}
