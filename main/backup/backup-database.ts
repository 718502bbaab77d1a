import type { BackupTarget } from '../../shared/backup.ts';
import { BackupTarget as BackupTargetSchema } from '../../shared/backup.ts';
import { preparePrivate } from '../access/access-database.ts';
import type { PetLogError } from '../../shared/errors.ts';
import { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import { openSqlite, transaction } from '../system/sqlite.ts';
import { copyRows, replaceRows } from '../system/sqlite-copy.ts';
import { backupMigrations } from './backup-migrations.ts';
import { CopyList } from './copy-list.ts';
import type { Statements } from './statements.ts';
import { StoredFiles } from './stored-files.ts';
import { UnfinishedUploads } from './unfinished-uploads.ts';

/** In the data directory. */
export const backupDatabaseFile = 'backup/backup.db';

/** By the wall clock, since 1970. */
interface TargetOutcome {
  readonly lastSuccessAtMilliseconds: number | null;
  /** Null once something has arrived again. */
  readonly lastError: string | null;
  /** Of the first failure after the last success; null for none. */
  readonly failingSinceMilliseconds: number | null;
}

const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Where copies go, and what became of them. */
export class BackupDatabase {
  readonly #file: FallbackDatabase;

  readonly copies: CopyList;
  readonly uploads: UnfinishedUploads;
  /** What lies there, file by file. */
  readonly files: StoredFiles;

  constructor(path: string, logger: Logger) {
    this.#file = new FallbackDatabase({
      path,
      migrations: backupMigrations,
      logger,
      open(onDamage, waitMilliseconds) {
        preparePrivate(path);
        return openSqlite(
          path,
          backupMigrations,
          (error, aside) => {
            preparePrivate(path);
            onDamage(error, aside);
          },
          waitMilliseconds,
        );
      },
    });
    const statements: Statements = {
      all: (sql, ...values) => this.#all(sql, ...values),
      run: (sql, ...values) => this.#run(sql, ...values),
    };
    this.copies = new CopyList(statements);
    this.uploads = new UnfinishedUploads(statements);
    this.files = new StoredFiles(statements);
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
    transaction(this.#file.current, () => {
      for (const table of ['copies', 'uploads', 'files']) {
        this.#run(`DELETE FROM ${table} WHERE target_id = ?`, targetId);
      }
      this.#run('DELETE FROM targets WHERE id = ?', targetId);
    });
  }

  outcomeOf(targetId: string): TargetOutcome {
    const [row] = this.#all('SELECT last_success_at_ms, last_error, failing_since_ms FROM targets WHERE id = ?', targetId);
    const error = row?.['last_error'] ?? null;
    return {
      lastSuccessAtMilliseconds: numberOrNull(row?.['last_success_at_ms']),
      lastError: typeof error === 'string' ? error : null,
      failingSinceMilliseconds: numberOrNull(row?.['failing_since_ms']),
    };
  }

  setOutcome(targetId: string, lastError: string | null, nowMilliseconds: number): void {
    this.#run(
      lastError === null
        ? 'UPDATE targets SET last_error = ?, last_success_at_ms = ?, failing_since_ms = NULL WHERE id = ?'
        : 'UPDATE targets SET last_error = ?, failing_since_ms = coalesce(failing_since_ms, ?) WHERE id = ?',
      lastError,
      nowMilliseconds,
      targetId,
    );
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
