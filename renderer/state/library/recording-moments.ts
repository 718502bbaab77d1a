import type { RecordingInfo } from '../../../shared/api.ts';
import type { LogEvent } from '../../../shared/log-events.ts';

/** What was seen in a recording, and where in it. */
export interface RecordingMoment {
  readonly event: LogEvent;
  /** From the beginning of the video. */
  readonly seconds: number;
}

/** In the order in which it was seen; what a person said was nothing is left out. */
export function recordingMoments(
  { timestamp, pre_roll_seconds, duration }: Pick<RecordingInfo, 'timestamp' | 'pre_roll_seconds' | 'duration'>,
  events: readonly LogEvent[],
): readonly RecordingMoment[] {
  const beginning = Date.parse(timestamp) - pre_roll_seconds * 1000;
  return events
    .filter(({ is_wrong }) => !is_wrong)
    .map((event) => ({ event, seconds: Math.min(duration, Math.max(0, (Date.parse(event.timestamp) - beginning) / 1000)) }))
    .sort((one, other) => one.seconds - other.seconds);
}
