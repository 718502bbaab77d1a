import type { RecordingInfo } from '../../../shared/api.ts';
import type { LogEvent } from '../../../shared/log-events.ts';
import type { ShareInput } from '../../../shared/shares.ts';
import { pageAddress, recordingAddress } from '../../transport/page-address.ts';

/** What is handed to somebody: a recording, or what shows an event. */
export interface SharedClip {
  readonly subject: Pick<ShareInput, 'recording_id'> | Pick<ShareInput, 'event_id'>;
  readonly durationSeconds: number;
  /** The one image that holds its pictures in a row; null without one. */
  readonly previewAddress: string | null;
  readonly address: URL;
  readonly filename: string;
}

export const sharedRecording = ({ recording_id: id, duration, preview_url, filename }: RecordingInfo): SharedClip => ({
  subject: { recording_id: id },
  durationSeconds: duration,
  previewAddress: preview_url === null ? null : recordingAddress(id, 'preview').href,
  address: recordingAddress(id),
  filename,
});

/** @param durationSeconds of its video, which shows a little more than the event */
export const sharedEvent = ({ event_id: id }: Pick<LogEvent, 'event_id'>, durationSeconds: number): SharedClip => ({
  subject: { event_id: id },
  durationSeconds,
  previewAddress: null,
  address: pageAddress(`/events/${id}/clip`),
  filename: `PetLog ${id}.mp4`,
});
