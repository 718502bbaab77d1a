import type { Snooze, SnoozeInput, SnoozeState } from '../../shared/alerts.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Caller } from '../../shared/routes/route.ts';
import { pauseEnd } from '../control/pause-end.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Clock } from '../system/clock.ts';
import type { Rules } from './rules.ts';
import { snoozedUntil, type SnoozeStore } from './snooze-store.ts';
import { isManager, type Subscriptions } from './subscriptions.ts';

interface SnoozesOptions {
  readonly store: SnoozeStore;
  readonly rules: Pick<Rules, 'find'>;
  readonly subscriptions: Pick<Subscriptions, 'find' | 'ownIds' | 'list'>;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** No alerts for a while: for everyone, by one rule, or on one phone. */
export class Snoozes {
  readonly #options: SnoozesOptions;

  constructor(options: SnoozesOptions) {
    this.#options = options;
  }

  /** What concerns whoever asks. */
  state(caller: Caller): SnoozeState {
    const { store, subscriptions } = this.#options;
    const all = store.list(this.#nowMilliseconds);
    const shown = new Set(subscriptions.list(caller).map(({ subscription_id: id }) => id));
    const forAll = snoozedUntil(
      all.filter(({ ruleId }) => ruleId === null),
      null,
      null,
    );
    return {
      snoozed_until: forAll === null ? null : isoTime(forAll),
      rules: all
        .filter(({ subscriptionId }) => subscriptionId === null)
        .flatMap(({ ruleId, untilMilliseconds }) =>
          ruleId === null ? [] : [{ rule_id: ruleId, snoozed_until: isoTime(untilMilliseconds) }],
        ),
      subscriptions: all.flatMap(({ ruleId, subscriptionId, untilMilliseconds }) =>
        subscriptionId === null || !shown.has(subscriptionId)
          ? []
          : [{ subscription_id: subscriptionId, rule_id: ruleId, snoozed_until: isoTime(untilMilliseconds) }],
      ),
    };
  }

  /** @throws PetLogError `invalid_input`, `rule_not_found`, `push_subscription_not_found` */
  set({ minutes, until, rule_id: ruleId, subscription_id: subscriptionId }: SnoozeInput, caller: Caller): Snooze {
    const { store, rules, bus, clock } = this.#options;
    if (ruleId !== undefined) {
      rules.find(ruleId);
    }
    const scopes = this.#scopes(subscriptionId, caller);
    const end = minutes === 0 ? null : pauseEnd({ pause_seconds: minutes === undefined ? undefined : minutes * 60, until }, clock);
    const untilMilliseconds = end === null ? 0 : Math.round(end.untilMicroseconds / 1000);
    const now = this.#nowMilliseconds;
    scopes.forEach((id) => store.set({ ruleId: ruleId ?? null, subscriptionId: id }, untilMilliseconds, now));
    bus.emit('alerts.changed', { part: 'snooze' });
    return { snoozed_until: end === null ? null : isoTime(untilMilliseconds) };
  }

  /** Null for everyone. */
  #scopes(subscriptionId: string | undefined, caller: Caller): readonly (string | null)[] {
    const { subscriptions } = this.#options;
    if (subscriptionId !== undefined) {
      return [subscriptions.find(subscriptionId, caller).subscriptionId];
    }
    if (isManager(caller)) {
      return [null];
    }
    const own = subscriptions.ownIds(caller);
    if (own.length === 0) {
      throw new PetLogError('push_subscription_not_found', { id: 'of your own' });
    }
    return own;
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
