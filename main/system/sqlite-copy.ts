import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { transaction } from './sqlite.ts';

/** The tables of a database that are PetLog's own. */
export const tablesOf = (database: DatabaseSync): string[] =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
    .all()
    .map((row) => String(row['name']));

/** Adds the rows of the tables that both have; one that is there already stays. All of them or none. */
export function copyRows(from: DatabaseSync, to: DatabaseSync, tables: readonly string[] = tablesOf(to)): void {
  const present = new Set(tablesOf(from));
  transaction(to, () => {
    to.exec('PRAGMA defer_foreign_keys = ON;');
    tables.filter((name) => present.has(name)).forEach((table) => copyTable(from, to, table));
  });
}

/** Makes the rows of one database those of another one with the same tables. All of them or none. */
export function replaceRows(from: DatabaseSync, to: DatabaseSync): void {
  transaction(to, () => {
    to.exec('PRAGMA defer_foreign_keys = ON;');
    tablesOf(to).forEach((table) => to.exec(`DELETE FROM ${table}`));
    tablesOf(from).forEach((table) => copyTable(from, to, table));
  });
}

/** In the order of their making, where there is one, which some questions go by. */
function copyTable(from: DatabaseSync, to: DatabaseSync, table: string): void {
  const columns = to
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map((row) => String(row['name']));
  const there = new Set(
    from
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map((row) => row['name']),
  );
  const names = columns.filter((name) => there.has(name));
  const insert = to.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
  const isWithoutRowId = from.prepare('SELECT wr FROM pragma_table_list WHERE name = ?').get(table)?.['wr'] === 1;
  const order = isWithoutRowId ? '' : 'ORDER BY rowid';
  for (const row of from.prepare(`SELECT ${names.join(', ')} FROM ${table} ${order}`).iterate()) {
    insert.run(...names.map((name) => row[name] as SQLInputValue));
  }
}

/**
 * Lets `work` read a database that cannot be opened where it is: on a read-only
 * disk, or locked by somebody. It is copied for that to a directory in memory,
 * with its log of changes, without which it would tell what was.
 *
 * @throws when it cannot be read, or is damaged
 */
export function readCopy(path: string, work: (database: DatabaseSync) => void, mayBeDamaged = false): void {
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'petlog-'));
  try {
    const copy = join(directory, 'copy.db');
    for (const suffix of ['', '-wal', '-journal']) {
      if (suffix === '' || existsSync(path + suffix)) {
        copyFileSync(path + suffix, copy + suffix);
      }
    }
    const database = new DatabaseSync(copy);
    try {
      const check = mayBeDamaged ? 'ok' : database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
      if (check !== 'ok') {
        throw new Error(`the database fails its check: ${String(check)}`);
      }
      work(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
