import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { copyText } from '../../state/access/copy-text.ts';
import { text } from '../../text/text.ts';
import '../action-button.ts';

const confirmationMilliseconds = 2_500;

/** Copies its `value`, and says so. Fires `copy-refused` where the browser does not let it. */
export class CopyButton extends LitElement {
  static override properties: PropertyDeclarations = { label: {}, value: { attribute: false }, isCopied: { state: true } };

  declare label: string;
  declare value: string;
  declare isCopied: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.label = '';
    this.value = '';
    this.isCopied = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    return html`<petlog-button
      icon=${this.isCopied ? 'check' : 'copy'}
      label=${this.label}
      .caption=${this.isCopied ? text().invitation.copied : undefined}
      @click=${() => this.#copy()}
    ></petlog-button>`;
  }

  async #copy(): Promise<void> {
    if (!(await copyText(this.value))) {
      this.dispatchEvent(new CustomEvent('copy-refused'));
      return;
    }
    this.isCopied = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.isCopied = false), confirmationMilliseconds);
  }
}

customElements.define('petlog-copy-button', CopyButton);
