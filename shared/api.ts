/**
 * What crosses the wire, as schemas. Field names are those of the HTTP contract
 * (snake_case); the kiosk's IPC bridge carries the same objects, so that one
 * user interface serves both.
 */
import { z } from 'zod';
import { Talking } from './talk.ts';
import { cameraLossCodes } from './camera-loss.ts';
import { cameraSourceNames } from './config.ts';
import { LogEventType, PetId } from './log-event-types.ts';

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

export const StartInput = z.strictObject({
  camera,
  record_duration: durationSeconds.optional().describe('Record this many seconds from now.'),
  filename: FileName.optional().describe('Name of the recording, without extension.'),
});
export type StartInput = z.infer<typeof StartInput>;

export const mostPauseSeconds = 604_800;

export const StopInput = z
  .strictObject({
    camera,
    pause_seconds: z
      .int()
      .min(1)
      .max(mostPauseSeconds)
      .optional()
      .describe('Ends the stop by itself after this many seconds: the camera is as it was before.'),
    until: z
      .union([z.literal('morning'), time], { error: 'must be morning, or a time with offset such as 2026-05-01T12:00:00Z' })
      .optional()
      .describe("Ends the stop by itself at this time, at most 7 days from now; morning is the next 7 o'clock in the camera's time zone."),
  })
  .refine(({ pause_seconds, until }) => pause_seconds === undefined || until === undefined, {
    error: 'pause_seconds and until both say when the stop ends; give one of them',
    path: ['until'],
  });
export type StopInput = z.infer<typeof StopInput>;

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
  paused_until: time.optional().describe('When the stop ends by itself, where it does.'),
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

/**
 * Why there is a recording. `motion`: recorded by itself because of what was noticed; `scheduled`: by itself, all the time or in its
 * hours; `imported`: a file that somebody put there.
 */
export const recordingReasons = ['manual', 'scheduled', 'motion', 'rewind', 'timelapse', 'imported'] as const;
export const RecordingReason = z.enum(recordingReasons);
export type RecordingReason = z.infer<typeof RecordingReason>;

/** What PetLog recorded by itself. */
export const isAutomatic = (reason: RecordingReason): boolean => reason === 'motion' || reason === 'scheduled';

export const CurrentRecording = z.object({
  recording_id: z.string(),
  recording_path: z.string(),
  started_at: time,
  elapsed_seconds: z.number().min(0),
  recording_duration: z.int().nullable(),
  reason: RecordingReason,
});

/** Something went wrong and still matters: what every screen says. */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  since: time,
});
export type Problem = z.infer<typeof Problem>;

/** Beside the sentence about a camera that is lost. */
export const lossFields = {
  state_reason_code: z
    .enum(cameraLossCodes)
    .nullable()
    .describe('The same for programs, and for words in other languages; other where it is somebody else who says it.'),
  state_reason_parameters: z.record(z.string(), z.string()).describe('Values in that sentence, by their names.'),
};

/** A stop that a person asked for. */
export const Pause = z.object({
  by: z.string().nullable().describe('Name of the device that asked for it; null where it has none.'),
  on_own_screen: z.boolean().describe("It was asked for on the camera's own screen."),
  since: time,
  until: time.nullable().describe('When it ends by itself; null: when somebody starts or watches the camera.'),
});
export type Pause = z.infer<typeof Pause>;

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
  ...lossFields,
  explicitly_started: z.boolean().describe('Started by POST /live/start or configuration, so that it does not stop for idleness.'),
  explicitly_stopped: z
    .boolean()
    .describe('Stopped by POST /live/stop, and neither started nor watched nor recorded since: screens do not start it by themselves.'),
  pause: Pause.nullable().describe('Who stopped it by POST /live/stop, when and until when; null while nobody did.'),
  always_on: z.boolean().describe('camera.always_on: it starts with the application and does not stop for idleness.'),
  always_on_decided: z
    .boolean()
    .describe('Somebody said whether it is always on, in the configuration or on a screen; until then, screens may ask an admin once.'),
  automatic_decided: z
    .boolean()
    .describe('The same about what is recorded by itself (recording.automatic), which a new data directory has said.'),
  problems: z.array(Problem).describe('What is wrong now besides the camera state.'),
  privacy: z.boolean().describe('The camera is switched off for everyone until it is released.'),
  privacy_since: time.nullable(),
  has_sound: z.boolean().describe('The room is heard: camera.sound is on, and so is the microphone while somebody watches or records.'),
  has_speaker: z.boolean().describe('Who may talk back can: camera.speaker is not off.'),
  talking: Talking.nullable().describe('Who talks through the speaker of this camera now; null while nobody does.'),
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
  event_ids: z.array(z.int()).describe('Of what happened while it was recorded.'),
  reason: RecordingReason,
  pre_roll_seconds: z.number().min(0).describe('Seconds at the beginning that are from before the recording was asked for.'),
  kept: z.boolean().describe('Never removed by clean-up.'),
  name: z.string().describe('What people call it; empty where nobody named it.'),
  note: z.string().describe('What people wrote about it.'),
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

export const dateOrTime = z.union([z.iso.date(), time], {
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
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Only recordings with all of these words in name or note; capital letters make no difference.'),
  event_type: LogEventType.optional().describe('Only recordings in which something of this kind happened.'),
  label: z.string().max(40).optional().describe('Only recordings in which somebody with this label was seen.'),
  pet_id: PetId.optional().describe('Only recordings in which this pet was seen.'),
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

export const RecordingRemoved = z.object({ message: z.string(), recording_id: z.string() });

export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;
