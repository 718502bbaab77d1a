import type { FrameTransform, FrameTransformOptions } from './frame-preparation.ts';
import { PictureProgram, type PictureProgramDependencies } from './picture-program.ts';

/** Turns, mirrors and labels a camera's JPEGs in a child process of ours. */
export class FrameTransformProgram implements FrameTransform {
  readonly #program: PictureProgram;

  constructor({ rotation, hflip, vflip, quality }: FrameTransformOptions, dependencies: PictureProgramDependencies) {
    const turned = rotation === 180;
    this.#program = new PictureProgram(
      { kind: 'frames', mirrorLeftToRight: hflip !== turned, mirrorTopToBottom: vflip !== turned, quality },
      dependencies,
    );
  }

  /**
   * One frame at a time.
   *
   * @param timestampText written into the lower left corner, upright
   * @throws Error when the JPEG cannot be decoded, or the program is not running
   */
  transform(jpeg: Buffer, timestampText: string | null): Promise<Buffer> {
    return this.#program.ask(timestampText ?? '', jpeg);
  }

  close(): Promise<void> {
    return this.#program.close();
  }
}
