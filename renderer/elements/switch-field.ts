import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { baseStyles } from '../styles/shared.ts';

/** On or off, as one large target. Fires `change-value` with whether it is on. */
export class SwitchField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = { label: {}, hint: {}, checked: { type: Boolean } };

  declare label: string;
  declare hint: string;
  declare checked: boolean;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      label {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 2px 12px;
        min-height: var(--target);
        font-size: var(--text-body);
        font-weight: 550;
        cursor: pointer;
        touch-action: manipulation;
      }

      input {
        position: relative;
        width: 56px;
        height: 32px;
        margin: 0;
        appearance: none;
        background: var(--surface-raised);
        border: 1px solid var(--line-strong);
        border-radius: 16px;
        cursor: inherit;
        transition: background-color 120ms;
      }

      input::before {
        content: '';
        position: absolute;
        top: 4px;
        left: 4px;
        width: 22px;
        height: 22px;
        background: var(--text-muted);
        border-radius: 50%;
        transition: translate 120ms;
      }

      input:checked {
        background: var(--accent);
        border-color: var(--accent);
      }

      input:checked::before {
        background: var(--on-accent);
        translate: 24px;
      }

      .hint {
        grid-column: 1 / -1;
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--text-muted);
      }

      @media (prefers-reduced-motion: reduce) {
        input,
        input::before {
          transition: none;
        }
      }

      @media (forced-colors: active) {
        input:checked {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.label = '';
    this.hint = '';
    this.checked = false;
  }

  override render(): TemplateResult {
    return html`<label>
      <span id="name">${this.label}</span>
      <input type="checkbox" role="switch" aria-labelledby="name" aria-describedby=${this.hint === '' ? nothing : 'hint'} .checked=${this.checked} @change=${this.#tell} />
      ${this.hint === '' ? nothing : html`<span class="hint" id="hint">${this.hint}</span>`}
    </label>`;
  }

  #tell(event: Event): void {
    this.checked = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent<boolean>('change-value', { detail: this.checked }));
  }
}

customElements.define('petlog-switch-field', SwitchField);
