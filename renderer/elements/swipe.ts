import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { swipeDirection, type Touch } from '../state/swipe.ts';

/** Tells its host's element of fingers that go across it, wherever nothing else wants them (`touch-action: pan-y`). */
export class Swipe implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onSwipe: (direction: 'left' | 'right') => void;
  #from: Touch | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onSwipe: (direction: 'left' | 'right') => void) {
    this.#host = host;
    this.#onSwipe = onSwipe;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('pointerdown', this.#onDown);
    this.#host.addEventListener('pointerup', this.#onUp);
    this.#host.addEventListener('pointercancel', this.#onCancel);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointerdown', this.#onDown);
    this.#host.removeEventListener('pointerup', this.#onUp);
    this.#host.removeEventListener('pointercancel', this.#onCancel);
  }

  readonly #onDown = (event: PointerEvent): void => {
    const taken = event
      .composedPath()
      .some(
        (target) =>
          target instanceof Element &&
          target.matches('[role="slider"], [zoomed], .line, .row, .chips, video, input, select, petlog-on-screen-keyboard'),
      );
    this.#from = event.pointerType === 'mouse' || !event.isPrimary || taken ? undefined : touch(event);
  };

  readonly #onUp = (event: PointerEvent): void => {
    const direction = this.#from === undefined ? null : swipeDirection(this.#from, touch(event));
    this.#from = undefined;
    if (direction !== null) {
      this.#onSwipe(direction);
    }
  };

  readonly #onCancel = (): void => void (this.#from = undefined);
}

const touch = ({ clientX, clientY, timeStamp }: PointerEvent): Touch => ({ x: clientX, y: clientY, milliseconds: timeStamp });
