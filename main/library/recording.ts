import { join } from 'node:path';
import type { RecordingReason } from '../../shared/api.ts';

/**
 * `writing`: the media process writes it. `pending`: it is over and can be
 * played, but is not yet one plain MP4. `finished`: nothing is left to do.
 */
export const recordingStates = ['writing', 'pending', 'finished'] as const;
export type RecordingState = (typeof recordingStates)[number];

/** Whether thumbnail and preview are there: `impossible` for a video that cannot be decoded. */
export const pictureStates = ['missing', 'made', 'impossible'] as const;
export type PictureState = (typeof pictureStates)[number];

/**
 * What the machine's clock was when a recording began: kept right by a time
 * server, or (a Raspberry Pi without a clock battery) whatever it was at the
 * start of the machine. In this order, which is that of the alphabet, clean-up
 * believes them.
 */
export const clockMarks = ['synchronized', 'unknown', 'unsynchronized'] as const;
export type ClockMark = (typeof clockMarks)[number];

/** What the library knows of a recording. */
export interface Recording {
  readonly recordingId: string;
  readonly cameraId: string;
  /** Wall clock at the request, in milliseconds since 1970. */
  readonly startedAtMilliseconds: number;
  /** What `startedAtMilliseconds` is worth. */
  readonly clock: ClockMark;
  readonly durationMilliseconds: number;
  readonly sizeBytes: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Measured: pictures by time. */
  readonly frameRate: number;
  /** How much of its beginning is from before it was asked for. */
  readonly preRollMilliseconds: number;
  readonly reason: RecordingReason;
  /** Never removed by clean-up. */
  readonly isKept: boolean;
  /** What people call it; empty where nobody named it. */
  readonly name: string;
  /** What people wrote about it; may have several lines. */
  readonly note: string;
  /** Relative to the data directory, or absolute. */
  readonly directory: string;
  readonly filename: string;
  readonly state: RecordingState;
  readonly pictures: PictureState;
}

/** Relative to the data directory, or absolute. */
export const recordingPath = ({ directory, filename }: Pick<Recording, 'directory' | 'filename'>): string => join(directory, filename);

/** Sorts by time, tells recordings of one moment apart, and needs no escaping anywhere: `20260501T120000123Z-3f9a01`. */
export function recordingIdOf(startedAtMilliseconds: number, suffix: string): string {
  return `${new Date(startedAtMilliseconds).toISOString().replace(/[-:.]/g, '')}-${suffix}`;
}

/** For example `recording_20260501_120000`, in the camera's time zone. */
export function defaultRecordingName(startedAtMilliseconds: number): string {
  const at = new Date(startedAtMilliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `recording_${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}_${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

/** A recording and where its file is. */
export interface LibraryRecording extends Recording {
  readonly absolutePath: string;
  readonly isBeingWritten: boolean;
}

/** What clean-up needs to know of a recording. */
export interface RemovableRecording extends Pick<Recording, 'recordingId' | 'startedAtMilliseconds' | 'clock' | 'sizeBytes'> {
  /** When this library saw it first, by the time that PetLog has run. */
  readonly seenAtRunningMilliseconds: number;
}

/** The same of one that PetLog recorded by itself. */
export interface RemovableAutomatic extends RemovableRecording {
  /** Whether something of the log is in it. */
  hasEvents(): boolean;
  /** Whether somebody keeps some of that. */
  hasKeptEvents(): boolean;
}
