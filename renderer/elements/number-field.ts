import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { stepperStyles } from '../styles/stepper.ts';

/** A whole number with buttons beside it, for screens without a keyboard. Fires `change-value` with the number, NaN while there is none. */
export class NumberField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = {
    label: {},
    unit: {},
    hint: {},
    problem: {},
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
  };

  declare label: string;
  declare unit: string;
  declare hint: string;
  /** What is wrong with the number; empty when it is right. */
  declare problem: string;
  declare value: number;
  declare min: number;
  declare max: number;
  /** What the buttons add and take away. */
  declare step: number;

  static override styles = [baseStyles, fieldStyles, stepperStyles];

  constructor() {
    super();
    this.label = '';
    this.unit = '';
    this.hint = '';
    this.problem = '';
    this.value = 0;
    this.min = 0;
    this.max = 100;
    this.step = 1;
  }

  override render(): TemplateResult {
    const wrong = this.problem !== '';
    return html`<label class="name" for="value">${this.label}</label>
      <span class="value"><span class="number">
        <button type="button" tabindex="-1" aria-hidden="true" @click=${() => this.#add(-this.step)}>−</button>
        <input
          id="value"
          type="number"
          inputmode="numeric"
          aria-describedby=${this.unit === '' ? 'hint' : 'unit hint'}
          aria-invalid=${wrong}
          min=${this.min}
          max=${this.max}
          .value=${Number.isNaN(this.value) ? '' : String(this.value)}
          @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).valueAsNumber)}
        />
        <button type="button" tabindex="-1" aria-hidden="true" @click=${() => this.#add(this.step)}>+</button>
      </span>${this.unit === '' ? nothing : html`<span class="unit" id="unit">${this.unit}</span>`}</span>
      <span class="hint ${wrong ? 'wrong' : ''}" id="hint">${wrong ? this.problem : this.hint}</span>`;
  }

  /** To the next multiple of the step. */
  #add(step: number): void {
    const from = Number.isNaN(this.value) ? this.min : this.value;
    const next = step > 0 ? Math.floor(from / step) * step + step : Math.ceil(from / -step) * -step + step;
    this.#tell(Math.min(this.max, Math.max(this.min, next)));
  }

  #tell(value: number): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent<number>('change-value', { detail: value }));
  }
}

customElements.define('petlog-number-field', NumberField);
