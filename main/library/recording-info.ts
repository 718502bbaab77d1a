import type { RecordingInfo } from '../../shared/api.ts';
import { recordingPath, type Recording } from './recording.ts';

/** Fewer do not show what happened; more than 4096 pixels in a row are more than small graphics chips can hold. */
const previewFrames = { least: 10, most: 25 } as const;
const previewIntervalMilliseconds = 10_000;

/** How many pictures the preview of a recording holds. */
export const previewFrameCount = ({ durationMilliseconds }: Pick<Recording, 'durationMilliseconds'>): number =>
  Math.min(previewFrames.most, Math.max(previewFrames.least, Math.ceil(durationMilliseconds / previewIntervalMilliseconds)));

/** A recording as the API tells it. */
export function recordingInfo(recording: Recording, eventIds: readonly number[] = []): RecordingInfo {
  const url = `/recordings/${recording.recordingId}`;
  const hasPictures = recording.state !== 'writing' && recording.pictures !== 'impossible';
  return {
    recording_id: recording.recordingId,
    camera_id: recording.cameraId,
    timestamp: new Date(recording.startedAtMilliseconds).toISOString(),
    filename: recording.filename,
    file_path: recordingPath(recording),
    duration: recording.durationMilliseconds / 1000,
    file_size: recording.sizeBytes,
    resolution: `${recording.widthPixels}x${recording.heightPixels}`,
    frame_rate: recording.frameRate,
    event_ids: [...eventIds],
    reason: recording.reason,
    pre_roll_seconds: recording.preRollMilliseconds / 1000,
    kept: recording.isKept,
    name: recording.name,
    note: recording.note,
    thumbnail_url: hasPictures ? `${url}/thumbnail` : null,
    preview_url: hasPictures ? `${url}/preview` : null,
    preview_frames: hasPictures ? previewFrameCount(recording) : 0,
    url,
  };
}
