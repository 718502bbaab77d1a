import type { StreamPlace, StreamPlaces } from './stream-place.ts';

/** The places of videos that are open: a browser that holds their connections has fewer for streams. */
export class VideoPlaces {
  readonly #places: StreamPlaces;
  readonly #held = new Map<object, StreamPlace>();

  constructor(places: StreamPlaces) {
    this.#places = places;
  }

  set(holder: object, isHeld: boolean): void {
    const place = this.#held.get(holder) ?? this.#places.newPlace(() => undefined, true);
    if (isHeld) {
      this.#held.set(holder, place);
    } else {
      this.#held.delete(holder);
    }
    place.want(isHeld);
  }
}
