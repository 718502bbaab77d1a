import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MediaProcessClient } from '../../../main/media/media-process-client.ts';
import { childModuleUrl } from '../../../main/system/child-module.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Whether this machine lets us make a disk of any size; containers often do not, and only root may at all. */
function mountTinyDisk(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a disk that fills up ends the recording with everything that fitted', async ({ skip }) => {
  await using directory = await temporaryDirectory();
  if (!mountTinyDisk(directory.path)) {
    skip('needs root and the permission to mount a tmpfs');
  }
  const client = new MediaProcessClient({ program: childModuleUrl('media-process'), clock: createSystemClock(), logger: silentLogger });
  try {
    const path = join(directory.path, 'recording.mp4');
    await writeFile(path, '');
    let failure: string | null = null;
    const feed = client.record({
      recordingId: 'test',
      path,
      startMilliseconds: 0,
      historyMilliseconds: null,
      beginsWithRequest: true,
      untilMilliseconds: null,
      nextPart: () => Promise.reject(new Error('not expected')),
      onInterrupted: () => {},
      onFailed: (code) => (failure = code),
    });
    const jpegs = await smallJpegs(8);
    let sequence = 0;
    while (failure === null) {
      sequence += 1;
      client.write(frameOf(jpegs[sequence % jpegs.length]!, sequence, (sequence * 1000) / 15));
      await sleep(6);
    }
    expect(failure).toBe('ENOSPC');
    const { lastPart } = await feed.finish((sequence * 1000) / 15, 60_000);
    expect(lastPart?.sizeBytes).toBeGreaterThan(64 * 1024);
    const facts = await client.probe(path);
    expect(facts).toMatchObject({ frameCount: lastPart?.frameCount, sizeBytes: lastPart?.sizeBytes });
  } finally {
    await client.close();
    execFileSync('umount', [directory.path]);
  }
});
