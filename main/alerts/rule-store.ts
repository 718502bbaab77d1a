import type { DatabaseSync } from 'node:sqlite';
import { RuleInput } from '../../shared/alerts-rules.ts';

/** A rule as it is kept. */
export type StoredRule = RuleInput & { readonly rule_id: string };

/** Rules as they are kept; what later versions of PetLog added has its default. */
export class RuleStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** In the order in which they were made. */
  list(): StoredRule[] {
    return this.#database.prepare('SELECT * FROM rules ORDER BY created_at_ms, rowid').all().flatMap(ruleOf);
  }

  find(ruleId: string): StoredRule | null {
    return this.#database.prepare('SELECT * FROM rules WHERE id = ?').all(ruleId).flatMap(ruleOf)[0] ?? null;
  }

  /** Adds it, or changes the one with its id. */
  put({ rule_id: ruleId, ...content }: StoredRule, nowMilliseconds: number): void {
    this.#database
      .prepare('INSERT INTO rules (id, content, created_at_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET content = excluded.content')
      .run(ruleId, JSON.stringify(content), nowMilliseconds);
  }

  remove(ruleId: string): void {
    this.#database.prepare('DELETE FROM rules WHERE id = ?').run(ruleId);
  }
}

function ruleOf(row: Record<string, unknown>): StoredRule[] {
  const content = RuleInput.safeParse(JSON.parse(String(row['content'])));
  return content.success ? [{ rule_id: String(row['id']), ...content.data }] : [];
}
