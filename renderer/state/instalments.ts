import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { untilPainted } from './until-painted.ts';

interface InstalmentsOptions<Item> {
  /** What tells one item from the others. */
  readonly idOf: (item: Item) => string;
  /** How many items are added for each frame. */
  readonly size: number;
  /** For tests: until what was added is on the screen. */
  readonly untilPainted?: () => Promise<void>;
}

/** A list of which a few items are added for each frame: whoever touches something meanwhile does not wait for all of them. */
export class Instalments<Item> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: InstalmentsOptions<Item>;
  readonly #untilPainted: () => Promise<void>;
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
    const { idOf, size } = this.#options;
    // The items before those may have gone, or have become more.
    const place = this.#lastId === null ? -1 : items.findLastIndex((item) => idOf(item) === this.#lastId);
    const given = place === -1 ? this.#count : place + 1;
    const mayAdd = !this.#isWaiting || given === 0;
    const shown = items.slice(0, mayAdd ? given + size : given);
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
    this.#isWaiting = false;
    if (this.#isConnected) {
      this.#host.requestUpdate();
    }
  }
}
