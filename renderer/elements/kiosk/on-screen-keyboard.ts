import { html, LitElement, render, type TemplateResult } from 'lit';
import { SimpleKeyboard } from 'simple-keyboard/build/index.modern.js';
import { icon, type IconName } from '../../icons.ts';
import {
  functionKeys,
  numberLayout,
  shiftedLayer,
  textLayout,
  type FunctionKey,
  type KeyLayer,
  type KeyRows,
} from '../../state/kiosk/keyboard-layouts.ts';
import type { FieldKind } from '../../state/kiosk/touch-field.ts';
import type { TouchKeyboard, TypedKey } from '../../state/kiosk/touch-typing.ts';
import { onScreenKeyboardStyles } from '../../styles/on-screen-keyboard.ts';
import { baseStyles } from '../../styles/shared.ts';
import { language, text } from '../../text/text.ts';

const icons: Partial<Record<FunctionKey, IconName>> = { shift: 'shift', backspace: 'backspace', hide: 'keyboardHide', enter: 'check' };

const token = (key: FunctionKey): string => `{${key}}`;

/** What stands on the keys that lead to other keys, in every language. */
const samples = { [token('toLetters')]: 'ABC', [token('toSymbols')]: '123', [token('toAccents')]: 'àéü' };

/** A keyboard for fingers, at the lower edge of the screen. It types nothing by itself, it tells its keys. */
export class OnScreenKeyboard extends LitElement implements TouchKeyboard {
  static override styles = [baseStyles, onScreenKeyboardStyles];

  readonly element = this;
  onKey: (key: TypedKey) => void = () => {};
  #kind: FieldKind = { kind: 'text', capital: false };
  #layer: KeyLayer = 'letters';
  /** Shift stays until it is pressed again. */
  #isLocked = false;
  #keys: SimpleKeyboard | undefined;

  constructor() {
    super();
    this.popover = 'manual';
    // A touch on a key moves neither focus nor caret, and hits nothing that comes to light when the keyboard goes.
    this.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
    this.addEventListener('mousedown', (event) => event.preventDefault());
  }

  show(kind: FieldKind): void {
    this.#kind = kind;
    this.#layer = kind.kind === 'text' && kind.capital ? 'capitals' : 'letters';
    this.#isLocked = false;
    this.classList.toggle('number', kind.kind === 'number');
    this.requestUpdate();
    this.performUpdate();
    this.showPopover();
  }

  hide(): void {
    if (this.matches(':popover-open')) {
      this.hidePopover();
    }
  }

  override render(): TemplateResult {
    return html`<div class="keys" role="group" aria-label=${text().keyboard.label}></div>`;
  }

  protected override updated(): void {
    const container = this.renderRoot.querySelector<HTMLDivElement>('.keys');
    if (container === null) {
      return;
    }
    const { keys } = text().keyboard;
    const options = {
      layout: this.#layout(),
      layoutName: this.#kind.kind === 'number' ? 'number' : this.#layer,
      display: {
        // Not empty: that would be the name in braces.
        ...Object.fromEntries(functionKeys.map((key) => [token(key), ' '])),
        ...samples,
      },
      buttonAttributes: functionKeys
        .filter((key) => key !== 'blank')
        .map((key) => ({ attribute: 'aria-label', value: keys[key], buttons: token(key) })),
      buttonTheme: this.#isShifted ? [{ class: this.#isLocked ? 'locked' : 'once', buttons: token('shift') }] : [],
    };
    if (this.#keys === undefined) {
      this.#keys = new SimpleKeyboard(container, {
        ...options,
        useButtonTag: true,
        disableCaretPositioning: true,
        enableLayoutCandidates: false,
        onRender: () => this.#drawIcons(container),
        onKeyPress: (button: string) => this.#onPress(button),
        onKeyReleased: (button: string) => this.#onRelease(button),
      });
    } else {
      this.#keys.setOptions(options);
    }
  }

  get #isShifted(): boolean {
    return this.#layer === 'capitals' || this.#layer === 'capitalAccents' || this.#layer === 'moreSymbols';
  }

  #layout(): Record<string, string[]> {
    const layers: Record<string, KeyRows> =
      this.#kind.kind === 'number' ? { number: numberLayout(this.#kind) } : textLayout(language.language);
    return Object.fromEntries(Object.entries(layers).map(([name, rows]) => [name, [...rows]]));
  }

  #drawIcons(container: HTMLElement): void {
    for (const [key, name] of Object.entries(icons)) {
      const face = container.querySelector<HTMLElement>(`[data-skbtn="{${key}}"] span`);
      if (face !== null) {
        render(icon(name), face);
      }
    }
  }

  #onPress(button: string): void {
    if (button === token('backspace')) {
      this.onKey('backspace');
    } else if (button === token('space')) {
      this.onKey({ text: ' ' });
    } else if (button.length === 1) {
      this.onKey({ text: button });
    }
  }

  /** The keys change only when the finger has left them. */
  #onRelease(button: string): void {
    switch (button) {
      case token('hide'):
        this.onKey('hide');
        break;
      case token('enter'):
        this.onKey('enter');
        break;
      case token('shift'):
        this.#shift();
        break;
      case token('toLetters'):
        this.#turnTo('letters');
        break;
      case token('toSymbols'):
        this.#turnTo('symbols');
        break;
      case token('toAccents'):
        this.#turnTo('accents');
        break;
      default:
        if (button.length === 1 && this.#isShifted && !this.#isLocked && this.#layer !== 'moreSymbols') {
          this.#turnTo(shiftedLayer(this.#layer));
        }
    }
  }

  /** Once for one letter, twice for as many as wanted. */
  #shift(): void {
    const locks = this.#isShifted && !this.#isLocked && this.#layer !== 'moreSymbols';
    if (locks) {
      this.#isLocked = true;
      this.requestUpdate();
    } else {
      this.#turnTo(shiftedLayer(this.#layer));
    }
  }

  #turnTo(layer: KeyLayer): void {
    this.#layer = layer;
    this.#isLocked = false;
    this.requestUpdate();
  }
}

customElements.define('petlog-on-screen-keyboard', OnScreenKeyboard);
