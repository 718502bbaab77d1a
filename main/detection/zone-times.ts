import { isInside } from './motion/polygon-mask.ts';
import type { PictureBox, Visit, WatchedZone } from './visit.ts';

/** Where something stands: the middle of the lower edge of its box. */
export const footOf = ({ x, y, width, height }: PictureBox): readonly [x: number, y: number] => [x + width / 2, y + height];

/** How long a visitor was in which place, by the moments at which it was seen. */
export class ZoneTimes {
  readonly #seconds = new Map<string, number>();
  #in: readonly string[] = [];
  #lastMilliseconds: number | null = null;

  /** It was seen there. Since it was last seen it was where it was then. */
  seen(atMilliseconds: number, box: PictureBox, zones: readonly WatchedZone[]): void {
    this.stillThere(atMilliseconds);
    const [x, y] = footOf(box);
    this.#in = zones.filter(({ kind, polygon }) => kind === 'place' && isInside(polygon, x, y)).map(({ zoneId }) => zoneId);
    for (const zoneId of this.#in) {
      this.#seconds.set(zoneId, this.#seconds.get(zoneId) ?? 0);
    }
    this.#lastMilliseconds = atMilliseconds;
  }

  /** It is still where it was, as far as one can tell. */
  stillThere(atMilliseconds: number): void {
    const seconds = Math.max(0, atMilliseconds - (this.#lastMilliseconds ?? atMilliseconds)) / 1000;
    for (const zoneId of this.#in) {
      this.#seconds.set(zoneId, (this.#seconds.get(zoneId) ?? 0) + seconds);
    }
    this.#lastMilliseconds = Math.max(atMilliseconds, this.#lastMilliseconds ?? atMilliseconds);
  }

  get all(): Visit['zones'] {
    return [...this.#seconds].map(([zoneId, seconds]) => ({ zoneId, seconds }));
  }
}
