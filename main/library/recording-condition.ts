import type { RecordingReason } from '../../shared/api.ts';

export interface TimeRange {
  /** Inclusive, in milliseconds since 1970. */
  readonly fromMilliseconds: number;
  readonly toMilliseconds: number;
}

/** What a list is narrowed to. */
export interface RecordingFilter extends TimeRange {
  readonly reason?: RecordingReason | undefined;
  readonly isKept?: boolean | undefined;
  /** Of these cameras; all where it is left out. */
  readonly cameraIds?: readonly string[] | undefined;
  /** Each of its words is in name or note. */
  readonly search?: string | undefined;
  /** Whether what is looked for happened on that camera in that time. */
  readonly hasEvent?: ((cameraId: string, fromMilliseconds: number, toMilliseconds: number) => boolean) | undefined;
}

/** A filter as SQL has it: of which table, under which condition, with which values. */
export function conditionOf({ fromMilliseconds, toMilliseconds, reason, isKept, cameraIds, search = '', hasEvent }: RecordingFilter): {
  table: string;
  condition: string;
  values: (string | number)[];
} {
  const parts: [condition: string, ...values: (string | number)[]][] = [["state <> 'writing'"]];
  if (reason !== undefined) {
    parts.push(['reason = ?', reason]);
  }
  if (isKept !== undefined) {
    parts.push(['kept = ?', isKept ? 1 : 0]);
  }
  if (cameraIds !== undefined) {
    parts.push([`camera_id IN (${cameraIds.map(() => '?').join(', ')})`, ...cameraIds]);
  }
  const words = foldedText(search).split(/\s+/u).filter(Boolean);
  if (words.length > 0) {
    parts.push(["words <> ''"], ...words.map((word): [string, string] => ['instr(words, ?) > 0', word]));
  }
  parts.push(['started_at_ms BETWEEN ? AND ?', fromMilliseconds, toMilliseconds]);
  if (hasEvent !== undefined) {
    parts.push(['has_event(camera_id, started_at_ms - pre_roll_ms, duration_ms) = 1']);
  }
  return {
    // Without statistics SQLite takes the index of all recordings, which has no words.
    table: words.length > 0 ? 'recordings INDEXED BY recordings_by_words' : 'recordings',
    condition: parts.map(([condition]) => condition).join(' AND '),
    values: parts.flatMap(([, ...values]) => values),
  };
}

/** So that capital letters, and the several ways to write one, make no difference: SQLite folds ASCII alone. */
export const foldedText = (text: string): string => text.normalize('NFKC').toLowerCase();
