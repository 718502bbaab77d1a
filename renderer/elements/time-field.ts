import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { addMinutes } from '../state/settings/time-of-day.ts';
import { fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { stepperStyles } from '../styles/stepper.ts';

const stepMinutes = 30;

/** A time of day with buttons beside it, for screens without a keyboard. Fires `change-value` with a time such as 22:00, an empty text while there is none. */
export class TimeField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = { label: {}, value: {} };

  static override styles = [
    baseStyles,
    fieldStyles,
    stepperStyles,
    css`
      /* Also "10:30 PM" has to fit. */
      .time {
        grid-template-columns: 48px 108px 48px;
      }

      input::-webkit-calendar-picker-indicator {
        display: none;
      }
    `,
  ];

  declare label: string;
  declare value: string;

  constructor() {
    super();
    this.label = '';
    this.value = '';
  }

  override render(): TemplateResult {
    return html`<label class="name" for="value">${this.label}</label>
      <span class="number time">
        <button type="button" tabindex="-1" aria-hidden="true" @click=${() => this.#tell(addMinutes(this.value, -stepMinutes))}>−</button>
        <input id="value" type="time" aria-invalid=${this.value === ''} .value=${this.value} @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).value)} />
        <button type="button" tabindex="-1" aria-hidden="true" @click=${() => this.#tell(addMinutes(this.value, stepMinutes))}>+</button>
      </span>`;
  }

  #tell(value: string): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent<string>('change-value', { detail: value }));
  }
}

customElements.define('petlog-time-field', TimeField);
