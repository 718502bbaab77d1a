import type { RecordingReason, RecordingsQuery } from '../../../shared/api.ts';
import { dayBounds } from './recording-days.ts';

/** Which recordings the library shows. */
export interface RecordingFilter {
  readonly reason: RecordingReason | null;
  /** A date of the reader's calendar, such as 2026-05-01. */
  readonly date: string | null;
  /** The beginning of an hour of that date, in milliseconds since 1970; null for the whole day. */
  readonly hour: number | null;
  readonly keptOnly: boolean;
  /** Of all cameras where it is null. */
  readonly cameraId: string | null;
  /** Words in name or note. */
  readonly search: string;
}

export const everyRecording: RecordingFilter = { reason: null, date: null, hour: null, keptOnly: false, cameraId: null, search: '' };

export const isFiltering = ({ reason, date, keptOnly, cameraId, search }: RecordingFilter): boolean =>
  reason !== null || date !== null || keptOnly || cameraId !== null || search !== '';

const hourMilliseconds = 3_600_000;

/** The filter in the words of the contract. */
export function filterQuery({ reason, date, hour, keptOnly, cameraId, search }: RecordingFilter): RecordingsQuery {
  const bounds =
    date === null ? null : hour === null ? dayBounds(date) : { start: new Date(hour), end: new Date(hour + hourMilliseconds - 1) };
  return {
    ...(reason === null ? {} : { reason }),
    ...(keptOnly ? { kept: true } : {}),
    ...(cameraId === null ? {} : { camera: cameraId }),
    ...(search === '' ? {} : { q: search }),
    ...(bounds === null ? {} : { start_date: bounds.start.toISOString(), end_date: bounds.end.toISOString() }),
  };
}
