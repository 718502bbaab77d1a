import { html, nothing, type TemplateResult } from 'lit';
import type { Rule, Weekday } from '../../../shared/alerts-rules.ts';
import { isWholeDay, type RuleDraft, weekdays } from '../../state/alerts/rule-draft.ts';
import { dayName } from '../../state/alerts/rule-summary.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { locale } from '../../text/text.ts';
import '../switch-field.ts';
import '../time-field.ts';

interface RuleTimesFields {
  readonly draft: RuleDraft;
  readonly words: AlertWords['rules'];
  change(change: Partial<RuleDraft>): void;
}

const presences: readonly Rule['presence'][] = ['any', 'home', 'away'];
/** What somebody who wants hours begins with: the night. */
const night = { from: '22:00', until: '07:00' };

/** Days, hours, and whether somebody is at home. The styles are `alertFormStyles`. */
export function ruleTimesFields({ draft, words, change }: RuleTimesFields): TemplateResult {
  const { days, from, until, presence } = draft;
  const toggle = (day: Weekday): void => change({ days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day] });
  const isAllDay = isWholeDay(draft);
  return html`<fieldset>
      <legend>${words.days}</legend>
      <div class="chips days">
        ${weekdays.map((day) => html`<button type="button" aria-pressed=${days.includes(day)} @click=${() => toggle(day)}>${dayName(day, locale())}</button>`)}
      </div>
    </fieldset>
    <petlog-switch-field
      label=${words.allDay}
      .checked=${isAllDay}
      @change-value=${({ detail }: CustomEvent<boolean>) => change(detail ? { from: '00:00', until: '00:00' } : night)}
    ></petlog-switch-field>
    ${
      isAllDay
        ? nothing
        : html`<petlog-time-field label=${words.from} .value=${from} @change-value=${({ detail }: CustomEvent<string>) => detail !== '' && change({ from: detail })}></petlog-time-field>
            <petlog-time-field label=${words.until} .value=${until} @change-value=${({ detail }: CustomEvent<string>) => detail !== '' && change({ until: detail })}></petlog-time-field>`
    }
    <fieldset>
      <legend>${words.presence}</legend>
      <div class="chips">
        ${presences.map((one) => html`<button type="button" aria-pressed=${one === presence} @click=${() => change({ presence: one })}>${words.presences[one]}</button>`)}
      </div>
    </fieldset>`;
}
