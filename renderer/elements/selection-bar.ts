import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatSize } from '../state/format.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';
import './action-button.ts';

/** What can be done with the selected recordings. Fires `keep`, `unkeep`, `remove` and `done`. */
export class SelectionBar extends LitElement {
  static override properties: PropertyDeclarations = { count: { type: Number }, sizeBytes: { type: Number }, keptCount: { type: Number } };

  declare count: number;
  declare sizeBytes: number;
  declare keptCount: number;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 8px 0 calc(8px + env(safe-area-inset-bottom));
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 10px;
        padding: 8px 8px 8px 16px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        box-shadow: 0 6px 28px rgb(0 0 0 / 30%);
      }

      p {
        flex: 1 1 auto;
        margin: 0;
        font-weight: 600;
        font-size: var(--text-body);
      }

      .buttons {
        display: flex;
        flex: 0 1 auto;
        gap: 8px;
      }

      @media (max-width: 640px) {
        .buttons {
          flex: 1 1 100%;
          display: grid;
          grid-auto-flow: column;
          grid-auto-columns: minmax(0, 1fr);
          margin-left: -8px;
          --button-text: 0.8125rem;
          --button-padding: 8px 4px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.count = 0;
    this.sizeBytes = 0;
    this.keptCount = 0;
  }

  override render(): TemplateResult {
    const words = text().library;
    const { count } = this;
    const selected = words.selected(count);
    const allKept = count > 0 && this.keptCount === count;
    return html`<div class="bar">
      <p role="status">${count === 0 ? selected : words.countAndSize(selected, formatSize(this.sizeBytes, locale()))}</p>
      <div class="buttons">
        <petlog-button icon=${allKept ? 'starFilled' : 'star'} label=${allKept ? words.unkeep : words.keep} .disabled=${count === 0} @click=${() => this.#tell(allKept ? 'unkeep' : 'keep')}></petlog-button>
        <petlog-button icon="trash" tone="danger" label=${words.remove} .disabled=${count === 0} @click=${() => this.#tell('remove')}></petlog-button>
        <petlog-button icon="check" label=${words.done} @click=${() => this.dispatchEvent(new CustomEvent('done'))}></petlog-button>
      </div>
    </div>`;
  }

  #tell(what: 'keep' | 'unkeep' | 'remove'): void {
    if (this.count > 0) {
      this.dispatchEvent(new CustomEvent(what));
    }
  }
}

customElements.define('petlog-selection-bar', SelectionBar);
