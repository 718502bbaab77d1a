import type { FoundThing } from './found-things.ts';
import { coverOf, grown } from './overlap.ts';
import type { PictureBox, Visit, WatchedZone } from './visit.ts';
import { Votes } from './votes.ts';
import { VisitKind } from './visit-kind.ts';
import { ZoneTimes } from './zone-times.ts';

/** What moves within so many times its size around it is it. */
const reach = 1;
/** A picture has to be that much better to take the place of the best one so far. */
const betterBy = 1.1;

interface BestPicture {
  readonly quality: number;
  readonly box: PictureBox;
  readonly jpeg: Uint8Array;
}

/** Somebody who is, or may be, in front of a camera: what is known of one animal or person from first to last sight. */
export class Visitor {
  readonly kind: FoundThing['kind'];
  #visitKey: string;
  #startMilliseconds: number;
  readonly #votes = new Votes();
  readonly #zones = new ZoneTimes();
  readonly #visitKind: VisitKind;
  #lastMilliseconds: number;
  #movedMilliseconds: number;
  #box: PictureBox;
  #best: BestPicture | null = null;
  #toldPicture: BestPicture | null = null;
  /** Looks in a row in which it was not to be seen. */
  missedLooks = 0;

  constructor(visitKey: string, startMilliseconds: number, { kind, box }: FoundThing) {
    this.#visitKey = visitKey;
    this.kind = kind;
    this.#startMilliseconds = startMilliseconds;
    this.#lastMilliseconds = startMilliseconds;
    this.#movedMilliseconds = startMilliseconds;
    this.#box = box;
    this.#visitKind = new VisitKind(startMilliseconds, kind);
  }

  get startMilliseconds(): number {
    return this.#startMilliseconds;
  }

  /** It is what was told of before as a movement. */
  takeOver(visitKey: string, startMilliseconds: number): void {
    this.#visitKey = visitKey;
    this.#startMilliseconds = Math.min(startMilliseconds, this.#startMilliseconds);
  }

  get box(): PictureBox {
    return this.#box;
  }

  get lastMilliseconds(): number {
    return this.#lastMilliseconds;
  }

  get isCertain(): boolean {
    return this.#votes.verdict !== null;
  }

  /** Whether there is a better picture than the one that was described last. */
  get hasNewPicture(): boolean {
    return this.#best !== this.#toldPicture;
  }

  /** It was found in a picture. */
  found({ scores, score, box }: FoundThing, atMilliseconds: number, jpeg: Uint8Array, zones: readonly WatchedZone[]): void {
    this.#votes.add(scores);
    this.missedLooks = 0;
    if (atMilliseconds >= this.#lastMilliseconds) {
      this.#box = box;
    }
    this.#seenAt(atMilliseconds);
    this.#zones.seen(atMilliseconds, box, zones);
    this.#visitKind.seen(atMilliseconds, box, zones);
    const quality = score * box.width * box.height;
    if (this.#best === null || quality > this.#best.quality * betterBy) {
      this.#best = { quality, box, jpeg };
    }
  }

  /** Something moves there; says whether that is where it is. */
  moved(region: PictureBox, atMilliseconds: number): boolean {
    const isIt = coverOf(grown(this.#box, reach), region) > 0;
    if (isIt) {
      this.#seenAt(atMilliseconds);
      this.#movedMilliseconds = Math.max(this.#movedMilliseconds, atMilliseconds);
      this.#zones.stillThere(atMilliseconds);
    }
    return isIt;
  }

  /**
   * As it is known now; the picture only when it changed since this was last called.
   *
   * @param hasGone it was last seen where it went
   */
  describe(hasGone: boolean): Omit<Visit, 'cameraId' | 'startedAtMs' | 'ended'> {
    const { verdict } = this.#votes;
    const isNewPicture = this.hasNewPicture;
    this.#toldPicture = this.#best;
    const durationSeconds = (this.#lastMilliseconds - this.#startMilliseconds) / 1000;
    return {
      visitKey: this.#visitKey,
      eventType: this.#visitKind.of(durationSeconds, hasGone),
      label: verdict?.label ?? null,
      confidence: verdict?.confidence ?? null,
      durationSeconds,
      movedSeconds: (this.#movedMilliseconds - this.#startMilliseconds) / 1000,
      box: this.#best?.box ?? null,
      picture: isNewPicture ? (this.#best?.jpeg ?? null) : null,
      zones: this.#zones.all,
    };
  }

  #seenAt(atMilliseconds: number): void {
    this.#lastMilliseconds = Math.max(this.#lastMilliseconds, atMilliseconds);
  }
}
