import { PictureTurns } from './picture-turns.ts';
import type { Delay } from '../state/delay.ts';

/**
 * How a page gets the live picture: as a stream, or as single pictures while
 * others have all the places. `undecided`: what others show is not known yet.
 */
export type Delivery = 'undecided' | 'stream' | 'pictures';

/** The place of one live picture among those of this browser. */
export interface StreamPlace {
  readonly delivery: Delivery;
  /** So many pictures stream in this browser that none may hold a second connection, not even for a moment. */
  readonly isCrowded: boolean;
  /** Turns of single pictures, which are asked for one at a time. */
  readonly turns: PictureTurns;
  /** Whether the picture is to be shown; a place that is not wanted is free at once. */
  want(isWanted: boolean): void;
}

/** Where live pictures get their places. */
export interface StreamPlaces {
  /** `onChange`: the delivery has changed. `comesFirst`: what it is for cannot do without, so that streams make room. */
  newPlace(onChange: () => void, comesFirst?: boolean): StreamPlace;
}

/** One that is told what it gets. */
export class OwnPlace implements StreamPlace {
  readonly turns: PictureTurns;
  readonly comesFirst: boolean;
  readonly #onChange: () => void;
  readonly #onWant: (place: OwnPlace, isWanted: boolean) => void;
  delivery: Delivery = 'undecided';
  isCrowded = false;
  /** Null until it is known what others show. */
  order: number | null = null;

  constructor(turns: PictureTurns, comesFirst: boolean, onChange: () => void, onWant: (place: OwnPlace, isWanted: boolean) => void) {
    this.turns = turns;
    this.comesFirst = comesFirst;
    this.#onChange = onChange;
    this.#onWant = onWant;
  }

  want(isWanted: boolean): void {
    this.#onWant(this, isWanted);
  }

  decide(delivery: Delivery): void {
    if (delivery === this.delivery) {
      return;
    }
    this.delivery = delivery;
    this.#onChange();
  }
}

/** For the kiosk's own window, whose connections nobody else needs. */
export function unsharedPlaces(delay: Delay): StreamPlaces {
  const turns = new PictureTurns({ channel: undefined, delay, tab: '', waitingTabs: () => [] });
  return { newPlace: () => ({ delivery: 'stream', isCrowded: false, turns, want: () => undefined }) };
}
