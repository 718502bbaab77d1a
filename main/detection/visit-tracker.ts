import { assignThings } from './assigned-things.ts';
import type { Detection } from './detector-protocol.ts';
import { type FoundThing, foundThings } from './found-things.ts';
import type { MotionRegion } from './motion/motion-detector.ts';
import { isIgnored } from './ignored-things.ts';
import { isLookedAt, MovementGate, movingOf, partsOf } from './movement.ts';
import { UnlabelledMovement } from './unlabelled-movement.ts';
import type { PictureBox, TrackedVisit, WatchedZone } from './visit.ts';
import { Visitor } from './visitor.ts';

interface VisitTrackerOptions {
  /** A visit ends when nothing was seen for so long. */
  readonly holdMilliseconds: () => number;
  readonly zones: () => readonly WatchedZone[];
  /** Whether there is somebody who can tell what moves. */
  readonly canTell: () => boolean;
  /** Whether movement of which nobody can say what it was is told of all the same. */
  readonly isUnlabelledTold: () => boolean;
  /** Whether visits of such are told of. */
  readonly isTold: (kind: FoundThing['kind']) => boolean;
  /** Never twice the same. */
  readonly newKey: () => string;
  readonly record: (visit: TrackedVisit) => void;
  /** What was told of as a movement was somebody of whom nothing is to be told. */
  readonly withdraw: (visitKey: string) => void;
}

/** One that is so sure counts, at the least. */
const leastScore = 0.5;
/** At first as often as possible, then twice a second: without that, nobody would know what a dash of a second was. */
const looks = { burst: 5, intervalMilliseconds: 500 } as const;
/** What is faint is looked at so often in such a row, and then that far apart: most of it is nothing. */
const faintLooks = { burst: 10, intervalMilliseconds: 5000 } as const;
/** What was found so soon after the first movement was that movement. */
const firstMilliseconds = 3000;
/** What rests is looked at again after this share of the time after which it would count as gone, */
const restingShare = 0.8;
/** and that often in a row, so far apart, before it does. */
const lastLooks = { count: 3, intervalMilliseconds: 700 } as const;
/** Who cannot be looked at in that time, because pictures or answers are missing, counts as gone. */
const longestLookMilliseconds = 15_000;
const tellIntervalMilliseconds = 1000;

interface Presence {
  startMilliseconds: number;
  movedMilliseconds: number;
  looks: number;
  /** Nothing but faint movement so far, when it was last seen, and looks at it. */
  isFaint: boolean;
  faintMilliseconds: number;
  faintLooks: number;
}

const presenceOf = (startMilliseconds: number, isFaint: boolean): Presence => ({
  startMilliseconds,
  movedMilliseconds: startMilliseconds,
  looks: 0,
  isFaint,
  faintMilliseconds: startMilliseconds,
  faintLooks: 0,
});

/**
 * Makes visits of what is seen: from movements, and what a model says about
 * them, to who was there from when to when. It knows no clock; all times are
 * those of the pictures, in monotonic milliseconds.
 */
export class VisitTracker {
  readonly #options: VisitTrackerOptions;
  readonly #gate = new MovementGate();
  readonly #faintGate = new MovementGate();
  readonly #visitors = new Set<Visitor>();
  readonly #toldAt = new Map<Visitor, { readonly atMilliseconds: number; readonly lastMilliseconds: number }>();
  /** Of whom the last that was told was that they are there. */
  readonly #ongoing = new Set<Visitor>();
  readonly #movement: UnlabelledMovement;
  /** From the first movement until nothing and nobody is there any more. */
  #presence: Presence | null = null;
  #lookedMilliseconds = -Infinity;

  constructor(options: VisitTrackerOptions) {
    this.#options = options;
    this.#movement = new UnlabelledMovement(options.newKey, options.record);
  }

  /** Whether nothing is going on. */
  get isIdle(): boolean {
    return this.#presence === null;
  }

  /**
   * A picture was looked at; says what in it is worth asking about, nothing if that can wait.
   *
   * @param faintRegions are asked about, and are no movement
   */
  sight(
    atMilliseconds: number,
    regions: readonly MotionRegion[],
    jpeg: Uint8Array | null,
    faintRegions: readonly MotionRegion[] = [],
  ): readonly PictureBox[] {
    const movingRegions = movingOf(regions);
    const moving = movingRegions.map(({ box }) => box);
    if (moving.length > 0) {
      this.#movement.sees(atMilliseconds, movingRegions, jpeg, this.#options.zones());
      const since = this.#gate.moved(atMilliseconds);
      if (since !== null && (this.#presence === null || (this.#presence.isFaint && this.#visitors.size === 0))) {
        this.#presence = presenceOf(since, false);
      }
      if (this.#presence !== null) {
        this.#presence.movedMilliseconds = atMilliseconds;
      }
      this.#visitors.forEach((visitor) => moving.forEach((box) => visitor.moved(box, atMilliseconds)));
    }
    const faint = moving.length > 0 ? [] : movingOf(faintRegions).map(({ box }) => box);
    if (faint.length > 0 && this.#options.canTell()) {
      const since = this.#faintGate.moved(atMilliseconds);
      this.#presence ??= since === null ? null : presenceOf(since, true);
      if (this.#presence !== null) {
        this.#presence.faintMilliseconds = atMilliseconds;
      }
    }
    const wanted = this.#wanted(atMilliseconds, moving, faint);
    this.tick(atMilliseconds);
    if (wanted.length > 0 && this.#presence !== null) {
      this.#presence.looks += 1;
      this.#presence.faintLooks += moving.length === 0 && faint.length > 0 ? 1 : 0;
      this.#lookedMilliseconds = atMilliseconds;
    }
    return wanted;
  }

  /** Somebody who rests has to be looked at again, for which there is no movement to wait for. */
  wantsLook(nowMilliseconds: number): boolean {
    return this.#options.canTell() && this.#restingToLookAt(nowMilliseconds).length > 0;
  }

  /** What a model found in these parts of a picture. */
  looked(atMilliseconds: number, parts: readonly PictureBox[], detections: readonly Detection[], jpeg: Uint8Array): void {
    if (this.#presence === null) {
      return;
    }
    const zones = this.#options.zones();
    const things = foundThings(detections).filter((thing) => thing.score >= leastScore && !isIgnored(thing, zones));
    const { known, added } = assignThings([...this.#visitors], things);
    for (const visitor of this.#visitors) {
      if (!known.has(visitor) && isLookedAt(parts, visitor.box)) {
        visitor.missedLooks += 1;
      }
    }
    known.forEach((thing, visitor) => visitor.found(thing, atMilliseconds, jpeg, zones));
    for (const thing of added) {
      const visitor = new Visitor(this.#options.newKey(), this.#startOf(thing, atMilliseconds), thing);
      this.#visitors.add(visitor);
      visitor.found(thing, atMilliseconds, jpeg, zones);
    }
    this.tick(atMilliseconds);
  }

  /** Time passed: tells what changed, and ends what is over. */
  tick(nowMilliseconds: number): void {
    for (const visitor of this.#visitors) {
      if (this.#isGone(visitor, nowMilliseconds)) {
        this.#end(visitor, true);
      } else if (visitor.isCertain) {
        this.#tell(visitor, nowMilliseconds);
      }
    }
    this.#tickPresence(nowMilliseconds);
  }

  /** There are no more pictures: everything ended when it was last seen. */
  endAll(): void {
    this.#visitors.forEach((visitor) => this.#end(visitor, false));
    this.#movement.end();
    this.#presence = null;
    this.#lookedMilliseconds = -Infinity;
  }

  #wanted(atMilliseconds: number, moving: readonly PictureBox[], faint: readonly PictureBox[]): readonly PictureBox[] {
    if (this.#presence === null || !this.#options.canTell()) {
      return [];
    }
    const sinceLook = atMilliseconds - this.#lookedMilliseconds;
    const isDue = this.#presence.looks < looks.burst || sinceLook >= looks.intervalMilliseconds;
    const isFaintDue = isDue && (this.#presence.faintLooks < faintLooks.burst || sinceLook >= faintLooks.intervalMilliseconds);
    const resting = this.#restingToLookAt(atMilliseconds).map(({ box }) => box);
    const isWanted = (isDue && moving.length > 0) || (isFaintDue && faint.length > 0) || resting.length > 0;
    return isWanted ? partsOf([...moving, ...faint, ...resting]) : [];
  }

  #restingToLookAt(nowMilliseconds: number): readonly Visitor[] {
    const afterMilliseconds = this.#options.holdMilliseconds() * restingShare;
    const sinceLook = nowMilliseconds - this.#lookedMilliseconds;
    return sinceLook < lastLooks.intervalMilliseconds
      ? []
      : [...this.#visitors].filter((visitor) => visitor.isCertain && nowMilliseconds - visitor.lastMilliseconds >= afterMilliseconds);
  }

  #isGone(visitor: Visitor, nowMilliseconds: number): boolean {
    const unseenMilliseconds = nowMilliseconds - visitor.lastMilliseconds;
    const hasLookedInVain = visitor.missedLooks >= lastLooks.count || !visitor.isCertain || !this.#options.canTell();
    const holdMilliseconds = this.#options.holdMilliseconds();
    return unseenMilliseconds >= holdMilliseconds && (hasLookedInVain || unseenMilliseconds >= holdMilliseconds + longestLookMilliseconds);
  }

  /** The first one to be found is what moved. */
  #startOf({ kind }: FoundThing, atMilliseconds: number): number {
    const { startMilliseconds } = this.#presence!;
    const isFirst = ![...this.#visitors].some((visitor) => visitor.kind === kind);
    return isFirst && atMilliseconds - startMilliseconds <= firstMilliseconds ? startMilliseconds : atMilliseconds;
  }

  #tell(visitor: Visitor, nowMilliseconds: number): void {
    const told = this.#toldAt.get(visitor);
    if (told === undefined && this.#mayTell(visitor)) {
      this.#movement.becomes(visitor);
    } else if (told === undefined) {
      this.#withdrawMovement();
    } else if (
      nowMilliseconds - told.atMilliseconds < tellIntervalMilliseconds ||
      (told.lastMilliseconds === visitor.lastMilliseconds && !visitor.hasNewPicture)
    ) {
      return;
    }
    const { lastMilliseconds } = visitor;
    this.#toldAt.set(visitor, { atMilliseconds: nowMilliseconds, lastMilliseconds });
    this.#record(visitor, false);
  }

  /** @param hasGone by itself: nobody stopped looking */
  #end(visitor: Visitor, hasGone: boolean): void {
    this.#visitors.delete(visitor);
    if (visitor.isCertain) {
      if (this.#presence !== null) {
        this.#presence.startMilliseconds = Math.max(this.#presence.startMilliseconds, visitor.lastMilliseconds); // what moves on is something else
      }
      this.#record(visitor, true, hasGone);
    }
    this.#toldAt.delete(visitor);
  }

  #record(visitor: Visitor, ended: boolean, hasGone = false): void {
    const isTold = this.#mayTell(visitor);
    if (!isTold && !this.#ongoing.has(visitor)) {
      return;
    }
    const isOver = ended || !isTold;
    const visit = { ...visitor.describe(hasGone), startMilliseconds: visitor.startMilliseconds, ended: isOver };
    if (isOver) {
      this.#ongoing.delete(visitor);
    } else {
      this.#ongoing.add(visitor);
    }
    this.#options.record(isTold ? visit : { ...visit, picture: null });
  }

  #mayTell({ kind }: Visitor): boolean {
    return this.#options.isTold(kind);
  }

  #withdrawMovement(): void {
    const visitKey = this.#movement.end();
    if (visitKey !== null) {
      this.#options.withdraw(visitKey);
    }
  }

  #tickPresence(nowMilliseconds: number): void {
    const presence = this.#presence;
    if (presence === null) {
      return;
    }
    const seenMilliseconds = Math.max(presence.movedMilliseconds, presence.faintMilliseconds);
    if (this.#visitors.size === 0 && nowMilliseconds - seenMilliseconds >= this.#options.holdMilliseconds()) {
      this.#movement.end();
      this.#presence = null;
      return;
    }
    const isWanted = this.#options.isUnlabelledTold() || !this.#options.canTell();
    const isWaitedFor =
      this.#options.canTell() && presence.looks < looks.burst && nowMilliseconds - presence.startMilliseconds < firstMilliseconds;
    // One look at somebody who is left out is enough to say nothing.
    const isExplained =
      presence.movedMilliseconds <= presence.startMilliseconds ||
      [...this.#visitors].some((visitor) => visitor.isCertain || !this.#mayTell(visitor));
    if (isWanted && !isWaitedFor && !isExplained) {
      this.#movement.tell(presence.startMilliseconds, presence.movedMilliseconds, nowMilliseconds);
    }
  }
}
