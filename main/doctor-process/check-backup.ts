import { existsSync } from 'node:fs';
import { rowsOf } from './rows-of.ts';

export interface BackupStates {
  /** Names of the places that are switched on, and take rclone. */
  readonly byRclone: readonly string[];
}

/** What copies elsewhere need of this machine. Throws SQLite's error. */
export function backupStates(path: string): BackupStates {
  const targets = existsSync(path) ? rowsOf(path, 'SELECT settings FROM targets ORDER BY created_at_ms, id') : [];
  const settings = targets.map(
    (target) => JSON.parse(String(target['settings'])) as { readonly name?: string; readonly kind?: string; readonly enabled?: boolean },
  );
  return { byRclone: settings.filter(({ kind, enabled }) => kind === 'rclone' && enabled === true).map(({ name }) => name ?? '') };
}
