import { describe, expect, test } from 'vitest';
import { draftOf, isAboutSomebody, newRule, ruleInput, withTypes } from '../../../../renderer/state/alerts/rule-draft.ts';
import { dayName, ruleChannels, ruleSummary, spanOf } from '../../../../renderer/state/alerts/rule-summary.ts';
import { alertWordTables } from '../../../../renderer/text/alert-word-tables.ts';
import { alertEventTypes } from '../../../../shared/alerts.ts';
import type { Channel } from '../../../../shared/alerts-channels.ts';
import { type Rule, RuleInput, weekdays } from '../../../../shared/alerts-rules.ts';

const words = await alertWordTables.en();
const names = {
  pet: (id: number) => (id === 1 ? 'Luna' : undefined),
  zone: (id: string) => (id === 'z' ? 'Bowl' : undefined),
  camera: (id: string) => (id === 'garden' ? 'Garden' : undefined),
};
const rule = (values: Partial<Rule> = {}): Rule => ({ ...newRule(['a']), name: 'R', rule_id: '1', snoozed_until: null, ...values });
const summary = (values: Partial<Rule>): string => ruleSummary(rule(values), { words, names, locale: 'en-GB' });

describe('a rule in a line', () => {
  test('says what, who, where, when and how often, as far as it is not all', () => {
    expect(summary({ event_types: [], at_most_every_minutes: 0 })).toBe('Everything');
    expect(summary({ event_types: ['no_activity'], no_activity_minutes: 720, at_most_every_minutes: 0 })).toBe(
      'Nothing seen for a long time (12 hours)',
    );
    expect(
      summary({
        event_types: ['visit', 'motion'],
        pet_ids: [1],
        labels: ['person', 'parrot'],
        zone_ids: ['z'],
        camera_ids: ['garden'],
        days: ['mon', 'tue', 'wed', 'sat', 'sun'],
        from: '22:00',
        until: '07:00',
        presence: 'away',
        at_most_every_minutes: 120,
      }),
    ).toBe('Visits, Movement · Luna, People, parrot · Bowl, Garden · Mon–Wed, Sat, Sun, 22:00 to 07:00 · Away · at most once in 2 hours');
  });

  test('leaves out what was removed', () => {
    expect(summary({ event_types: ['visit'], pet_ids: [9], zone_ids: ['gone'], at_most_every_minutes: 0 })).toBe('Visits');
    const channels = [{ channel_id: 'a', name: 'Mail' }] as Channel[];
    expect(ruleChannels(rule({ channels: ['a', 'gone'] }), channels, ({ name }) => name)).toBe('Mail');
  });

  test('has words for everything that there is', async () => {
    expect(Object.keys(words.rules.types).sort()).toEqual([...alertEventTypes].sort());
    expect(weekdays.map((day) => dayName(day, 'de'))).toEqual(['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So']);
    expect([spanOf(5, words.rules), spanOf(60, words.rules), spanOf(90, words.rules)]).toEqual(['5 minutes', '1 hour', '90 minutes']);
  });
});

describe('a rule that is entered', () => {
  test('is one that PetLog takes, whatever is left out', () => {
    expect(RuleInput.parse(ruleInput({ ...newRule(['web-push']), name: ' Cat ' }))).toMatchObject({ name: 'Cat', channels: ['web-push'] });
    expect(ruleInput({ ...newRule([]), days: [] }).days).toEqual(weekdays);
    expect(ruleInput({ ...newRule([]), days: ['sun', 'mon'] }).days).toEqual(['mon', 'sun']);
    expect(draftOf(rule())).not.toHaveProperty('rule_id');
  });

  test('asks how long nobody has to be seen only where it is about that, and who only where somebody can be', () => {
    const silent = withTypes(newRule([]), ['no_activity']);
    expect(silent.no_activity_minutes).toBe(720);
    expect(withTypes({ ...silent, no_activity_minutes: 60 }, ['no_activity', 'visit']).no_activity_minutes).toBe(60);
    expect(withTypes(silent, ['visit']).no_activity_minutes).toBeNull();
    expect(isAboutSomebody({ event_types: ['camera_lost', 'disk_problem'] })).toBe(false);
    expect(isAboutSomebody({ event_types: ['camera_lost', 'visit'] })).toBe(true);
    expect(isAboutSomebody({ event_types: [] })).toBe(true);
  });
});
