import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { z } from 'zod';
import { type AuditEntry, auditOutcomes, type AuditPage, type AuditQuery } from '../../shared/access.ts';
import type { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import type { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import { transaction } from '../system/sqlite.ts';
import type { RunningTime } from './running-time.ts';

const keptMilliseconds = 90 * 24 * 3600 * 1000;
/** Somebody who is refused all day long must not fill the disk (about 20 MB), nor push out what was done. */
const mostEntriesOfOutcome = 50_000;
const pruneMilliseconds = 3600 * 1000;
const pruneInserts = 1000;
const togetherMilliseconds = 60_000;
/** A flood of requests must not become a flood of writes to a memory card. */
const countingMilliseconds = 1000;
const mostRecent = 1000;
const longestText = 200;

export type AuditFact = Pick<AuditEntry, 'actor' | 'address' | 'action' | 'outcome' | 'detail'>;

/** An entry, and how often the same was refused since it was written. */
interface Refusal {
  readonly id: number | bigint;
  readonly at: number;
  uncounted: number;
  lastAt: number;
  lastAtRunning: number;
}

interface AuditLogDependencies {
  clock: Clock;
  runningTime: Pick<RunningTime, 'milliseconds'>;
  logger: Logger;
}

/** Who did what from where, and every refusal, for 90 days in which PetLog runs. Never holds a secret. */
export class AuditLog {
  readonly #file: FallbackDatabase;
  readonly #dependencies: AuditLogDependencies;
  #statements: ReturnType<typeof statementsOf>;
  #insertsUntilPruning = pruneInserts;
  #cancelPruning: () => void = () => {};
  /** Refusals of the last minute, and some older ones. */
  readonly #recent = new Map<string, Refusal>();
  #cancelCounting: (() => void) | null = null;

  constructor(file: FallbackDatabase, dependencies: AuditLogDependencies) {
    this.#file = file;
    this.#dependencies = dependencies;
    this.#statements = statementsOf(file.current);
    this.#pruneNowAndHourly();
  }

  /** What is wrong with its file. */
  get problem(): PetLogError | null {
    return this.#file.problem;
  }

  /** Writes to its file what it could not take before. Never throws. */
  retry(): void {
    if (!this.#file.isInMemory) {
      return;
    }
    this.#countRepeats();
    const isBack = this.#file.retry((memory, file) => transaction(file, () => takeOver(memory, file, this.#file.isRead)));
    if (isBack) {
      this.#statements = statementsOf(this.#file.current);
      this.#recent.clear(); // their entries have other numbers now
    }
  }

  /** Never throws: what was done is done, and on a full disk one must still be able to make room. */
  record(fact: AuditFact): void {
    const now = Math.round(this.#dependencies.clock.nowMicroseconds() / 1000);
    const running = this.#dependencies.runningTime.milliseconds();
    const values = [fact.actor, fact.address, fact.action, fact.outcome, fact.detail].map((text) =>
      text.slice(0, longestText).toWellFormed(),
    );
    const key = JSON.stringify(values);
    const repeated = fact.outcome === 'refused' ? this.#recent.get(key) : undefined;
    if (repeated !== undefined && repeated.at >= now - togetherMilliseconds) {
      Object.assign(repeated, { uncounted: repeated.uncounted + 1, lastAt: now, lastAtRunning: running });
      this.#cancelCounting ??= this.#dependencies.clock.after(countingMilliseconds, () => this.#countRepeats());
      return;
    }
    this.#attempt(() => {
      const { lastInsertRowid } = this.#statements.insert.run(now, now, running, ...values);
      if (fact.outcome === 'refused') {
        this.#remember(key, { id: lastInsertRowid, at: now, uncounted: 0, lastAt: now, lastAtRunning: running });
      }
      this.#insertsUntilPruning -= 1;
      if (this.#insertsUntilPruning <= 0) {
        this.#prune();
      }
    });
  }

  /** Newest first. */
  list({ page, page_size, outcome }: z.output<typeof AuditQuery>): AuditPage {
    this.#countRepeats();
    const where = outcome === undefined ? '' : 'WHERE outcome = ?';
    const values = outcome === undefined ? [] : [outcome];
    const total = this.#file.current.prepare(`SELECT count(*) AS count FROM audit ${where}`).get(...values)?.['count'];
    const rows = this.#file.current
      .prepare(`SELECT * FROM audit ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
      .all(...values, page_size, (page - 1) * page_size);
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
    this.#countRepeats();
  }

  #remember(key: string, refusal: Refusal): void {
    if (this.#recent.size >= mostRecent) {
      this.#countRepeats();
      this.#recent.clear();
    }
    this.#recent.set(key, refusal);
  }

  #countRepeats(): void {
    this.#cancelCounting?.();
    this.#cancelCounting = null;
    for (const refusal of this.#recent.values()) {
      if (refusal.uncounted > 0) {
        this.#attempt(() => this.#statements.repeat.run(refusal.uncounted, refusal.lastAt, refusal.lastAtRunning, refusal.id));
        refusal.uncounted = 0;
      }
    }
  }

  #pruneNowAndHourly(): void {
    this.#attempt(() => this.#prune());
    this.#cancelPruning = this.#dependencies.clock.after(pruneMilliseconds, () => this.#pruneNowAndHourly());
  }

  #prune(): void {
    this.#insertsUntilPruning = pruneInserts;
    this.#statements.removeOld.run(this.#dependencies.runningTime.milliseconds() - keptMilliseconds);
    for (const outcome of auditOutcomes) {
      this.#statements.removeMost.run(outcome, outcome, mostEntriesOfOutcome);
    }
  }

  /** Where the file takes nothing any more, memory does. */
  #attempt(work: () => void): void {
    try {
      work();
      return;
    } catch (error) {
      if (this.#file.isInMemory) {
        this.#dependencies.logger.error({ err: error }, 'the record of who did what could not be written');
        return;
      }
      this.#file.leave(error);
      this.#statements = statementsOf(this.#file.current);
    }
    this.#attempt(work);
  }
}

const columns = ['at_ms', 'last_at_ms', 'last_at_running_ms', 'actor', 'address', 'action', 'outcome', 'detail', 'count'] as const;

function statementsOf(database: DatabaseSync) {
  return {
    insert: database.prepare(`INSERT INTO audit (${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`),
    repeat: database.prepare('UPDATE audit SET count = count + ?, last_at_ms = ?, last_at_running_ms = ? WHERE id = ?'),
    removeOld: database.prepare('DELETE FROM audit WHERE last_at_running_ms < ?'),
    removeMost: database.prepare(
      'DELETE FROM audit WHERE outcome = ? AND id <= (SELECT id FROM audit WHERE outcome = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
    ),
  };
}

/** @param isCopy the one in memory began with what is in the file */
function takeOver(memory: DatabaseSync, file: DatabaseSync, isCopy: boolean): void {
  const lastId = isCopy ? Number(file.prepare('SELECT coalesce(max(id), 0) AS last FROM audit').get()?.['last']) : 0;
  const insert = file.prepare(`INSERT INTO audit (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of memory.prepare('SELECT * FROM audit WHERE id > ? ORDER BY id').iterate(lastId)) {
    insert.run(...columns.map((name) => row[name] as SQLInputValue));
  }
}
