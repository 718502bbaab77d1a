import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { sliderStyles } from '../styles/slider.ts';
import { baseStyles } from '../styles/shared.ts';

/** A whole number between two ends, by dragging. Fires `change-value` with the number. */
export class SliderField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties: PropertyDeclarations = {
    label: {},
    unit: {},
    hint: {},
    value: { type: Number },
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
  };

  declare label: string;
  declare unit: string;
  declare hint: string;
  declare value: number;
  declare min: number;
  declare max: number;
  declare step: number;

  static override styles = [baseStyles, sliderStyles];

  constructor() {
    super();
    this.label = '';
    this.unit = '';
    this.hint = '';
    this.value = 0;
    this.min = 0;
    this.max = 100;
    this.step = 1;
  }

  override render(): TemplateResult {
    const said = `${this.value} ${this.unit}`.trim();
    return html`<label for="value">${this.label}</label>
      <span class="unit" aria-hidden="true">${said}</span>
      <input
        id="value"
        type="range"
        aria-describedby="hint"
        aria-valuetext=${said}
        min=${this.min}
        max=${this.max}
        step=${this.step}
        .value=${String(this.value)}
        @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).valueAsNumber)}
      />
      <span class="hint" id="hint">${this.hint}</span>`;
  }

  #tell(value: number): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent<number>('change-value', { detail: value }));
  }
}

customElements.define('petlog-slider-field', SliderField);
