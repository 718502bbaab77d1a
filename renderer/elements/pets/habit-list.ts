import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Habits, Unusual } from '../../../shared/habits.ts';
import type { Zone } from '../../../shared/zones.ts';
import { icon } from '../../icons.ts';
import { formatNumber } from '../../state/format.ts';
import { habitSentence } from '../../state/activity/habit-sentence.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale } from '../../text/text.ts';

/** What a pet did today beside what it usually does: everything, or what is unusual alone. */
export class HabitList extends LitElement {
  static override properties: PropertyDeclarations = {
    name: {},
    habits: { attribute: false },
    zones: { attribute: false },
    words: { attribute: false },
    onlyUnusual: { type: Boolean },
  };

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: var(--text-body);
      }

      ul {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 1.4em 1fr;
        gap: 8px;
      }

      .usual {
        grid-template-columns: 1fr;
        color: var(--text-muted);
      }

      li > svg {
        margin-top: 0.15em;
        color: var(--warning);
      }

      p {
        margin: 0;
        color: var(--text-muted);
      }

      ul + p {
        margin-top: 4px;
        font-size: var(--text-small);
      }
    `,
  ];

  declare name: string;
  declare habits: Habits;
  declare zones: readonly Zone[];
  declare words: EventWords;
  declare onlyUnusual: boolean;

  constructor() {
    super();
    this.onlyUnusual = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { habits, onlyUnusual } = this;
    const words = this.words.habits;
    if (habits.days_missing > 0) {
      return onlyUnusual ? nothing : html`<p>${words.missing(habits.days_missing, formatNumber(habits.days_missing, locale()))}</p>`;
    }
    const usual = onlyUnusual ? [] : habits.places.filter(({ day }) => day.unusual === null);
    // Where it was unusually often at the water, it was seen unusually often too.
    const isNamed = (direction: Unusual): boolean =>
      habits.unusual.some((other) => other.zone_id !== null && other.direction === direction);
    const unusual = habits.unusual.filter(({ zone_id, direction }) => zone_id !== null || !isNamed(direction));
    return habits.unusual.length === 0 && onlyUnusual
      ? nothing
      : html`<ul aria-label=${onlyUnusual ? words.unusual : words.heading(this.name)}>
            ${unusual.map(
              ({ zone_id, part, count, usual: range, direction }) =>
                html`<li>${icon('warning')}<span>${this.#sentence(zone_id, part, count, range, direction === 'less' && part === null)}</span></li>`,
            )}
            ${usual.map(({ zone_id, day }) => html`<li class="usual">${this.#sentence(zone_id, null, day.today, day.usual, false)}</li>`)}
          </ul>
          <p>${words.noDiagnosis}</p>`;
  }

  #sentence(
    zoneId: string | null,
    part: Habits['unusual'][number]['part'],
    count: number,
    usual: Habits['unusual'][number]['usual'],
    isByNow: boolean,
  ): string {
    return habitSentence(this.name, { zoneId, part, count, usual, isByNow }, this.zones, this.words, locale());
  }
}

customElements.define('petlog-habits', HabitList);
