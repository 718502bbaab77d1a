import type { MotionRegion } from './motion/motion-detector.ts';
import type { PictureBox, TrackedVisit, WatchedZone } from './visit.ts';
import type { Visitor } from './visitor.ts';
import { ZoneTimes } from './zone-times.ts';

const tellIntervalMilliseconds = 1000;
/** A picture has to show that much more of it to take the place of the best one so far. */
const betterBy = 1.5;

/** A movement of which nobody can say what it is: told of as such, until it turns out to be somebody, or ends. */
export class UnlabelledMovement {
  readonly #newKey: () => string;
  readonly #record: (visit: TrackedVisit) => void;
  #current: { readonly visitKey: string; readonly startMilliseconds: number; lastMilliseconds: number; toldMilliseconds: number } | null =
    null;

  /** In which most of it is to be seen. */
  #best: { readonly area: number; readonly box: PictureBox; readonly jpeg: Uint8Array } | null = null;
  #toldBest: object | null = null;
  #zones = new ZoneTimes();

  constructor(newKey: () => string, record: (visit: TrackedVisit) => void) {
    this.#newKey = newKey;
    this.#record = record;
  }

  /** Remembers the picture that shows most of it, and where it was: where the largest of it is. */
  sees(atMilliseconds: number, regions: readonly MotionRegion[], jpeg: Uint8Array | null, zones: readonly WatchedZone[]): void {
    const [largest] = regions.toSorted((a, b) => b.area - a.area);
    if (largest !== undefined) {
      this.#zones.seen(atMilliseconds, largest.box, zones);
    }
    for (const { area, box } of regions) {
      if (jpeg !== null && (this.#best === null || area > this.#best.area * betterBy)) {
        this.#best = { area, box, jpeg };
      }
    }
  }

  /** It goes on; the record says so at most once a second. */
  tell(startMilliseconds: number, lastMilliseconds: number, nowMilliseconds: number): void {
    const current = (this.#current ??= {
      visitKey: this.#newKey(),
      startMilliseconds,
      lastMilliseconds: -Infinity,
      toldMilliseconds: -Infinity,
    });
    const isDue = nowMilliseconds - current.toldMilliseconds >= tellIntervalMilliseconds;
    if (isDue && lastMilliseconds > current.lastMilliseconds) {
      current.toldMilliseconds = nowMilliseconds;
      current.lastMilliseconds = lastMilliseconds;
      this.#say(false);
    }
    current.lastMilliseconds = lastMilliseconds;
  }

  /** It was that visitor all along: the same event tells of it from now on. */
  becomes(visitor: Visitor): void {
    if (this.#current !== null) {
      visitor.takeOver(this.#current.visitKey, this.#current.startMilliseconds);
      this.#current = null;
      this.#toldBest = null;
      this.#zones = new ZoneTimes();
    }
  }

  /** It is over. @returns its key if it was told of, else null */
  end(): string | null {
    const visitKey = this.#current?.visitKey ?? null;
    if (visitKey !== null) {
      this.#say(true);
      this.#current = null;
    }
    this.#best = null;
    this.#toldBest = null;
    this.#zones = new ZoneTimes();
    return visitKey;
  }

  #say(ended: boolean): void {
    const { visitKey, startMilliseconds, lastMilliseconds } = this.#current!;
    const picture = this.#best === this.#toldBest ? null : (this.#best?.jpeg ?? null);
    this.#toldBest = this.#best;
    this.#record({
      visitKey,
      eventType: 'motion',
      label: null,
      confidence: null,
      startMilliseconds,
      durationSeconds: (lastMilliseconds - startMilliseconds) / 1000,
      ended,
      box: this.#best?.box ?? null,
      picture,
      zones: this.#zones.all,
    });
  }
}
