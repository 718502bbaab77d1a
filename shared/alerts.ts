/** What alerts are about, snoozing them, and who is at home, as schemas. */
import { z } from 'zod';
import { logEventTypes } from './log-event-types.ts';

const time = z.iso.datetime({ offset: true });

/** What goes wrong with PetLog itself, beside the events of the log. */
export const alertProblemTypes = ['disk_problem', 'recording_failed'] as const;
export const alertEventTypes = [...logEventTypes, ...alertProblemTypes] as const;
export const AlertEventType = z.enum(alertEventTypes);
export type AlertEventType = z.infer<typeof AlertEventType>;

/** A person would hear of these also in the midst of a lively hour: no limit but that of the rule holds them up. */
export const troubleTypes: readonly AlertEventType[] = ['camera_lost', 'camera_tampered', 'no_activity', ...alertProblemTypes];

const longestSnoozeMinutes = 10_080;

export const SnoozeInput = z
  .strictObject({
    minutes: z.int().min(0).max(longestSnoozeMinutes).optional().describe('For so many minutes from now; 0 ends it.'),
    until: z
      .union([z.literal('morning'), time], { error: 'must be morning, or a time such as 2026-05-01T12:00:00Z' })
      .optional()
      .describe("Until then, in place of minutes: at most a week from now; morning is seven o'clock in the camera's time zone."),
    rule_id: z.string().max(100).optional().describe('Only this rule; all where it is left out.'),
    subscription_id: z
      .string()
      .max(100)
      .optional()
      .describe('Only on this phone or browser. Who may not change the alerts snoozes their own alone, also without it.'),
  })
  .refine(({ minutes, until }) => (minutes === undefined) !== (until === undefined), {
    error: 'must be given, or until in its place; not both',
    path: ['minutes'],
  });
export type SnoozeInput = z.infer<typeof SnoozeInput>;

export const Snooze = z.object({
  snoozed_until: time
    .nullable()
    .describe('Until when no alert goes out; null when they do. Without a rule: as far as all rules are concerned.'),
});
export type Snooze = z.infer<typeof Snooze>;

export const SnoozeState = Snooze.extend({
  rules: z.array(z.object({ rule_id: z.string(), snoozed_until: time })).describe('Rules that are snoozed on their own.'),
  subscriptions: z
    .array(z.object({ subscription_id: z.string(), rule_id: z.string().nullable(), snoozed_until: time }))
    .describe('Phones and browsers that are: of those that one may see.'),
});
export type SnoozeState = z.infer<typeof SnoozeState>;

export const PresenceInput = z.strictObject({ home: z.boolean().describe('Whether somebody is at home.') });
export const Presence = z.object({ home: z.boolean(), since: time.nullable().describe('null where nobody ever said.') });
export type Presence = z.infer<typeof Presence>;

/** Page of the app that shows what an alert is about, without a slash before it. */
export function pathOfAlert(eventType: AlertEventType | null, eventId: number | null): string {
  if (eventId !== null) {
    return `app/activity?event=${eventId}`;
  }
  if (eventType === 'disk_problem') {
    return 'app/more/system-check';
  }
  return eventType === null ? 'app/more/alerts' : eventType === 'recording_failed' ? 'app/recordings' : 'app/activity';
}
