import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { RecordingInfo } from '../../shared/api.ts';
import type { VideoFacts } from '../../main/media/protocol.ts';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export type Victim = 'application' | 'media process' | 'both';

export interface KilledRecording {
  /** How many recordings the library lists after the next start. */
  readonly listedCount: number;
  /** Of the file; null when nothing is left, because nothing had been written. */
  readonly facts: VideoFacts | null;
  /** From before the recording was asked for, as the service said. */
  readonly preRollMilliseconds: number;
  /** From the recording's beginning to the last picture that was captured. */
  readonly capturedMilliseconds: number;
  readonly missingMilliseconds: number;
  /** What is wrong between library, files and sidecars; empty when they agree. */
  readonly contradictions: readonly string[];
}

/**
 * Records, kills with SIGKILL after a while, starts anew, and looks at what is left.
 *
 * @param preRollMilliseconds so much is captured before the recording is asked for
 */
export async function killRecording(victim: Victim, afterMilliseconds: number, preRollMilliseconds = 0): Promise<KilledRecording> {
  await using directory = await temporaryDirectory();
  const program = spawn(
    process.execPath,
    [fileURLToPath(new URL('recording-program.ts', import.meta.url)), directory.path, String(preRollMilliseconds)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(program, 'exit');
  let first: number | null = null;
  let last = 0;
  let promisedSeconds = 0;
  let mediaPid: number | undefined;
  const lines = createInterface(program.stdout);
  lines.on('line', (line) => {
    const fact = JSON.parse(line) as { capturedMilliseconds?: number; mediaPid?: number; preRollSeconds?: number };
    promisedSeconds = fact.preRollSeconds ?? promisedSeconds;
    if (fact.capturedMilliseconds !== undefined) {
      first ??= fact.capturedMilliseconds;
      last = fact.capturedMilliseconds;
      mediaPid = fact.mediaPid ?? mediaPid;
    }
  });
  await once(lines, 'line');
  await sleep(afterMilliseconds);
  if (victim !== 'application' && mediaPid !== undefined) {
    process.kill(mediaPid, 'SIGKILL');
  }
  if (victim === 'media process') {
    await sleep(1000); // it goes on with a new one
    program.kill('SIGTERM');
  } else {
    program.kill('SIGKILL');
  }
  await ended;
  lines.close();
  while (mediaPid !== undefined && existsSync(`/proc/${mediaPid}`)) {
    await sleep(10);
  }

  const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });
  const library = new RecordingLibrary({ dataDirectory: directory.path, media, clock: createSystemClock(), logger: silentLogger });
  try {
    const storage = new StorageDirectory(directory.path, 'recordings');
    await library.recover(storage);
    const { recordings, total_count: listedCount } = library.list({});
    const [recording] = recordings;
    const facts = recording === undefined ? null : await media.probe(storage.file(recording.filename));
    const capturedMilliseconds = last - (first ?? last);
    const missingMilliseconds = capturedMilliseconds - (facts?.durationMilliseconds ?? 0);
    return {
      listedCount,
      facts,
      preRollMilliseconds: promisedSeconds * 1000,
      capturedMilliseconds,
      missingMilliseconds,
      contradictions: await contradictionsOf(recordings, facts, storage),
    };
  } finally {
    await media.close();
    await library.close();
  }
}

async function contradictionsOf(
  recordings: readonly RecordingInfo[],
  facts: VideoFacts | null,
  storage: StorageDirectory,
): Promise<string[]> {
  const expected = recordings.flatMap(({ recording_id, filename }) => [filename, `${recording_id}.json`]).sort();
  const { videos, hidden } = await storage.contents();
  const found = [...videos, ...hidden].sort();
  const [recording] = recordings;
  return [
    ...(isDeepStrictEqual(found, expected) ? [] : [`the directory holds ${found.join(', ')} instead of ${expected.join(', ')}`]),
    ...(recording === undefined || recording.file_size === facts?.sizeBytes
      ? []
      : [`the library says ${recording.file_size} bytes, the file has ${facts?.sizeBytes}`]),
    ...(recording === undefined || Math.abs(recording.duration * 1000 - (facts?.durationMilliseconds ?? 0)) < 1
      ? []
      : [`the library says ${recording.duration} s, the file lasts ${facts?.durationMilliseconds} ms`]),
  ];
}
