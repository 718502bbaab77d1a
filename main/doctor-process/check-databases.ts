import { accessSync, constants, existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { isMissing } from '../system/is-missing.ts';

/**
 * What each database file is like: `ok`, `missing`, `forbidden`, or what is
 * wrong with it. Leaves no file behind: where nobody has it open, SQLite is told
 * that nobody changes it, and needs no files beside it (SQLite, "immutable").
 */
export function checkDatabaseFiles(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, stateOf(path)]));
}

function stateOf(path: string): string {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    return isMissing(error) ? 'missing' : 'forbidden';
  }
  const url = pathToFileURL(path);
  if (!existsSync(`${path}-wal`) || !existsSync(`${path}-shm`)) {
    url.searchParams.set('immutable', '1');
  }
  try {
    const database = new DatabaseSync(url, { readOnly: true, timeout: 2000 });
    try {
      return String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']);
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
