import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../../icons.ts';
import { formatZoneTime } from '../../state/kiosk/zone-time.ts';
import {
  findTimeZones,
  timeZoneEntries,
  timeZoneEntry,
  timeZoneRegions,
  type TimeZoneEntry,
  type TimeZoneRegion,
} from '../../state/kiosk/time-zones.ts';
import { Ticker } from '../../state/ticker.ts';
import { fieldStyles } from '../../styles/dialog.ts';
import { setupChoiceStyles } from '../../styles/setup-choices.ts';
import { baseStyles } from '../../styles/shared.ts';
import { locale, text } from '../../text/text.ts';

/** A time zone by part of the world and city, or by a search. Fires `change-value` with its name, empty for the machine's own. */
export class TimeZoneChoice extends LitElement {
  static override properties: PropertyDeclarations = { value: {}, system: {}, search: { state: true }, region: { state: true } };

  static override styles = [
    baseStyles,
    fieldStyles,
    setupChoiceStyles,
    css`
      :host {
        display: grid;
        gap: 14px;
      }

      .chosen {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 10px 20px;
      }

      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 14px;
        margin: 0;
        font-size: var(--text-large);
      }

      .now b {
        font-size: 1.75rem;
        font-weight: 650;
        line-height: 1.2;
      }

      .none {
        margin: 0;
        color: var(--text-muted);
      }
    `,
  ];

  declare value: string;
  /** The machine's own. */
  declare system: string;
  declare search: string;
  /** Null until somebody chooses one. */
  declare region: TimeZoneRegion | null;
  readonly #entries: readonly TimeZoneEntry[] = timeZoneEntries();

  constructor() {
    super();
    this.value = '';
    this.system = 'UTC';
    this.search = '';
    this.region = null;
    new Ticker(this, () => this.isConnected);
  }

  override render(): TemplateResult {
    const { timeZone: words } = text().setup;
    const chosen = timeZoneEntry(this.value || this.system);
    const region = this.region ?? (chosen.region === 'UTC' ? 'Europe' : chosen.region);
    const isSearching = this.search.trim() !== '';
    const found = isSearching
      ? findTimeZones(this.#entries, this.search, words.regions)
      : this.#entries.filter((entry) => entry.region === region);
    return html`<div class="chosen">
        <p class="now numbers" role="status"><b>${chosen.city}</b> <span>${formatZoneTime(new Date(), locale(), chosen.name)}</span></p>
        ${this.#choice('', words.own(timeZoneEntry(this.system).city))}
      </div>
      <label class="field"><input type="search" autocomplete="off" aria-label=${words.search} placeholder=${words.search} .value=${this.search} @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} /></label>
      ${
        isSearching
          ? nothing
          : html`<div class="chips" role="group" aria-label=${words.region}>
            ${timeZoneRegions.map((name) => html`<button type="button" class="chip" aria-pressed=${name === region} @click=${() => (this.region = name)}>${words.regions[name]}</button>`)}
          </div>`
      }
      <div class="choices cities" role="group" aria-label=${words.city}>${found.map(({ name, city }) => this.#choice(name, city))}</div>
      ${found.length === 0 ? html`<p class="none" role="status">${words.none}</p>` : nothing}`;
  }

  #choice(name: string, label: string): TemplateResult {
    const isChosen = name === this.value;
    return html`<button type="button" class="choice" data-zone=${name} aria-pressed=${isChosen} @click=${() => this.#choose(name)}>${isChosen ? icon('check') : nothing}<span class="label">${label}</span></button>`;
  }

  #choose(name: string): void {
    this.dispatchEvent(new CustomEvent<string>('change-value', { detail: name }));
  }
}

customElements.define('petlog-time-zone-choice', TimeZoneChoice);
