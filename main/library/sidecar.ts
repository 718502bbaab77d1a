import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { RecordingReason } from '../../shared/api.ts';
import { AnyCameraId } from '../../shared/camera-id.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import { writeAtomically } from '../system/write-atomically.ts';
import { isMissing } from '../system/is-missing.ts';
import { clockMarks, recordingStates, type Recording } from './recording.ts';

/** Never a path: the file may have been written by anyone. */
const name = z
  .string()
  .regex(/^[^/\0]+$/)
  .refine((value) => value !== '.' && value !== '..');

/** Above all that anybody records: more would be no whole number of milliseconds, which the database takes for none of those beside it either. */
const seconds = z.number().min(0).max(1e9);

/**
 * The small file beside each recording that says what the video itself cannot.
 * Together they are the truth; the database can be made from them at any time.
 */
const Sidecar = z.object({
  version: z.literal(1),
  recording_id: name,
  /** Before there could be several cameras there was no such key. */
  camera_id: AnyCameraId.catch(mainCameraId),
  filename: name,
  started_at: z.iso.datetime({ offset: true }),
  clock: z.enum(clockMarks).catch('unknown'),
  duration_seconds: seconds,
  size_bytes: z.int().min(0),
  width_pixels: z.int().min(0),
  height_pixels: z.int().min(0),
  frame_rate: z.number().min(0),
  pre_roll_seconds: seconds.default(0),
  reason: RecordingReason.catch('imported'),
  kept: z.boolean(),
  /** Before recordings could be named there were no such keys. */
  name: z.string().catch(''),
  note: z.string().catch(''),
  state: z.enum(recordingStates),
  /** Files that follow the recording's own after a crash of the media process, until they are joined. */
  parts: z.array(z.object({ filename: name, offset_milliseconds: z.int().min(0) })),
});

/** What was written after a crash, in the hidden directory. */
export interface FurtherPart {
  readonly filename: string;
  readonly offsetMilliseconds: number;
}

export interface RecordingWithParts {
  readonly recording: Recording;
  readonly furtherParts: readonly FurtherPart[];
}

/** @throws the system's error; the file is then as it was */
export async function writeSidecar(path: string, content: RecordingWithParts): Promise<void> {
  await writeAtomically(path, sidecarContent(content));
}

export function sidecarContent({ recording, furtherParts }: RecordingWithParts): string {
  const content: z.input<typeof Sidecar> = {
    version: 1,
    recording_id: recording.recordingId,
    camera_id: recording.cameraId,
    filename: recording.filename,
    started_at: new Date(recording.startedAtMilliseconds).toISOString(),
    clock: recording.clock,
    duration_seconds: recording.durationMilliseconds / 1000,
    size_bytes: recording.sizeBytes,
    width_pixels: recording.widthPixels,
    height_pixels: recording.heightPixels,
    frame_rate: recording.frameRate,
    pre_roll_seconds: recording.preRollMilliseconds / 1000,
    reason: recording.reason,
    kept: recording.isKept,
    name: recording.name,
    note: recording.note,
    state: recording.state,
    parts: furtherParts.map(({ filename, offsetMilliseconds }) => ({ filename, offset_milliseconds: offsetMilliseconds })),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/**
 * @param directory of the recording, as the library writes it
 * @returns null when there is no such file or it makes no sense
 * @throws the system's error when it is there and cannot be read
 */
export async function readSidecar(path: string, directory: string): Promise<RecordingWithParts | null> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) {
      return null;
    }
    throw error;
  }
  const { success, data } = Sidecar.safeParse(content);
  if (!success) {
    return null;
  }
  return {
    recording: {
      recordingId: data.recording_id,
      cameraId: data.camera_id,
      startedAtMilliseconds: Date.parse(data.started_at),
      clock: data.clock,
      durationMilliseconds: Math.round(data.duration_seconds * 1000),
      sizeBytes: data.size_bytes,
      widthPixels: data.width_pixels,
      heightPixels: data.height_pixels,
      frameRate: data.frame_rate,
      preRollMilliseconds: Math.round(data.pre_roll_seconds * 1000),
      reason: data.reason,
      isKept: data.kept,
      name: data.name,
      note: data.note,
      directory,
      filename: data.filename,
      state: data.state,
      pictures: 'missing',
    },
    furtherParts: data.parts.map(({ filename, offset_milliseconds }) => ({ filename, offsetMilliseconds: offset_milliseconds })),
  };
}
