import { join } from 'node:path';
import { decodeVideo } from '../support/decode-video.ts';
import type { EventLog } from './event-log.ts';
import type { Fault, SoakRecording } from './story.ts';
import type { LostViewer } from './visitors.ts';

/** An effect comes at most so long after its cause. */
const effectMilliseconds = 5000;

function wasDuring(faults: readonly Fault[], kinds: readonly Fault['kind'][], atMilliseconds: number): boolean {
  return faults.some(
    ({ kind, fromMilliseconds, toMilliseconds }) =>
      kinds.includes(kind) &&
      atMilliseconds >= fromMilliseconds - effectMilliseconds &&
      atMilliseconds <= toMilliseconds + effectMilliseconds,
  );
}

interface Losses {
  log: EventLog;
  faults: readonly Fault[];
  lostViewers: readonly LostViewer[];
}

/** Losses that nothing explains: of the camera, of a recording, of a viewer. */
export function explainLosses({ log, faults, lostViewers }: Losses): string[] {
  const failures: string[] = [];
  const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
  for (const { atMilliseconds, data } of log.of('camera.lost')) {
    if (!wasDuring(faults, ['camera killed', 'camera hung', 'camera talks rubbish'], atMilliseconds)) {
      failures.push(`the camera was lost at ${at(atMilliseconds)} without cause: ${data.reason}`);
    }
  }
  for (const { atMilliseconds, data } of log.of('recording.interrupted')) {
    if (!wasDuring(faults, ['media process killed'], atMilliseconds)) {
      failures.push(`a recording was interrupted at ${at(atMilliseconds)} without cause: ${data.reason}`);
    }
  }
  for (const { atMilliseconds, data } of log.of('recording.failed')) {
    failures.push(`a recording failed at ${at(atMilliseconds)}: ${data.reason}`);
  }
  for (const { atMilliseconds, line } of log.errors) {
    if (!wasDuring(faults, ['media process killed'], atMilliseconds)) {
      failures.push(`logged without cause: ${line}`);
    }
  }
  const stops = log.of('stream.stopped').map(({ atMilliseconds }) => atMilliseconds);
  for (const { atMilliseconds, statusLine } of lostViewers) {
    if (!stops.some((stop) => Math.abs(stop - atMilliseconds) < effectMilliseconds)) {
      failures.push(`a viewer lost its stream at ${at(atMilliseconds)}, and the event log does not say why (${statusLine})`);
    }
  }
  return failures;
}

/** A recording lasts from its request to its end, and what was before it; the media process takes at most half a second with it when it is killed. */
const toleranceSeconds = { usual: 0.5, interrupted: 2 } as const;

/** Every recording is decoded, and has to be as long as it took. */
export async function checkRecordings(recordings: readonly SoakRecording[], log: EventLog, dataDirectory: string): Promise<string[]> {
  const failures: string[] = [];
  for (const { id, path, startedAtMilliseconds, endedAtMilliseconds, endAnsweredAtMilliseconds, preRollSeconds } of recordings) {
    const finished = log.of('recording.finished').find(({ data }) => data.recording_id === id);
    if (finished === undefined) {
      failures.push(`${path} was started, and the event log does not say that it was finished`);
      continue;
    }
    try {
      const { pictures, durationSeconds } = await decodeVideo(join(dataDirectory, path));
      const leastSeconds = (endedAtMilliseconds - startedAtMilliseconds) / 1000 + preRollSeconds;
      const mostSeconds = (endAnsweredAtMilliseconds - startedAtMilliseconds) / 1000 + preRollSeconds;
      const wasInterrupted = log.of('recording.interrupted').some(({ data }) => data.recording_id === id);
      const tolerance = wasInterrupted ? toleranceSeconds.interrupted : toleranceSeconds.usual;
      if (pictures === 0 || durationSeconds < leastSeconds - tolerance || durationSeconds > mostSeconds + tolerance) {
        failures.push(
          `${path} has ${pictures} pictures and lasts ${durationSeconds.toFixed(2)} s instead of ${leastSeconds.toFixed(2)} to ${mostSeconds.toFixed(2)} s`,
        );
      }
    } catch (error) {
      failures.push(`${path} does not play: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failures;
}
