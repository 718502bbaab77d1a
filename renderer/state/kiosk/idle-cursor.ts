const idleMilliseconds = 5_000;
const className = 'no-cursor';

/** Hides the mouse pointer until a mouse moves, and again when it has not moved for a while or a finger touches the screen. */
export class IdleCursor {
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastPlace: string | undefined;

  start(): void {
    if (this.#stop !== undefined) {
      return;
    }
    this.#stop = new AbortController();
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    document.addEventListener('pointermove', this.#onMove, options);
    document.addEventListener('pointerdown', this.#onDown, options);
    this.#hide();
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#lastPlace = undefined;
    this.#show();
  }

  /** Chromium tells of moves also when the page has moved under a mouse that nobody touches. */
  readonly #onMove = ({ pointerType, screenX, screenY }: PointerEvent): void => {
    if (pointerType !== 'mouse') {
      return;
    }
    const place = `${screenX} ${screenY}`;
    if (this.#lastPlace !== undefined && place !== this.#lastPlace) {
      this.#show();
      this.#timer = setTimeout(() => this.#hide(), idleMilliseconds);
    }
    this.#lastPlace = place;
  };

  readonly #onDown = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== 'mouse') {
      this.#hide();
    }
  };

  #hide(): void {
    clearTimeout(this.#timer);
    document.documentElement.classList.add(className);
  }

  #show(): void {
    clearTimeout(this.#timer);
    document.documentElement.classList.remove(className);
  }
}
