import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Problem } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { describeError } from '../state/error-words.ts';
import { formatTime } from '../state/format.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';

/** What is wrong now, beside the camera's own state. */
export class ProblemList extends LitElement {
  static override properties: PropertyDeclarations = { problems: { attribute: false } };

  declare problems: readonly Problem[];

  static override styles = [
    baseStyles,
    css`
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        gap: 12px;
        padding: 12px 16px;
        font-size: var(--text-body);
        background: var(--warning-surface);
        border: 1px solid var(--warning);
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }

      svg {
        margin-top: 2px;
        color: var(--warning);
      }

      time {
        color: var(--text-muted);
        font-size: var(--text-small);
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    this.problems = [];
  }

  override render(): TemplateResult | typeof nothing {
    if (this.problems.length === 0) {
      return nothing;
    }
    return html`<ul aria-label=${text().problems.region} aria-live="polite">
      ${this.problems.map(
        ({ code, message, since }) =>
          html`<li>
            ${icon('warning')}
            <span>${this.#said(code, message)} <time datetime=${since}>${text().problems.since(formatTime(new Date(since), locale()))}</time></span>
          </li>`,
      )}
    </ul>`;
  }

  /** Reasons why nothing is heard have words of their own, which come when they are needed. */
  #said(code: string, message: string): TemplateResult {
    const said = html`${describeError(code, message, text())}`;
    if (code !== 'microphone_unavailable') {
      return said;
    }
    void import('./sound-fault.ts');
    return html`<petlog-sound-fault .code=${code} .message=${message}>${said}</petlog-sound-fault>`;
  }
}

customElements.define('petlog-problems', ProblemList);
