import type { StatementSync } from 'node:sqlite';
import type { PreparedDatabase } from '../system/prepared-database.ts';

/** What is asked of one database, prepared once. */
export class Statements {
  readonly database: PreparedDatabase;

  constructor(database: PreparedDatabase) {
    this.database = database;
  }

  get(sql: string): StatementSync {
    return this.database.prepare(sql);
  }
}
