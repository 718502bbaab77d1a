import type { MadePart } from './hls-packager.ts';
import {
  bytesOf,
  durationOf,
  type HlsInitialization,
  type HlsListing,
  type HlsPart,
  type HlsRhythm,
  type HlsSegment,
} from './hls-pieces.ts';

/** Segments that are not told of any more, for who read the list before. */
const unlistedSegments = 2;
/** What is kept is never more, whatever a camera gives. */
const mostBytes = 32 * 1024 * 1024;
const leastSegments = 3;

type GrowingSegment = Omit<HlsSegment, 'parts'> & { readonly parts: HlsPart[] };

/** The newest segments of a live stream, with their parts. */
export class HlsWindow {
  readonly #mostBytes: number;
  /** Oldest first. */
  #segments: GrowingSegment[] = [];
  /** The last one grows. */
  #isGrowing = false;
  #firstListed = 0;
  #discontinuitySequence = 0;
  /** As it is now; null where nobody has asked since something changed. */
  #listing: HlsListing | null = null;

  constructor(limitBytes = mostBytes) {
    this.#mostBytes = limitBytes;
  }

  get hasWholeSegment(): boolean {
    return this.#whole.length > 0;
  }

  get newest(): HlsSegment | null {
    return this.#segments.at(-1) ?? null;
  }

  /** Of the segments that are not told of any more; of all, once they are forgotten. */
  get discontinuitySequence(): number {
    return this.#discontinuitySequence;
  }

  /** What is added from now on follows so many discontinuities. */
  begin(discontinuitySequence: number): void {
    this.#listing = null;
    this.#discontinuitySequence = discontinuitySequence;
  }

  add({ part, segment }: MadePart, { listedMilliseconds }: HlsRhythm): void {
    this.#listing = null;
    if (segment !== null) {
      this.endSegment(listedMilliseconds);
      this.#segments.push({ ...segment, parts: [] });
      this.#isGrowing = true;
    }
    this.#segments.at(-1)?.parts.push(part);
  }

  /** The last one is whole. */
  endSegment(listedMilliseconds: number): void {
    if (this.#isGrowing) {
      this.#listing = null;
      this.#isGrowing = false;
      this.#trim(listedMilliseconds);
    }
  }

  /** What playlists tell of now: the same object for all who ask until something changes, which are as many as there are players. */
  listing(rhythm: HlsRhythm): HlsListing {
    this.#listing = this.#listing?.rhythm === rhythm ? this.#listing : this.#list(rhythm);
    return this.#listing;
  }

  #list(rhythm: HlsRhythm): HlsListing {
    const newest = this.newest;
    return {
      rhythm,
      whole: this.#whole.slice(this.#firstListed),
      current: this.#isGrowing ? newest : null,
      discontinuitySequence: this.#discontinuitySequence,
      nextSequence: newest === null ? 0 : newest.sequence + (this.#isGrowing ? 0 : 1),
      nextPartNumber: (newest?.parts.at(-1)?.number ?? -1) + 1,
    };
  }

  /** One that is whole. */
  segment(sequence: number): HlsSegment | null {
    return this.#whole.find((segment) => segment.sequence === sequence) ?? null;
  }

  part(number: number): HlsPart | null {
    // Nearly always the newest.
    const segment = this.#segments.findLast(({ parts }) => (parts[0]?.number ?? Infinity) <= number);
    return segment?.parts.findLast((part) => part.number === number) ?? null;
  }

  initialization(number: number): HlsInitialization | null {
    return this.#segments.map(({ initialization }) => initialization).find((one) => one.number === number) ?? null;
  }

  /** Nothing of it is live any more. */
  forget(): void {
    this.#discontinuitySequence += this.#segments.slice(this.#firstListed).filter(({ isDiscontinuous }) => isDiscontinuous).length;
    this.#segments = [];
    this.#listing = null;
    this.#firstListed = 0;
    this.#isGrowing = false;
  }

  get #whole(): readonly HlsSegment[] {
    return this.#isGrowing ? this.#segments.slice(0, -1) : this.#segments;
  }

  #trim(listedMilliseconds: number): void {
    const whole = this.#whole;
    let milliseconds = 0;
    let bytes = 0;
    let listed = 0;
    for (const segment of whole.toReversed()) {
      milliseconds += durationOf(segment);
      bytes += bytesOf(segment);
      if (listed >= leastSegments && (milliseconds > listedMilliseconds || bytes > this.#mostBytes)) {
        break;
      }
      listed += 1;
    }
    const firstListed = whole.length - listed;
    this.#discontinuitySequence += whole.slice(this.#firstListed, firstListed).filter(({ isDiscontinuous }) => isDiscontinuous).length;
    const removed = Math.max(0, bytes > this.#mostBytes ? firstListed : firstListed - unlistedSegments);
    this.#segments.splice(0, removed);
    this.#firstListed = firstListed - removed;
  }
}
