import { expect, it } from 'vitest';
import { Config } from '../../../shared/config.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { StorageMonitor } from '../../../main/recording/storage-monitor.ts';
import { AnsweringDisks } from '../../../main/system/answering-disks.ts';
import type { DiskSpace } from '../../../main/system/disk-space.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A real directory whose disk answers only when it is told to, as a network share does whose server is off. */
async function setUp() {
  const directory = await temporaryDirectory();
  const clock = new ManualClock();
  const disks = new AnsweringDisks(clock);
  const waiting: (() => void)[] = [];
  let isSilent = true;
  const storage = new StorageDirectory(directory.path, 'recordings');
  const answer = <Value>(value: Value): Promise<Value> =>
    isSilent ? new Promise((resolve) => waiting.push(() => resolve(value))) : Promise.resolve(value);
  const happened: string[] = [];
  const monitor = new StorageMonitor({
    storage: () => storage,
    config: () => Config.parse({}),
    clock,
    disks,
    bus: new EventBus(),
    diskSpace: (path) => disks.ask(path, () => answer<DiskSpace>({ availableBytes: 10e9, totalBytes: 20e9 })),
    ensureMounted: ({ absolutePath }) => disks.ask(absolutePath, () => answer(undefined)),
    makeRoom: async () => {},
    limitReached: async () => null,
    onFailure: ({ code }) => happened.push(code),
    isWanted: () => true,
    onRestored: () => happened.push('restored'),
  });
  return {
    clock,
    monitor,
    happened,
    questions: () => waiting.length,
    speak() {
      isSilent = false;
      waiting.splice(0).forEach((give) => give());
    },
    async [Symbol.asyncDispose]() {
      monitor.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

it('a disk that does not answer keeps nobody waiting for ever, is named, and works when it is back', async () => {
  await using set = await setUp();
  const room = set.monitor.checkRoom().then(
    () => null,
    (error: unknown) => set.monitor.suspect(error),
  );
  await set.clock.advance(8000);
  expect(await room).toMatchObject({ code: 'disk_not_answering', status: 503, message: expect.stringContaining('recordings') as string });
  expect(set.monitor.problem?.code).toBe('disk_not_answering');
  set.monitor.start();
  await set.clock.advance(60_000);
  expect(set.questions()).toBe(1); // each one more would hold another thread
  expect(set.monitor.problem?.code).toBe('disk_not_answering');
  set.speak();
  await set.clock.advance(5000);
  await expect.poll(() => set.happened.at(-1)).toBe('restored');
  expect(set.monitor.problem).toBeNull();
  await set.monitor.checkRoom();
});

it('no room for another file is not told as a lack of megabytes', async () => {
  await using set = await setUp();
  set.speak();
  const monitor = new StorageMonitor({
    storage: () => new StorageDirectory('/', 'recordings'),
    config: () => Config.parse({}),
    clock: set.clock,
    bus: new EventBus(),
    diskSpace: async () => ({ availableBytes: 55e6, totalBytes: 60e6, availableFiles: 0 }),
    ensureMounted: async () => {},
    makeRoom: async () => {},
    limitReached: async () => null,
    onFailure: () => {},
    isWanted: () => true,
    onRestored: () => {},
  });
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  expect(await monitor.failed(full)).toMatchObject({
    code: 'disk_no_inodes',
    status: 507,
    message: expect.stringContaining('55 MB are free, as its inodes are used up') as string,
  });
});
