import type { FieldKind } from './touch-field.ts';
import {
  deleteBackward,
  dialogAround,
  enter,
  fieldKind,
  focusedElement,
  isTextField,
  makeRoom,
  typeText,
  type TextField,
} from './touch-field.ts';

export type TypedKey = { readonly text: string } | 'backspace' | 'enter' | 'hide';

/** The keyboard on the screen. */
export interface TouchKeyboard {
  readonly element: HTMLElement;
  onKey: (key: TypedKey) => void;
  /** Shows it in the top layer, for such a field. */
  show(kind: FieldKind): void;
  hide(): void;
}

/** Brings the keyboard when a finger gives a text field the focus, and takes it away with the focus, or when somebody types on a real one. */
export class TouchTyping {
  readonly #keyboard: TouchKeyboard;
  #stop: AbortController | undefined;
  #field: TextField | null = null;
  #putBack = (): void => {};
  #isByTouch = false;
  #isPointerDown = false;

  constructor(keyboard: TouchKeyboard) {
    this.#keyboard = keyboard;
    keyboard.onKey = (key) => this.#onKey(key);
  }

  start(): void {
    if (this.#stop !== undefined) {
      return;
    }
    this.#stop = new AbortController();
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    document.addEventListener('pointerdown', this.#onPointerDown, options);
    document.addEventListener('pointerup', this.#onPointerEnd, options);
    document.addEventListener('pointercancel', this.#onPointerEnd, options);
    document.addEventListener('click', this.#onClick, options);
    document.addEventListener('keydown', this.#onKeyDown, options);
    document.addEventListener('focusin', this.#onFocusIn, options);
    document.addEventListener('focusout', this.#onFocusOut, options);
    addEventListener('resize', this.#onResize, options);
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#hide();
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    this.#isPointerDown = true;
    if (!event.composedPath().includes(this.#keyboard.element)) {
      this.#isByTouch = event.pointerType !== 'mouse';
    }
  };

  readonly #onPointerEnd = (): void => {
    this.#isPointerDown = false;
    this.#hideSoon();
  };

  /** Once more on the field that has the focus already. */
  readonly #onClick = (event: Event): void => {
    const [target] = event.composedPath();
    if (this.#isByTouch && target !== this.#field && target === focusedElement()) {
      this.#show(target);
    }
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (!event.isTrusted) {
      return;
    }
    this.#isByTouch = false;
    this.#hide();
  };

  readonly #onFocusIn = (event: Event): void => {
    const [target] = event.composedPath();
    if (this.#isByTouch) {
      this.#show(target);
    }
  };

  readonly #onFocusOut = (): void => this.#hideSoon();

  readonly #onResize = (): void => {
    const field = this.#field;
    this.#hide();
    if (field?.isConnected === true) {
      this.#show(field);
    }
  };

  /** The focus may be on its way to another field, and what is being touched must not move away under the finger. */
  #hideSoon(): void {
    setTimeout(() => {
      if (this.#field !== null && !this.#isPointerDown && focusedElement() !== this.#field) {
        this.#hide();
      }
    });
  }

  #show(field: unknown): void {
    const kind = fieldKind(field);
    if (field === this.#field || kind === null || !isTextField(field)) {
      return;
    }
    this.#hide();
    const { element } = this.#keyboard;
    const dialog = dialogAround(field);
    // What is outside of a modal dialog cannot be touched. At the front, where no template of the dialog looks for its own.
    (dialog ?? document.body).prepend(element);
    this.#field = field;
    this.#keyboard.show(kind);
    const putBack = makeRoom(field, dialog, element.offsetHeight);
    const onClose = (): void => this.#hide();
    dialog?.addEventListener('close', onClose);
    this.#putBack = () => {
      dialog?.removeEventListener('close', onClose);
      putBack();
    };
  }

  #hide(): void {
    if (this.#field === null) {
      return;
    }
    this.#field = null;
    this.#putBack();
    this.#keyboard.hide();
    this.#keyboard.element.remove();
  }

  #onKey(key: TypedKey): void {
    const field = this.#field;
    if (field === null) {
      return;
    }
    if (key === 'hide') {
      this.#hide();
    } else if (key === 'enter') {
      enter(field);
    } else {
      if (focusedElement() !== field) {
        field.focus({ preventScroll: true });
      }
      if (key === 'backspace') {
        deleteBackward();
      } else {
        typeText(key.text);
      }
    }
  }
}
