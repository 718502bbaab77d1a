/** What is known of the files of a place, by the real database, while encryption begins and ends. */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BackupDatabase } from '../../../main/backup/backup-database.ts';
import { type Content, readContent } from '../../../main/backup/backup-store.ts';
import { HashedContent } from '../../../main/backup/hashed-content.ts';
import { makeKey } from '../../../main/backup/sealing/age-file.ts';
import { SealedStore } from '../../../main/backup/sealed-store.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { StoredCopies } from '../../support/stored-copies.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const key = 'recordings/2026-05-01/one.mp4';
const copy = { targetId: 'nas', kind: 'recording', sourceId: 'one', idThere: 'one', atMilliseconds: 1000, tries: 0 } as const;
const content: Content = { bytes: Buffer.from('a video') };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let database: BackupDatabase;
const there = new StoredCopies();

beforeEach(async () => {
  directory = await temporaryDirectory();
  database = new BackupDatabase(join(directory.path, 'backup.db'), silentLogger);
  database.copies.add(copy, 0, 0);
});

afterEach(async () => {
  database.close();
  await directory[Symbol.asyncDispose]();
});

async function send(recipient: string, signal = new AbortController().signal): Promise<string[]> {
  await new SealedStore(there, { recipient, identity: '' }).send(key, content, {
    earlier: null,
    keep: () => {},
    sent: () => {},
    isStored: (other) => database.files.isStored(copy.targetId, other),
    stored: (file, other) => database.files.stored(copy, file, other),
    signal,
  });
  database.copies.copied(copy, 7);
  return database.files.filesToCheck(copy.targetId, 10).map(({ key: known }) => known);
}

it('a copy that is sent again after encryption began or ended takes the place of the one before, and is the one that is looked at', async () => {
  const { recipient } = await makeKey();
  expect(await send('')).toEqual([key]);
  expect(await send(recipient)).toEqual([`${key}.age`]);
  expect([...there.files.keys()]).toEqual([`${key}.age`]);
  expect(await send('')).toEqual([key]);
  expect([...there.files.keys()]).toEqual([key]);
});

it('PetLog ends without reading a large file once more of which parts were sent before', async () => {
  vi.spyOn(there, 'send').mockResolvedValueOnce();
  await expect(send('', AbortSignal.abort())).rejects.toThrow('aborted');
});

it('a file is read once where all of it is sent at once, and its hash is that of what was sent', async () => {
  const bytes = randomBytes(300_000);
  let reads = 0;
  const counted: Content = {
    sizeBytes: bytes.length,
    async *read(fromByte, count) {
      reads += 1;
      yield bytes.subarray(fromByte, fromByte + count);
    },
  };
  const hash = createHash('sha256').update(bytes).digest('hex');
  const hashOf = async (passed: readonly (readonly [number, number])[]): Promise<string> => {
    const hashed = new HashedContent(counted);
    for (const [fromByte, count] of passed) {
      for await (const piece of readContent(hashed.content, fromByte, count)) {
        expect(piece.equals(bytes.subarray(fromByte, fromByte + count))).toBe(true);
      }
    }
    reads = 0;
    return hashed.digest(new AbortController().signal);
  };
  // In parts, one of which goes twice.
  expect(
    await hashOf([
      [0, 100_000],
      [100_000, 150_000],
      [50_000, 210_000],
      [260_000, 40_000],
    ]),
  ).toBe(hash);
  expect(reads).toBe(0);
  // The first part went in an earlier attempt.
  expect(await hashOf([[100_000, 200_000]])).toBe(hash);
  expect(reads).toBe(1);
});
