import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { EventSummary } from '../../../shared/log-events.ts';
import { formatClock, formatNumber } from '../../state/format.ts';
import { dayBounds } from '../../state/library/recording-days.ts';
import { baseStyles } from '../../styles/shared.ts';
import type { EventWords } from '../../text/en/events.ts';
import { locale } from '../../text/text.ts';

const hourMilliseconds = 3_600_000;

/** How often something was seen in each hour of a day, as a strip. */
export class HourStrip extends LitElement {
  static override properties: PropertyDeclarations = { date: {}, hours: { attribute: false }, words: { attribute: false } };

  /** For example 2026-05-01. */
  declare date: string;
  declare hours: EventSummary['hours'];
  declare words: EventWords;

  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      .bars {
        display: grid;
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        align-items: end;
        gap: 2px;
        height: 44px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        position: relative;
        display: flex;
        align-items: end;
        height: 100%;
      }

      i {
        display: block;
        width: 100%;
        min-height: 3px;
        background: var(--line);
        border-radius: 2px;
      }

      .some i {
        background: var(--accent);
      }

      .scale {
        display: flex;
        justify-content: space-between;
        font-size: 0.75rem;
        color: var(--text-muted);
      }
    `,
  ];

  override render(): TemplateResult {
    const { start, end } = dayBounds(this.date);
    const counts = new Map<number, number>();
    for (const { start: hour, count } of this.hours) {
      const index = Math.floor((Date.parse(hour) - start.getTime()) / hourMilliseconds); // the camera may have another time zone
      counts.set(index, (counts.get(index) ?? 0) + count);
    }
    const most = Math.max(1, ...counts.values());
    const hours: Date[] = [];
    for (let time = start.getTime(); time < end.getTime(); time += hourMilliseconds) {
      hours.push(new Date(time));
    }
    const marks = [0, 0.25, 0.5, 0.75].map((part) => hours[Math.round(hours.length * part)] ?? start);
    return html`<ul class="bars" aria-label=${this.words.byHour}>
        ${hours.map((hour, index) => this.#bar(hour, counts.get(index) ?? 0, most))}
      </ul>
      <div class="scale numbers" aria-hidden="true">${[...marks, new Date(end.getTime() + 1)].map((time) => html`<span>${formatClock(time, locale())}</span>`)}</div>`;
  }

  #bar(hour: Date, count: number, most: number): TemplateResult {
    const label = this.words.hour(formatClock(hour, locale()), this.words.visits(count, formatNumber(count, locale())));
    return html`<li class=${count > 0 ? 'some' : ''} title=${label}>
      <i .style=${`height: ${Math.round((count / most) * 100)}%`} aria-hidden="true"></i>${count > 0 ? html`<span class="visually-hidden">${label}</span>` : ''}
    </li>`;
  }
}

customElements.define('petlog-hour-strip', HourStrip);
