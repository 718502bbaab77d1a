/** What is sent when: events do not wait for recordings, and what waits for its hour is sent in it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BackupDatabase } from '../../../main/backup/backup-database.ts';
import { BackupService } from '../../../main/backup/backup-service.ts';
import { BackupFault, type Content, type SendOptions } from '../../../main/backup/backup-store.ts';
import { headKeyOf } from '../../../main/backup/copied-things.ts';
import type { Source } from '../../../main/backup/source.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { BackupTarget, BackupTargetInput } from '../../../shared/backup.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { StoredCopies } from '../../support/stored-copies.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A place to which a recording is on its way all the time. */
class SlowPlace extends StoredCopies {
  sendingRecordings = 0;
  endedRecordings = 0;
  /** So long it holds on to what is broken off. */
  letsGo: Promise<void> = Promise.resolve();
  isGone = false;

  override async send(key: string, content: Content, options?: SendOptions): Promise<void> {
    if (this.isGone) {
      throw new BackupFault('no_answer');
    }
    if (key.startsWith('recordings/')) {
      this.sendingRecordings += 1;
      const aborted = Promise.withResolvers<never>();
      options?.signal.addEventListener('abort', () => void this.letsGo.then(() => aborted.reject(options.signal.reason as Error)));
      await aborted.promise.finally(() => (this.endedRecordings += 1));
    }
    await super.send(key, content);
  }
}

const clock = new ManualClock();
const nowMilliseconds = (): number => clock.nowMicroseconds() / 1000;
const recording: Source = { kind: 'recording', sourceId: 'film', atMilliseconds: nowMilliseconds() - 60_000, isKept: true };
const event: Source = { kind: 'event', sourceId: '7', atMilliseconds: nowMilliseconds() - 30_000, isKept: false };
const keyOfEvent = headKeyOf({ kind: 'event', idThere: event.sourceId, atMilliseconds: event.atMilliseconds });

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let database: BackupDatabase;
let place: SlowPlace;
let service: BackupService;

beforeEach(async () => {
  directory = await temporaryDirectory();
  database = new BackupDatabase(join(directory.path, 'backup.db'), silentLogger);
  place = new SlowPlace();
});
afterEach(async () => {
  await service.close();
  database.close();
  await directory[Symbol.asyncDispose]();
});

function begin(values: Partial<BackupTargetInput>): void {
  const input = BackupTargetInput.parse({ name: 'NAS', kind: 'webdav', url: 'http://nas.home/', ...values });
  database.putTarget(BackupTarget.parse({ ...input, target_id: 'nas' }), 0);
  service = new BackupService({
    database,
    makeStore: () => place,
    rclone: { user: 'petlog', configurationPath: '' },
    open: async (copy) => ({
      files: [{ key: headKeyOf(copy), content: { bytes: Buffer.from('it') } }],
      name: copy.sourceId,
      release: () => {},
    }),
    all: () => [[recording]],
    restore: {
      storage: () => new StorageDirectory(directory.path, 'recordings'),
      library: { find: () => null, recover: async () => {} },
      isRecorded: () => true,
      addEvent: async () => ({ eventId: 0, isNew: false }),
      assertRoom: async () => {},
    },
    timeOfEvent: () => 0,
    isClockSynchronized: () => true,
    clock,
    logger: silentLogger,
    onChanged: () => {},
  });
  service.begin();
}

it('an event is on its way within a minute of its end, while a recording is being sent', async () => {
  begin({});
  await expect.poll(() => place.sendingRecordings).toBe(1);
  service.noticed(event);
  await clock.advance(60_000);
  await expect.poll(() => [...place.files.keys()]).toEqual([keyOfEvent]);
});

it('nothing is sent outside of its hours, and what waits begins with them', async () => {
  const timeIn = (minutes: number): string => {
    const moment = new Date(nowMilliseconds() + minutes * 60_000);
    return `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`;
  };
  begin({ from: timeIn(120), until: timeIn(240) });
  service.noticed(event);
  await clock.advance(115 * 60_000);
  expect([place.sendingRecordings, place.files.size]).toEqual([0, 0]);
  expect(service.status().targets).toMatchObject([{ state: 'waiting_for_hour', waiting_count: 2 }]);
  await clock.advance(10 * 60_000);
  await expect.poll(() => [...place.files.keys()]).toEqual([keyOfEvent]);
});

it('a place that cannot be removed is known with its copies, and copied to, as before', async () => {
  begin({});
  service.noticed(event);
  await clock.advance(60_000);
  await expect.poll(() => [...place.files.keys()]).toEqual([keyOfEvent]);
  using file = new DatabaseSync(join(directory.path, 'backup.db'));
  file.exec("CREATE TRIGGER kept BEFORE DELETE ON targets BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
  await expect(service.remove('nas')).rejects.toMatchObject({ code: 'backup_not_saved' });
  expect(file.prepare("SELECT count(*) AS count FROM copies WHERE target_id = 'nas' AND source_id = '7'").get()).toMatchObject({
    count: 1,
  });
  const next: Source = { ...event, sourceId: '8', atMilliseconds: nowMilliseconds() };
  service.noticed(next);
  await clock.advance(60_000);
  await expect.poll(() => place.files.size).toBe(2);
});

it('of two changes of a place at once, nothing goes on sending that nobody ends', async () => {
  begin({});
  await expect.poll(() => place.sendingRecordings).toBe(1);
  const letGo = Promise.withResolvers<void>();
  place.letsGo = letGo.promise;
  const first = service.change('nas', { name: 'Attic' });
  await service.change('nas', { name: 'Cellar' });
  await expect.poll(() => place.sendingRecordings).toBe(2);
  letGo.resolve();
  await first;
  await clock.advance(60_000);
  await service.close();
  expect(place.endedRecordings).toBe(place.sendingRecordings);
});

it('a place that nothing reaches for more than a day is told of, until something does', async () => {
  const passHours = async (hours: number): Promise<void> => {
    for (let quarter = 0; quarter < hours * 4; quarter += 1) {
      await clock.advance(15 * 60_000);
    }
  };
  begin({ contents: 'events' });
  place.isGone = true;
  service.noticed(event);
  await clock.advance(60_000);
  await expect.poll(() => service.status().targets).toMatchObject([{ state: 'failing', failing_count: 1 }]);
  const since = database.outcomeOf('nas').failingSinceMilliseconds ?? NaN;
  await passHours(23);
  expect(service.problems).toEqual([]);
  await passHours(2);
  expect(service.problems).toMatchObject([
    { code: 'backup_copies_late', message: expect.stringContaining('"NAS"') as unknown, since: new Date(since).toISOString() },
  ]);
  // It is switched off on purpose.
  await service.change('nas', { enabled: false });
  expect(service.problems).toEqual([]);
  await service.change('nas', { enabled: true });
  place.isGone = false;
  await passHours(1);
  await expect.poll(() => [...place.files.keys()]).toEqual([keyOfEvent]);
  expect(service.problems).toEqual([]);
  expect(database.outcomeOf('nas').failingSinceMilliseconds).toBeNull();
});
