import type { Statements } from './statements.ts';

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
  /** Under which it lies there: another than here for an event that came back to another SD card. */
  readonly idThere: string;
}

export interface CopySums {
  readonly waiting: number;
  readonly failing: number;
  readonly copied: number;
  readonly copiedBytes: number;
}

/** What is to be where, and what became of it. */
export class CopyList {
  readonly #database: Statements;

  constructor(database: Statements) {
    this.#database = database;
  }

  /** What is known already stays as it is, but for a higher priority. */
  add(copy: Omit<Copy, 'tries' | 'idThere'>, priority: number, dueAtMilliseconds: number): void {
    this.#database.run(
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
    const [row] = this.#database.all(
      `SELECT kind, source_id, id_there, at_ms, tries FROM copies WHERE target_id = ? AND kind = ? AND state = 'waiting' AND priority <= ? AND due_at_ms <= ?
       ORDER BY priority, at_ms DESC LIMIT 1`,
      targetId,
      kind,
      mostPriority,
      nowMilliseconds,
    );
    return row === undefined ? null : copyOf(targetId, row);
  }

  /** When the next one that waits is due; null for none. */
  nextDueMilliseconds(targetId: string, kind: CopyKind, mostPriority: number): number | null {
    const [row] = this.#database.all(
      "SELECT min(due_at_ms) AS due FROM copies WHERE target_id = ? AND kind = ? AND state = 'waiting' AND priority <= ?",
      targetId,
      kind,
      mostPriority,
    );
    const due = row?.['due'] ?? null;
    return due === null ? null : Number(due);
  }

  copied({ targetId, kind, sourceId }: Copy, sizeBytes: number): void {
    this.#database.run(
      "UPDATE copies SET state = 'copied', size_bytes = ? WHERE target_id = ? AND kind = ? AND source_id = ?",
      sizeBytes,
      targetId,
      kind,
      sourceId,
    );
  }

  /** It came back from there, or is known to be what lies there; what is to be sent there anew still is. */
  brought({ targetId, kind, sourceId, idThere, atMilliseconds }: Omit<Copy, 'tries'>, sizeBytes: number): void {
    this.#database.run(
      `INSERT INTO copies (target_id, kind, source_id, at_ms, priority, state, due_at_ms, size_bytes, id_there) VALUES (?, ?, ?, ?, 0, 'copied', 0, ?, ?)
       ON CONFLICT DO UPDATE SET state = 'copied', size_bytes = excluded.size_bytes, id_there = excluded.id_there
       WHERE state = 'gone' OR (state = 'waiting' AND id_there IS NULL)`,
      targetId,
      kind,
      sourceId,
      atMilliseconds,
      sizeBytes,
      idThere,
    );
  }

  failed({ targetId, kind, sourceId }: Copy, dueAtMilliseconds: number): void {
    this.#database.run(
      'UPDATE copies SET tries = tries + 1, due_at_ms = ? WHERE target_id = ? AND kind = ? AND source_id = ?',
      dueAtMilliseconds,
      targetId,
      kind,
      sourceId,
    );
  }

  /** It is gone: here before it was sent, or there by its age. It does not come back. */
  gone({ targetId, kind, sourceId }: Copy): void {
    this.#database.run("UPDATE copies SET state = 'gone' WHERE target_id = ? AND kind = ? AND source_id = ?", targetId, kind, sourceId);
    this.#database.run('DELETE FROM files WHERE target_id = ? AND kind = ? AND source_id = ?', targetId, kind, sourceId);
  }

  /** Copies of what began before a moment, the oldest first. */
  copiedBefore(targetId: string, milliseconds: number, limit: number): Copy[] {
    return this.#database
      .all(
        "SELECT kind, source_id, id_there, at_ms, tries FROM copies WHERE target_id = ? AND state = 'copied' AND at_ms < ? ORDER BY at_ms LIMIT ?",
        targetId,
        milliseconds,
        limit,
      )
      .map((row) => copyOf(targetId, row));
  }

  /** Ids of the targets that have the video of an event; also of those of which nobody here knows whether there is one. */
  targetsWithVideoOf(eventId: number): string[] {
    return this.#database
      .all(
        `SELECT target_id, (SELECT count(*) FROM files WHERE target_id = copies.target_id AND kind = 'event' AND source_id = copies.source_id) AS known,
                (SELECT count(*) FROM files WHERE target_id = copies.target_id AND kind = 'event' AND source_id = copies.source_id
                 AND (key LIKE '%.mp4' OR key LIKE '%.mp4.age')) AS videos
         FROM copies WHERE kind = 'event' AND source_id = ? AND state = 'copied'`,
        String(eventId),
      )
      .filter(({ known, videos }) => known === 0 || videos !== 0)
      .map((row) => String(row['target_id']));
  }

  sums(targetId: string, mostPriority: number): CopySums {
    const [row] = this.#database.all(
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

  /** Something that is or was to be there, whatever became of it, by what it is called there. */
  calledThere(targetId: string, kind: CopyKind, idThere: string): Copy[] {
    return this.#database
      .all(
        'SELECT kind, source_id, id_there, at_ms, tries FROM copies WHERE target_id = ? AND kind = ? AND coalesce(id_there, source_id) = ?',
        targetId,
        kind,
        idThere,
      )
      .map((row) => copyOf(targetId, row));
  }
}

function copyOf(targetId: string, row: Record<string, unknown>): Copy {
  const sourceId = String(row['source_id']);
  return {
    targetId,
    kind: row['kind'] === 'event' ? 'event' : 'recording',
    sourceId,
    idThere: typeof row['id_there'] === 'string' ? row['id_there'] : sourceId,
    atMilliseconds: Number(row['at_ms']),
    tries: Number(row['tries']),
  };
}
