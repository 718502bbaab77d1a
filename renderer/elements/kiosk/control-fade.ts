import type { LitElement, ReactiveController } from 'lit';
import { delay } from '../../state/delay.ts';
import { FadingControls, type ControlsMode } from '../../state/kiosk/fading-controls.ts';
import { hasOpenDialog } from '../open-dialog.ts';

/**
 * Lets what its host marks with `fades` go while nobody touches the screen: the
 * host has the attribute `quiet` then. The touch that brings it back does not
 * press it. `mode` is asked before each rendering.
 */
export class ControlFade implements ReactiveController {
  readonly #host: LitElement;
  readonly #mode: () => ControlsMode;
  readonly #controls: FadingControls;
  /** The finger on the screen has brought the controls back. */
  #hasWoken = false;
  #at: readonly [x: number, y: number] = [0, 0];

  constructor(host: LitElement, mode: () => ControlsMode) {
    this.#host = host;
    this.#mode = mode;
    this.#controls = new FadingControls({
      delay,
      isInUse: () => hasOpenDialog() || this.#hasKeyboard(),
      onChange: (isHidden) => this.#onChange(isHidden),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('pointerdown', this.#onDown, { capture: true });
    this.#host.addEventListener('pointermove', this.#onMove);
    this.#host.addEventListener('click', this.#onClick, { capture: true });
    for (const type of touches) {
      window.addEventListener(type, this.#onTouch, { passive: true });
    }
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointerdown', this.#onDown, { capture: true });
    this.#host.removeEventListener('pointermove', this.#onMove);
    this.#host.removeEventListener('click', this.#onClick, { capture: true });
    for (const type of touches) {
      window.removeEventListener(type, this.#onTouch);
    }
    this.#controls.close();
  }

  hostUpdate(): void {
    this.#controls.setMode(this.#mode());
  }

  readonly #onDown = (): void => void (this.#hasWoken = this.#controls.touch());

  /** What moves under a mouse that rests is told as a move, too. */
  readonly #onMove = ({ clientX, clientY }: PointerEvent): void => {
    const [x, y] = this.#at;
    this.#at = [clientX, clientY];
    if (x !== clientX || y !== clientY) {
      this.#controls.touch();
    }
  };

  readonly #onTouch = (): void => void this.#controls.touch();

  /** A key's click has no detail. */
  readonly #onClick = (event: MouseEvent): void => {
    if (
      !this.#hasWoken ||
      event.detail === 0 ||
      !event.composedPath().some((target) => target instanceof Element && target.matches('.fades'))
    ) {
      return;
    }
    event.stopImmediatePropagation();
    event.preventDefault();
  };

  #hasKeyboard(): boolean {
    return this.#host.renderRoot.querySelector('.fades:focus-within') !== null && deepestFocus()?.matches(':focus-visible') === true;
  }

  #onChange(isHidden: boolean): void {
    // At once: the same key or finger goes on to what it brings back.
    this.#host.toggleAttribute('quiet', isHidden);
    this.#host.requestUpdate();
  }
}

const touches = ['pointerup', 'keydown', 'wheel'] as const;

function deepestFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement;
  }
  return focused;
}
