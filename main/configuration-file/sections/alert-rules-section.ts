import { z } from 'zod';
import { RuleInput } from '../../../shared/alerts-rules.ts';
import { openAlertDatabase } from '../../alerts/alert-databases.ts';
import { AlertFacts } from '../../alerts/alert-facts.ts';
import { ChannelStore } from '../../alerts/channel-store.ts';
import { RuleStore, type StoredRule } from '../../alerts/rule-store.ts';
import { transaction } from '../../system/sqlite.ts';
import { changeOf, type NamedThing, type Section, type SectionSource } from '../section.ts';

const AlertRulesContent = z.array(RuleInput.extend({ rule_id: z.string().min(1).max(100) })).max(200);
type AlertRulesContent = z.infer<typeof AlertRulesContent>;

/** What is told of, and when. A file without a passphrase knows no channels: rules keep those that are here. */
export const alertRulesSection: Section<AlertRulesContent> = {
  name: 'alert_rules',
  schema: AlertRulesContent,
  isSecret: false,
  async bringBack(rules, { dataDirectory, logger }) {
    const database = openAlertDatabase(dataDirectory, logger);
    try {
      transaction(database, () => {
        const known = new Set(new ChannelStore(database).list().map(({ channelId }) => channelId));
        database.exec('DELETE FROM rules;');
        const store = new RuleStore(database);
        rules.forEach((rule, index) => store.put({ ...rule, channels: rule.channels.filter((channelId) => known.has(channelId)) }, index));
        new AlertFacts(database).set('is_prepared', true);
      });
      if (database.problem !== null) {
        throw database.problem;
      }
    } finally {
      database.close();
    }
  },
};

export function alertRulesSource(rules: Pick<RuleStore, 'list'>): SectionSource<AlertRulesContent> {
  const named = (list: readonly StoredRule[]): Map<string, NamedThing> =>
    new Map(list.map(({ rule_id: id, ...rule }) => [id, { name: rule.name, state: JSON.stringify(RuleInput.parse(rule)) }]));
  return {
    section: alertRulesSection,
    collect: () => [...rules.list()],
    review: async (content) => ({ content, changes: changeOf('alert_rules', named(rules.list()), named(content)), leftOut: [] }),
  };
}
