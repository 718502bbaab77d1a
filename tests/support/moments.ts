import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { videoFacts } from './video-facts.ts';

export const momentWidth = 320;
export const momentHeight = 180;
const momentBytes = momentWidth * momentHeight;

/** The pictures of a video, small and grey, each with its time: tells what moment somebody else's picture of it shows. */
export class Moments {
  readonly #times: readonly number[];
  readonly #pictures: Buffer;

  private constructor(times: readonly number[], pictures: Buffer) {
    this.#times = times;
    this.#pictures = pictures;
  }

  /** Decodes it with FFmpeg (Debian package ffmpeg). */
  static async of(path: string): Promise<Moments> {
    const arguments_ = [
      '-v',
      'error',
      '-i',
      path,
      '-fps_mode',
      'passthrough',
      '-vf',
      `scale=${momentWidth}:${momentHeight}:out_range=full`,
      '-pix_fmt',
      'gray',
      '-f',
      'rawvideo',
      '-',
    ];
    const { stdout } = await promisify(execFile)('ffmpeg', arguments_, { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 });
    return new Moments((await videoFacts(path)).times, stdout);
  }

  /** Which picture is most like it. @param grey a byte for each pixel */
  indexOf(grey: Uint8Array): number {
    const differences = this.#times.map((_, index) => {
      const begin = index * momentBytes;
      return grey.reduce((sum, value, at) => sum + Math.abs(value - (this.#pictures[begin + at] ?? 0)), 0);
    });
    return differences.indexOf(Math.min(...differences));
  }

  /** Which picture is shown at that time. */
  indexAt(seconds: number): number {
    return this.#times.findLastIndex((time) => time <= seconds);
  }
}
