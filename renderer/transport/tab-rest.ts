import type { PageVisibility } from './page-visibility.ts';
import type { Delay } from '../state/delay.ts';
import { askMilliseconds } from './tab-message.ts';

/** Once all tabs have been hidden for this long, none holds the link. */
export const restMilliseconds = 60_000;

interface TabRestOptions {
  readonly visibility: PageVisibility;
  readonly delay: Delay;
  /** Whoever is seen says so, and `later` is called. */
  readonly askWhoIsSeen: () => void;
  /** Nobody was seen. */
  readonly onRest: () => void;
}

/** When a tab that leads may rest: it has been hidden for long, and no other says that it is seen. */
export class TabRest {
  readonly #options: TabRestOptions;
  #cancelTimer: () => void = () => {};

  constructor(options: TabRestOptions) {
    this.#options = options;
  }

  /** The time begins anew, or does not pass while this tab is seen. */
  later(): void {
    const { visibility, delay, askWhoIsSeen, onRest } = this.#options;
    this.cancel();
    if (visibility.isHidden) {
      this.#cancelTimer = delay(restMilliseconds, () => {
        askWhoIsSeen();
        this.#cancelTimer = delay(askMilliseconds * 4, onRest);
      });
    }
  }

  cancel(): void {
    this.#cancelTimer();
  }
}
