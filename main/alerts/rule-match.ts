import { type AlertEventType, troubleTypes } from '../../shared/alerts.ts';
import { weekdays } from '../../shared/alerts-rules.ts';
import { visitEventTypes } from '../../shared/visit-event-types.ts';
import { minuteOfDay, minuteShownAt } from '../system/minute-of-day.ts';
import type { Occurrence } from './delivery.ts';
import type { StoredRule } from './rule-store.ts';

/**
 * Whether a rule is about something, whenever it is. A pet or a label that is asked for is enough. That nothing was seen
 * is for the rule that waited for it; one that waits and names nothing else is about that alone.
 */
export function isAbout(rule: StoredRule, { eventType, cameraId, label, petId, zoneIds, ruleId }: Omit<Occurrence, 'subject'>): boolean {
  if (ruleId !== null) {
    return ruleId === rule.rule_id && rule.no_activity_minutes !== null;
  }
  const isType =
    rule.event_types.length === 0 ? rule.no_activity_minutes === null : rule.event_types.some((type) => isOfType(type, eventType));
  const isWho =
    (rule.labels.length === 0 && rule.pet_ids.length === 0) ||
    (label !== null && rule.labels.includes(label)) ||
    (petId !== null && rule.pet_ids.includes(petId));
  return (
    isType &&
    isWho &&
    (rule.zone_ids.length === 0 || rule.zone_ids.some((id) => zoneIds.includes(id))) &&
    (rule.camera_ids.length === 0 || (cameraId !== null && rule.camera_ids.includes(cameraId)))
  );
}

/** Coming in, going out and playing are visits too. */
const isOfType = (asked: AlertEventType, eventType: AlertEventType): boolean =>
  asked === eventType || (asked === 'visit' && visitEventTypes.some((type) => type === eventType));

/**
 * Whether a moment is within the days and hours of a rule, by what a clock on the wall shows in the time zone of this
 * process. Hours that go over midnight belong to the day on which they began.
 */
export function isInHours({ days, from, until }: Pick<StoredRule, 'days' | 'from' | 'until'>, moment: Date): boolean {
  const [now, first, last] = [minuteShownAt(moment), minuteOfDay(from), minuteOfDay(until)];
  const isAfterMidnight = first > last && now < last;
  const isWithin = first === last || (first < last ? now >= first && now < last : now >= first || now < last);
  // Sunday is 0 for Date.
  const day = (moment.getDay() + 6 - (isAfterMidnight ? 1 : 0) + 7) % 7;
  return isWithin && days.includes(weekdays[day] ?? 'mon');
}

export const isAtPresence = ({ presence }: Pick<StoredRule, 'presence'>, isHome: boolean): boolean =>
  presence === 'any' || (presence === 'home') === isHome;

/** Whether it has lasted for long enough; what went wrong has no duration to wait for. */
export const isLongEnough = (rule: Pick<StoredRule, 'min_duration_seconds'>, { eventType, durationSeconds }: Occurrence): boolean =>
  troubleTypes.includes(eventType) || durationSeconds >= rule.min_duration_seconds;
