import { RuleInput } from '../../shared/alerts-rules.ts';
import { KeptRows } from '../system/kept-rows.ts';
import type { SavedDatabase } from '../system/saved-database.ts';

/** A rule as it is kept. */
export type StoredRule = RuleInput & { readonly rule_id: string };

/** Rules as they are kept; what later versions of PetLog added has its default. */
export class RuleStore {
  readonly #database: SavedDatabase;
  /** Each event asks for them. */
  readonly #rules: KeptRows<StoredRule>;

  constructor(database: SavedDatabase) {
    this.#database = database;
    this.#rules = new KeptRows(database, () => database.prepare('SELECT * FROM rules ORDER BY created_at_ms, rowid').all().flatMap(ruleOf));
  }

  /** In the order in which they were made. */
  list(): readonly StoredRule[] {
    return this.#rules.current;
  }

  find(ruleId: string): StoredRule | null {
    return this.list().find(({ rule_id: id }) => id === ruleId) ?? null;
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
