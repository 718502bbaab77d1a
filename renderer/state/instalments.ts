import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { untilPainted } from './until-painted.ts';

/** What one instalment may take until it is painted: a touch that comes meanwhile waits for it, and for the frame of its own. */
const targetMilliseconds = 33;
/** The next one is at most twice as large, and at least half as large: what one took tells only so much of another. */
const mostGrowth = 2;

interface InstalmentsOptions<Item> {
  /** What tells one item from the others. */
  readonly idOf: (item: Item) => string;
  /** How many items are shown at first; then as many for each frame as this machine paints in time. */
  readonly size: number;
  /** In milliseconds; only differences matter. */
  readonly now?: () => number;
  /** For tests: until what was added is on the screen. */
  readonly untilPainted?: () => Promise<void>;
}

/** A list of which a few items are added for each frame, more of them on a quick machine: whoever touches something meanwhile does not wait for all of them. */
export class Instalments<Item> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: InstalmentsOptions<Item>;
  readonly #untilPainted: () => Promise<void>;
  readonly #now: () => number;
  #size: number;
  #begunAt = 0;
  #count = 0;
  #lastId: string | null = null;
  #isWaiting = false;
  #isConnected = false;
  /** Whether there are more than are given out. */
  isGrowing = false;
  /** Whether all were given out once since the list began anew. */
  hasBeenWhole = false;

  constructor(host: ReactiveControllerHost, options: InstalmentsOptions<Item>) {
    this.#host = host;
    this.#options = options;
    this.#untilPainted = options.untilPainted ?? untilPainted;
    this.#now = options.now ?? (() => performance.now());
    this.#size = options.size;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
  }

  hostDisconnected(): void {
    this.#isConnected = false;
  }

  /** Those to show now; the host is updated when there are more of them. @param items null begins anew */
  of(items: readonly Item[]): readonly Item[];
  of(items: readonly Item[] | null): readonly Item[] | null;
  of(items: readonly Item[] | null): readonly Item[] | null {
    if (items === null) {
      this.#count = 0;
      this.#lastId = null;
      this.isGrowing = false;
      this.hasBeenWhole = false;
      return null;
    }
    const { idOf } = this.#options;
    // The items before those may have gone, or have become more.
    const place = this.#lastId === null ? -1 : items.findLastIndex((item) => idOf(item) === this.#lastId);
    const given = place === -1 ? this.#count : place + 1;
    const mayAdd = !this.#isWaiting || given === 0;
    if (mayAdd) {
      this.#begunAt = this.#now();
    }
    const shown = items.slice(0, mayAdd ? given + this.#size : given);
    const last = shown.at(-1);
    this.#count = shown.length;
    this.#lastId = last === undefined ? null : idOf(last);
    this.isGrowing = shown.length < items.length;
    this.hasBeenWhole ||= !this.isGrowing;
    return shown;
  }

  hostUpdated(): void {
    if (this.isGrowing && !this.#isWaiting) {
      this.#isWaiting = true;
      void this.#goOn();
    }
  }

  async #goOn(): Promise<void> {
    await this.#untilPainted();
    const growth = targetMilliseconds / Math.max(1, this.#now() - this.#begunAt);
    this.#size = Math.max(1, Math.round(this.#size * Math.min(mostGrowth, Math.max(1 / mostGrowth, growth))));
    this.#isWaiting = false;
    if (this.#isConnected) {
      this.#host.requestUpdate();
    }
  }
}
