import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { reportMediaFailure } from './media-failure.ts';
import type { ConcurrencyLimit } from '../state/library/concurrency-limit.ts';

/** A picture that is fetched when it comes into view and its turn has come; nothing where there is none. */
export class Thumbnail extends LitElement {
  static override properties: PropertyDeclarations = { address: {}, pictureLimit: { attribute: false }, source: { state: true } };

  declare address: string;
  declare pictureLimit: ConcurrencyLimit;
  /** What the image shows, once it may be fetched. */
  declare source: string | null;
  #endTurn: (() => void) | undefined;
  #startedAt = 0;
  readonly #watch = new IntersectionObserver((entries) => this.#onView(entries.at(-1)?.isIntersecting === true), { rootMargin: '300px' });

  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
    }

    img {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `;

  constructor() {
    super();
    this.source = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
    this.#finish();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('address') || this.source === null) {
      return;
    }
    this.source = this.address;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.source === null || this.source === '') {
      return nothing;
    }
    return html`<img src=${this.source} alt="" decoding="async" @load=${this.#finish} @error=${this.#onError} />`;
  }

  #onView(visible: boolean): void {
    if (this.source !== null) {
      return;
    }
    if (!visible) {
      return this.#finish();
    }
    this.#endTurn ??= this.pictureLimit.request(() => this.#load());
  }

  readonly #finish = (): void => {
    this.#endTurn?.();
    this.#endTurn = undefined;
  };

  #load(): void {
    this.#startedAt = performance.now();
    this.source = this.address;
  }

  readonly #onError = (): void => {
    this.#finish();
    this.source = '';
    reportMediaFailure(this, { startedAt: this.#startedAt, retry: () => this.#load(), giveUp: () => undefined });
  };
}

customElements.define('petlog-thumbnail', Thumbnail);
