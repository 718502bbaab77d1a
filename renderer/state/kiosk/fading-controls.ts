import type { Delay } from '../delay.ts';

const fadeMilliseconds = 5_000;

/** `fading`: they go away when nobody touches the screen. `away`: they are there only when somebody touches it. */
export type ControlsMode = 'shown' | 'fading' | 'away';

export interface FadingControlsOptions {
  readonly delay: Delay;
  /** Whether somebody works with them although the screen is not touched. */
  readonly isInUse: () => boolean;
  readonly onChange: (isHidden: boolean) => void;
}

/** Whether the controls over the picture are there: they go when they are not needed, and come back on a touch. */
export class FadingControls {
  readonly #options: FadingControlsOptions;
  #mode: ControlsMode = 'shown';
  #isHidden = false;
  #cancel = (): void => {};

  constructor(options: FadingControlsOptions) {
    this.#options = options;
  }

  get isHidden(): boolean {
    return this.#isHidden;
  }

  setMode(mode: ControlsMode): void {
    if (mode === this.#mode) {
      return;
    }
    this.#mode = mode;
    this.#show(mode !== 'away');
  }

  /** Somebody touches the screen. True when that brings them back. */
  touch(): boolean {
    const wasHidden = this.#isHidden;
    this.#show(true);
    return wasHidden;
  }

  close(): void {
    this.#cancel();
  }

  #show(isShown: boolean): void {
    this.#cancel();
    if (isShown && this.#mode !== 'shown') {
      this.#cancel = this.#options.delay(fadeMilliseconds, () => this.#show(this.#options.isInUse()));
    }
    if (this.#isHidden !== isShown) {
      return;
    }
    this.#isHidden = !isShown;
    this.#options.onChange(this.#isHidden);
  }
}
