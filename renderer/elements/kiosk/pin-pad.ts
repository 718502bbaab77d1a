import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { KioskLock } from '../../../shared/ipc.ts';
import { icon } from '../../icons.ts';
import { formatWait } from '../../state/format.ts';
import { Ticker } from '../../state/ticker.ts';
import { describeFailure } from '../../state/descriptions.ts';
import { pinPadStyles } from '../../styles/pin-pad.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';
import { CallError, type PetLogClient } from '../../transport/petlog-client.ts';

type Mode = 'unlock' | 'choose' | 'repeat';

const leastDigits = 4;
const mostDigits = 8;
/** A stray touch must not hide the picture for long. */
const abandonedMilliseconds = 30_000;

/** Large keys for a PIN: to unlock the screen, or to choose a new one. Fires `lock-changed` with what became of the lock. */
export class PinPad extends LitElement {
  static override properties: PropertyDeclarations = {
    mode: { state: true },
    digits: { state: true },
    problem: { state: true },
    waitEndsAt: { state: true },
    isBusy: { state: true },
  };

  static override styles = [baseStyles, pinPadStyles];

  declare mode: Mode;
  declare digits: string;
  declare problem: string | null;
  declare waitEndsAt: number;
  declare isBusy: boolean;
  readonly #client: PetLogClient;
  #chosen = '';
  #asked: PromiseWithResolvers<boolean> | undefined;
  #abandoned: ReturnType<typeof setTimeout> | undefined;

  constructor(client: PetLogClient) {
    super();
    this.#client = client;
    this.mode = 'unlock';
    this.digits = '';
    this.problem = null;
    this.waitEndsAt = 0;
    this.isBusy = false;
    new Ticker(this, () => this.#waitSeconds > 0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close(false);
  }

  /** Asks for the PIN. Resolves with whether the screen is unlocked now. */
  unlock(): Promise<boolean> {
    return this.#ask('unlock');
  }

  /** Asks for a new PIN, twice, and sets it. Resolves with whether it was set. */
  choose(): Promise<boolean> {
    return this.#ask('choose');
  }

  override render(): TemplateResult {
    const words = text().pin;
    const isWaiting = this.#waitSeconds > 0;
    const key = (digit: string) =>
      html`<button type="button" class="key" ?disabled=${isWaiting || this.digits.length >= mostDigits} @click=${() => this.#enter(digit)}>${digit}</button>`;
    return html`<dialog aria-labelledby="title" @close=${this.#onClosed} @keydown=${this.#onKey} @pointerdown=${() => this.#awaitTouch()}>
      <div class="words">
        <span class="sign">${icon('lock')}</span>
        <h2 id="title">${words[this.mode]}</h2>
        <p class="hint">${words[`${this.mode}Hint`]}</p>
        <p class="dots" role="img" aria-label=${words.entered(this.digits.length)}>
          ${Array.from({ length: Math.max(leastDigits, this.digits.length) }, (_, index) => html`<span class=${index < this.digits.length ? 'full' : ''}></span>`)}
        </p>
        <p class="notice" role="alert">${isWaiting ? words.wait(formatWait(this.#waitSeconds, locale())) : (this.problem ?? nothing)}</p>
        <button type="button" class="cancel" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>${words.cancel}</button>
        ${this.mode === 'unlock' ? html`<p class="hint forgotten">${words.forgotten}</p>` : nothing}
      </div>
      <div class="keys" role="group" aria-label=${words.digits}>
        ${['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key)}
        <button type="button" class="key" aria-label=${words.back} ?disabled=${this.digits === ''} @click=${() => this.#enter(null)}>${icon('backspace')}</button>
        ${key('0')}
        <button type="button" class="key confirm" ?disabled=${isWaiting || this.isBusy || this.digits.length < leastDigits} @click=${() => void this.#confirm()}>${words.confirm}</button>
      </div>
    </dialog>`;
  }

  get #waitSeconds(): number {
    return Math.max(0, Math.ceil((this.waitEndsAt - performance.now()) / 1000));
  }

  #ask(mode: Mode): Promise<boolean> {
    if (this.#asked !== undefined) {
      return this.#asked.promise;
    }
    this.#asked = Promise.withResolvers();
    this.#become(mode, null);
    this.renderRoot.querySelector('dialog')?.showModal();
    this.renderRoot.querySelector<HTMLElement>('.key')?.focus(); // a keyboard's Enter must not cancel
    this.#awaitTouch();
    return this.#asked.promise;
  }

  #become(mode: Mode, problem: string | null): void {
    this.mode = mode;
    this.digits = '';
    this.problem = problem;
  }

  #enter(digit: string | null): void {
    this.problem = null;
    this.digits = digit === null ? this.digits.slice(0, -1) : (this.digits + digit).slice(0, mostDigits);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (/^\d$/.test(event.key) && this.#waitSeconds === 0) {
      this.#enter(event.key);
    }
    if (event.key === 'Backspace') {
      this.#enter(null);
    }
    const [target] = event.composedPath();
    if (event.key === 'Enter' && !(target instanceof Element && target.matches('.cancel'))) {
      event.preventDefault(); // not the digit that has the focus
      void this.#confirm();
    }
    this.#awaitTouch();
  };

  async #confirm(): Promise<void> {
    if (this.isBusy || this.#waitSeconds > 0 || this.digits.length < leastDigits) {
      return;
    }
    const { mode, digits } = this;
    if (mode === 'choose') {
      this.#chosen = digits;
      this.#become('repeat', null);
      return;
    }
    if (mode === 'repeat' && digits !== this.#chosen) {
      this.#become('choose', text().pin.different);
      return;
    }
    this.isBusy = true;
    try {
      const lock: KioskLock =
        mode === 'unlock'
          ? await this.#client.call('kiosk.unlock', { pin: digits })
          : await this.#client.call('kiosk.set_pin', { pin: digits });
      this.dispatchEvent(new CustomEvent('lock-changed', { detail: lock }));
      this.#close(!lock.locked);
    } catch (error) {
      this.#become(mode === 'unlock' ? 'unlock' : 'choose', this.#describe(error));
    } finally {
      this.isBusy = false;
    }
  }

  #describe(error: unknown): string | null {
    const words = text().pin;
    if (error instanceof CallError && error.code === 'wrong_pin') {
      return words.wrong;
    }
    if (error instanceof CallError && error.retryAfterSeconds !== undefined) {
      this.waitEndsAt = performance.now() + error.retryAfterSeconds * 1000;
      return null;
    }
    return words.failed(describeFailure(error, text()));
  }

  #awaitTouch(): void {
    clearTimeout(this.#abandoned);
    this.#abandoned = setTimeout(() => this.#close(false), abandonedMilliseconds);
  }

  /** Told a moment later, when the dialog may be open again for another question. */
  readonly #onClosed = ({ currentTarget }: Event): void => {
    if (!(currentTarget as HTMLDialogElement).open) {
      this.#close(false);
    }
  };

  #close(isUnlocked: boolean): void {
    clearTimeout(this.#abandoned);
    this.digits = '';
    this.#chosen = '';
    const asked = this.#asked;
    this.#asked = undefined;
    this.renderRoot.querySelector('dialog')?.close();
    asked?.resolve(isUnlocked);
  }
}

customElements.define('petlog-pin-pad', PinPad);
