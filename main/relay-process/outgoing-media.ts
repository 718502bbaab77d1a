import type { RelayedPicture, RelayedSound } from '../relays/protocol.ts';

/** A picture, or a frame of sound. */
export type OutgoingMedium = RelayedPicture | RelayedSound;

export const isPicture = (medium: OutgoingMedium): medium is RelayedPicture => 'annexB' in medium;

const bytesOf = (medium: OutgoingMedium): number => (isPicture(medium) ? medium.annexB : medium.data).length;

/** What waits for a server: bounded, and without holes but before a keyframe. */
export class OutgoingMedia {
  readonly #mostBytes: number;
  #media: OutgoingMedium[] = [];
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
    if (this.#bytes + picture.annexB.length > this.#mostBytes && this.#media.length > 0) {
      this.#lostPictures += this.#media.filter(isPicture).length;
      this.#media = [];
      this.#bytes = 0;
      this.#needsKeyframe = true;
    }
    if (this.#needsKeyframe && !picture.isKeyframe) {
      this.#lostPictures += 1;
      return;
    }
    this.#needsKeyframe = false;
    this.#push(picture);
  }

  /** Sound without pictures is left out. */
  addSound(sound: RelayedSound): void {
    if (!this.#needsKeyframe) {
      this.#push(sound);
    }
  }

  take(): OutgoingMedium | null {
    const medium = this.#media.shift() ?? null;
    this.#bytes -= medium === null ? 0 : bytesOf(medium);
    return medium;
  }

  #push(medium: OutgoingMedium): void {
    this.#media.push(medium);
    this.#bytes += bytesOf(medium);
  }
}
