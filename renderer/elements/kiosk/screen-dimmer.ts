import { css, html, LitElement, type TemplateResult } from 'lit';

/** Darkens the page of a screen that cannot be darkened itself: a shade over everything, dialogs too, which lets every touch through. */
export class ScreenDimmer extends LitElement {
  static override styles = css`
    :host {
      position: fixed;
      inset: 0;
      width: 100vw;
      height: 100vh;
      max-width: none;
      max-height: none;
      margin: 0;
      padding: 0;
      border: 0;
      background: #000;
      pointer-events: none;
    }
  `;

  #percent = 100;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.setAttribute('aria-hidden', 'true');
    document.addEventListener('focusin', this.#raise);
    this.#raise();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#raise);
  }

  set brightnessPercent(percent: number) {
    this.#percent = percent;
    this.style.opacity = String(1 - percent / 100);
    this.#raise();
  }

  get brightnessPercent(): number {
    return this.#percent;
  }

  override render(): TemplateResult {
    return html``;
  }

  /** What opens in the top layer comes over what is in it, and a dialog that opens takes the focus. */
  readonly #raise = (): void => {
    if (!this.isConnected) {
      return;
    }
    if (this.matches(':popover-open')) {
      this.hidePopover();
    }
    if (this.#percent < 100) {
      this.showPopover();
    }
  };
}

customElements.define('petlog-screen-dimmer', ScreenDimmer);
