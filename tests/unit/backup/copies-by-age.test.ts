/** Copies that came back to another SD card go there by their age, as those that were sent from here. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BackupDatabase } from '../../../main/backup/backup-database.ts';
import { BackupRestorer } from '../../../main/backup/backup-restorer.ts';
import { BackupWorker } from '../../../main/backup/backup-worker.ts';
import { type CopiedEvent, keysOf } from '../../../main/backup/copied-things.ts';
import { GivenUpUploads } from '../../../main/backup/given-up-uploads.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { BackupTarget, BackupTargetInput } from '../../../shared/backup.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { StoredCopies } from '../../support/stored-copies.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const startedAt = '2026-05-01T12:00:05.000Z';
const target = BackupTarget.parse({
  ...BackupTargetInput.parse({ name: 'NAS', kind: 'webdav', url: 'http://nas.home/', keep_days: 30 }),
  target_id: 'nas',
});
const event: CopiedEvent = {
  version: 1,
  camera_id: 'main',
  event_type: 'playing',
  label: null,
  pet_id: null,
  pet_name: null,
  is_decided_by_person: false,
  confidence: null,
  started_at: startedAt,
  duration_ms: 4000,
  box: null,
  note: '',
  is_wrong: false,
  kept: false,
  metadata: {},
  created_at: startedAt,
  zones: [],
  has_picture: true,
  clip: null,
};
/** As another SD card called it. */
const base = 'events/2026-05-01/20260501T120005000Z-17';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let database: BackupDatabase;
let there: StoredCopies;

beforeEach(async () => {
  directory = await temporaryDirectory();
  database = new BackupDatabase(join(directory.path, 'backup.db'), silentLogger);
  database.putTarget(target, 0);
  there = new StoredCopies();
  there.files.set(`${base}.json`, Buffer.from(JSON.stringify(event)));
  there.files.set(`${base}.jpg`, Buffer.from('a picture'));
});

afterEach(async () => {
  database.close();
  await directory[Symbol.asyncDispose]();
});

/** @param isNew whether the event was not here */
async function bringBack(isNew: boolean): Promise<void> {
  const restorer = new BackupRestorer(
    {
      storage: () => new StorageDirectory(directory.path, 'recordings'),
      library: { find: () => null, recover: async () => {} },
      isRecorded: () => true,
      addEvent: async () => ({ eventId: 3, isNew }),
      assertRoom: async () => {},
      logger: silentLogger,
    },
    there,
    'nas',
    { all: true },
    new AbortController().signal,
    ({ sizeBytes, ...brought }) => database.copies.brought({ ...brought, targetId: 'nas' }, sizeBytes),
  );
  await restorer.run();
  expect(restorer.state).toMatchObject({ state: 'done', events_count: isNew ? 1 : 0 });
}

/** Has what is so old removed there. */
async function keepDays(days: number): Promise<void> {
  const clock = new ManualClock();
  const worker = new BackupWorker({
    database,
    givenUp: new GivenUpUploads({ database, logger: silentLogger }),
    kind: 'recording',
    target: () => ({ ...target, keep_days: days }),
    makeStore: () => there,
    open: () => Promise.reject(new Error('nothing is sent')),
    isHour: () => true,
    isClockSynchronized: () => true,
    clock,
    logger: silentLogger,
    onChanged: () => {},
  });
  worker.wake();
  await expect.poll(() => clock.pendingTimers).toBe(1); // it rests
  await worker.close();
}

it('an event that has another number here than there is removed there once it is old', async () => {
  await bringBack(true);
  await keepDays(10_000);
  expect(there.files.size).toBe(2);
  await keepDays(30);
  expect([...there.files.keys()]).toEqual([]);
});

it('one that came back before a power cut is known by its number there, and is not sent under another one', async () => {
  // It was here already when what is here was looked through, and nobody knew that it lies there.
  database.copies.add({ targetId: 'nas', kind: 'event', sourceId: '3', atMilliseconds: Date.parse(startedAt) }, 0, 0);
  await bringBack(false);
  expect(database.copies.next('nas', 'event', 2, Infinity)).toBeNull();
  expect(database.copies.targetsWithVideoOf(3)).toEqual(['nas']);
  await keepDays(30);
  expect([...there.files.keys()]).toEqual([]);
});

it('one that is to be sent anew there, as it was broken, takes the place of what lies there', async () => {
  await bringBack(true);
  database.files.sendAgain({ targetId: 'nas', kind: 'event', sourceId: '3' });
  await bringBack(false);
  const copy = database.copies.next('nas', 'event', 2, Infinity);
  expect(copy).toMatchObject({ sourceId: '3', idThere: '17' });
  expect(keysOf(copy!)).toContain(`${base}.json`);
});

it('a copy of an event offers its video where one was sent, or where nobody knows', async () => {
  const copy = { targetId: 'nas', kind: 'event', sourceId: '3', idThere: '3', atMilliseconds: 0, tries: 0 } as const;
  database.copies.add(copy, 0, 0);
  database.copies.copied(copy, 5);
  expect(database.copies.targetsWithVideoOf(3)).toEqual(['nas']); // sent before files were written down
  database.files.stored(copy, { key: `${base}.json`, sizeBytes: 5, sha256: 'ab' }, `${base}.json.age`);
  expect(database.copies.targetsWithVideoOf(3)).toEqual([]);
  database.files.stored(copy, { key: `${base}.mp4.age`, sizeBytes: 5, sha256: 'ab' }, `${base}.mp4`);
  expect(database.copies.targetsWithVideoOf(3)).toEqual(['nas']);
});
