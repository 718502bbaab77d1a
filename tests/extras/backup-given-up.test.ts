/** Parts of files that nobody goes on with are removed from a server that speaks S3, and files that are not whole from one that speaks WebDAV. */
import { randomBytes } from 'node:crypto';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupDatabase } from '../../main/backup/backup-database.ts';
import type { PartialUpload } from '../../main/backup/backup-store.ts';
import { BandwidthLimit } from '../../main/backup/bandwidth-limit.ts';
import { BackupWorker } from '../../main/backup/backup-worker.ts';
import { videoKeyOf } from '../../main/backup/copied-things.ts';
import { GivenUpUploads } from '../../main/backup/given-up-uploads.ts';
import { RemoteFiles } from '../../main/backup/remote-files.ts';
import { WebDavStore } from '../../main/backup/webdav-store.ts';
import { partBytes, S3Store } from '../../main/backup/s3-store.ts';
import { makeKey } from '../../main/backup/sealing/age-file.ts';
import { SealedStore } from '../../main/backup/sealed-store.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { BackupTarget, BackupTargetInput } from '../../shared/backup.ts';
import { type BackupServer, BreakableWay, s3, startS3, startWebDav } from '../support/backup-servers.ts';
import { filesBelow } from '../support/backup-stage.ts';
import { loopbackAddresses } from '../support/entered-addresses.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { partsDirectory, unfinishedUploads } from '../support/unfinished-s3-uploads.ts';

const hourMilliseconds = 3_600_000;
const signal = new AbortController().signal;
const copy = { targetId: 'cloud', kind: 'recording', sourceId: '20260501T120000000Z-000001', atMilliseconds: 1_777_636_800_000 } as const;
const key = videoKeyOf({ ...copy, idThere: copy.sourceId });
const content = { bytes: randomBytes(2.5 * partBytes) };
const target = BackupTarget.parse({
  ...BackupTargetInput.parse({ name: 'Cloud', kind: 's3', url: 'https://s3.home/', bucket: s3.bucket }),
  target_id: 'cloud',
});

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: BackupServer;
let way: BreakableWay;
let database: BackupDatabase;
let givenUp: GivenUpUploads;

beforeEach(async () => {
  directory = await temporaryDirectory();
  server = await startS3(join(directory.path, 'server'));
  way = await BreakableWay.open(server.port);
  database = new BackupDatabase(join(directory.path, 'backup.db'), silentLogger);
  givenUp = new GivenUpUploads({ database, logger: silentLogger });
});

afterEach(async () => {
  database.close();
  await way[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const makeStore = (accessKeyId: string = s3.accessKey): S3Store =>
  new S3Store(
    { url: way.url, folder: 'petlog', bucket: s3.bucket, region: 'us-east-1', accessKeyId, secretAccessKey: s3.secretKey },
    new RemoteFiles(loopbackAddresses(), new BandwidthLimit(createSystemClock(), () => 0), createSystemClock()),
  );

const keep = (upload: PartialUpload | null): void => database.uploads.keep(copy.targetId, key, content.bytes.length, upload);
const options = { sent: () => {}, isStored: () => false, stored: () => {}, signal };

/** A file whose way breaks after its first part. */
async function begin(recipient = ''): Promise<PartialUpload> {
  way.breaksAtBytes.push(way.passedBytes + 1.3 * partBytes);
  const store = new SealedStore(makeStore(), { recipient, identity: '' });
  await expect(store.send(key, content, { ...options, earlier: null, keep })).rejects.toThrow('broke the connection off');
  store.close();
  const { upload } = database.uploads.of(copy.targetId, key)!;
  expect(upload.parts).toHaveLength(1);
  return upload;
}

const unfinished = (): Promise<string[]> => unfinishedUploads(server.directory);

async function age(uploadId: string, hours: number): Promise<void> {
  const at = new Date(Date.now() - hours * hourMilliseconds);
  await utimes(join(partsDirectory(server.directory), uploadId), at, at);
}

it('of a recording that is not here any more', async () => {
  const { uploadId } = await begin();
  expect(await unfinished()).toEqual([uploadId]);
  database.copies.add(copy, 0, 0);
  const gone = Promise.withResolvers<void>();
  const worker = new BackupWorker({
    database,
    givenUp,
    kind: 'recording',
    target: () => target,
    makeStore: () => makeStore(),
    open: async () => null,
    isHour: () => true,
    isClockSynchronized: () => true,
    clock: createSystemClock(),
    logger: silentLogger,
    onChanged: gone.resolve,
  });
  worker.wake();
  await gone.promise;
  await worker.close();
  expect(await unfinished()).toEqual([]);
  expect(database.uploads.ofTarget('cloud')).toEqual([]);
  expect(database.copies.next('cloud', 'recording', 2, Infinity)).toBeNull();
});

it('of a file that is encrypted from now on, and of one that is not any more', async () => {
  const { recipient } = await makeKey();
  const store = new SealedStore(makeStore(), { recipient, identity: '' });
  await store.send(key, content, { ...options, earlier: await begin(), keep });
  expect(await unfinished()).toEqual([]);
  store.close();
  const plain = new SealedStore(makeStore(), { recipient: '', identity: '' });
  await plain.send(key, content, { ...options, earlier: await begin(recipient), keep });
  expect(await unfinished()).toEqual([]);
  plain.close();
});

it('of nothing that the server refuses for its login alone: it goes on later', async () => {
  const earlier = await begin();
  const wrong = makeStore('nobody');
  await expect(wrong.send(key, content, { ...options, earlier, keep })).rejects.toThrow('does not accept the name');
  wrong.close();
  expect(await unfinished()).toEqual([earlier.uploadId]);
  expect(database.uploads.of('cloud', key)?.upload).toEqual(earlier);
});

it('that were left there: own ones after an hour, those of nobody known after a week; what goes on, and what others have there, stays', async () => {
  const store = makeStore();
  const begun = async (name: string): Promise<string> => {
    let uploadId = '';
    way.breaksAtBytes.push(way.passedBytes + partBytes / 2);
    const remember = (upload: PartialUpload | null): void => void (uploadId = upload?.uploadId ?? '');
    await expect(store.send(name, content, { ...options, earlier: null, keep: remember })).rejects.toThrow();
    return uploadId;
  };
  database.copies.add(copy, 0, 0);
  database.copies.brought({ ...copy, kind: 'event', sourceId: '3', idThere: '17' }, 5);
  const { uploadId: goesOn } = await begin();
  const own = await begun(key);
  const young = await begun(key);
  const sealed = await begun(`${videoKeyOf({ ...copy, kind: 'event', idThere: '17' })}.age`);
  const foreign = await begun('recordings/2026-05-02/20260502T120000000Z-000009.mp4');
  const foreignOld = await begun('events/2026-05-02/20260502T120000000Z-5.mp4');
  const others = await begun('holiday/film.mp4');
  await Promise.all([goesOn, own, sealed, foreign].map((id) => age(id, 30)));
  await Promise.all([foreignOld, others].map((id) => age(id, 8 * 24)));
  expect(await unfinished()).toHaveLength(7);
  await givenUp.sweep(store, 'cloud', signal);
  expect((await unfinished()).sort()).toEqual([goesOn, young, foreign, others].sort());
  store.close();
});

describe('by WebDAV', () => {
  let dav: BackupServer;
  let davWay: BreakableWay;
  beforeEach(async () => {
    dav = await startWebDav(join(directory.path, 'dav'), 'anna', 'secret word');
    davWay = await BreakableWay.open(dav.port);
  });
  afterEach(async () => {
    await davWay[Symbol.asyncDispose]();
    await dav[Symbol.asyncDispose]();
  });

  const makeDavStore = (): WebDavStore =>
    new WebDavStore(
      { url: `${davWay.url}/`, folder: 'petlog', username: 'anna', password: 'secret word' },
      new RemoteFiles(loopbackAddresses(), new BandwidthLimit(createSystemClock(), () => 0), createSystemClock()),
    );
  const there = (): Promise<string[]> => filesBelow(join(dav.directory, 'petlog'));

  /** A file whose way breaks in the middle. */
  async function breakOff(recipient = ''): Promise<PartialUpload> {
    davWay.breaksAtBytes.push(davWay.passedBytes + partBytes);
    const store = new SealedStore(makeDavStore(), { recipient, identity: '' });
    await expect(store.send(key, content, { ...options, earlier: null, keep })).rejects.toThrow('broke the connection off');
    store.close();
    // rclone locks a file for as long as it believes that more of it comes.
    const headers = { authorization: `Basic ${Buffer.from('anna:secret word').toString('base64')}` };
    const address = `${dav.url}/petlog/${key}${recipient === '' ? '' : '.age'}.part`;
    await expect.poll(async () => (await fetch(address, { method: 'PUT', headers, body: 'a beginning' })).ok).toBe(true);
    return database.uploads.of(copy.targetId, key)!.upload;
  }

  it('of a copy that is not to be there any more, and of a file that is encrypted from now on', async () => {
    await breakOff();
    expect(await there()).toEqual([`${key}.part`]);
    database.copies.add(copy, 0, 0);
    const store = new SealedStore(makeDavStore(), { recipient: '', identity: '' });
    await givenUp.ofCopy(store, database.copies.next('cloud', 'recording', 2, Infinity)!, signal);
    expect(await there()).toEqual([]);
    expect(database.uploads.ofTarget('cloud')).toEqual([]);
    store.close();
    const plain = await breakOff();
    const { recipient } = await makeKey();
    const sealed = new SealedStore(makeDavStore(), { recipient, identity: '' });
    await sealed.send(key, content, { ...options, earlier: plain, keep });
    expect(await there()).toEqual([`${key}.age`]);
    expect(database.uploads.ofTarget('cloud')).toEqual([]);
    sealed.close();
  });

  it('that were left there: own ones after an hour, those of nobody known after a week; what goes on, what is whole and what others have stays', async () => {
    database.copies.add(copy, 0, 0);
    await breakOff();
    const eventKey = videoKeyOf({ ...copy, kind: 'event', idThere: '17' });
    database.copies.brought({ ...copy, kind: 'event', sourceId: '3', idThere: '17' }, 5);
    const left = async (name: string, hours: number): Promise<string> => {
      const path = join(dav.directory, 'petlog', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'a beginning');
      const at = new Date(Date.now() - hours * hourMilliseconds);
      await utimes(path, at, at);
      return name;
    };
    const goesOn = await left(`${key}.part`, 30);
    const stays = [
      goesOn,
      await left(key, 30),
      await left(`${eventKey}.part`, 0),
      await left('recordings/2026-05-02/20260502T120000000Z-000009.mp4.part', 30),
      await left('recordings/2026-05-02/film.part', 8 * 24),
      await left('holiday/2026-05-02/20260502T120000000Z-000009.mp4.part', 8 * 24),
    ];
    await left(`${eventKey}.age.part`, 30);
    await left('events/2026-05-02/20260502T120000000Z-5.json.part', 8 * 24);
    const store = makeDavStore();
    await givenUp.sweep(store, 'cloud', signal);
    expect(await there()).toEqual(stays.sort());
    store.close();
  });
});
