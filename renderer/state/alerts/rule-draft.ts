import type { AlertEventType } from '../../../shared/alerts.ts';
import type { Rule, RuleInput, Weekday } from '../../../shared/alerts-rules.ts';

/** A rule as it is entered: everything but its id, and until when it is snoozed. */
export type RuleDraft = Omit<Rule, 'rule_id' | 'snoozed_until'>;

export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** After which nobody seen is told, unless somebody chose. */
const usualNoActivityMinutes = 720;

/** What a new one begins with: visits of anybody, at any time, to every channel there is. */
export const newRule = (channelIds: readonly string[]): RuleDraft => ({
  name: '',
  enabled: true,
  event_types: ['visit'],
  labels: [],
  pet_ids: [],
  zone_ids: [],
  camera_ids: [],
  days: [...weekdays],
  from: '00:00',
  until: '00:00',
  presence: 'any',
  min_duration_seconds: 0,
  no_activity_minutes: null,
  channels: [...channelIds],
  picture: true,
  at_most_every_minutes: 5,
  muted_while_watched: false,
});

export function draftOf({ rule_id: _id, snoozed_until: _until, ...values }: Rule): RuleDraft {
  return values;
}

/** Whether it can be about somebody: only then who, where and how long mean anything. */
export const isAboutSomebody = ({ event_types: types }: Pick<RuleDraft, 'event_types'>): boolean =>
  types.length === 0 || types.some((type) => !aboutNobody.has(type));

const aboutNobody: ReadonlySet<AlertEventType> = new Set<AlertEventType>([
  'camera_lost',
  'camera_tampered',
  'disk_problem',
  'recording_failed',
]);

export const isWholeDay = ({ from, until }: Pick<RuleDraft, 'from' | 'until'>): boolean => from === until;

/** With other event types; how long nobody has to be seen is asked only where that is one of them. */
export function withTypes(draft: RuleDraft, types: AlertEventType[]): RuleDraft {
  return {
    ...draft,
    event_types: types,
    no_activity_minutes: types.includes('no_activity') ? (draft.no_activity_minutes ?? usualNoActivityMinutes) : null,
  };
}

/** As PetLog takes it. Days that are all left out are all meant. */
export const ruleInput = (draft: RuleDraft): RuleInput => ({
  ...draft,
  name: draft.name.trim(),
  days: draft.days.length === 0 ? [...weekdays] : weekdays.filter((day) => draft.days.includes(day)),
});
