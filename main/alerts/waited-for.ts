import type { InactivityRule } from '../event-log/inactivity/inactivity-watch.ts';
import type { StoredRule } from './rule-store.ts';

/** What a rule waits for, where it is switched on and does. */
export const waitedFor = (rule: StoredRule): InactivityRule[] =>
  !rule.enabled || rule.no_activity_minutes === null
    ? []
    : [
        {
          ruleId: rule.rule_id,
          petIds: rule.pet_ids,
          labels: rule.labels,
          zoneIds: rule.zone_ids,
          cameraIds: rule.camera_ids,
          days: rule.days,
          from: rule.from,
          until: rule.until,
          minutes: rule.no_activity_minutes,
        },
      ];
