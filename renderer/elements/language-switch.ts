import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { baseStyles } from '../styles/shared.ts';
import { isLanguage, languageNames, languages } from '../text/languages.ts';
import { language, text } from '../text/text.ts';

/** The languages by their own names; the one that is chosen counts at once, and stays in this browser. */
export class LanguageSwitch extends LitElement {
  static override properties: PropertyDeclarations = { hasFailed: { state: true } };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: var(--text-small);
      }

      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--text-muted);
      }

      select {
        min-height: 48px;
        padding: 4px 2px;
        font: inherit;
        color: inherit;
        background: none;
        border: 0;
        text-decoration: underline;
        cursor: pointer;
        field-sizing: content;
      }

      option {
        color: var(--text);
        background: var(--surface);
      }

      p {
        margin: 0 0 8px;
        color: var(--danger);
      }
    `,
  ];

  declare hasFailed: boolean;

  constructor() {
    super();
    this.hasFailed = false;
  }

  override render(): TemplateResult {
    const words = text().language;
    return html`<label>
        ${icon('globe')}
        <select aria-label=${words.label} @change=${this.#choose}>
          ${languages.map((tag) => html`<option value=${tag} lang=${tag} .selected=${tag === language.language}>${languageNames[tag]}</option>`)}
        </select>
      </label>
      ${this.hasFailed ? html`<p role="alert">${words.failed}</p>` : nothing}`;
  }

  readonly #choose = (event: Event): void => {
    const select = event.currentTarget as HTMLSelectElement;
    if (!isLanguage(select.value)) {
      return;
    }
    this.hasFailed = false;
    language.choose(select.value).catch(() => {
      select.value = language.language;
      this.hasFailed = true;
    });
  };
}

customElements.define('petlog-language-switch', LanguageSwitch);
