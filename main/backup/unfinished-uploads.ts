import type { PartialUpload } from './backup-store.ts';
import type { Statements } from './statements.ts';

/** A file that has begun to go there in parts. */
export interface UnfinishedUpload {
  readonly key: string;
  /** Of the whole file. */
  readonly sizeBytes: number;
  readonly upload: PartialUpload;
}

/** How far files have come that are sent in parts, so that they go on after a restart. */
export class UnfinishedUploads {
  readonly #database: Statements;

  constructor(database: Statements) {
    this.#database = database;
  }

  /** Null for one that is to begin. */
  of(targetId: string, key: string): UnfinishedUpload | null {
    return this.#find('SELECT * FROM uploads WHERE target_id = ? AND key = ?', targetId, key)[0] ?? null;
  }

  ofTarget(targetId: string): UnfinishedUpload[] {
    return this.#find('SELECT * FROM uploads WHERE target_id = ?', targetId);
  }

  /** Whether somebody goes on with it: another place may be the same one, under another address. */
  isKept(uploadId: string): boolean {
    return this.#database.all("SELECT 1 FROM uploads WHERE upload ->> 'uploadId' = ? LIMIT 1", uploadId).length > 0;
  }

  /** @param upload null once there is nothing to go on with */
  keep(targetId: string, key: string, sizeBytes: number, upload: PartialUpload | null): void {
    if (upload === null) {
      this.#database.run('DELETE FROM uploads WHERE target_id = ? AND key = ?', targetId, key);
      return;
    }
    this.#database.run(
      `INSERT INTO uploads (target_id, key, size_bytes, upload) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET size_bytes = excluded.size_bytes, upload = excluded.upload`,
      targetId,
      key,
      sizeBytes,
      JSON.stringify(upload),
    );
  }

  #find(sql: string, ...values: string[]): UnfinishedUpload[] {
    return this.#database.all(sql, ...values).map((row) => ({
      key: String(row['key']),
      sizeBytes: Number(row['size_bytes']),
      upload: JSON.parse(String(row['upload'])) as PartialUpload,
    }));
  }
}
