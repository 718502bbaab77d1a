import type { VisitEventType } from '../../shared/visit-event-types.ts';
import type { FoundThing } from './found-things.ts';
import { isInside } from './motion/polygon-mask.ts';
import { Play } from './play.ts';
import type { PictureBox, WatchedZone } from './visit.ts';
import { footOf } from './zone-times.ts';

/** Who is seen at a door so soon came through it. */
const arrivalMilliseconds = 1500;
/** A visit is called playing when at least that share of it was fast: an hour on the sofa with a minute of play is a visit. */
const leastPlay = 0.1;

/**
 * What a visit is called, by the places that people drew as doors and by how somebody moved: `entering_area` for who came in
 * at a door and did not go out there, `leaving_area` for who was here and went out at one, `playing` for an animal that
 * played, `visit` for all others. A door counts more than play.
 */
export class VisitKind {
  readonly #startMilliseconds: number;
  readonly #play: Play | null;
  #cameIn = false;
  #isAtDoor = false;
  #lastMilliseconds = -Infinity;

  constructor(startMilliseconds: number, kind: FoundThing['kind']) {
    this.#startMilliseconds = startMilliseconds;
    this.#play = kind === 'animal' ? new Play() : null;
  }

  seen(atMilliseconds: number, box: PictureBox, zones: readonly WatchedZone[]): void {
    if (atMilliseconds < this.#lastMilliseconds) {
      return;
    }
    this.#lastMilliseconds = atMilliseconds;
    this.#play?.seen(atMilliseconds, box);
    const [x, y] = footOf(box);
    this.#isAtDoor = zones.some(({ kind, place, polygon }) => kind === 'place' && place === 'door' && isInside(polygon, x, y));
    this.#cameIn ||= this.#isAtDoor && atMilliseconds - this.#startMilliseconds <= arrivalMilliseconds;
  }

  /** @param hasGone who was at a door last has gone out there */
  of(durationSeconds: number, hasGone: boolean): VisitEventType {
    const wentOut = hasGone && this.#isAtDoor;
    if (this.#cameIn !== wentOut) {
      return this.#cameIn ? 'entering_area' : 'leaving_area';
    }
    const fastSeconds = this.#play?.fastSeconds ?? 0;
    return fastSeconds > 0 && fastSeconds >= durationSeconds * leastPlay ? 'playing' : 'visit';
  }
}
