import type { LiveStatus } from '../../../shared/api.ts';

/** A camera that is live, watched by one, except for what is given. */
export function liveStatus(changes: Partial<LiveStatus> = {}): LiveStatus {
  return {
    camera_id: 'main',
    has_sound: false,
    initialized: true,
    streaming: true,
    recording: false,
    resolution: [1280, 720],
    frame_rate: 15,
    quality: 85,
    storage_enabled: true,
    current_recording: null,
    active_streams: 1,
    fps: 15,
    latest_frame_time: '2026-05-01T12:00:00.000Z',
    frame_counter: 100,
    dropped_frames: 0,
    source: 'mock',
    state: 'live',
    state_since: '2026-05-01T11:59:00.000Z',
    state_reason: null,
    state_reason_code: null,
    state_reason_parameters: {},
    explicitly_started: false,
    explicitly_stopped: false,
    pause: null,
    always_on: false,
    always_on_decided: true,
    automatic_decided: true,
    problems: [],
    privacy: false,
    privacy_since: null,
    server_time: '2026-05-01T12:00:00.000Z',
    ...changes,
  };
}
