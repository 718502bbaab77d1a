import type { RecordingReason, RecordingsQuery } from '../../../shared/api.ts';
import { dayBounds } from './recording-days.ts';

/** Which recordings the library shows. */
export interface RecordingFilter {
  readonly reason: RecordingReason | null;
  /** A date of the reader's calendar, such as 2026-05-01. */
  readonly date: string | null;
  readonly keptOnly: boolean;
}

export const everyRecording: RecordingFilter = { reason: null, date: null, keptOnly: false };

export const isFiltering = ({ reason, date, keptOnly }: RecordingFilter): boolean => reason !== null || date !== null || keptOnly;

/** The filter in the words of the contract. */
export function filterQuery({ reason, date, keptOnly }: RecordingFilter): RecordingsQuery {
  const bounds = date === null ? null : dayBounds(date);
  return {
    ...(reason === null ? {} : { reason }),
    ...(keptOnly ? { kept: true } : {}),
    ...(bounds === null ? {} : { start_date: bounds.start.toISOString(), end_date: bounds.end.toISOString() }),
  };
}
