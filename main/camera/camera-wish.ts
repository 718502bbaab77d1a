import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isMissing } from '../system/is-missing.ts';

const time = z.iso.datetime({ offset: true });

const Pause = z.strictObject({
  /** Name of the device; null where it has none. */
  by: z.string().nullable(),
  on_own_screen: z.boolean(),
  since: time,
  /** null: until a person starts the camera. */
  until: time.nullable(),
  /** What people had said before, which counts again when the pause ends by itself. */
  before: z.literal('on').nullable(),
});

/** Who stopped the camera, when, and until when. */
export type Pause = z.infer<typeof Pause>;

const WishFile = z.strictObject({ camera: z.enum(['on', 'off']).nullable(), pause: Pause.nullable().default(null) });
type WishFile = z.infer<typeof WishFile>;

/** `on`: a person started it. `off`: a person stopped it, and nobody has needed it since. null: nobody said anything. */
export type Wish = WishFile['camera'];

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
  #said: WishFile;
  #isSaving = false;
  #saved: Promise<void> = Promise.resolve();

  private constructor(path: string, said: WishFile, options: CameraWishOptions) {
    this.#path = path;
    this.#said = said;
    this.#options = options;
  }

  /** What cannot be read counts as nothing said. */
  static async open(options: CameraWishOptions): Promise<CameraWish> {
    const path = join(options.dataDirectory, 'camera.json');
    try {
      return new CameraWish(path, WishFile.parse(JSON.parse(await readFile(path, 'utf8'))), options);
    } catch (error) {
      if (!isMissing(error)) {
        options.logger.warn(
          { err: error, path },
          'whether a person started or stopped the camera could not be read; it is as if nobody had',
        );
      }
      return new CameraWish(path, { camera: null, pause: null }, options);
    }
  }

  get value(): Wish {
    return this.#said.camera;
  }

  /** What is known about the stop; null while nobody stopped it, and where an older PetLog wrote it down. */
  get pause(): Pause | null {
    return this.#said.pause;
  }

  /** Counts at once, and is on its way to the disk. */
  set(value: Wish, pause: Pause | null = null): void {
    const said: WishFile = { camera: value, pause: value === 'off' ? pause : null };
    if (!isDeepStrictEqual(said, this.#said)) {
      this.#said = said;
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
    let saved: WishFile | undefined;
    while (saved !== this.#said) {
      saved = this.#said;
      try {
        // An older PetLog knows nothing of pauses: it is given none to trip over.
        const { pause, ...rest } = saved;
        await writeAtomically(this.#path, `${JSON.stringify(pause === null ? rest : saved)}\n`, 0o600);
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
