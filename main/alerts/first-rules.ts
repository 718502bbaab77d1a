import { webPushChannelId } from '../../shared/alerts-channels.ts';
import { RuleInput } from '../../shared/alerts-rules.ts';
import { randomId } from '../access/hash.ts';
import type { AlertFacts } from './alert-facts.ts';
import type { ChannelStore } from './channel-store.ts';
import type { RuleStore } from './rule-store.ts';
import type { AlertWords } from './text/alert-words.ts';

interface FirstRulesOptions {
  readonly facts: AlertFacts;
  readonly channels: ChannelStore;
  readonly rules: RuleStore;
  readonly words: AlertWords;
  readonly nowMilliseconds: number;
}

/** A cat that comes and goes is told of that often, at most. */
const seenMinutes = 5;

/** What a new PetLog tells, and to whom: every phone that asks for it. Who changed or removed that is left with it. */
export function makeFirstRules({ facts, channels, rules, words, nowMilliseconds }: FirstRulesOptions): void {
  if (channels.find(webPushChannelId) === null) {
    const settings = { kind: 'web_push' } as const;
    channels.put({ channelId: webPushChannelId, name: words.pushName, isEnabled: true, language: 'auto', settings }, nowMilliseconds);
  }
  if (facts.get('is_prepared') !== null) {
    return;
  }
  const { seen, trouble } = words.ruleNames;
  const first = [
    { name: seen, event_types: ['visit'], labels: ['cat', 'dog', 'person'], at_most_every_minutes: seenMinutes },
    { name: trouble, event_types: ['camera_lost', 'camera_tampered', 'disk_problem', 'recording_failed'] },
  ];
  first.forEach((rule) =>
    rules.put({ rule_id: randomId(), ...RuleInput.parse({ ...rule, channels: [webPushChannelId] }) }, nowMilliseconds),
  );
  facts.set('is_prepared', true);
}
