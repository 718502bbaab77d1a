import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { RecordingReason } from '../../shared/api.ts';
import type { CameraInfo } from '../../shared/cameras.ts';
import { icon } from '../icons.ts';
import { dayChips, hoursOf } from '../state/library/day-chips.ts';
import { localDate } from '../state/library/recording-days.ts';
import { formatClock } from '../state/format.ts';
import { everyRecording, isFiltering, type RecordingFilter } from '../state/library/recording-filter.ts';
import { onPress } from '../state/on-press.ts';
import { chipStyles } from '../styles/chips.ts';
import { fieldStyles } from '../styles/dialog.ts';
import { baseStyles } from '../styles/shared.ts';
import { locale, text } from '../text/text.ts';

/** Which recordings are shown. Fires `change-filter` with a `RecordingFilter`. */
export class LibraryFilter extends LitElement {
  static override properties: PropertyDeclarations = { filter: { attribute: false }, cameras: { attribute: false } };

  declare filter: RecordingFilter;
  declare cameras: readonly Pick<CameraInfo, 'camera_id' | 'name'>[];

  static override styles = [
    baseStyles,
    fieldStyles,
    chipStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }

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

      input[type='search'] {
        flex: 2 1 180px;
        width: auto;
      }

      .chosen {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }

      .chosen .chips {
        min-width: 0;
      }

      .filters button,
      .clear {
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

      .filters button[aria-pressed='true'] {
        color: var(--on-accent);
        background: var(--accent);
        border-color: transparent;
      }

      .clear {
        flex: none;
        padding-inline: 10px;
        color: var(--accent);
        background: none;
        border-color: transparent;
        font-weight: 600;
      }

      /* One line that scrolls, beside the days. */
      @media (max-height: 560px) {
        :host {
          display: flex;
          overflow-x: auto;
          scrollbar-width: none;
        }

        .chips,
        .chosen,
        .filters {
          flex: none;
          flex-wrap: nowrap;
          overflow: visible;
        }

        .filters {
          order: 1;
        }

        select,
        input[type='search'],
        input[type='date'] {
          flex: none;
          width: 160px;
        }
      }

      /* What is searched for and the star fill a row. */
      @media (max-width: 640px) and (min-height: 561px) {
        input[type='search'] {
          flex-basis: calc(100% - 60px);
        }

        select,
        input[type='date'] {
          max-width: none;
        }
      }

      /* No room for more than the star. */
      @media (max-width: 840px) {
        .filters button span {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.filter = everyRecording;
    this.cameras = [];
  }

  override render(): TemplateResult {
    const words = text().library;
    const { filter } = this;
    return html`<div class="filters" role="group" aria-label=${words.filters}>
      <input
        type="search"
        maxlength="200"
        aria-label=${text().finding.search}
        placeholder=${text().finding.search}
        .value=${filter.search}
        @change=${(event: Event) => this.#change({ search: (event.target as HTMLInputElement).value.trim() })}
      />
      <button type="button" aria-label=${words.keptOnly} aria-pressed=${filter.keptOnly} @click=${onPress(() => this.#change({ keptOnly: !filter.keptOnly }))}>
        ${icon(filter.keptOnly ? 'starFilled' : 'star')}<span>${words.keptOnly}</span>
      </button>
      ${this.cameras.length < 2 ? nothing : this.#cameraChoice()}
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
      </div>
      <div class="chips" role="group" aria-label=${text().finding.days}>
        ${dayChips(new Date(), words, locale()).map(
          ({ date, title }) =>
            html`<button type="button" aria-pressed=${filter.date === date} @click=${onPress(() => this.#change({ date: filter.date === date ? null : date }))}>${title}</button>`,
        )}
      </div>
      ${isFiltering(filter) ? this.#chosen() : nothing}`;
  }

  /** Comes with a choice, and is last for that: nothing but the list is below. */
  #chosen() {
    const { date } = this.filter;
    return html`<div class="chosen">
      <button class="clear" type="button" @click=${onPress(() => this.#change(everyRecording))}>${text().library.clearFilters}</button>
      ${date === null ? nothing : this.#hours(date)}
    </div>`;
  }

  #hours(date: string) {
    return html`<div class="chips" role="group" aria-label=${text().finding.hours}>
      ${hoursOf(date, new Date()).map((time) => {
        const hour = time.getTime();
        const isChosen = this.filter.hour === hour;
        return html`<button class="numbers" type="button" aria-pressed=${isChosen} @click=${onPress(() => this.#change({ hour: isChosen ? null : hour }))}>${formatClock(time, locale())}</button>`;
      })}
    </div>`;
  }

  #cameraChoice() {
    const words = text().finding;
    const { cameraId } = this.filter;
    return html`<select aria-label=${words.camera} @change=${(event: Event) => this.#change({ cameraId: (event.target as HTMLSelectElement).value || null })}>
      <option value="" ?selected=${cameraId === null}>${words.allCameras}</option>
      ${this.cameras.map(({ camera_id: id, name }) => html`<option value=${id} ?selected=${cameraId === id}>${name}</option>`)}
    </select>`;
  }

  /** Another day has other hours. */
  #change(asked: Partial<RecordingFilter>): void {
    const change = 'date' in asked ? { hour: null, ...asked } : asked;
    this.dispatchEvent(new CustomEvent<RecordingFilter>('change-filter', { detail: { ...this.filter, ...change } }));
  }
}

customElements.define('petlog-library-filter', LibraryFilter);
