import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Config } from '../../../shared/config.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { Retention } from '../../../main/recording/retention.ts';
import { storageUsage } from '../../../main/recording/storage-usage.ts';
import type { Recording } from '../../../main/library/recording.ts';
import type { DiskSpace } from '../../../main/system/disk-space.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { TestLibrary } from '../../support/library.ts';
import { SettingsChanges } from '../../support/settings-changes.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const gigabyte = 1_000_000_000;
const day = 86_400_000;

/** Clean-up of a real library on a disk of any size. */
async function scene(
  recording: Partial<Config['recording']>,
  disk: { current: DiskSpace } = { current: { availableBytes: 900 * gigabyte, totalBytes: 1000 * gigabyte } },
) {
  const clock = new ManualClock();
  const files = await TestLibrary.create({ clock });
  const config = Config.parse({});
  Object.assign(config.recording, recording);
  const bus = new EventBus();
  const removed: [id: string, reason: string][] = [];
  bus.on('recording.removed', ({ recording_id, reason }) => void removed.push([recording_id, reason]));
  const clockState = { steadyMilliseconds: Infinity };
  const changes = new SettingsChanges();
  const options = {
    onSettingsChanged: changes.onSettingsChanged,
    clockSteadyMilliseconds: () => clockState.steadyMilliseconds,
    storage: () => files.storage,
    config: () => config,
    clock,
    bus,
    logger: silentLogger,
    library: files.library,
    diskSpace: () => Promise.resolve(disk.current),
  };
  const retention = new Retention(options);
  const now = clock.nowMicroseconds() / 1000;
  return {
    clock,
    clockState,
    options,
    changes,
    files,
    config,
    bus,
    removed,
    retention,
    add: (ageDays: number, sizeBytes: number, isKept = false, details: Partial<Recording> = {}) =>
      files.addFiles({ startedAtMilliseconds: now - ageDays * day, sizeBytes, isKept, durationMilliseconds: 3_600_000, ...details }),
    usage: () => storageUsage({ ...options, storage: files.storage, config }),
    async [Symbol.asyncDispose]() {
      await retention.close();
      await files[Symbol.asyncDispose]();
    },
  };
}

test('removes what is too old, at the start and as time goes by, but nothing that is kept', async () => {
  await using it = await scene({ max_age_days: 7 });
  const oldest = await it.add(30, gigabyte);
  await it.add(20, gigabyte, true);
  const old = await it.add(6.5, gigabyte);
  await it.files.library.recover(it.files.storage);
  it.retention.start();
  await it.retention.run();
  expect(it.removed).toEqual([[oldest, 'age']]);
  await it.clock.advance(day);
  await it.retention.run();
  expect(it.removed).toEqual([
    [oldest, 'age'],
    [old, 'age'],
  ]);
  expect(it.files.library.list({}).recordings).toMatchObject([{ kept: true }]);
});

test('a smaller allowance is made true at once, the oldest first', async () => {
  await using it = await scene({});
  const [oldest, older] = [await it.add(3, 2 * gigabyte), await it.add(2, 2 * gigabyte)];
  await it.add(1, 2 * gigabyte);
  await it.files.library.recover(it.files.storage);
  it.retention.start();
  await it.retention.run();
  expect(it.removed).toEqual([]);
  it.config.recording.max_total_gb = 3;
  it.changes.tell('recording.max_total_gb');
  await it.retention.run();
  expect(it.removed).toEqual([
    [oldest, 'total_size'],
    [older, 'total_size'],
  ]);
});

test('a disk that fills up while something is recorded loses the oldest within a minute', async () => {
  const disk = { current: { availableBytes: 30 * gigabyte, totalBytes: 100 * gigabyte } };
  await using it = await scene({}, disk);
  it.bus.on('recording.removed', () => (disk.current = { ...disk.current, availableBytes: disk.current.availableBytes + 20 * gigabyte }));
  const oldest = await it.add(2, 20 * gigabyte);
  await it.add(1, 20 * gigabyte);
  await it.files.library.recover(it.files.storage);
  it.retention.start();
  it.bus.emit('recording.started', { recording_id: 'now', recording_path: 'recordings/now.mp4', automatic: false });
  await it.retention.run();
  expect(it.removed).toEqual([]);
  it.bus.emit('recording.finished', {
    recording_id: 'made beside it',
    recording_path: 'recordings/part.mp4',
    duration_seconds: 5,
    size_bytes: 1000,
    reason: 'rewind',
    automatic: false,
  });
  await it.retention.run();
  disk.current = { availableBytes: 15 * gigabyte, totalBytes: 100 * gigabyte };
  await it.clock.advance(60_000);
  await it.retention.run();
  expect(it.removed).toEqual([[oldest, 'disk']]);
});

test('a change in the middle of a run counts', async () => {
  await using it = await scene({});
  const old = await it.add(5, gigabyte);
  await it.files.library.recover(it.files.storage);
  const running = it.retention.run();
  await new Promise((resolve) => setImmediate(resolve));
  it.config.recording.max_age_days = 1;
  await Promise.all([running, it.retention.run()]);
  expect(it.removed).toEqual([[old, 'age']]);
});

test('nothing is removed while it is played', async () => {
  await using it = await scene({ max_age_days: 1 });
  const played = await it.add(5, gigabyte);
  const other = await it.add(4, gigabyte);
  await it.files.library.recover(it.files.storage);
  const release = it.files.library.hold(played);
  await it.retention.run();
  expect(it.removed).toEqual([[other, 'age']]);
  release();
  await it.clock.advance(61_000);
  await it.retention.run();
  expect(it.removed).toEqual([
    [other, 'age'],
    [played, 'age'],
  ]);
});

test('nothing is removed while the library is being made from the files', async () => {
  await using it = await scene({ max_total_gb: 1 });
  await it.add(2, gigabyte);
  const old = await it.add(1, gigabyte);
  await it.files.library.recover(it.files.storage);
  const removed = new Promise<void>((resolve) => it.bus.on('recording.removed', () => resolve()));
  const recovering = it.files.library.recover(it.files.storage);
  it.retention.start();
  await it.retention.run();
  expect(it.removed).toEqual([]);
  await recovering;
  await removed;
  expect(it.files.library.list({}).recordings).toMatchObject([{ recording_id: old }]);
});

test('says so when only kept ones are left of what is allowed', async () => {
  await using it = await scene({ max_total_gb: 3 });
  await it.add(2, 2 * gigabyte, true);
  await it.files.library.recover(it.files.storage);
  expect(await it.retention.limitReached()).toBeNull();
  await it.add(1, gigabyte, true);
  await it.files.library.recover(it.files.storage);
  expect(await it.retention.limitReached()).toMatchObject({
    code: 'storage_limit',
    status: 507,
    message: expect.stringContaining('3000 MB'),
  });
});

test('tells how full the disk is, and how long it lasts', async () => {
  await using it = await scene(
    { min_free_mb: 1000, bitrate_kbps: 2000 },
    { current: { availableBytes: 50 * gigabyte, totalBytes: 100 * gigabyte } },
  );
  expect(await it.usage()).toMatchObject({ recordings_count: 0, recordings_bytes: 0, oldest: null, limit_bytes: null, hours_left: null });
  await it.add(3, gigabyte, true);
  await it.add(2, gigabyte);
  await it.files.library.recover(it.files.storage);
  const oldest = new Date(it.clock.nowMicroseconds() / 1000 - 3 * day).toISOString();
  expect(await it.usage()).toEqual({
    total_bytes: 100 * gigabyte,
    available_bytes: 50 * gigabyte,
    recordings_count: 2,
    recordings_bytes: 2 * gigabyte,
    kept_bytes: gigabyte,
    automatic_bytes: 0,
    oldest,
    limit_bytes: null,
    hours_left: 30, // until the disk is 80 % full, at a gigabyte an hour
  });
  it.config.recording.max_total_gb = 10;
  expect(await it.usage()).toMatchObject({ limit_bytes: 10 * gigabyte, hours_left: 8 });
});

test('a clock that is ahead removes nothing by age, until PetLog has run for that long', async () => {
  await using it = await scene({ max_age_days: 7 });
  const recorded = await it.add(0, gigabyte);
  await it.files.library.recover(it.files.storage);
  it.clockState.steadyMilliseconds = 0;
  it.clock.jump(3650 * day);
  await it.retention.run();
  it.clockState.steadyMilliseconds = 0.9 * day;
  await it.clock.advance(6.9 * day);
  await it.retention.run();
  expect(it.removed).toEqual([]);
  await it.clock.advance(0.2 * day);
  await it.retention.run();
  expect(it.removed).toEqual([[recorded, 'age']]);
});

test('running time counts over restarts, and begins anew for what a new database finds', async () => {
  await using it = await scene({ max_age_days: 7 });
  const recorded = await it.add(0, gigabyte, false, { clock: 'unknown' });
  await it.files.library.recover(it.files.storage);
  it.clock.jump(3650 * day);
  await it.clock.advance(6 * day);
  const cleanUp = (): Promise<void> => new Retention({ ...it.options, library: it.files.library }).run();
  await it.files.reopen();
  await it.clock.advance(0.9 * day);
  await cleanUp();
  expect(it.removed).toEqual([]);
  await it.files.reopen(() => ['', '-wal', '-shm'].forEach((suffix) => rmSync(it.files.databasePath + suffix, { force: true })));
  await it.files.library.recover(it.files.storage);
  await it.clock.advance(6.9 * day);
  await cleanUp();
  expect(it.removed).toEqual([]);
  await it.clock.advance(0.2 * day);
  await cleanUp();
  expect(it.removed).toEqual([[recorded, 'age']]);
});

test('a clock that has been right for a day decides about what was recorded by a right clock, and nothing else', async () => {
  await using it = await scene({ max_age_days: 7 });
  const certain = await it.add(30, gigabyte);
  await it.add(30, gigabyte, false, { clock: 'unknown' });
  await it.add(10_000, gigabyte, false, { clock: 'unsynchronized' }); // today, by a clock without a battery
  await it.files.library.recover(it.files.storage);
  it.clockState.steadyMilliseconds = 0.9 * day;
  await it.retention.run();
  expect(it.removed).toEqual([]);
  it.clockState.steadyMilliseconds = day;
  await it.retention.run();
  expect(it.removed).toEqual([[certain, 'age']]);
});

test('for room the first recorded goes first, whatever the clock said', async () => {
  await using it = await scene({ max_total_gb: 2 });
  const first = await it.add(1, gigabyte);
  await it.files.library.recover(it.files.storage);
  await it.clock.advance(1000);
  await it.add(20_000, gigabyte, false, { clock: 'unsynchronized' });
  await it.clock.advance(1000);
  await it.files.library.recover(it.files.storage);
  await it.add(0, gigabyte);
  await it.files.library.recover(it.files.storage);
  await it.retention.run();
  expect(it.removed).toEqual([[first, 'total_size']]);
});

test('of what is found at once, what an unsynchronized clock recorded goes last', async () => {
  await using it = await scene({ max_total_gb: 1 });
  await it.add(20_000, gigabyte, false, { clock: 'unsynchronized' });
  const certain = await it.add(1, gigabyte);
  await it.files.library.recover(it.files.storage);
  await it.retention.run();
  expect(it.removed).toEqual([[certain, 'total_size']]);
});

test("other people's videos are never cleaned up, and cost no recording, unless somebody says so", async () => {
  const disk = { current: { availableBytes: 12 * gigabyte, totalBytes: 100 * gigabyte } };
  await using it = await scene({ max_age_days: 1, max_total_gb: 6 }, disk);
  const imported = await it.add(300, 80 * gigabyte, false, { reason: 'imported' });
  await it.add(300, 5 * gigabyte, true, { reason: 'imported' });
  await it.add(0.5, gigabyte);
  await it.files.library.recover(it.files.storage);
  await it.retention.run();
  expect(it.removed).toEqual([]);
  expect(await it.retention.limitReached()).toBeNull();
  expect(await it.usage()).toMatchObject({ recordings_count: 3, recordings_bytes: 86 * gigabyte, hours_left: 5 });
  it.config.recording.clean_up_imported = true;
  await it.retention.run();
  expect(it.removed).toEqual([[imported, 'age']]);
});

test('a file that somebody put in the place of a recording is theirs', async () => {
  await using it = await scene({ max_age_days: 1 });
  const replaced = await it.add(300, gigabyte);
  await it.files.library.recover(it.files.storage);
  await writeFile(it.files.storage.file(`${replaced}.mp4`), 'cut by somebody');
  await it.retention.run();
  await it.retention.run();
  expect(it.removed).toEqual([]);
  expect(it.files.library.list({}).recordings).toMatchObject([{ recording_id: replaced, reason: 'imported', file_size: 15 }]);
});

test('what was recorded by itself goes first, without events before all others, and nothing else goes for it', async () => {
  const disk = { current: { availableBytes: 4 * gigabyte, totalBytes: 10 * gigabyte } };
  await using it = await scene({ max_disk_used_percent: 100, min_free_mb: 0, automatic_disk_percent: 30 }, disk);
  await it.add(9, gigabyte);
  await it.add(8, gigabyte, true, { reason: 'motion' });
  await it.add(7, gigabyte, false, { reason: 'imported' });
  const [oldest, older] = [
    await it.add(3, gigabyte, false, { reason: 'motion' }),
    await it.add(2, gigabyte, false, { reason: 'scheduled' }),
  ];
  await it.add(1, gigabyte, false, { reason: 'motion' });
  await it.files.library.recover(it.files.storage);
  expect(await it.usage()).toMatchObject({ automatic_bytes: 3 * gigabyte, kept_bytes: gigabyte });
  it.retention.start();
  await it.retention.run();
  expect(it.removed).toEqual([]);
  it.config.recording.automatic_disk_percent = 10;
  it.changes.tell('recording.automatic_disk_percent');
  await it.retention.run();
  expect(it.removed).toEqual([
    [oldest, 'total_size'],
    [older, 'total_size'],
  ]);
});
