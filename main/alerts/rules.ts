import type { Rule, RuleChange, RuleInput } from '../../shared/alerts-rules.ts';
import { PetLogError } from '../../shared/errors.ts';
import { refuse } from '../../shared/invalid-input.ts';
import { showValue } from '../../shared/validation.ts';
import { randomId } from '../access/hash.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { ChannelStore } from './channel-store.ts';
import type { RuleStore, StoredRule } from './rule-store.ts';
import { snoozedUntil, type SnoozeStore } from './snooze-store.ts';

/** What rules may name. */
export interface KnownThings {
  petIds(): readonly number[];
  zoneIds(): readonly string[];
  cameraIds(): readonly string[];
}

interface RulesOptions {
  readonly store: RuleStore;
  readonly channels: Pick<ChannelStore, 'list'>;
  readonly snoozes: SnoozeStore;
  readonly known: KnownThings;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

const mostRules = 100;

/** What people want to be told of, as admins see and change it. */
export class Rules {
  readonly #options: RulesOptions;

  constructor(options: RulesOptions) {
    this.#options = options;
  }

  list(): Rule[] {
    return this.#options.store.list().map((rule) => this.#shown(rule));
  }

  /** @throws PetLogError `rule_not_found` */
  find(ruleId: string): StoredRule {
    const rule = this.#options.store.find(ruleId);
    if (rule === null) {
      throw new PetLogError('rule_not_found', { id: ruleId });
    }
    return rule;
  }

  /** @throws PetLogError `invalid_input`, `too_many_rules` */
  create(input: RuleInput): Rule {
    if (this.#options.store.list().length >= mostRules) {
      throw new PetLogError('too_many_rules', { limit: mostRules });
    }
    this.#assertKnown(input);
    return this.#put({ ...input, rule_id: randomId() });
  }

  /** What is not given stays, also where it names what is gone meanwhile. Throws PetLogError `rule_not_found`, `invalid_input`. */
  change(ruleId: string, change: RuleChange): Rule {
    const before = this.find(ruleId);
    this.#assertKnown(change);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return this.#put({ ...before, ...given });
  }

  /** @throws PetLogError `rule_not_found` */
  remove(ruleId: string): void {
    this.find(ruleId);
    this.#options.store.remove(ruleId);
    this.#options.snoozes.forgetRule(ruleId);
    this.#options.bus.emit('alerts.changed', { part: 'rules' });
  }

  #assertKnown({ channels, pet_ids: petIds, zone_ids: zoneIds, camera_ids: cameraIds }: RuleChange): void {
    const { known, channels: store } = this.#options;
    const check = (path: string, given: readonly (string | number)[] | undefined, there: readonly (string | number)[], what: string) =>
      (given ?? [])
        .filter((id) => !there.includes(id))
        .map((id) => ({ path, message: `${showValue(id)} is not allowed; there is no such ${what}.` }));
    const errors = [
      ...check(
        'channels',
        channels,
        store.list().map(({ channelId }) => channelId),
        'channel',
      ),
      ...check('pet_ids', petIds, known.petIds(), 'pet'),
      ...check('zone_ids', zoneIds, known.zoneIds(), 'zone'),
      ...check('camera_ids', cameraIds, known.cameraIds(), 'camera'),
    ];
    refuse(errors);
  }

  #put(rule: StoredRule): Rule {
    this.#options.store.put(rule, this.#nowMilliseconds);
    this.#options.bus.emit('alerts.changed', { part: 'rules' });
    return this.#shown(rule);
  }

  #shown(rule: StoredRule): Rule {
    const until = snoozedUntil(this.#options.snoozes.list(this.#nowMilliseconds), rule.rule_id, null);
    return { ...rule, snoozed_until: until === null ? null : new Date(until).toISOString() };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}
