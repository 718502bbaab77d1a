import type { SQLOutputValue } from 'node:sqlite';
import { recordingReasons, type RecordingReason } from '../../shared/api.ts';
import { clockMarks, pictureStates, recordingStates, type PictureState, type Recording, type RemovableRecording } from './recording.ts';

// What is in a column and none of the values that are known becomes the one that promises least.
export const stateOf = (value: SQLOutputValue | undefined): Recording['state'] =>
  recordingStates.find((state) => state === value) ?? 'writing';

const clockOf = (value: SQLOutputValue | undefined): Recording['clock'] => clockMarks.find((mark) => mark === value) ?? 'unknown';

export const reasonOf = (value: SQLOutputValue | undefined): RecordingReason =>
  recordingReasons.find((reason) => reason === value) ?? 'imported';

export const picturesOf = (value: SQLOutputValue | undefined): PictureState => pictureStates.find((state) => state === value) ?? 'missing';

/** What is asked before a recording goes. */
export function removableOf(row: Record<string, SQLOutputValue>): RemovableRecording {
  return {
    recordingId: String(row['id']),
    startedAtMilliseconds: Number(row['started_at_ms']),
    clock: clockOf(row['clock']),
    seenAtRunningMilliseconds: Number(row['seen_at_running_ms']),
    sizeBytes: Number(row['size_bytes']),
  };
}

/** A whole row. */
export function recordingOf(row: Record<string, SQLOutputValue>): Recording {
  return {
    recordingId: String(row['id']),
    cameraId: String(row['camera_id']),
    startedAtMilliseconds: Number(row['started_at_ms']),
    clock: clockOf(row['clock']),
    durationMilliseconds: Number(row['duration_ms']),
    sizeBytes: Number(row['size_bytes']),
    widthPixels: Number(row['width']),
    heightPixels: Number(row['height']),
    frameRate: Number(row['frame_rate']),
    preRollMilliseconds: Number(row['pre_roll_ms']),
    reason: reasonOf(row['reason']),
    isKept: row['kept'] === 1,
    name: String(row['name']),
    note: String(row['note']),
    directory: String(row['directory']),
    filename: String(row['filename']),
    state: stateOf(row['state']),
    pictures: picturesOf(row['pictures']),
  };
}
