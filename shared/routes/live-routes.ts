/** The live picture. */
import { Privacy, PrivacyInput } from '../access.ts';
import { CameraStatus, LiveStatus, OfCameraInput, StartInput, StartOutput, StopOutput, StreamInput, WallInput } from '../api.ts';
import { json, raw } from './route.ts';

export const liveJsonRoutes = {
  'camera.status': json({
    method: 'GET',
    path: '/camera/status',
    access: 'viewer',
    summary: 'The camera in a few words.',
    input: OfCameraInput,
    output: CameraStatus,
    errors: [],
  }),
  'live.status': json({
    method: 'GET',
    path: '/live/status',
    access: 'viewer',
    summary: 'Everything about the live picture.',
    input: OfCameraInput,
    output: LiveStatus,
    errors: [],
  }),
  'live.start': json({
    method: 'POST',
    path: '/live/start',
    access: 'admin',
    summary: 'Starts the camera, and with record_duration a recording.',
    input: StartInput,
    output: StartOutput,
    errors: ['privacy', 'already_recording', 'storage_disabled', 'storage_limit', 'storage_full', 'camera_unavailable', 'recording_failed'],
  }),
  'live.stop': json({
    method: 'POST',
    path: '/live/stop',
    access: 'admin',
    summary: 'Ends a recording, every stream and the camera.',
    input: OfCameraInput,
    output: StopOutput,
    errors: [],
  }),
  'privacy.set': json({
    method: 'POST',
    path: '/live/privacy',
    access: 'admin',
    summary: 'Switches the camera off for everyone until it is released, or releases it.',
    input: PrivacyInput,
    output: Privacy,
    errors: [],
  }),
} as const;

export const liveRawRoutes = {
  'live.stream': raw({
    method: 'GET',
    path: '/live/stream',
    access: 'viewer',
    summary: 'The live picture as MJPEG.',
    input: StreamInput,
    contentType: 'multipart/x-mixed-replace',
    errors: ['privacy', 'too_many_viewers', 'too_many_viewers_of_device', 'too_many_viewers_from_address', 'shutting_down'],
  }),
  'live.wall': raw({
    method: 'GET',
    path: '/live/wall',
    access: 'viewer',
    summary: 'Many cameras in one answer: the newest JPEG of each again and again, with X-Camera-Id, at most 10 Mbit/s.',
    input: WallInput,
    contentType: 'multipart/x-mixed-replace',
    errors: [
      'camera_not_found',
      'privacy',
      'too_many_viewers',
      'too_many_viewers_of_device',
      'too_many_viewers_from_address',
      'shutting_down',
    ],
  }),
  'live.snapshot': raw({
    method: 'GET',
    path: '/live/snapshot',
    access: 'viewer',
    summary: 'The newest frame, at most a second old.',
    input: OfCameraInput,
    contentType: 'image/jpeg',
    errors: ['privacy', 'camera_unavailable'],
  }),
  'live.events': raw({
    method: 'GET',
    path: '/live/events',
    access: 'viewer',
    summary: 'Server-sent events: the status whenever it changes, notices, heartbeats.',
    input: OfCameraInput,
    contentType: 'text/event-stream',
    errors: ['too_many_viewers', 'too_many_viewers_of_device', 'too_many_viewers_from_address'],
  }),
} as const;
