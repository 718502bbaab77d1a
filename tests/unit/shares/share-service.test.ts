import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Permissions } from '../../../main/access/permissions.ts';
import { RunningTime } from '../../../main/access/running-time.ts';
import type { VideoFacts } from '../../../main/media/protocol.ts';
import { permissionOfShare, ShareService, type ShareServiceOptions } from '../../../main/shares/share-service.ts';
import { shareMigrations, ShareStore } from '../../../main/shares/share-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { TestLibrary } from '../../support/library.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let library: TestLibrary;
let clock: ManualClock;
let permissions: Permissions;
let database: DatabaseSync;
let service: ShareService;
let recordingId: string;

beforeEach(async () => {
  clock = new ManualClock();
  library = await TestLibrary.create();
  recordingId = await library.addFiles({ startedAtMilliseconds: Date.UTC(2026, 4, 1) });
  await library.library.recover(library.storage);
  permissions = new Permissions();
  database = new DatabaseSync(':memory:');
  shareMigrations.forEach((step) => database.exec(step));
  service = open();
});

afterEach(async () => {
  service.close();
  database.close();
  await library[Symbol.asyncDispose]();
});

const open = (
  media: ShareServiceOptions['media'] = { trim: () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })) },
): ShareService =>
  new ShareService({
    dataDirectory: library.dataDirectory,
    store: new ShareStore(database),
    runningTime: new RunningTime(database, clock),
    permissions,
    library: library.library,
    media,
    minimumFreeMegabytes: () => 1,
    clock,
    logger: silentLogger,
  });

const make = (seconds = 3600) => service.create({ recording_id: recordingId, expires_in_seconds: seconds });

test('a link ends at its time, with what is read through it', async () => {
  const { share, secret } = await make(60);
  let hasEnded = false;
  permissions.onEnd(permissionOfShare(share.share_id), () => (hasEnded = true));
  await clock.advance(59_000);
  expect([hasEnded, service.open(secret, '192.168.1.5').share.id]).toEqual([false, share.share_id]);
  await clock.advance(1_000);
  expect(hasEnded).toBe(true);
  expect(() => service.open(secret, '192.168.1.5')).toThrow(expect.objectContaining({ code: 'share_not_found' }));
  expect(service.list()).toEqual([]);
});

test('a clock that is set back does not make it last', async () => {
  const { secret } = await make(60);
  clock.jump(-3_600_000);
  await clock.advance(60_000);
  expect(() => service.open(secret, '192.168.1.5')).toThrow(expect.objectContaining({ code: 'share_not_found' }));
});

test('how often it was opened is known at once, and still after a restart', async () => {
  const { secret } = await make();
  service.countOpened(service.open(secret, '192.168.1.5'));
  service.close();
  service = open();
  service.countOpened(service.open(secret, '192.168.1.5'));
  expect(service.list()).toMatchObject([{ opened_count: 2 }]);
});

test('it ends with its recording', async () => {
  const { secret } = await make();
  await library.library.remove(recordingId);
  expect(() => service.open(secret, '192.168.1.5')).toThrow(expect.objectContaining({ code: 'share_not_found' }));
  service.recordingRemoved(recordingId);
  expect(database.prepare('SELECT count(*) AS count FROM shares').get()).toEqual(expect.objectContaining({ count: 0 }));
});

test('whoever guesses waits, also with another address of the same network; an ended link does not count twice', async () => {
  const { secret } = await make();
  for (let again = 0; again < 30; again += 1) {
    expect(() => service.open('ended', '192.168.1.9')).toThrow(expect.objectContaining({ code: 'share_not_found' }));
  }
  for (let guess = 0; guess < 10; guess += 1) {
    expect(() => service.open(`guess${guess}`, `2001:db8::${guess}`)).toThrow(expect.objectContaining({ code: 'share_not_found' }));
  }
  expect(() => service.open(secret, '2001:db8::ffff')).toThrow(expect.objectContaining({ code: 'too_many_attempts' }));
  expect(service.open(secret, '192.168.1.9').recording.recordingId).toBe(recordingId);
  await clock.advance(60_000);
  expect(service.open(secret, '2001:db8::ffff').recording.recordingId).toBe(recordingId);
});

test('a part that cannot be made leaves no link', async () => {
  await expect(service.create({ recording_id: recordingId, start: 1, end: 5, expires_in_seconds: 60 })).rejects.toMatchObject({
    code: 'recording_failed',
    message: expect.stringContaining('the disk is full'),
  });
  expect(service.list()).toEqual([]);
});

test('a part whose link cannot be kept is not kept either', async () => {
  const trimmed: string[] = [];
  service.close();
  service = open({
    async trim({ outputPath }) {
      await writeFile(outputPath, 'video');
      trimmed.push(outputPath);
      const facts = { durationMilliseconds: 4000, sizeBytes: 5, widthPixels: 320, heightPixels: 240, frameCount: 60 };
      return { fromMilliseconds: 1000, facts };
    },
  });
  database.exec('PRAGMA query_only = ON');
  await expect(service.create({ recording_id: recordingId, start: 1, end: 5, expires_in_seconds: 60 })).rejects.toThrow(/readonly/);
  database.exec('PRAGMA query_only = OFF');
  expect(trimmed).toHaveLength(1);
  expect(trimmed.filter((path) => existsSync(path))).toEqual([]);
});

test('links that are made at once are no more than there may be', async () => {
  service.close();
  const copying = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  service = open({
    async trim() {
      begun.resolve();
      await copying.promise;
      return { fromMilliseconds: 1000, facts: { durationMilliseconds: 4000 } as VideoFacts };
    },
  });
  for (let count = 0; count < 199; count += 1) {
    await make();
  }
  const part = { recording_id: recordingId, start: 1, end: 5, expires_in_seconds: 60 };
  const outcomes = Promise.allSettled([service.create(part), service.create(part)]);
  await begun.promise;
  copying.resolve();
  expect(await outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'too_many_shares' } }]);
  expect(service.list()).toHaveLength(200);
});
