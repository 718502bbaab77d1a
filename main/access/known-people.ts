import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Whether devices, people or tokens are known on a data directory, or were
 * before its database was damaged: then somebody chose who may come in. For
 * the owner of the directory, before the database is opened to be used.
 */
export function isAnybodyKnown(dataDirectory: string): boolean {
  const path = join(dataDirectory, 'access', 'access.db');
  if (!existsSync(path)) {
    return existsSync(`${path}.damaged`);
  }
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      const tables = ['accounts', 'devices', 'api_tokens'];
      const isKnown = tables.some((table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined);
      return isKnown || existsSync(`${path}.damaged`);
    } finally {
      database.close();
    }
  } catch {
    return true;
  }
}
