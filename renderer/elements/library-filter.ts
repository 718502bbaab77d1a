import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RecordingReason } from '../../shared/api.ts';
import { icon } from '../icons.ts';
import { localDate } from '../state/library/recording-days.ts';
import { everyRecording, isFiltering, type RecordingFilter } from '../state/library/recording-filter.ts';
import { fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { text } from '../text/text.ts';

/** Which recordings are shown. Fires `change-filter` with a `RecordingFilter`. */
export class LibraryFilter extends LitElement {
  static override properties: PropertyDeclarations = { filter: { attribute: false } };

  declare filter: RecordingFilter;

  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }

      select {
        flex: 1 1 120px;
        width: auto;
        max-width: 220px;
      }

      input[type='date'] {
        flex: 1 1 120px;
        width: auto;
        max-width: 190px;
      }

      button {
        display: inline-flex;
        align-items: center;
        gap: 7px;
        min-height: var(--target);
        padding: 8px 14px;
        font: inherit;
        font-size: var(--text-body);
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        cursor: pointer;
        touch-action: manipulation;
        white-space: nowrap;
      }

      button[aria-pressed='true'] {
        color: var(--on-accent);
        background: var(--accent);
        border-color: transparent;
      }

      button.clear {
        padding-inline: 10px;
        color: var(--accent);
        background: none;
        border-color: transparent;
        font-weight: 600;
      }

      @media (max-width: 640px) {
        select,
        input[type='date'] {
          max-width: none;
        }
      }

      /* No room for more than the star. */
      @media (max-width: 840px) {
        button:not(.clear) span {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.filter = everyRecording;
  }

  override render(): TemplateResult {
    const words = text().library;
    const { filter } = this;
    return html`<div class="filters" role="group" aria-label=${words.filters}>
      <select aria-label=${words.reason} @change=${(event: Event) => this.#change({ reason: ((event.target as HTMLSelectElement).value || null) as RecordingReason | null })}>
        <option value="" ?selected=${filter.reason === null}>${words.everyReason}</option>
        ${Object.entries(words.reasons).map(([reason, name]) => html`<option value=${reason} ?selected=${filter.reason === reason}>${name}</option>`)}
      </select>
      <input
        type="date"
        aria-label=${words.date}
        max=${localDate(new Date())}
        .value=${filter.date ?? ''}
        @change=${(event: Event) => this.#change({ date: (event.target as HTMLInputElement).value || null })}
      />
      <button type="button" aria-label=${words.keptOnly} aria-pressed=${filter.keptOnly} @click=${() => this.#change({ keptOnly: !filter.keptOnly })}>
        ${icon(filter.keptOnly ? 'starFilled' : 'star')}<span>${words.keptOnly}</span>
      </button>
      ${isFiltering(filter) ? html`<button class="clear" type="button" @click=${() => this.#change(everyRecording)}>${words.clearFilters}</button>` : nothing}
    </div>`;
  }

  #change(change: Partial<RecordingFilter>): void {
    this.dispatchEvent(new CustomEvent<RecordingFilter>('change-filter', { detail: { ...this.filter, ...change } }));
  }
}

customElements.define('petlog-library-filter', LibraryFilter);
