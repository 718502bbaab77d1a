import type { DatabaseSync } from 'node:sqlite';

/** Nothing is sent until then. Without a rule: by none; without a subscription: to nobody. */
export interface StoredSnooze {
  readonly ruleId: string | null;
  readonly subscriptionId: string | null;
  readonly untilMilliseconds: number;
}

type SnoozeScope = Pick<StoredSnooze, 'ruleId' | 'subscriptionId'>;

/** Who wants no alerts for a while. */
export class SnoozeStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Those that last, by the wall clock. */
  list(nowMilliseconds: number): StoredSnooze[] {
    return this.#database
      .prepare('SELECT * FROM snoozes WHERE until_ms > ? ORDER BY rule_id, subscription_id')
      .all(nowMilliseconds)
      .map((row) => ({
        ruleId: row['rule_id'] === '' ? null : String(row['rule_id']),
        subscriptionId: row['subscription_id'] === '' ? null : String(row['subscription_id']),
        untilMilliseconds: Number(row['until_ms']),
      }));
  }

  /** A moment that has passed ends it. */
  set({ ruleId, subscriptionId }: SnoozeScope, untilMilliseconds: number, nowMilliseconds: number): void {
    this.#database.prepare('DELETE FROM snoozes WHERE until_ms <= ?').run(nowMilliseconds);
    if (untilMilliseconds <= nowMilliseconds) {
      this.#database.prepare('DELETE FROM snoozes WHERE rule_id = ? AND subscription_id = ?').run(ruleId ?? '', subscriptionId ?? '');
    } else {
      this.#database
        .prepare('INSERT OR REPLACE INTO snoozes (rule_id, subscription_id, until_ms) VALUES (?, ?, ?)')
        .run(ruleId ?? '', subscriptionId ?? '', untilMilliseconds);
    }
  }

  forgetRule(ruleId: string): void {
    this.#database.prepare('DELETE FROM snoozes WHERE rule_id = ?').run(ruleId);
  }

  forgetSubscription(subscriptionId: string): void {
    this.#database.prepare('DELETE FROM snoozes WHERE subscription_id = ?').run(subscriptionId);
  }
}

/** Until when a rule sends nothing to a target, as far as these say; null when it does. */
export function snoozedUntil(snoozes: readonly StoredSnooze[], ruleId: string | null, subscriptionId: string | null): number | null {
  const untils = snoozes
    .filter((snooze) => snooze.ruleId === null || snooze.ruleId === ruleId)
    .filter((snooze) => snooze.subscriptionId === null || snooze.subscriptionId === subscriptionId)
    .map(({ untilMilliseconds }) => untilMilliseconds);
  return untils.length === 0 ? null : Math.max(...untils);
}
