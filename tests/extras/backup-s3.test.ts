import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BackupFault, type PartialUpload, type StoredFile } from '../../main/backup/backup-store.ts';
import { BandwidthLimit } from '../../main/backup/bandwidth-limit.ts';
import { RemoteFiles } from '../../main/backup/remote-files.ts';
import { partBytes, S3Store } from '../../main/backup/s3-store.ts';
import { SealedStore } from '../../main/backup/sealed-store.ts';
import { makeKey } from '../../main/backup/sealing/age-file.ts';
import { EnteredAddresses } from '../../main/network/entered-address.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { BreakableWay, s3, startS3 } from '../support/backup-servers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const addresses = new EnteredAddresses({ allowedTargets: () => ['127.0.0.1'], ownPorts: () => [], ownAddresses: () => [] });
const signal = new AbortController().signal;
const remoteFiles = (): RemoteFiles => new RemoteFiles(addresses, new BandwidthLimit(createSystemClock(), () => 0), createSystemClock());

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) {
    all.push(piece);
  }
  return Buffer.concat(all);
}

test.each([false, true])(
  'over a way that breaks five times, at most one part more is sent for each break, and the file is the same (encrypted: %s)',
  { timeout: 120_000 },
  async (isEncrypted) => {
    const { identity, recipient } = await makeKey();
    const makeStore = (): SealedStore =>
      new SealedStore(new S3Store(place, remoteFiles()), {
        recipient: isEncrypted ? recipient : '',
        identity,
      });
    await using directory = await temporaryDirectory();
    await using server = await startS3(join(directory.path, 'server'));
    await using way = await BreakableWay.open(server.port);
    const sizeBytes = 6.5 * partBytes;
    const content = randomBytes(sizeBytes);
    const path = join(directory.path, 'film.mp4');
    await writeFile(path, content);
    way.breaksAtBytes.push(...[0.5, 2.2, 3.9, 5.1, 7.3].map((parts) => Math.round(parts * partBytes)));
    const breaks = way.breaksAtBytes.length;

    const place = {
      url: way.url,
      folder: 'petlog',
      bucket: s3.bucket,
      region: 'us-east-1',
      accessKeyId: s3.accessKey,
      secretAccessKey: s3.secretKey,
    };
    let earlier: PartialUpload | null = null;
    const files: StoredFile[] = [];
    let attempts = 0;
    for (let isSent = false; !isSent; attempts += 1) {
      const store = makeStore();
      const keep = (upload: PartialUpload | null): void => void (earlier = upload);
      const stored = (file: StoredFile): void => void files.push(file);
      isSent = await store
        .send('film.mp4', { path, sizeBytes }, { earlier, keep, sent: () => {}, isStored: () => false, stored, signal })
        .then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(BackupFault);
            return false;
          },
        );
      store.close();
    }
    expect(attempts).toBe(breaks + 1);
    expect(earlier).toBeNull();
    expect(way.passedBytes).toBeLessThan(sizeBytes + breaks * partBytes + 200_000);

    const store = makeStore();
    const listing = await store.list('', signal);
    const hash = createHash('sha256');
    for await (const piece of await store.read('film.mp4', signal)) {
      hash.update(piece);
    }
    expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
    expect(listing).toEqual({ folders: [], files: [{ name: 'film.mp4', sizeBytes: files[0]?.sizeBytes }] });
    const there = await bytesOf(await new S3Store(place, remoteFiles()).read(files[0]?.key ?? '', signal));
    expect(files).toEqual([
      {
        key: isEncrypted ? 'film.mp4.age' : 'film.mp4',
        sizeBytes: there.length,
        sha256: createHash('sha256').update(there).digest('hex'),
      },
    ]);
    expect(there.equals(content)).toBe(!isEncrypted);
    await store.remove('film.mp4', signal);
    expect(await store.list('', signal)).toEqual({ folders: [], files: [] });
    store.close();
  },
);
