/**
 * What crosses the wire, as schemas. Field names are those of the HTTP contract
 * (snake_case); the kiosk's IPC bridge carries the same objects, so that one
 * user interface serves both.
 */
import { z } from 'zod';
import { cameraSourceNames } from './config.ts';

const time = z.iso.datetime({ offset: true });
const durationSeconds = z.int().min(1).max(86_400);

export const cameraStates = ['stopped', 'starting', 'live', 'lost'] as const;
export const CameraState = z.enum(cameraStates);
export type CameraState = z.infer<typeof CameraState>;

export const CameraSourceName = z.enum(cameraSourceNames);
export type CameraSourceName = z.infer<typeof CameraSourceName>;

/**
 * A name, not a path: letters, digits, `.`, `_`, `-` and space, at most 100
 * characters. The server adds the extension and never overwrites.
 */
export const FileName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\p{L}\p{N}._ -]+$/u, { error: 'may hold letters, digits, ".", "_", "-" and space' })
  .regex(/[\p{L}\p{N}]/u, { error: 'must hold a letter or a digit' })
  .regex(/^[^. ]/u, { error: 'must not begin with "." or space' });

export const NoInput = z.strictObject({});

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
const camera = z.string().optional().describe('Which camera; main where it is left out.');

export const OfCameraInput = z.strictObject({ camera });

export const StreamInput = z.strictObject({
  camera,
  fps: z.int().min(1).max(60).optional().describe("Frames per second for this viewer, at most the camera's rate."),
});

/** Small pictures in one answer. */
export const WallInput = z.strictObject({
  cameras: z
    .string()
    .regex(/^[^,]+(,[^,]+){0,63}$/, { error: 'must be 1 to 64 ids of cameras with commas between them' })
    .optional()
    .describe('Ids of cameras, with commas between them; all where it is left out.'),
  width: z.int().min(64).max(4096).optional().describe('Pixels across of each picture, at least, where the camera has as many.'),
});

export const StartInput = z.strictObject({
  camera,
  record_duration: durationSeconds.optional().describe('Record this many seconds from now.'),
  filename: FileName.optional().describe('Name of the recording, without extension.'),
});
export type StartInput = z.infer<typeof StartInput>;

export const RecordStartInput = z
  .strictObject({
    camera,
    duration: durationSeconds.optional().describe('Stop by itself after this many seconds.'),
    record_duration: durationSeconds.optional().describe('The same as duration.'),
    duration_seconds: durationSeconds.optional().describe('The same as duration.'),
    filename: FileName.optional().describe('Name of the recording, without extension.'),
  })
  .refine(
    (input) => new Set([input.duration, input.record_duration, input.duration_seconds].filter((value) => value !== undefined)).size <= 1,
    {
      error: 'duration, record_duration and duration_seconds mean the same; give one of them',
      path: ['duration'],
    },
  );
export type RecordStartInput = z.infer<typeof RecordStartInput>;

export const StartOutput = z.object({
  message: z.string(),
  status: z.literal('streaming'),
  stream_url: z.string().describe('/live/stream, under the path of a proxy where there is one.'),
  active_streams: z.int().min(0),
  recording: z.literal(true).optional(),
  recording_path: z.string().optional(),
  recording_duration: z.int().optional(),
  recording_id: z.string().optional(),
  pre_roll_seconds: z.number().min(0).optional(),
});
export type StartOutput = z.infer<typeof StartOutput>;

export const StopOutput = z.object({
  message: z.string(),
  status: z.literal('stopped'),
  recording_stopped: z.literal(true).optional(),
  recording_path: z.string().optional(),
});
export type StopOutput = z.infer<typeof StopOutput>;

export const RecordStartOutput = z.object({
  message: z.string(),
  status: z.literal('recording'),
  recording_path: z.string(),
  recording_duration: z.int().nullable(),
  recording_id: z.string(),
  pre_roll_seconds: z.number().min(0),
});
export type RecordStartOutput = z.infer<typeof RecordStartOutput>;

export const RecordStopOutput = z.object({
  message: z.string(),
  status: z.literal('stopped'),
  recording_path: z.string(),
  duration_seconds: z.number().min(0),
  size_bytes: z.int().min(0),
  recording_id: z.string(),
});
export type RecordStopOutput = z.infer<typeof RecordStopOutput>;

export const CurrentRecording = z.object({
  recording_id: z.string(),
  recording_path: z.string(),
  started_at: time,
  elapsed_seconds: z.number().min(0),
  recording_duration: z.int().nullable(),
});

/** Something went wrong and still matters: what every screen says. */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  since: time,
});
export type Problem = z.infer<typeof Problem>;

export const LiveStatus = z.object({
  camera_id: z.string(),
  initialized: z.boolean().describe('The camera was started and has delivered a frame since.'),
  streaming: z.boolean().describe('The camera runs for viewers, a recording or an explicit start.'),
  recording: z.boolean(),
  resolution: z.tuple([z.int(), z.int()]).describe('Of the picture itself once there is one, else as configured.'),
  frame_rate: z.number().describe('As configured.'),
  quality: z.int(),
  storage_enabled: z.boolean(),
  current_recording: CurrentRecording.nullable(),
  active_streams: z.int().min(0),
  fps: z.number().min(0).describe('Measured over the last seconds.'),
  latest_frame_time: time.nullable(),
  frame_counter: z.int().min(0).describe('Frames from the camera since the application started.'),
  dropped_frames: z.int().min(0).describe('Frames that viewers on slow links skipped.'),
  source: CameraSourceName,
  state: CameraState,
  state_since: time,
  state_reason: z.string().nullable().describe('Why the camera is lost, in one sentence.'),
  explicitly_started: z.boolean().describe('Started by POST /live/start or configuration, so that it does not stop for idleness.'),
  explicitly_stopped: z
    .boolean()
    .describe('Stopped by POST /live/stop, and neither started nor watched nor recorded since: screens do not start it by themselves.'),
  problems: z.array(Problem).describe('What is wrong now besides the camera state.'),
  privacy: z.boolean().describe('The camera is switched off for everyone until it is released.'),
  privacy_since: time.nullable(),
  server_time: time,
});
export type LiveStatus = z.infer<typeof LiveStatus>;

export const CameraStatus = z.object({
  status: z.enum(['connected', 'disconnected']),
  streaming: z.enum(['active', 'inactive']),
  recording: z.enum(['active', 'inactive']),
  resolution: z.string(),
  fps: z.string(),
  last_frame: z.string(),
  source: CameraSourceName,
});
export type CameraStatus = z.infer<typeof CameraStatus>;

export const Health = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  service: z.literal('petlog-api'),
  timestamp: time,
  version: z.string(),
  uptime_seconds: z.number().min(0),
  database_status: z.string().describe('connected, or what is wrong with the database.'),
  camera_status: CameraState,
  privacy: z.boolean().describe('The camera is stopped on purpose.'),
  storage_usage: z.object({ used_percent: z.number().min(0).max(100), available_gb: z.number().min(0) }),
});
export type Health = z.infer<typeof Health>;

export const Welcome = z.object({
  message: z.literal('Welcome to PetLog API'),
  version: z.string(),
  status: z.literal('running'),
  documentation: z.literal('/docs'),
});

/** Why there is a recording; `imported` is a file that somebody put there. */
export const recordingReasons = ['manual', 'scheduled', 'motion', 'rewind', 'timelapse', 'imported'] as const;
export const RecordingReason = z.enum(recordingReasons);
export type RecordingReason = z.infer<typeof RecordingReason>;

export const RecordingInfo = z.object({
  recording_id: z.string(),
  camera_id: z.string(),
  timestamp: time.describe('When it began.'),
  filename: z.string(),
  file_path: z.string().describe('Relative to the data directory.'),
  duration: z.number().min(0).describe('Seconds.'),
  file_size: z.int().min(0).describe('Bytes.'),
  resolution: z.string().describe('For example 1280x720.'),
  frame_rate: z.number().min(0),
  event_ids: z.array(z.string()),
  reason: RecordingReason,
  pre_roll_seconds: z.number().min(0).describe('Seconds at the beginning that are from before the recording was asked for.'),
  kept: z.boolean().describe('Never removed by clean-up.'),
  thumbnail_url: z.string().nullable().describe('A picture of the recording; null while it is being recorded, and when there can be none.'),
  preview_url: z
    .string()
    .nullable()
    .describe(
      'One picture that holds equally large pictures of the whole recording in a row, at equal distances in time; null while it is being recorded, and when there can be none.',
    ),
  preview_frames: z.int().min(0).describe('How many pictures the preview holds.'),
  url: z.string(),
});
export type RecordingInfo = z.infer<typeof RecordingInfo>;

const dateOrTime = z.union([z.iso.date(), time], {
  error: 'must be a date such as 2026-05-01 or a time with offset such as 2026-05-01T12:00:00Z',
});

export const RecordingsQuery = z.strictObject({
  start_date: dateOrTime.optional().describe("First moment, inclusive; a date is a whole day in the camera's time zone."),
  end_date: dateOrTime.optional().describe('Last moment, inclusive.'),
  page: z.int().min(1).max(1_000_000).optional().describe('Page number from 1; default 1.'),
  page_size: z.int().min(1).max(1000).optional().describe('Recordings a page; default 50.'),
  reason: RecordingReason.optional().describe('Only recordings made for this reason.'),
  kept: z.boolean().optional().describe('Only recordings that are kept, or only those that are not.'),
  camera: z.string().optional().describe('Only recordings of this camera, also of one that was removed.'),
});
export type RecordingsQuery = z.infer<typeof RecordingsQuery>;

export const RecordingsPage = z.object({
  recordings: z.array(RecordingInfo),
  total_count: z.int().min(0),
  page: z.int().min(1),
  page_size: z.int().min(1),
});
export type RecordingsPage = z.infer<typeof RecordingsPage>;

/** An id that is not well-formed is simply unknown (404), so any string passes here. */
export const RecordingIdInput = z.strictObject({ id: z.string() });

export const RecordingFileInput = z.strictObject({
  id: z.string(),
  download: z.boolean().optional().describe('1 sends the file as an attachment.'),
});

export const RecordingChangeInput = z.strictObject({ id: z.string(), kept: z.boolean().describe('Whether clean-up must leave it alone.') });

export const RecordingRemoved = z.object({ message: z.string(), recording_id: z.string() });

/** How full the disk of the recordings is, and with what. */
export const StorageUsage = z.object({
  total_bytes: z.int().min(0),
  available_bytes: z.int().min(0),
  recordings_count: z.int().min(0),
  recordings_bytes: z.int().min(0),
  kept_bytes: z.int().min(0),
  oldest: time.nullable().describe('Start of the oldest recording.'),
  limit_bytes: z
    .int()
    .min(0)
    .nullable()
    .describe('What the recordings may take before the oldest are removed; null without recording.max_total_gb.'),
  hours_left: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'Hours that can be recorded before the oldest recordings are removed, at the rate of recent ones; null while that is unknown.',
    ),
});
export type StorageUsage = z.infer<typeof StorageUsage>;

export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;
