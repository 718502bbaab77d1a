import type { EncodedPacket } from '../media/protocol.ts';
import type { JpegVideo } from './jpeg-video.ts';
import type { PassedVideo } from './passed-video.ts';

/** Which smaller renditions are wanted, whatever video there is to make them of. */
export class SentRenditions {
  readonly #send: (heightPixels: number, packet: EncodedPacket) => void;
  readonly #wanted = new Set<number>();
  #video: JpegVideo | PassedVideo | null = null;
  readonly #taken = new Map<number, () => void>();

  constructor(send: (heightPixels: number, packet: EncodedPacket) => void) {
    this.#send = send;
  }

  get areWanted(): boolean {
    return this.#wanted.size > 0;
  }

  /** Holds from the next `takeFrom` on. */
  want(heightPixels: number, isWanted: boolean): void {
    if (isWanted) {
      this.#wanted.add(heightPixels);
    } else {
      this.#wanted.delete(heightPixels);
    }
  }

  /** Those that are wanted begin, unless they are being made of it; the others end. null ends all. */
  takeFrom(video: JpegVideo | PassedVideo | null): void {
    for (const [heightPixels, end] of this.#taken) {
      if (video !== this.#video || !this.#wanted.has(heightPixels)) {
        end();
        this.#taken.delete(heightPixels);
      }
    }
    this.#video = video;
    for (const heightPixels of this.#wanted) {
      if (video !== null && !this.#taken.has(heightPixels)) {
        this.#taken.set(
          heightPixels,
          video.renditions.subscribe(heightPixels, (packet) => this.#send(heightPixels, packet)),
        );
      }
    }
  }

  /** Of that one, or, without a height, of the camera's own size. */
  requestKeyframe(heightPixels: number | undefined, video: JpegVideo | PassedVideo | null): void {
    if (heightPixels === undefined) {
      video?.requestKeyframe();
    } else {
      this.#video?.renditions.requestKeyframe(heightPixels);
    }
  }
}
