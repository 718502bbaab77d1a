import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

/** Says what was deleted, for as long as it can be taken back. Fires `undo`. */
export class UndoBar extends LitElement {
  static override properties: PropertyDeclarations = { count: { type: Number }, sentence: {} };

  declare count: number;
  /** What is said where it is not about recordings. */
  declare sentence: string | undefined;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        justify-items: center;
        padding-bottom: calc(16px + env(safe-area-inset-bottom));
      }

      .undo {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 4px 4px 4px 18px;
        color: #f4f6f5;
        background: #232927;
        border-radius: var(--radius);
        box-shadow: 0 6px 28px rgb(0 0 0 / 35%);
        font-size: var(--text-body);
      }

      button {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 48px;
        padding: 8px 16px;
        font: inherit;
        font-weight: 650;
        color: #78d8cb;
        background: none;
        border: 0;
        border-radius: var(--radius-small);
        cursor: pointer;
        touch-action: manipulation;
      }

      button:hover {
        background: rgb(255 255 255 / 8%);
      }

      button:focus-visible {
        outline-color: #fff;
        outline-offset: -4px;
      }
    `,
  ];

  constructor() {
    super();
    this.count = 0;
  }

  override render(): TemplateResult {
    const words = text().library;
    return html`<div role="status">
      ${
        this.count === 0
          ? nothing
          : html`<div class="undo">
            <span>${this.sentence ?? words.removed(this.count)}</span>
            <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('undo'))}>${icon('undo')}${words.undo}</button>
          </div>`
      }
    </div>`;
  }
}

customElements.define('petlog-undo-bar', UndoBar);
