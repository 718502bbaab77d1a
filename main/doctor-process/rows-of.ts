import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** Of a database; nobody who has it open is disturbed. Throws SQLite's error. */
export function rowsOf(path: string, sql: string): Record<string, unknown>[] {
  const url = pathToFileURL(path);
  if (!existsSync(`${path}-wal`) || !existsSync(`${path}-shm`)) {
    url.searchParams.set('immutable', '1');
  }
  const database = new DatabaseSync(url, { readOnly: true, timeout: 2000 });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}
