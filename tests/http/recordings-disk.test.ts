/** Disks that fill up, turn read-only or are pulled out in the middle of a recording: what was recorded stays, and everyone is told. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LiveStatus, RecordingsPage, type RecordingInfo } from '../../shared/api.ts';
import { call } from '../support/http-client.ts';
import { canMountDisks, PetLogOnPrivateDisk } from '../support/private-disk.ts';

const config = {
  camera: { resolution: [320, 240] as [number, number], frame_rate: 15 },
  recording: { min_free_mb: 5, max_disk_used_percent: 100 },
};
/** Only what hangs runs into it: a machine that has other work is slow, not wrong. */
const patienceMilliseconds = 60_000;

async function until<Value>(read: () => Promise<Value>, isRight: (value: Value) => boolean): Promise<Value> {
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

/** Starts a recording and lets it run. */
async function startRecording(disk: PetLogOnPrivateDisk) {
  const url = disk.petlog.url;
  const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);
  const list = async (): Promise<RecordingInfo[]> => RecordingsPage.parse((await call(`${url}/recordings`)).body).recordings;
  await call(`${url}/live/record/start`, 'POST', { filename: 'Mimi' });
  const before = await until(status, ({ current_recording }) => (current_recording?.elapsed_seconds ?? 0) > 2.5);
  return {
    status,
    list,
    recordedSeconds: before.current_recording?.elapsed_seconds ?? 0,
    play: async (): Promise<number> => {
      const [recording] = await list();
      return (await (await fetch(new URL(recording?.url ?? '', url))).arrayBuffer()).byteLength;
    },
    restarts: async (): Promise<void> => {
      await until(status, ({ problems }) => problems.length === 0);
      expect((await call(`${url}/live/record/start`, 'POST', { filename: 'again' })).status).toBe(200);
      await until(status, ({ current_recording }) => (current_recording?.elapsed_seconds ?? 0) > 1);
      expect((await call(`${url}/live/record/stop`, 'POST')).status).toBe(200);
      const recordings = await until(list, (found) => found.length === 2 && found.every(({ resolution }) => resolution === '320x240'));
      expect(recordings.map(({ filename }) => filename)).toEqual(['again.mp4', 'Mimi.mp4']);
    },
  };
}

describe.skipIf(!canMountDisks)('the disk of the recordings', () => {
  it('fills up: the recording ends with what there is, and works again when there is room', async () => {
    await using disk = await PetLogOnPrivateDisk.start(30, { config });
    const { status, list, play, recordedSeconds, restarts } = await startRecording(disk);
    await disk.run('dd if=/dev/zero of="$recordings/filler" bs=64k 2>/dev/null || true');
    const { problems } = await until(status, ({ recording }) => !recording);
    expect(problems).toMatchObject([{ code: 'storage_full', message: expect.stringContaining('MB are free') }]);
    const [recording] = await until(list, ({ length }) => length === 1);
    expect(recording?.duration).toBeGreaterThan(recordedSeconds - 1);
    expect(await play()).toBe(recording?.file_size);
    expect((await call(`${disk.petlog.url}/live/record/start`, 'POST')).body).toMatchObject({ code: 'storage_full' });
    await disk.run('rm "$recordings/filler"');
    await restarts();
  });

  it('turns read-only: the same', async () => {
    await using disk = await PetLogOnPrivateDisk.start(30, { config });
    const { status, list, play, recordedSeconds, restarts } = await startRecording(disk);
    await disk.run('mount --bind "$slot" "$recordings" && mount -o remount,bind,ro "$recordings"');
    const { problems } = await until(status, ({ recording }) => !recording);
    expect(problems).toMatchObject([{ code: 'disk_read_only', message: expect.stringContaining(disk.petlog.dataDirectory) }]);
    const [recording] = await until(list, ({ length }) => length === 1);
    expect(recording?.duration).toBeGreaterThan(recordedSeconds - 1);
    expect(await play()).toBeGreaterThan(10_000);
    await disk.run('umount "$recordings"');
    await restarts();
  });

  it('is pulled out and put back: nothing is written in its place, nothing is forgotten', async () => {
    await using disk = await PetLogOnPrivateDisk.start(30, { config });
    const { status, list, play, recordedSeconds, restarts } = await startRecording(disk);
    await disk.run('umount --lazy "$recordings"');
    const { problems } = await until(status, ({ recording }) => !recording);
    expect(problems).toMatchObject([{ code: 'recording_failed', message: expect.stringContaining('not mounted') }]);
    expect((await call(`${disk.petlog.url}/live/record/start`, 'POST')).status).toBe(503);
    const {
      body: { code },
    } = await call(`${disk.petlog.url}/recordings/${(await list())[0]?.recording_id}`, 'DELETE');
    expect(code).toBe('recording_not_removed');
    expect((await disk.run('find "$recordings" -type f')).trim()).toBe('');
    await disk.run('mount --bind "$slot" "$recordings"');
    await until(status, ({ problems: left }) => left.length === 0);
    const [recording] = await until(list, ([found]) => found?.resolution === '320x240');
    expect(recording?.duration).toBeGreaterThan(recordedSeconds - 1);
    // It is being made one plain file meanwhile.
    await until(
      async () => [await play(), (await list())[0]?.file_size],
      ([playedBytes, listedBytes]) => playedBytes === listedBytes,
    );
    await restarts();
  });

  it('is away for a while: kept recordings stay listed, and come back with it as they were', async () => {
    await using disk = await PetLogOnPrivateDisk.start(30, { config });
    const { url } = disk.petlog;
    const { status, list, play } = await startRecording(disk);
    await call(`${url}/live/record/stop`, 'POST');
    const [finished] = await until(list, ([found]) => found?.resolution === '320x240');
    const keep = (kept: boolean): ReturnType<typeof call> => call(`${url}/recordings/${finished?.recording_id}`, 'PATCH', { kept });
    expect((await keep(true)).status).toBe(200);
    const before = await list();
    const bytes = await play();
    await disk.run('umount --lazy "$recordings"');
    await call(`${url}/live/record/start`, 'POST');
    await until(status, ({ problems }) => problems.some(({ message }) => message.includes('not mounted')));
    expect(await list()).toEqual(before);
    expect((await keep(false)).status).toBe(503);
    await disk.run('mount --bind "$slot" "$recordings"');
    await until(status, ({ problems }) => problems.length === 0);
    await until(list, ([found]) => found?.kept === true);
    expect(await list()).toEqual(before);
    expect(await play()).toBe(bytes);
  });
});
