import type { Delay } from '../state/delay.ts';
import type { TabChannel } from './tab-channel.ts';

/** A single picture that has not come after so long does not come; nobody waits longer for a tab that crashed meanwhile. */
export const longestPictureMilliseconds = 5_000;
/** What a tab leaves each of those before it to begin: what they tell of it takes its time. */
export const staggerMilliseconds = 40;

type TurnMessage = { readonly type: 'picture-begins'; readonly tab: string } | { readonly type: 'picture-ends'; readonly tab: string };

export interface PictureTurnsOptions {
  readonly channel: TabChannel | undefined;
  readonly delay: Delay;
  /** The name of this one. */
  readonly tab: string;
  /** The tabs that show single pictures, in an order that is the same in each. */
  readonly waitingTabs: () => readonly string[];
}

/**
 * One single picture at a time in all tabs of a browser, in turn, so that none
 * of them holds more than one connection between what is pressed and PetLog.
 * Two that begin in the same moment are possible, and harmless.
 */
export class PictureTurns {
  readonly #options: PictureTurnsOptions;
  /** Those of this tab, in the order in which they asked. */
  readonly #queue = new Set<() => void>();
  #holder: string | undefined;
  #cancelOverdue: () => void = () => {};
  #isStaggering = false;
  #cancelStagger: () => void = () => {};

  constructor(options: PictureTurnsOptions) {
    this.#options = options;
    options.channel?.addEventListener('message', ({ data }) => this.#receive(data as TurnMessage));
  }

  /** Calls back once it is this tab's turn, which lasts until `end`. Returns what takes the request back before. */
  ask(begin: () => void): () => void {
    this.#queue.add(begin);
    if (this.#holder === undefined && !this.#isStaggering) {
      this.#beginBehind(this.#options.waitingTabs().indexOf(this.#options.tab));
    }
    return () => this.#queue.delete(begin);
  }

  end(): void {
    if (this.#holder !== this.#options.tab) {
      return;
    }
    this.#free();
    this.#send({ type: 'picture-ends', tab: this.#options.tab });
    this.#beginAfter(this.#options.tab);
  }

  #receive(message: TurnMessage): void {
    if (message.type === 'picture-begins') {
      // Of two that began at once, each waits for the other.
      if (this.#holder !== this.#options.tab) {
        this.#hold(message.tab);
      }
    } else if (message.type === 'picture-ends' && this.#holder === message.tab) {
      this.#free();
      this.#beginAfter(message.tab);
    }
  }

  /** Whoever comes next in the round begins first. */
  #beginAfter(tab: string): void {
    const tabs = this.#options.waitingTabs();
    const distance = tabs.indexOf(this.#options.tab) - tabs.indexOf(tab) - 1;
    this.#beginBehind(tabs.length === 0 ? 0 : (distance + tabs.length) % tabs.length);
  }

  #beginBehind(tabsBefore: number): void {
    this.#cancelStagger();
    this.#isStaggering = false;
    if (this.#queue.size === 0) {
      return;
    }
    if (tabsBefore <= 0) {
      return this.#beginNext();
    }
    this.#isStaggering = true;
    this.#cancelStagger = this.#options.delay(tabsBefore * staggerMilliseconds, () => {
      this.#isStaggering = false;
      this.#beginNext();
    });
  }

  #beginNext(): void {
    if (this.#holder !== undefined) {
      return;
    }
    const [begin] = this.#queue;
    if (begin === undefined) {
      return;
    }
    this.#queue.delete(begin);
    this.#hold(this.#options.tab);
    this.#send({ type: 'picture-begins', tab: this.#options.tab });
    begin();
  }

  #hold(tab: string): void {
    this.#cancelOverdue();
    this.#cancelStagger();
    this.#isStaggering = false;
    this.#holder = tab;
    this.#cancelOverdue = this.#options.delay(longestPictureMilliseconds * 1.2, () => {
      this.#free();
      this.#beginAfter(tab);
    });
  }

  #free(): void {
    this.#cancelOverdue();
    this.#holder = undefined;
  }

  #send(message: TurnMessage): void {
    this.#options.channel?.postMessage(message);
  }
}
