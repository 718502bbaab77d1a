import type { AlertEventType } from '../../../shared/alerts.ts';
import type { Channel } from '../../../shared/alerts-channels.ts';
import type { Rule, Weekday } from '../../../shared/alerts-rules.ts';
import type { AlertWords } from '../../text/en/alerts.ts';
import { isWholeDay, weekdays } from './rule-draft.ts';

/** Names of what a rule is narrowed to; what was removed has none. */
export interface RuleNames {
  pet(id: number): string | undefined;
  zone(id: string): string | undefined;
  camera(id: string): string | undefined;
}

interface SummaryOptions {
  readonly words: AlertWords;
  readonly names: RuleNames;
  readonly locale: string;
}

/** What a rule is about, in a line: what, who, where, when. */
export function ruleSummary(rule: Rule, { words: { rules: words }, names, locale }: SummaryOptions): string {
  const typeName = (type: AlertEventType): string =>
    type === 'no_activity' && rule.no_activity_minutes !== null
      ? `${words.types[type]} (${spanOf(rule.no_activity_minutes, words)})`
      : words.types[type];
  const types = rule.event_types.length === 0 ? [words.everything] : rule.event_types.map(typeName);
  const who = [...rule.pet_ids.map(names.pet), ...rule.labels.map((label) => words.labels[label] ?? label)];
  const where = [...rule.zone_ids.map(names.zone), ...rule.camera_ids.map(names.camera)];
  const list = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join(', ');
  return [
    list(types),
    list(who),
    list(where),
    ruleTimes(rule, words, locale),
    rule.presence === 'any' ? '' : words.presences[rule.presence],
    rule.at_most_every_minutes === 0 ? '' : words.oncePer(spanOf(rule.at_most_every_minutes, words)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Days and hours, as far as they are not all. */
function ruleTimes(rule: Rule, words: AlertWords['rules'], locale: string): string {
  const days = rule.days.length === weekdays.length ? '' : daysOf(rule.days, locale);
  if (isWholeDay(rule)) {
    return days;
  }
  return days === '' ? words.hoursOnly(rule.from, rule.until) : words.daysAndHours(days, rule.from, rule.until);
}

/** By which channels, by their names; what was removed is left out. */
export const ruleChannels = (rule: Rule, channels: readonly Channel[], nameOf: (channel: Channel) => string): string =>
  channels
    .filter(({ channel_id: id }) => rule.channels.includes(id))
    .map(nameOf)
    .join(', ');

/** Minutes in the largest unit that fits without a rest. */
export function spanOf(minutes: number, words: Pick<AlertWords['rules'], 'minutes' | 'hours'>): string {
  return minutes >= 60 && minutes % 60 === 0 ? words.hours(minutes / 60) : words.minutes(minutes);
}

/** Such as "Mon"; 1 January 2024 was a Monday. */
export function dayName(day: Weekday, locale: string): string {
  const date = new Date(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(date);
}

/** Days that follow each other are joined, such as "Mon–Fri". */
function daysOf(days: readonly Weekday[], locale: string): string {
  const chosen = weekdays.map((day) => days.includes(day));
  const spans: string[] = [];
  for (let from = 0; from < chosen.length; from += 1) {
    if (chosen[from] !== true) {
      continue;
    }
    let to = from;
    while (chosen[to + 1] === true) {
      to += 1;
    }
    const [first, last] = [weekdays[from] ?? 'mon', weekdays[to] ?? 'mon'].map((day) => dayName(day, locale));
    spans.push(to - from > 1 ? `${first}–${last}` : to > from ? `${first}, ${last}` : `${first}`);
    from = to;
  }
  return spans.join(', ');
}
