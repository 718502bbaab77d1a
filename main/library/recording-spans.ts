import type { RecordingReason } from '../../shared/api.ts';
import type { RecordingSpan, RecordingTimeline } from '../../shared/recording-timeline.ts';
import { previewFrameCount } from './recording-info.ts';
import type { Recording } from './recording.ts';

/** What a strip of time needs of a recording. */
export type TimedRecording = Pick<Recording, 'recordingId' | 'startedAtMilliseconds' | 'durationMilliseconds' | 'reason' | 'pictures'>;

interface Span {
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly recordings: number;
  readonly recordingId: string;
  readonly reason: RecordingReason;
  readonly previewFrames: number;
}

/** More than any screen has columns for. */
const mostSpans = 2_000;
const leastCoarseSeconds = 1;

/** The spans of recordings in the order in which they begin; coarser than asked for where there would be more than a strip can show. */
export function recordingSpans(recordings: Iterable<TimedRecording>, resolutionSeconds: number, most = mostSpans): RecordingTimeline {
  let resolution = resolutionSeconds;
  let spans = [...joined(spansOf(recordings), resolution)];
  while (spans.length > most) {
    resolution = Math.max(leastCoarseSeconds, resolution * 2);
    spans = [...joined(spans, resolution)];
  }
  return { spans: spans.map(told), resolution_seconds: resolution };
}

function* spansOf(recordings: Iterable<TimedRecording>): Generator<Span> {
  for (const recording of recordings) {
    yield {
      startMilliseconds: recording.startedAtMilliseconds,
      endMilliseconds: recording.startedAtMilliseconds + recording.durationMilliseconds,
      recordings: 1,
      recordingId: recording.recordingId,
      reason: recording.reason,
      previewFrames: recording.pictures === 'impossible' ? 0 : previewFrameCount(recording),
    };
  }
}

/** Those that are less than the resolution apart become one. */
function* joined(spans: Iterable<Span>, resolutionSeconds: number): Generator<Span> {
  let last: Span | undefined;
  for (const span of spans) {
    if (last !== undefined && span.startMilliseconds - last.endMilliseconds < resolutionSeconds * 1000 && resolutionSeconds > 0) {
      last = {
        ...last,
        endMilliseconds: Math.max(last.endMilliseconds, span.endMilliseconds),
        recordings: last.recordings + span.recordings,
      };
      continue;
    }
    if (last !== undefined) {
      yield last;
    }
    last = span;
  }
  if (last !== undefined) {
    yield last;
  }
}

const told = ({ startMilliseconds, endMilliseconds, recordings, recordingId, reason, previewFrames }: Span): RecordingSpan => ({
  start: new Date(startMilliseconds).toISOString(),
  end: new Date(endMilliseconds).toISOString(),
  recordings,
  recording_id: recordingId,
  reason,
  preview_frames: previewFrames,
});
