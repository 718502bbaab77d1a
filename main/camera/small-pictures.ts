import type { Spawn } from '../system/child-program.ts';
import type { Clock } from '../system/clock.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { smallWidth } from '../live/mjpeg/small-width.ts';
import type { TilePicture } from '../live/mjpeg/tile.ts';
import { PictureProgram } from './picture-program.ts';

interface SmallPicturesDependencies {
  spawn: Spawn;
  clock: Clock;
  logger: Logger;
}

const quality = 75;
/** The program stays for so long after its last picture. */
const lingerMilliseconds = 5000;

/**
 * Small pictures of any camera, made once for everybody who wants the same, by
 * one child process that is there while somebody does.
 */
export class SmallPictures {
  readonly #dependencies: SmallPicturesDependencies;
  readonly #made = new WeakMap<TilePicture, Map<number, Promise<Buffer>>>();
  readonly #jobs = new JobQueue();
  #program: PictureProgram | null = null;
  #cancelRest = (): void => {};
  #isClosed = false;

  constructor(dependencies: SmallPicturesDependencies) {
    this.#dependencies = dependencies;
  }

  /** The picture as a JPEG of about the width, or as it is where it is no larger, or cannot be made smaller. Never rejects. */
  of(picture: TilePicture, widthPixels: number): Promise<Buffer> {
    const width = smallWidth(widthPixels);
    if (picture.widthPixels === null || width === null || picture.widthPixels <= width) {
      return Promise.resolve(picture.jpeg);
    }
    const { widthPixels: fromWidthPixels, jpeg } = picture;
    const widths = this.#made.get(picture) ?? new Map<number, Promise<Buffer>>();
    this.#made.set(picture, widths);
    const small = widths.get(width) ?? this.#jobs.add(() => this.#make(jpeg, fromWidthPixels, width)).catch(() => jpeg);
    widths.set(width, small);
    return small;
  }

  /** Ends the program; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRest();
    await this.#program?.close();
    await this.#jobs.idle;
  }

  async #make(jpeg: Buffer, fromWidthPixels: number, widthPixels: number): Promise<Buffer> {
    if (this.#isClosed) {
      return jpeg;
    }
    const { clock } = this.#dependencies;
    this.#cancelRest();
    this.#program ??= new PictureProgram({ kind: 'small-frames', quality }, this.#dependencies);
    try {
      return await this.#program.ask(JSON.stringify({ fromWidthPixels, widthPixels }), jpeg);
    } finally {
      this.#cancelRest = clock.after(lingerMilliseconds, () => void this.#jobs.add(() => this.#rest()));
    }
  }

  async #rest(): Promise<void> {
    const program = this.#program;
    this.#program = null;
    await program?.close();
  }
}
