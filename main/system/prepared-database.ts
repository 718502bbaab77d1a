import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** More than any of our databases is asked; what is put together of parts may have more. Twice as many are kept at most. */
const mostOfGeneration = 100;

/**
 * A database that prepares each statement once. One takes some 9 kB outside of V8's heap, which are freed when V8 collects it: it
 * does not know of them, and comes late.
 */
export class PreparedDatabase extends DatabaseSync {
  /** By their SQL. What is asked again and again changes nothing here: a map that is written each time leaves tables behind. */
  #statements = new Map<string, StatementSync>();
  /** What was not asked since there were too many. */
  #older = new Map<string, StatementSync>();

  override prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      return known;
    }
    const statement = this.#older.get(sql) ?? this.prepareAnew(sql);
    if (this.#statements.size >= mostOfGeneration) {
      this.#older = this.#statements;
      this.#statements = new Map();
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  override close(): void {
    this.#statements.clear();
    this.#older.clear();
    super.close();
  }

  /** What has not been asked yet. */
  protected prepareAnew(sql: string): StatementSync {
    return super.prepare(sql);
  }
}
