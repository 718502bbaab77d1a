import { randomUUID } from 'node:crypto';
import { troubleTypes } from '../../shared/alerts.ts';
import type { ChannelKind } from '../../shared/alerts-channels.ts';
import type { Config } from '../../shared/config.ts';
import type { Clock } from '../system/clock.ts';
import type { AlertTargets, FoundTarget } from './alert-targets.ts';
import type { NewDelivery, Occurrence, Target } from './delivery.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { FiringScope, Outbox } from './outbox.ts';
import { isAbout, isAtPresence, isInHours, isLongEnough } from './rule-match.ts';
import type { RuleStore, StoredRule } from './rule-store.ts';
import { snoozedUntil, type SnoozeStore, type StoredSnooze } from './snooze-store.ts';

interface AlerterOptions {
  readonly limits: () => Config['alerts'];
  readonly rules: Pick<RuleStore, 'list'>;
  readonly snoozes: Pick<SnoozeStore, 'list'>;
  readonly targets: AlertTargets;
  readonly outbox: Outbox;
  readonly dispatcher: Pick<Dispatcher, 'wake' | 'isInFlight'>;
  isHome(): boolean;
  /** Whether somebody watches a camera, other than its own screen. */
  isWatched(cameraId: string): boolean;
  /** In the language of a target. */
  titleOf(occurrence: Occurrence, target: FoundTarget): string;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

/** Those whose messages can be replaced: of the others, a second one would be one more. */
const changeableKinds: readonly ChannelKind[] = ['web_push', 'telegram', 'discord', 'webhook', 'mqtt'];
/** What happened before that is no news: other programs log events of last week. */
const newsMilliseconds = 15 * 60_000;
const mostWatched = 1000;

/** Decides who is told of what. One visit is one notification for each target, whatever the number of rules. */
export class Alerter {
  readonly #options: AlerterOptions;
  /** What somebody watched when a rule would have told it: nobody needs to hear of it once they look away. */
  readonly #watched = new Set<string>();

  constructor(options: AlerterOptions) {
    this.#options = options;
  }

  /** Something happened, or more is known of it. */
  consider(occurrence: Occurrence): void {
    const { limits, rules, snoozes, outbox } = this.#options;
    const now = this.#nowMilliseconds;
    const lastMoment = occurrence.startedAtMilliseconds + occurrence.durationSeconds * 1000;
    if (!limits().enabled || (occurrence.isOver && now - lastMoment > newsMilliseconds)) {
      return;
    }
    const before = outbox.alertOf(occurrence.subject);
    const snoozed = snoozes.list(now);
    const told = rules.list().flatMap((rule) => this.#fire(rule, occurrence, snoozed, now));
    if (before !== null) {
      this.#update(before, occurrence, snoozed, now, told);
    }
  }

  /** Returns the targets that are told just now. */
  #fire(rule: StoredRule, occurrence: Occurrence, snoozed: readonly StoredSnooze[], now: number): readonly Target[] {
    const { isHome, outbox } = this.#options;
    const before = outbox.alertOf(occurrence.subject); // another rule may have made it just now
    const fits =
      rule.enabled &&
      isAbout(rule, occurrence) &&
      isLongEnough(rule, occurrence) &&
      isInHours(rule, new Date(now)) &&
      isAtPresence(rule, isHome()) &&
      !this.#isMuted(rule, occurrence) &&
      !(before !== null && outbox.hasFired(before, rule.rule_id)) &&
      !this.#isTooSoon(rule, occurrence, before, now);
    return fits ? this.#send(rule, occurrence, before, snoozed, now) : [];
  }

  #send(rule: StoredRule, occurrence: Occurrence, before: string | null, snoozed: readonly StoredSnooze[], now: number): readonly Target[] {
    const { targets, outbox, dispatcher } = this.#options;
    const { cameraId, subject, eventType } = occurrence;
    const found = targets.of(rule, cameraId, snoozed).filter((target) => before === null || !outbox.hasDelivery(before, target));
    if (found.length === 0) {
      return [];
    }
    const firing = { ruleId: rule.rule_id, cameraId, isTrouble: troubleTypes.includes(eventType) };
    outbox.fire(subject, firing, now, (alertId) =>
      found.map((target) =>
        this.#delivery(alertId, occurrence, target, { id: rule.rule_id, name: rule.name, hasPicture: rule.picture }, now),
      ),
    );
    found.forEach((target) => dispatcher.wake(target));
    return found;
  }

  #isMuted(rule: StoredRule, { subject, cameraId, eventType }: Occurrence): boolean {
    if (!rule.muted_while_watched || cameraId === null) {
      return false;
    }
    const key = `${rule.rule_id} ${subject}`;
    if (this.#options.isWatched(cameraId)) {
      this.#watched.add(key);
      const [oldest] = this.#watched;
      if (oldest !== undefined && this.#watched.size > mostWatched) {
        this.#watched.delete(oldest);
      }
      return true;
    }
    // A page that is left open must not hide that the camera stays lost.
    return this.#watched.has(key) && !troubleTypes.includes(eventType);
  }

  #isTooSoon(rule: StoredRule, { cameraId, eventType }: Occurrence, before: string | null, now: number): boolean {
    const { limits, outbox } = this.#options;
    const within = (minutes: number, scope: FiringScope): boolean => {
      const last = minutes === 0 ? null : outbox.lastFiring(scope, before);
      // A moment in the future is one before the clock was set.
      return last !== null && last <= now && now - last < minutes * 60_000;
    };
    const { at_most_every_minutes: ofAll, camera_at_most_every_minutes: ofCamera } = limits();
    return (
      within(rule.at_most_every_minutes, { ruleId: rule.rule_id }) ||
      (!troubleTypes.includes(eventType) && (within(ofAll, 'all') || (cameraId !== null && within(ofCamera, { cameraId }))))
    );
  }

  /** Who was told before gets what is known now in its place. */
  #update(alertId: string, occurrence: Occurrence, snoozed: readonly StoredSnooze[], now: number, told: readonly Target[]): void {
    const { targets, outbox, dispatcher } = this.#options;
    for (const target of outbox.targetsOf(alertId)) {
      const newest = outbox.newestDelivery(alertId, target);
      const found = targets.find(target, occurrence.cameraId);
      const isNew = told.some(
        ({ channelId, subscriptionId }) => channelId === target.channelId && subscriptionId === target.subscriptionId,
      );
      const isSaid =
        newest !== null && (newest.state === 'delivered' || (newest.state === 'waiting' && dispatcher.isInFlight(newest.deliveryId)));
      if (
        newest === null ||
        found === null ||
        isNew ||
        !isSaid ||
        saysTheSame(newest.occurrence, occurrence) ||
        !changeableKinds.includes(found.channel.settings.kind)
      ) {
        continue; // what waits is made of what is known when it is sent
      }
      if (snoozedUntil(snoozed, newest.ruleId, found.subscription?.subscriptionId ?? null) === null) {
        const rule = { id: newest.ruleId, name: newest.ruleName, hasPicture: newest.hasPicture };
        outbox.add({ ...this.#delivery(alertId, occurrence, found, rule, now), isUpdate: true });
        dispatcher.wake(target);
      }
    }
  }

  #delivery(
    alertId: string,
    occurrence: Occurrence,
    target: FoundTarget,
    rule: { readonly id: string; readonly name: string; readonly hasPicture: boolean },
    now: number,
  ): NewDelivery {
    const { channel, subscription } = target;
    return {
      deliveryId: randomUUID(),
      alertId,
      isUpdate: false,
      channelId: channel.channelId,
      channelName: channel.name,
      channelKind: channel.settings.kind,
      subscriptionId: target.subscriptionId,
      deviceName: subscription?.deviceName ?? null,
      ruleId: rule.id,
      ruleName: rule.name,
      hasPicture: rule.hasPicture,
      occurrence,
      title: this.#options.titleOf(occurrence, target),
      createdAtMilliseconds: now,
    };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#options.clock.nowMicroseconds() / 1000);
  }
}

/** Whether a message about one would read as one about the other. */
const saysTheSame = (before: Occurrence, after: Occurrence): boolean => JSON.stringify(saidOf(before)) === JSON.stringify(saidOf(after));

/** That somebody is seen again is no news: it is told by itself, if somebody wants to hear of it. */
const saidOf = ({ eventType, label, petId, zoneIds, isOver }: Occurrence): unknown => [
  eventType,
  label,
  petId,
  zoneIds,
  isOver && eventType !== 'no_activity',
];
