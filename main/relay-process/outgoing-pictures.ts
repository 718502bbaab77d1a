import type { RelayedPicture } from '../relays/protocol.ts';

/** What waits for a server: bounded, and without holes but before a keyframe. */
export class OutgoingPictures {
  readonly #mostBytes: number;
  #pictures: RelayedPicture[] = [];
  #bytes = 0;
  #needsKeyframe = true;
  #lostPictures = 0;

  /** @param mostBytes more than that is too old to be of use: all of it is dropped, and it goes on with a keyframe */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** That the server was too slow for. */
  get lostPictures(): number {
    return this.#lostPictures;
  }

  add(picture: RelayedPicture): void {
    if (this.#bytes + picture.annexB.length > this.#mostBytes && this.#pictures.length > 0) {
      this.#lostPictures += this.#pictures.length;
      this.#pictures = [];
      this.#bytes = 0;
      this.#needsKeyframe = true;
    }
    if (this.#needsKeyframe && !picture.isKeyframe) {
      this.#lostPictures += 1;
      return;
    }
    this.#needsKeyframe = false;
    this.#pictures.push(picture);
    this.#bytes += picture.annexB.length;
  }

  take(): RelayedPicture | null {
    const picture = this.#pictures.shift() ?? null;
    this.#bytes -= picture?.annexB.length ?? 0;
    return picture;
  }
}
