import type { RecordingInfo } from '../../../../shared/api.ts';

/** A recording of which a test says what matters to it. */
export function recording(change: Partial<RecordingInfo> = {}): RecordingInfo {
  const id = change.recording_id ?? 'r1';
  return {
    camera_id: 'main',
    recording_id: id,
    timestamp: '2026-05-01T12:00:00.000Z',
    file_path: `recordings/${id}.mp4`,
    filename: `${id}.mp4`,
    duration: 10,
    file_size: 1_000_000,
    resolution: '1280x720',
    frame_rate: 15,
    event_ids: [],
    reason: 'manual',
    pre_roll_seconds: 0,
    kept: false,
    name: '',
    note: '',
    thumbnail_url: null,
    preview_url: null,
    preview_frames: 0,
    url: `/recordings/${id}`,
    ...change,
  };
}
