import type { RecordingsPage, RecordingsQuery } from '../../shared/api.ts';
import type { LibraryRecording } from '../library/recording.ts';
import type { TimelapseSource } from '../media/protocol.ts';

interface SourceLibrary {
  list(query: RecordingsQuery): RecordingsPage;
  find(recordingId: string): LibraryRecording | null;
}

/** A recording that began earlier is not looked for: no recording is this long. */
const longestMilliseconds = 7 * 24 * 3_600_000;
const pageSize = 500;

/** A camera's recordings with pictures of that time, by the wall clock; films of earlier films are left out. */
export function timelapseSources(
  library: SourceLibrary,
  cameraId: string,
  fromMilliseconds: number,
  untilMilliseconds: number,
): TimelapseSource[] {
  const sources: TimelapseSource[] = [];
  const query = {
    camera: cameraId,
    start_date: new Date(Math.max(0, fromMilliseconds - longestMilliseconds)).toISOString(),
    end_date: new Date(untilMilliseconds + 60_000).toISOString(),
  };
  for (let page = 1; ; page += 1) {
    const { recordings, total_count } = library.list({ ...query, page, page_size: pageSize });
    for (const { recording_id, timestamp, duration, pre_roll_seconds, reason } of recordings) {
      const startMilliseconds = Date.parse(timestamp) - pre_roll_seconds * 1000;
      const durationMilliseconds = duration * 1000;
      if (reason !== 'timelapse' && startMilliseconds < untilMilliseconds && startMilliseconds + durationMilliseconds > fromMilliseconds) {
        const path = library.find(recording_id)?.absolutePath;
        if (path !== undefined) {
          sources.push({ path, startMilliseconds, durationMilliseconds });
        }
      }
    }
    if (page * pageSize >= total_count) {
      return sources;
    }
  }
}
