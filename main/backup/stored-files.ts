import type { StoredFile } from './backup-store.ts';
import type { Statements } from './statements.ts';

interface CopyName {
  readonly targetId: string;
  readonly kind: 'event' | 'recording';
  readonly sourceId: string;
}

/** A file that is read back, and of what it is. */
export type CheckedFile = CopyName & StoredFile;

/** What came of looking at a sample. */
export interface CopyCheck {
  readonly atMilliseconds: number;
  readonly checkedCount: number;
  readonly brokenCount: number;
  readonly brokenKeys: readonly string[];
}

/** The files that lie elsewhere, as they were sent, and what came of looking at them. */
export class StoredFiles {
  readonly #database: Statements;

  constructor(database: Statements) {
    this.#database = database;
  }

  isStored(targetId: string, key: string): boolean {
    return this.#database.all('SELECT 1 FROM files WHERE target_id = ? AND key = ?', targetId, key).length > 0;
  }

  /** A file of a copy lies there, and nothing under another key that it was sent under before. */
  stored({ targetId, kind, sourceId }: CopyName, { key, sizeBytes, sha256 }: StoredFile, otherKey: string): void {
    this.#database.run('DELETE FROM files WHERE target_id = ? AND key = ?', targetId, otherKey);
    this.#database.run(
      'INSERT OR REPLACE INTO files (target_id, key, kind, source_id, size_bytes, sha256) VALUES (?, ?, ?, ?, ?, ?)',
      targetId,
      key,
      kind,
      sourceId,
      sizeBytes,
      sha256,
    );
  }

  checkOf(targetId: string): { readonly last: CopyCheck | null; readonly createdAtMilliseconds: number } {
    const [row] = this.#database.all('SELECT last_check, created_at_ms FROM targets WHERE id = ?', targetId);
    const last = row?.['last_check'];
    return {
      last: typeof last === 'string' ? (JSON.parse(last) as CopyCheck) : null,
      createdAtMilliseconds: Number(row?.['created_at_ms'] ?? 0),
    };
  }

  setCheck(targetId: string, check: CopyCheck): void {
    this.#database.run('UPDATE targets SET last_check = ? WHERE id = ?', JSON.stringify(check), targetId);
  }

  /** Those that were broken the last time, then others by chance. */
  filesToCheck(targetId: string, limit: number): CheckedFile[] {
    const before = JSON.stringify(this.checkOf(targetId).last?.brokenKeys ?? []);
    return this.#database
      .all(
        `SELECT key, files.kind, files.source_id, files.size_bytes, sha256 FROM files
       JOIN copies USING (target_id, kind, source_id) WHERE target_id = ? AND copies.state = 'copied'
       ORDER BY key IN (SELECT value FROM json_each(?)) DESC, random() LIMIT ?`,
        targetId,
        before,
        limit,
      )
      .map((row) => ({
        targetId,
        kind: row['kind'] === 'event' ? 'event' : 'recording',
        sourceId: String(row['source_id']),
        key: String(row['key']),
        sizeBytes: Number(row['size_bytes']),
        sha256: String(row['sha256']),
      }));
  }

  /** A copy is not what it was. */
  sendAgain({ targetId, kind, sourceId }: CopyName): void {
    this.#database.run(
      "UPDATE copies SET state = 'waiting', tries = 0, due_at_ms = 0 WHERE target_id = ? AND kind = ? AND source_id = ? AND state = 'copied'",
      targetId,
      kind,
      sourceId,
    );
  }
}
