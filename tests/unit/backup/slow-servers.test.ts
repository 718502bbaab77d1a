/** Servers that are never silent, and never done: real ones, and a patience that is over in a moment. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupStore } from '../../../main/backup/backup-store.ts';
import { BandwidthLimit } from '../../../main/backup/bandwidth-limit.ts';
import { RemoteFiles } from '../../../main/backup/remote-files.ts';
import { S3Store } from '../../../main/backup/s3-store.ts';
import { TransferPace, type TransferPatience, usualPatience } from '../../../main/backup/transfer-pace.ts';
import { WebDavStore } from '../../../main/backup/webdav-store.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { answerWithoutEnd, WebReceiver } from '../../support/web-receiver.ts';

const { signal } = new AbortController();
const tooSlow = { code: 'too_slow', message: 'The server is so slow that no copy would ever be whole.' };
/** Nobody is that fast. */
const impatience = { stretchMilliseconds: 200, leastBytes: 1_000_000_000, answerMilliseconds: 200 };

const stores: BackupStore[] = [];
let receiver: WebReceiver;
beforeEach(async () => {
  receiver = await WebReceiver.start();
});
afterEach(async () => {
  stores.splice(0).forEach((store) => store.close());
  await receiver.close();
});

const kinds = ['webdav', 's3'] as const;

function open(kind: (typeof kinds)[number], patience: Partial<TransferPatience>, url = receiver.url): BackupStore {
  const clock = createSystemClock();
  const files = new RemoteFiles(loopbackAddresses(), new BandwidthLimit(clock, () => 0), clock, { ...usualPatience, ...patience });
  const store =
    kind === 'webdav'
      ? new WebDavStore({ url: `${url}/dav/`, folder: 'petlog', username: 'anna', password: 'secret' }, files)
      : new S3Store({ url, bucket: 'cats', folder: 'petlog', region: 'eu', accessKeyId: 'anna', secretAccessKey: 'secret' }, files);
  stores.push(store);
  return store;
}

describe.each(kinds)('%s', (kind) => {
  it('an answer of which a little more comes again and again is given up', async () => {
    receiver.answer = answerWithoutEnd(kind === 's3' ? 200 : 207, 'application/xml', () => {});
    await expect(open(kind, impatience).list('', signal)).rejects.toMatchObject(tooSlow);
  });

  it('an answer that takes its time, and ends, is taken', async () => {
    receiver.answer = (_request, response) => {
      response.writeHead(kind === 's3' ? 200 : 207, { 'Content-Type': 'application/xml' });
      let count = 0;
      const timer = setInterval(() => {
        response.write('\n');
        count += 1;
        if (count === 10) {
          clearInterval(timer);
          response.end(kind === 's3' ? '<ListBucketResult/>' : '<d:multistatus xmlns:d="DAV:"></d:multistatus>');
        }
      }, 30);
    };
    expect(await open(kind, {}).list('', signal)).toEqual({ folders: [], files: [] });
  });

  it('a file that comes byte by byte is given up, and its connection ended', async () => {
    let ended: Promise<unknown> | undefined;
    receiver.answer = (request, response) => {
      ended = once(response, 'close');
      answerWithoutEnd(200, 'video/mp4', () => {})(request, response);
    };
    const read = async (): Promise<void> => {
      for await (const piece of await open(kind, impatience).read('recordings/a.mp4', signal)) {
        expect(piece.toString()).toMatch(/^ +$/);
      }
    };
    await expect(read()).rejects.toMatchObject(tooSlow);
    await ended;
  });
});

it('a server that takes a file little by little is given up, and its connection ended', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    // What fits into one read, then nothing for a while.
    socket.on('data', () => void socket.pause()).on('error', () => {});
    const timer = setInterval(() => socket.resume(), 50);
    socket.once('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const content = {
    sizeBytes: 1_000_000_000,
    async *read(_fromByte: number, count: number): AsyncGenerator<Buffer> {
      for (let left = count; left > 0; left -= 100_000) {
        await Promise.resolve();
        yield Buffer.alloc(Math.min(left, 100_000));
      }
    },
  };
  const files = new RemoteFiles(loopbackAddresses(), new BandwidthLimit(createSystemClock(), () => 0), createSystemClock(), {
    ...usualPatience,
    ...impatience,
  });
  const url = `http://127.0.0.1:${port}/a.mp4`;
  await expect(files.expect({ method: 'PUT', url, headers: {}, content, signal }, [200])).rejects.toMatchObject(tooSlow);
  files.close();
  await Promise.all(sockets.filter((socket) => !socket.destroyed).map((socket) => once(socket.resume(), 'close')));
  server.close();
  await once(server, 'close');
});

describe('what is waited for here is no fault of the server', () => {
  const patience = { ...usualPatience, stretchMilliseconds: 1000, leastBytes: 100 };
  const piece = Buffer.alloc(10);

  async function* pieces(clock: ManualClock, eachMilliseconds: number): AsyncGenerator<Buffer> {
    for (let count = 0; count < 20; count += 1) {
      await Promise.resolve();
      await clock.advance(eachMilliseconds);
      yield piece;
    }
  }

  async function countOf(clock: ManualClock, source: AsyncIterable<Buffer>, eachMilliseconds: number): Promise<number> {
    let count = 0;
    for await (const _ of source) {
      await clock.advance(eachMilliseconds);
      count += 1;
    }
    return count;
  }

  it('when a file is sent', async () => {
    const clock = new ManualClock();
    expect(await countOf(clock, new TransferPace(clock, patience).taken(pieces(clock, 60_000)), 99)).toBe(20);
    await expect(countOf(clock, new TransferPace(clock, patience).taken(pieces(clock, 0)), 120)).rejects.toMatchObject(tooSlow);
  });

  it('when a file is read', async () => {
    const clock = new ManualClock();
    expect(await countOf(clock, new TransferPace(clock, patience).given(pieces(clock, 99)), 60_000)).toBe(20);
    await expect(countOf(clock, new TransferPace(clock, patience).given(pieces(clock, 120)), 0)).rejects.toMatchObject(tooSlow);
  });
});
