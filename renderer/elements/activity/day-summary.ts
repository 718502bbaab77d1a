import { html, nothing, type TemplateResult } from 'lit';
import type { DayEvents } from '../../state/activity/day-events.ts';
import { labelName } from '../../state/activity/event-title.ts';
import { formatClock, formatNumber } from '../../state/format.ts';
import type { EventText } from '../../text/event-words.ts';
import { locale } from '../../text/text.ts';
import { isOfPets } from './day-filters.ts';
import './hour-strip.ts';

type Words = EventText['words'];

/** A line for each that was seen, and when in the day. */
export function daySummary(day: DayEvents, words: Words): TemplateResult | typeof nothing {
  const { chosen, date } = day;
  if (chosen === null || chosen.count === 0) {
    return nothing;
  }
  const pets = chosen.pets.filter(({ pet_id, pet_name }) => pet_id !== null && pet_name !== null);
  return html`<div class="summary">
    ${pets.map(({ pet_name, count, last }) => line(pet_name ?? '', count, last, words))}
    ${chosen.labels
      .filter(({ label }) => label !== null && !isOfPets(label, day))
      .map(({ label, count }) => line(labelName(label, words), count, null, words))}
    <petlog-hour-strip .date=${date} .hours=${chosen.hours} .words=${words}></petlog-hour-strip>
  </div>`;
}

function line(name: string, count: number, last: string | null, words: Words): TemplateResult {
  const visits = words.visits(count, formatNumber(count, locale()));
  return html`<p><b>${name}</b>: <span class="numbers">${visits}${last === null ? nothing : ` · ${words.last(formatClock(new Date(last), locale()))}`}</span></p>`;
}
