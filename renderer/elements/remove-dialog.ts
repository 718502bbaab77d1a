import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatSize } from '../state/format.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import './action-button.ts';

/** Asks before many recordings are deleted. Fires `confirm`. */
export class RemoveDialog extends LitElement {
  static override properties: PropertyDeclarations = { count: { type: Number }, sizeBytes: { type: Number }, keptCount: { type: Number } };

  declare count: number;
  declare sizeBytes: number;
  declare keptCount: number;

  static override styles = [baseStyles, dialogStyles];

  constructor() {
    super();
    this.count = 0;
    this.sizeBytes = 0;
    this.keptCount = 0;
  }

  show(): void {
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    const words = text().library;
    return html`<dialog aria-labelledby="title" aria-describedby="what">
      <header><h2 id="title">${words.confirmTitle(this.count)}</h2></header>
      <div class="content">
        <p id="what">${words.confirmSize(formatSize(this.sizeBytes, locale()))} ${this.keptCount === 0 ? nothing : words.confirmKept(this.keptCount)}</p>
        <div class="actions">
          <petlog-button icon="close" label=${words.cancel} @click=${() => this.#dialog?.close()}></petlog-button>
          <petlog-button icon="trash" tone="recording" label=${words.remove} @click=${this.#confirm}></petlog-button>
        </div>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #confirm(): void {
    this.#dialog?.close();
    this.dispatchEvent(new CustomEvent('confirm'));
  }
}

customElements.define('petlog-remove-dialog', RemoveDialog);
