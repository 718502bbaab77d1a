import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Config, type ConfigPatch } from '../../../shared/config.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import type { HistoryDiskListener } from '../../../main/media/media-reports.ts';
import type { HistorySettings } from '../../../main/media/video-settings.ts';
import { HistoryKeeper } from '../../../main/rewind/history-keeper.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { SettingsChanges } from '../../support/settings-changes.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let config: Config;
let keeper: HistoryKeeper;
let settings: (HistorySettings | null)[];
let report: HistoryDiskListener;
let mountProblem: Error | null;
let isPrivate: boolean;
let timesForgotten: number;
const clock = new ManualClock();
const bus = new EventBus();
const changes = new SettingsChanges();

const leftovers = (storagePath: string): string => join(directory.path, storagePath, '.petlog/rewind/old');

beforeEach(async () => {
  directory = await temporaryDirectory();
  settings = [];
  mountProblem = null;
  isPrivate = false;
  timesForgotten = 0;
});

afterEach(async () => {
  await keeper.close();
  await directory[Symbol.asyncDispose]();
});

async function leave(storagePath: string): Promise<void> {
  await mkdir(leftovers(storagePath), { recursive: true });
  await writeFile(join(leftovers(storagePath), 'old.segment'), 'old');
}

const isGone = (storagePath: string): Promise<void> => vi.waitFor(() => expect(stat(leftovers(storagePath))).rejects.toThrow(), 60_000);

function keep(recording: ConfigPatch['recording']): void {
  config = Config.parse({ recording });
  keeper = new HistoryKeeper({
    cameraId: 'main',
    config: () => config,
    onSettingsChanged: changes.onSettingsChanged,
    bus,
    clock,
    logger: silentLogger,
    isPrivate: () => isPrivate,
    onForgotten: () => (timesForgotten += 1),
    media: { keepHistory: (kept) => settings.push(kept), onHistoryDisk: (listener) => (report = listener) },
    storage: () => new StorageDirectory(directory.path, config.camera.storage_path),
    ensureMounted: () => (mountProblem === null ? Promise.resolve() : Promise.reject(mountProblem)),
  });
}

function change(patch: { camera?: Partial<Config['camera']>; recording?: Partial<Config['recording']> }, ...keys: string[]): void {
  config = { ...config, camera: { ...config.camera, ...patch.camera }, recording: { ...config.recording, ...patch.recording } };
  changes.tell(...keys);
}

test('in memory nothing of the disk is used, and what was left there goes', async () => {
  await leave('recordings');
  keep({});
  expect(settings).toEqual([{ limits: { keptMilliseconds: 600_000, mostBytes: 128e6 }, disk: null, recentMilliseconds: 6000 }]);
  await isGone('recordings');
});

test('on the disk: in the directory of the recordings, within its limits, and every change of them holds at once', async () => {
  await leave('recordings');
  keep({ rewind_storage: 'disk', rewind_minutes: 480, min_free_mb: 700 });
  await vi.waitFor(() => expect(settings).toHaveLength(1), 60_000);
  await isGone('recordings');
  expect(settings[0]).toMatchObject({
    limits: { keptMilliseconds: 28_800_000 },
    disk: { directory: join(directory.path, 'recordings/.petlog/rewind'), mostBytes: 4096e6, minimumFreeBytes: 700e6 },
  });
  await leave('recordings');
  change({ camera: { storage_path: 'stick' }, recording: { rewind_disk_mb: 300 } }, 'camera.storage_path', 'recording.rewind_disk_mb');
  await vi.waitFor(
    () => expect(settings.at(-1)?.disk).toMatchObject({ directory: join(directory.path, 'stick/.petlog/rewind'), mostBytes: 300e6 }),
    20_000,
  );
  await isGone('recordings');
  await leave('stick');
  change({ recording: { rewind_storage: 'memory' } }, 'recording.rewind_storage');
  expect(settings.at(-1)?.disk).toBeNull();
  await isGone('stick');
});

test('a disk that fails is a problem until it works again, and is tried again every ten seconds', async () => {
  keep({ rewind_storage: 'disk' });
  await vi.waitFor(() => expect(settings).toHaveLength(1), 60_000);
  report({ code: 'EROFS', reason: 'EROFS: read-only file system' });
  expect(keeper.problems).toEqual([
    { code: 'rewind_disk_failed', message: expect.stringContaining('the disk is read-only'), since: expect.any(String) },
  ]);
  await clock.advance(10_000);
  await vi.waitFor(() => expect(settings).toHaveLength(2), 60_000);
  expect(settings[1]?.disk).not.toBeNull();
  expect(keeper.problems).toHaveLength(1);
  report(null);
  expect(keeper.problems).toEqual([]);
  report({ code: 'EIO', reason: 'EIO' });
  change({ recording: { rewind_storage: 'memory' } }, 'recording.rewind_storage');
  expect(keeper.problems).toEqual([]);
});

test('without its disk there nothing is written in its place: memory does', async () => {
  mountProblem = Object.assign(new Error('not there'), { code: 'ENOTMOUNTED' });
  keep({ rewind_storage: 'disk' });
  await vi.waitFor(() => expect(keeper.problems).toMatchObject([{ message: expect.stringContaining('the disk is not mounted') }]), 60_000);
  expect(settings.map((kept) => kept?.disk)).toEqual([null]);
  mountProblem = null;
  await clock.advance(10_000);
  await vi.waitFor(() => expect(settings.at(-1)?.disk).not.toBeNull(), 60_000);
});

test('forgets everything at its end', async () => {
  keep({ rewind_storage: 'disk' });
  await vi.waitFor(() => expect(settings).toHaveLength(1), 60_000);
  await leave('recordings');
  await keeper.close();
  expect(settings.at(-1)).toBeNull();
  await isGone('recordings');
});

test('with privacy, what was kept is forgotten, and nothing more is kept', () => {
  keep({});
  expect(timesForgotten).toBe(0);
  isPrivate = true;
  bus.emit('privacy.changed', { on: true });
  expect(settings.at(-1)).toBeNull();
  expect(timesForgotten).toBe(1);
});
