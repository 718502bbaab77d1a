import { html, type TemplateResult } from 'lit';

interface SeveralChips<T> {
  readonly label: string;
  /** What it is called when nothing is left out; choosing nothing means the same. */
  readonly all: string;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  /** Empty for all. */
  readonly chosen: readonly T[];
  choose(chosen: T[]): void;
}

/** Any of a few, or all. The styles are `alertFormStyles`. */
export function severalChips<T>({ label, all, options, chosen, choose }: SeveralChips<T>): TemplateResult {
  const toggle = (value: T): void => choose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return html`<fieldset>
    <legend>${label}</legend>
    <div class="chips">
      <button type="button" aria-pressed=${chosen.length === 0} @click=${() => choose([])}>${all}</button>
      ${options.map(({ value, name }) => html`<button type="button" aria-pressed=${chosen.includes(value)} @click=${() => toggle(value)}>${name}</button>`)}
    </div>
  </fieldset>`;
}
