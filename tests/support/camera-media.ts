import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import type { RecordingFeed } from '../../main/media/recording-feed.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';

/** From one picture of a camera to the next, in milliseconds. */
export const interval = 1000 / 15;

/** A real one, which is closed after the test. */
export function mediaProcess(): MediaProcessClient {
  const client = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });
  onTestFinished(() => client.close());
  return client;
}

/** A process that runs has taken what was written before: a question comes after it. One that ends meanwhile has its test. */
export async function taken(client: MediaProcessClient): Promise<void> {
  if (client.pid !== undefined) {
    await client.askHistory('describe-history', {}).catch(() => undefined);
  }
}

/** Has it keep the last minutes, in memory. */
export const keep = (client: MediaProcessClient, keptMilliseconds = 60_000): void =>
  client.keepHistory({ limits: { keptMilliseconds, mostBytes: 1e8 }, disk: null, recentMilliseconds: 5000 });

interface OpenedRecording {
  readonly feed: RecordingFeed;
  /** What was told of it so far. */
  readonly seen: { begun: number; changes: number; readonly interruptions: string[] };
  readonly historyMilliseconds: number | null;
  /** Resolves once it has begun so many times: anew after each end of the process. */
  hasBegun(times: number): Promise<void>;
  /** Path of its first file. */
  readonly part: string;
  /** Path for the plain one, which is not there yet. */
  readonly finished: string;
}

/** Opens a recording in a directory, at a moment of the pictures. */
export async function recordingIn(
  directory: string,
  client: MediaProcessClient,
  startMilliseconds: number,
  preRollMilliseconds = 0,
): Promise<OpenedRecording> {
  const path = join(directory, 'recording.mp4');
  await writeFile(path, '');
  const seen: OpenedRecording['seen'] = { begun: 0, changes: 0, interruptions: [] };
  const unexpect = client.expectRecording(startMilliseconds);
  const historyMilliseconds = await client.prepareRecording(startMilliseconds, preRollMilliseconds);
  let parts = 1;
  const feed = client.record({
    recordingId: 'test',
    path,
    startMilliseconds,
    historyMilliseconds,
    beginsWithRequest: historyMilliseconds === null,
    untilMilliseconds: null,
    nextPart: async () => {
      const part = join(directory, `part${(parts += 1)}.mp4`);
      await writeFile(part, '');
      return part;
    },
    onBegun: () => (seen.begun += 1),
    onVideoChanged: () => (seen.changes += 1),
    onInterrupted: (reason) => seen.interruptions.push(reason),
    onFailed: () => {},
  });
  unexpect();
  const hasBegun = (times: number): Promise<void> => vi.waitFor(() => expect(seen.begun).toBe(times), { timeout: 60_000 });
  return { feed, seen, historyMilliseconds, hasBegun, part: path, finished: join(directory, 'final.mp4') };
}
