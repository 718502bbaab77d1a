import type { BackupTarget } from '../../shared/backup.ts';
import { BackupTarget as BackupTargetSchema } from '../../shared/backup.ts';
import { preparePrivate } from '../access/access-database.ts';
import type { PetLogError } from '../../shared/errors.ts';
import { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import { openSqlite } from '../system/sqlite.ts';
import { copyRows, replaceRows } from '../system/sqlite-copy.ts';
import type { PartialUpload } from './backup-store.ts';
import { StoredFiles } from './stored-files.ts';

/** In the data directory. */
export const backupDatabaseFile = 'backup/backup.db';

/** Each step once, in order; `user_version` counts those that are done. A step that was ever released is never changed. */
const migrations = [
  `CREATE TABLE targets (
     id TEXT PRIMARY KEY,
     settings TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL,
     last_success_at_ms INTEGER,
     last_error TEXT
   ) STRICT;
   CREATE TABLE copies (
     target_id TEXT NOT NULL,
     kind TEXT NOT NULL,
     source_id TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     priority INTEGER NOT NULL,
     state TEXT NOT NULL,
     due_at_ms INTEGER NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     size_bytes INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (target_id, kind, source_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX copies_waiting ON copies (target_id, kind, priority, at_ms) WHERE state = 'waiting';
   CREATE INDEX copies_by_time ON copies (target_id, at_ms) WHERE state = 'copied';
   CREATE TABLE uploads (
     target_id TEXT NOT NULL,
     key TEXT NOT NULL,
     size_bytes INTEGER NOT NULL,
     upload TEXT NOT NULL,
     PRIMARY KEY (target_id, key)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE targets ADD COLUMN last_check TEXT;
   CREATE TABLE files (
     target_id TEXT NOT NULL,
     key TEXT NOT NULL,
     kind TEXT NOT NULL,
     source_id TEXT NOT NULL,
     size_bytes INTEGER NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (target_id, key)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX files_of_copies ON files (target_id, kind, source_id);`,
] as const;

/** How far this PetLog knows its tables. */
export const backupVersion = migrations.length;

export const copyKinds = ['event', 'recording'] as const;
export type CopyKind = (typeof copyKinds)[number];

/** Something that is to be there. */
export interface Copy {
  readonly targetId: string;
  readonly kind: CopyKind;
  readonly sourceId: string;
  /** When it began, since 1970. */
  readonly atMilliseconds: number;
  readonly tries: number;
}

export interface CopySums {
  readonly waiting: number;
  readonly failing: number;
  readonly copied: number;
  readonly copiedBytes: number;
}

/** Which copies are to be where, and what became of them. */
export class BackupDatabase {
  readonly #file: FallbackDatabase;

  /** What lies there, file by file. */
  readonly files: StoredFiles;

  constructor(path: string, logger: Logger) {
    this.#file = new FallbackDatabase({
      path,
      migrations,
      logger,
      open(onDamage, waitMilliseconds) {
        preparePrivate(path);
        return openSqlite(
          path,
          migrations,
          (error, aside) => {
            preparePrivate(path);
            onDamage(error, aside);
          },
          waitMilliseconds,
        );
      },
    });
    this.files = new StoredFiles({
      all: (sql, ...values) => this.#all(sql, ...values),
      run: (sql, ...values) => this.#run(sql, ...values),
    });
  }

  get problem(): PetLogError | null {
    return this.#file.problem;
  }

  /** Uses the file again where that could not be. Never throws. */
  retry(): void {
    const { isRead } = this.#file;
    this.#file.retry((memory, file) => (isRead ? replaceRows(memory, file) : copyRows(memory, file)));
  }

  targets(): BackupTarget[] {
    return this.#all('SELECT settings FROM targets ORDER BY created_at_ms, id').map(({ settings }) =>
      BackupTargetSchema.parse(JSON.parse(String(settings))),
    );
  }

  putTarget(target: BackupTarget, nowMilliseconds: number): void {
    this.#run(
      'INSERT INTO targets (id, settings, created_at_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
      target.target_id,
      JSON.stringify(target),
      nowMilliseconds,
    );
  }

  /** What is there stays there. */
  removeTarget(targetId: string): void {
    for (const table of ['copies', 'uploads', 'files']) {
      this.#run(`DELETE FROM ${table} WHERE target_id = ?`, targetId);
    }
    this.#run('DELETE FROM targets WHERE id = ?', targetId);
  }

  outcomeOf(targetId: string): { readonly lastSuccessAtMilliseconds: number | null; readonly lastError: string | null } {
    const [row] = this.#all('SELECT last_success_at_ms, last_error FROM targets WHERE id = ?', targetId);
    const at = row?.['last_success_at_ms'] ?? null;
    const error = row?.['last_error'] ?? null;
    return { lastSuccessAtMilliseconds: at === null ? null : Number(at), lastError: typeof error === 'string' ? error : null };
  }

  setOutcome(targetId: string, lastError: string | null, nowMilliseconds: number): void {
    this.#run(
      lastError === null
        ? 'UPDATE targets SET last_error = NULL, last_success_at_ms = ? WHERE id = ?'
        : 'UPDATE targets SET last_error = ? WHERE id = ?',
      lastError ?? nowMilliseconds,
      targetId,
    );
  }

  /** What is known already stays as it is, but for a higher priority. */
  add(copy: Omit<Copy, 'tries'>, priority: number, dueAtMilliseconds: number): void {
    this.#run(
      `INSERT INTO copies (target_id, kind, source_id, at_ms, priority, state, due_at_ms) VALUES (?, ?, ?, ?, ?, 'waiting', ?)
       ON CONFLICT DO UPDATE SET priority = excluded.priority WHERE state = 'waiting' AND priority <> excluded.priority`,
      copy.targetId,
      copy.kind,
      copy.sourceId,
      copy.atMilliseconds,
      priority,
      dueAtMilliseconds,
    );
  }

  /** What is to be sent next: the most important, of these the newest. */
  next(targetId: string, kind: CopyKind, mostPriority: number, nowMilliseconds: number): Copy | null {
    const [row] = this.#all(
      `SELECT source_id, at_ms, tries FROM copies WHERE target_id = ? AND kind = ? AND state = 'waiting' AND priority <= ? AND due_at_ms <= ?
       ORDER BY priority, at_ms DESC LIMIT 1`,
      targetId,
      kind,
      mostPriority,
      nowMilliseconds,
    );
    return row === undefined
      ? null
      : { targetId, kind, sourceId: String(row['source_id']), atMilliseconds: Number(row['at_ms']), tries: Number(row['tries']) };
  }

  /** When the next one that waits is due; null for none. */
  nextDueMilliseconds(targetId: string, kind: CopyKind, mostPriority: number): number | null {
    const [row] = this.#all(
      "SELECT min(due_at_ms) AS due FROM copies WHERE target_id = ? AND kind = ? AND state = 'waiting' AND priority <= ?",
      targetId,
      kind,
      mostPriority,
    );
    const due = row?.['due'] ?? null;
    return due === null ? null : Number(due);
  }

  copied({ targetId, kind, sourceId }: Copy, sizeBytes: number): void {
    this.#run(
      "UPDATE copies SET state = 'copied', size_bytes = ? WHERE target_id = ? AND kind = ? AND source_id = ?",
      sizeBytes,
      targetId,
      kind,
      sourceId,
    );
  }

  /** It came back from there. */
  brought({ targetId, kind, sourceId, atMilliseconds }: Omit<Copy, 'tries'>, sizeBytes: number): void {
    this.#run(
      `INSERT INTO copies (target_id, kind, source_id, at_ms, priority, state, due_at_ms, size_bytes) VALUES (?, ?, ?, ?, 0, 'copied', 0, ?)
       ON CONFLICT DO UPDATE SET state = 'copied', size_bytes = excluded.size_bytes`,
      targetId,
      kind,
      sourceId,
      atMilliseconds,
      sizeBytes,
    );
  }

  failed({ targetId, kind, sourceId }: Copy, dueAtMilliseconds: number): void {
    this.#run(
      'UPDATE copies SET tries = tries + 1, due_at_ms = ? WHERE target_id = ? AND kind = ? AND source_id = ?',
      dueAtMilliseconds,
      targetId,
      kind,
      sourceId,
    );
  }

  /** It is gone: here before it was sent, or there by its age. It does not come back. */
  gone({ targetId, kind, sourceId }: Copy): void {
    this.#run("UPDATE copies SET state = 'gone' WHERE target_id = ? AND kind = ? AND source_id = ?", targetId, kind, sourceId);
    this.#run('DELETE FROM files WHERE target_id = ? AND kind = ? AND source_id = ?', targetId, kind, sourceId);
  }

  /** Copies of what began before a moment, the oldest first. */
  copiedBefore(targetId: string, milliseconds: number, limit: number): Copy[] {
    return this.#all(
      "SELECT kind, source_id, at_ms FROM copies WHERE target_id = ? AND state = 'copied' AND at_ms < ? ORDER BY at_ms LIMIT ?",
      targetId,
      milliseconds,
      limit,
    ).map((row) => ({
      targetId,
      kind: row['kind'] === 'event' ? 'event' : 'recording',
      sourceId: String(row['source_id']),
      atMilliseconds: Number(row['at_ms']),
      tries: 0,
    }));
  }

  /** Ids of the targets that have a copy of something. */
  targetsWith(kind: CopyKind, sourceId: string): string[] {
    return this.#all("SELECT target_id FROM copies WHERE kind = ? AND source_id = ? AND state = 'copied'", kind, sourceId).map((row) =>
      String(row['target_id']),
    );
  }

  sums(targetId: string, mostPriority: number): CopySums {
    const [row] = this.#all(
      `SELECT coalesce(sum(state = 'waiting' AND priority <= ?), 0) AS waiting, coalesce(sum(state = 'waiting' AND priority <= ? AND tries > 0), 0) AS failing,
              coalesce(sum(state = 'copied'), 0) AS copied, coalesce(sum(CASE WHEN state = 'copied' THEN size_bytes END), 0) AS bytes
       FROM copies WHERE target_id = ?`,
      mostPriority,
      mostPriority,
      targetId,
    );
    return {
      waiting: Number(row?.['waiting']),
      failing: Number(row?.['failing']),
      copied: Number(row?.['copied']),
      copiedBytes: Number(row?.['bytes']),
    };
  }

  /** How far a file of this size has come there; null for one that is to begin. */
  uploadOf(targetId: string, key: string, sizeBytes: number): PartialUpload | null {
    const [row] = this.#all('SELECT upload FROM uploads WHERE target_id = ? AND key = ? AND size_bytes = ?', targetId, key, sizeBytes);
    return row === undefined ? null : (JSON.parse(String(row['upload'])) as PartialUpload);
  }

  keepUpload(targetId: string, key: string, sizeBytes: number, upload: PartialUpload | null): void {
    if (upload === null) {
      this.#run('DELETE FROM uploads WHERE target_id = ? AND key = ?', targetId, key);
    } else {
      this.#run(
        `INSERT INTO uploads (target_id, key, size_bytes, upload) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET size_bytes = excluded.size_bytes, upload = excluded.upload`,
        targetId,
        key,
        sizeBytes,
        JSON.stringify(upload),
      );
    }
  }

  close(): void {
    this.#file.close();
  }

  #all(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
    return this.#file.current.prepare(sql).all(...values);
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#file.current.prepare(sql).run(...values);
  }
}
