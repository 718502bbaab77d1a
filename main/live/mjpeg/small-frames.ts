import type { Frame } from '../../frames/frame.ts';
import type { MakeSmall } from './wall-reader.ts';

interface Frames {
  subscribe(listener: (frame: Frame) => void): () => void;
}

/**
 * A camera's pictures, made small while somebody wants them. One is made at a
 * time: what comes meanwhile is left out but for the newest.
 */
export class SmallFrames implements Frames {
  readonly #frames: Frames;
  readonly #widthPixels: number;
  readonly #makeSmall: MakeSmall;

  constructor(frames: Frames, widthPixels: number, makeSmall: MakeSmall) {
    this.#frames = frames;
    this.#widthPixels = widthPixels;
    this.#makeSmall = makeSmall;
  }

  subscribe(listener: (frame: Frame) => void): () => void {
    let isWanted = true;
    let isMaking = false;
    let newest: Frame | null = null;
    const make = async (): Promise<void> => {
      isMaking = true;
      for (let frame = newest; frame !== null && isWanted; frame = newest) {
        newest = null;
        const jpeg = await this.#makeSmall(frame, this.#widthPixels);
        if (isWanted) {
          listener({ ...frame, jpeg });
        }
      }
      isMaking = false;
    };
    const unsubscribe = this.#frames.subscribe((frame) => {
      newest = frame;
      if (!isMaking) {
        void make();
      }
    });
    return () => {
      isWanted = false;
      unsubscribe();
    };
  }
}
