import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SnoozeInput } from '../../../shared/alerts.ts';
import { icon } from '../../icons.ts';
import { alertFormStyles } from '../../styles/alert-form.ts';
import { alertListStyles } from '../../styles/alert-list.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import '../action-button.ts';
import { snoozeChoices, snoozeEnd } from './snooze-choices.ts';

/** What holds now: no alerts for a while, and whether somebody is at home. Fires `snooze` with for how long, and `presence` with whether somebody is. */
export class QuietCard extends LitElement {
  static override properties: PropertyDeclarations = {
    until: { attribute: false },
    home: { attribute: false },
    isOwn: { type: Boolean },
    words: { attribute: false },
  };

  static override styles = [
    baseStyles,
    alertListStyles,
    alertFormStyles,
    css`
      fieldset + fieldset,
      .quiet + fieldset {
        margin-top: 16px;
      }

      legend.hint {
        margin-bottom: 6px;
      }

      .two {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }

      .two button {
        display: flex;
        gap: 8px;
        align-items: center;
        justify-content: center;
        border-radius: var(--radius-small);
      }

      .quiet {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
      }

      .quiet p {
        display: flex;
        gap: 8px;
        align-items: center;
        margin: 0;
        font-size: var(--text-body);
        font-weight: 600;
      }
    `,
  ];

  /** Until when there are no alerts; null while there are. */
  declare until: string | null;
  /** Null where who is here may not know. */
  declare home: boolean | null;
  /** Whether only the phones of who is here are quiet. */
  declare isOwn: boolean;
  declare words: AlertWords;

  override render(): TemplateResult {
    const { quiet: words } = this.words;
    return html`<header><div><h2>${words.title}</h2></div></header>
      ${this.until === null ? this.#choices() : this.#quiet(new Date(this.until))} ${this.home === null ? nothing : this.#presence(this.home)}`;
  }

  #choices(): TemplateResult {
    const { quiet: words } = this.words;
    return html`<fieldset>
      <legend class="hint">${this.isOwn ? words.snoozeOwn : words.snooze}</legend>
      ${snoozeChoices(this.words, (snooze) => this.#tell('snooze', snooze))}
    </fieldset>`;
  }

  #quiet(until: Date): TemplateResult {
    const { quiet: words } = this.words;
    return html`<div class="quiet">
      <p role="status">${icon('bellOff')}<span>${words.until(snoozeEnd(until))}</span></p>
      <petlog-button icon="bell" label=${words.resume} @click=${() => this.#tell('snooze', { minutes: 0 } satisfies SnoozeInput)}></petlog-button>
    </div>`;
  }

  #presence(home: boolean): TemplateResult {
    const { quiet: words } = this.words;
    const choice = (isHome: boolean, label: string): TemplateResult =>
      html`<button type="button" aria-pressed=${home === isHome} @click=${() => this.#tell('presence', isHome)}>${icon(isHome ? 'home' : 'leave')}${label}</button>`;
    return html`<fieldset>
      <legend class="hint">${words.presence} ${words.presenceHint}</legend>
      <div class="chips two">${choice(true, words.home)} ${choice(false, words.away)}</div>
    </fieldset>`;
  }

  #tell(name: 'snooze' | 'presence', detail: SnoozeInput | boolean): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('petlog-quiet-card', QuietCard);
