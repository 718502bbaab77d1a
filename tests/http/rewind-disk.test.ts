/** Looking back on a disk that fails, and processes that are killed: live goes on, memory does instead, everyone is told, nothing stays. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import type { ConfigPatch } from '../../shared/config.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { canMountDisks, PetLogOnPrivateDisk } from '../support/private-disk.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const config: ConfigPatch = {
  camera: { resolution: [320, 240], frame_rate: 15, always_on: true },
  recording: { min_free_mb: 5, max_disk_used_percent: 100, rewind_storage: 'disk', rewind_disk_mb: 256 },
};

async function until<Value>(read: () => Promise<Value>, isRight: (value: Value) => boolean, patienceMilliseconds = 60_000): Promise<Value> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const value = await read();
    if (isRight(value)) {
      return value;
    }
    if (performance.now() > deadline) {
      throw new Error(`still wrong after ${patienceMilliseconds} ms: ${JSON.stringify(value)}`);
    }
    await sleep(100);
  }
}

const asked = (url: string) => ({
  status: async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body),
  range: async (): Promise<RewindRange> => RewindRange.parse((await call(`${url}/live/rewind`)).body),
});

const hasDiskProblem = ({ problems }: LiveStatus): boolean => problems.some(({ code }) => code === 'rewind_disk_failed');

/** The files of the history, below the directory of the recordings. */
async function segments(recordings: string): Promise<string[]> {
  return (await readdir(join(recordings, '.petlog/rewind'), { recursive: true }).catch(() => [])).filter((name) =>
    name.endsWith('.segment'),
  );
}

describe.skipIf(!canMountDisks)('the disk of the history', () => {
  it('is pulled out and put back: memory does meanwhile', async () => {
    await using disk = await PetLogOnPrivateDisk.start(100, { config });
    const { status, range } = asked(disk.petlog.url);
    const segmentsThere = async (): Promise<string> =>
      (await disk.run('find "$recordings/.petlog/rewind" -name "*.segment" -size +0 2>/dev/null || true')).trim();
    await until(segmentsThere, (found) => found !== '');
    await disk.run('umount --lazy "$recordings"');
    const broken = await until(status, hasDiskProblem);
    expect(broken).toMatchObject({
      state: 'live',
      problems: expect.arrayContaining([
        { code: 'rewind_disk_failed', message: expect.stringContaining('memory instead of the disk'), since: expect.any(String) },
      ]),
    });
    const { storage, start, end } = await range();
    expect([storage, start === null, end === null]).toEqual(['memory', false, false]);
    expect((await call(`${disk.petlog.url}/health`)).body).toMatchObject({ status: 'degraded' });
    await until(range, (later) => Date.parse(later.end ?? '') > Date.parse(end ?? '') + 1000);
    expect((await disk.run('find "$recordings" -type f')).trim()).toBe('');
    await disk.run('mount --bind "$slot" "$recordings"');
    await until(status, (now) => now.problems.length === 0);
    expect((await range()).storage).toBe('disk');
    expect(Date.parse((await range()).start ?? '')).toBeLessThanOrEqual(Date.parse(start ?? '') + 3000);
    // What the pulled-out disk had of the old history is gone.
    expect((await segmentsThere()).split('\n')).toHaveLength(1);
  });

  it('is filled by others: the history gives way, and comes back', async () => {
    await using disk = await PetLogOnPrivateDisk.start(100, { config });
    const { status, range } = asked(disk.petlog.url);
    await until(range, ({ storage }) => storage === 'disk');
    await disk.run('dd if=/dev/zero of="$recordings/filler" bs=1M count=70 2>/dev/null');
    const { problems, state } = await until(status, hasDiskProblem);
    expect([state, problems.map(({ message }) => message)]).toEqual(['live', [expect.stringContaining('the disk is full')]]);
    expect((await disk.run('find "$recordings/.petlog/rewind" -name "*.segment" 2>/dev/null || true')).trim()).toBe('');
    // There is room for recordings still.
    expect((await call(`${disk.petlog.url}/live/record/start`, 'POST')).status).toBe(200);
    expect((await call(`${disk.petlog.url}/live/record/stop`, 'POST')).status).toBe(200);
    await disk.run('rm "$recordings/filler"');
    await until(status, (now) => now.problems.length === 0);
    expect((await range()).storage).toBe('disk');
  });
});

describe('killed', () => {
  it('the media process: the history begins anew, without the old files', async () => {
    await using petlog = await startPetLog({ config });
    const recordings = join(petlog.dataDirectory, 'recordings');
    const [before] = await until(
      () => segments(recordings),
      ({ length }) => length > 0,
    );
    process.kill(await mediaProcess(petlog.child.pid ?? 0), 'SIGKILL');
    const after = await until(
      () => segments(recordings),
      (found) => found.length > 0 && !found.includes(before ?? ''),
      20_000,
    );
    expect(after).toHaveLength(1);
    expect((await asked(petlog.url).status()).problems).toEqual([]);
  });

  it.each(['memory', 'disk'] as const)('the application: the next one removes the files, with %s', async (storage) => {
    await using directory = await temporaryDirectory();
    const recordings = join(directory.path, 'recordings');
    await using first = await startPetLog({ config, dataDirectory: directory.path });
    const [before] = await until(
      () => segments(recordings),
      ({ length }) => length > 0,
    );
    const media = await mediaProcess(first.child.pid ?? 0);
    process.kill(media, 'SIGKILL'); // which would tidy up
    first.child.kill('SIGKILL');
    await first.exited;
    expect(await segments(recordings)).toContain(before);
    await using second = await startPetLog({
      config: { ...config, recording: { ...config.recording, rewind_storage: storage } },
      dataDirectory: directory.path,
    });
    await until(
      () => segments(recordings),
      (found) => !found.includes(before ?? ''),
    );
    await second.stop();
    expect(await segments(recordings)).toEqual([]);
  });
});

/** Its pid: the child of the application that runs that program. */
async function mediaProcess(parent: number): Promise<number> {
  const children = (await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8')).trim().split(' ').map(Number);
  for (const pid of children) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('media-process')) {
      return pid;
    }
  }
  throw new Error(`${parent} has no media process`);
}
