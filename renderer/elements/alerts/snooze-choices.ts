import { html, type TemplateResult } from 'lit';
import type { SnoozeInput } from '../../../shared/alerts.ts';
import { formatClock, formatDayAndTime } from '../../state/format.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { locale } from '../../text/text.ts';

const offeredMinutes: readonly number[] = [15, 30, 60];
/** A time of day alone says which one is meant. */
const soonMilliseconds = 12 * 3_600_000;

/** For how long nothing is told, one button for each; to be put into a `fieldset` that says of what. */
export function snoozeChoices({ quiet: words }: Pick<AlertWords, 'quiet'>, choose: (snooze: SnoozeInput) => void): TemplateResult {
  const choice = (label: string, snooze: SnoozeInput): TemplateResult =>
    html`<button type="button" @click=${() => choose(snooze)}>${label}</button>`;
  return html`<div class="chips">
    ${offeredMinutes.map((minutes) => choice(words.minutes(minutes), { minutes }))} ${choice(words.untilMorning, { until: 'morning' })}
  </div>`;
}

/** Until when nothing is told, with the day where the time alone does not say it. */
export function snoozeEnd(until: Date): string {
  const now = new Date();
  const isSoon = until.getTime() - now.getTime() < soonMilliseconds;
  return isSoon ? formatClock(until, locale()) : formatDayAndTime(until, now, locale());
}
