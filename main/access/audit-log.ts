import type { DatabaseSync } from 'node:sqlite';
import type { z } from 'zod';
import type { AuditEntry, AuditPage, AuditQuery } from '../../shared/access.ts';
import type { Clock } from '../system/clock.ts';

const keptMilliseconds = 90 * 24 * 3600 * 1000;
/** Somebody who is refused all day long must not fill the disk: about 20 MB. */
const mostEntries = 100_000;
const pruneMilliseconds = 3600 * 1000;
const togetherMilliseconds = 60_000;
const longestText = 200;

export type AuditFact = Pick<AuditEntry, 'actor' | 'address' | 'action' | 'outcome' | 'detail'>;

/** Who did what from where, and every refusal, for 90 days. Never holds a secret. */
export class AuditLog {
  readonly #clock: Clock;
  readonly #insert;
  readonly #repeat;
  readonly #database: DatabaseSync;
  readonly #cancelPruning: () => void;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#insert = database.prepare('INSERT INTO audit (at_ms, last_at_ms, actor, address, action, outcome, detail, count) VALUES (?, ?, ?, ?, ?, ?, ?, 1)');
    this.#repeat = database.prepare(
      `UPDATE audit SET count = count + 1, last_at_ms = ? WHERE id = (
         SELECT id FROM audit WHERE id > (SELECT coalesce(max(id), 0) - 50 FROM audit) AND at_ms >= ? AND actor = ? AND address = ? AND action = ? AND outcome = ? AND detail = ? ORDER BY id DESC LIMIT 1)`,
    );
    this.#cancelPruning = this.#pruneAgainAndAgain();
  }

  record(fact: AuditFact): void {
    const now = Math.round(this.#clock.nowMicroseconds() / 1000);
    const values = [fact.actor, fact.address, fact.action, fact.outcome, fact.detail].map((text) => text.slice(0, longestText).toWellFormed());
    const isRepeated = fact.outcome === 'refused' && Number(this.#repeat.run(now, now - togetherMilliseconds, ...values).changes) > 0;
    if (!isRepeated) {
      this.#insert.run(now, now, ...values);
    }
  }

  /** Newest first. */
  list({ page, page_size, outcome }: z.output<typeof AuditQuery>): AuditPage {
    const where = outcome === undefined ? '' : 'WHERE outcome = ?';
    const values = outcome === undefined ? [] : [outcome];
    const total = this.#database.prepare(`SELECT count(*) AS count FROM audit ${where}`).get(...values)?.['count'];
    const rows = this.#database.prepare(`SELECT * FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?`).all(...values, page_size, (page - 1) * page_size);
    return {
      total_count: Number(total),
      page,
      page_size,
      entries: rows.map((row) => ({
        entry_id: Number(row['id']),
        at: new Date(Number(row['at_ms'])).toISOString(),
        last_at: new Date(Number(row['last_at_ms'])).toISOString(),
        actor: String(row['actor']),
        address: String(row['address']),
        action: String(row['action']),
        outcome: row['outcome'] as AuditEntry['outcome'],
        detail: String(row['detail']),
        count: Number(row['count']),
      })),
    };
  }

  close(): void {
    this.#cancelPruning();
  }

  #pruneAgainAndAgain(): () => void {
    let cancel = (): void => {};
    const prune = (): void => {
      this.#database.prepare('DELETE FROM audit WHERE last_at_ms < ?').run(Math.round(this.#clock.nowMicroseconds() / 1000) - keptMilliseconds);
      this.#database.prepare('DELETE FROM audit WHERE id <= (SELECT coalesce(max(id), 0) FROM audit) - ?').run(mostEntries);
      cancel = this.#clock.after(pruneMilliseconds, prune);
    };
    prune();
    return () => cancel();
  }
}
