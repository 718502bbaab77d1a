import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { connect as connectSecurely, createServer as createSecureServer } from 'node:tls';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FrameHub } from '../../../../main/frames/frame-hub.ts';
import { makeCertificate, makePrivateKey } from '../../../../main/network/make-certificate.ts';
import type { TlsIdentity } from '../../../../main/network/tls-identity.ts';
import { connectionKey, readSendQueues, type SendQueues, unreadKey } from '../../../../main/live/mjpeg/kernel-send-queue.ts';
import { StreamingService } from '../../../../main/live/mjpeg/streaming-service.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const someone = { address: '127.0.0.1', permission: null, isBehindProxy: false };
let clock: ManualClock;
let hub: FrameHub;
let leases: number;
let placeholder: Buffer | null;
let streaming: StreamingService;
let closers: (() => void)[];
let sequence: number;
/** What the kernel is made to say; null asks it. */
let sendQueues: SendQueues | null;

beforeEach(() => {
  clock = new ManualClock();
  hub = new FrameHub();
  leases = 0;
  sequence = 0;
  placeholder = null;
  closers = [];
  sendQueues = null;
  streaming = new StreamingService({
    frames: hub,
    camera: {
      acquire: () => {
        leases += 1;
        return { release: () => (leases -= 1) };
      },
    },
    placeholder: () => Promise.resolve(placeholder === null ? null : { jpeg: placeholder }),
    readSendQueues: (tables) => sendQueues ?? readSendQueues(tables),
    clock,
    limits: () => ({ viewers: 4, viewers_per_device: 2, viewers_per_address: 3 }),
    allWatchers: () => streaming.watchers,
  });
});

afterEach(() => {
  streaming.close();
  closers.forEach((close) => close());
});

let identity: TlsIdentity;

beforeAll(async () => {
  identity = await makeCertificate(await makePrivateKey(), { names: ['localhost'], addresses: ['127.0.0.1'] }, Date.now());
});

/** A real connection: what the server writes to, and what a viewer reads from. */
async function connection(kind: 'TCP' | 'TLS' = 'TCP'): Promise<{ server: Socket; client: Socket; received(): string }> {
  const listener = (kind === 'TCP' ? createServer() : createSecureServer({ cert: identity.certificate, key: identity.key })).listen(
    0,
    '127.0.0.1',
  );
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const client = kind === 'TCP' ? connect(port, '127.0.0.1') : connectSecurely({ port, host: '127.0.0.1', ca: identity.certificate });
  const [server] = (await once(listener, kind === 'TCP' ? 'connection' : 'secureConnection')) as [Socket];
  listener.close();
  server.on('error', () => {}); // a client that goes away; in the product the HTTP server listens
  const chunks: Buffer[] = [];
  client.on('data', (chunk) => chunks.push(chunk));
  closers.push(() => {
    server.destroy();
    client.destroy();
  });
  return { server, client, received: () => Buffer.concat(chunks).toString('latin1') };
}

function publish(content: string | Buffer): void {
  sequence += 1;
  hub.publish({
    jpeg: Buffer.from(content as string),
    capturedAtMicroseconds: clock.nowMicroseconds(),
    monotonicMilliseconds: clock.monotonicMilliseconds(),
    sequence,
    widthPixels: 8,
    heightPixels: 8,
  });
}

async function until(condition: () => boolean, socket: Socket): Promise<void> {
  while (!condition()) {
    await once(socket, 'data');
  }
}

describe('StreamingService', () => {
  it('writes each part in full, with the next boundary at once', async () => {
    const { server, client, received } = await connection();
    streaming.add(server, someone, null);
    publish('picture');
    const expected =
      '--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 7\r\nX-Timestamp: 1800000000.000000\r\n\r\npicture\r\n--frame\r\n';
    await until(() => received().length >= expected.length, client);
    expect(received()).toBe(expected);
  });

  it('needs the camera while somebody watches, and no longer', async () => {
    const one = await connection();
    const two = await connection();
    streaming.add(one.server, someone, null);
    streaming.add(two.server, someone, null);
    expect([leases, streaming.viewerCount]).toEqual([2, 2]);
    const closed = new Promise((resolve) => one.server.once('close', resolve));
    one.client.destroy();
    await closed;
    expect([leases, streaming.viewerCount]).toEqual([1, 1]);
    expect(streaming.endAll()).toBe(1);
    expect([leases, streaming.viewerCount]).toEqual([0, 0]);
    await once(two.client, 'end');
    expect(two.received().endsWith('--frame--\r\n')).toBe(true);
  });

  it('keeps the rate that a viewer asked for, on average', async () => {
    const { server, client, received } = await connection();
    streaming.add(server, someone, 10);
    for (let frame = 0; frame < 150; frame += 1) {
      publish('picture');
      await clock.advance(1000 / 15);
    }
    publish('last');
    await until(() => received().split('picture').length > 99, client);
    expect(received().split('Content-Length').length - 1).toBeGreaterThanOrEqual(99);
    expect(received().split('Content-Length').length - 1).toBeLessThanOrEqual(101);
  });

  it.each(['TCP', 'TLS'] as const)(
    'sends the newest picture at once to who comes later, behind the HTTP headers, over %s',
    async (kind) => {
      const first = await connection();
      streaming.add(first.server, someone, null);
      publish('picture');
      const { server, client, received } = await connection(kind);
      server.write('headers');
      streaming.add(server, someone, null);
      const expected =
        'headers--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 7\r\nX-Timestamp: 1800000000.000000\r\n\r\npicture\r\n--frame\r\n';
      await until(() => received().length >= expected.length, client);
      expect(received()).toBe(expected);
    },
  );

  it.each(['TCP', 'TLS'] as const)('skips frames for a viewer that does not read, and holds nothing for it, over %s', async (kind) => {
    const slow = await connection(kind);
    const quick = await connection(kind);
    slow.client.pause();
    streaming.add(slow.server, someone, null);
    streaming.add(quick.server, someone, null);
    await clock.advance(1); // what is written over TLS counts as unsent until the next turn
    const picture = Buffer.alloc(200_000, 'x');
    let quickBytes = 0;
    quick.client.on('data', (chunk) => (quickBytes += chunk.length));
    for (let frame = 0; frame < 100; frame += 1) {
      const sent = (frame + 1) * picture.length;
      publish(picture);
      await until(() => quickBytes >= sent, quick.client);
      await clock.advance(66);
    }
    expect(slow.server.writableLength).toBeLessThanOrEqual(picture.length + 200);
    expect(streaming.droppedFrames).toBeGreaterThan(50);
  });

  it.each([
    ['in the kernel', (key: string) => key, false],
    ['that a proxy has not read', unreadKey, true],
  ])(
    'sends no frame onto a pile %s, forgives a hiccup, and trusts again as soon as the pile is gone',
    async (_where, nameOfPile, isBehindProxy) => {
      const { server } = await connection();
      const picture = Buffer.alloc(100_000, 'x');
      const pile = new Map([[nameOfPile(connectionKey(server) as string), 5 * picture.length]]);
      const droppedOf = async (frames: number): Promise<number> => {
        const before = streaming.droppedFrames;
        for (let frame = 0; frame < frames; frame += 1) {
          publish(picture);
          await clock.advance(100);
        }
        return streaming.droppedFrames - before;
      };
      sendQueues = new Map();
      streaming.add(server, { ...someone, isBehindProxy }, null);
      expect(await droppedOf(20)).toBe(0);
      sendQueues = pile;
      expect(await droppedOf(1)).toBe(0);
      sendQueues = new Map();
      expect(await droppedOf(20)).toBe(0);
      sendQueues = pile;
      expect(await droppedOf(20)).toBeGreaterThan(17);
      sendQueues = new Map();
      expect(await droppedOf(20)).toBeLessThan(3);
      expect(await droppedOf(20)).toBe(0);
    },
  );

  it('repeats a picture that stands still, and shows the placeholder when there is one', async () => {
    const { server, client, received } = await connection();
    streaming.add(server, someone, null);
    publish('still');
    const lookAtKernel = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
    for (let second = 0; second < 3; second += 1) {
      await clock.advance(1000);
      await lookAtKernel();
    }
    await until(() => received().split('still').length > 2, client);
    placeholder = Buffer.from('lost');
    for (let second = 0; second < 3; second += 1) {
      await clock.advance(1000);
      await lookAtKernel();
    }
    await until(() => received().includes('X-PetLog-Placeholder: 1\r\n\r\nlost'), client);
  });

  it('shows at once why the camera is lost where the picture stands still already', async () => {
    const { server, client, received } = await connection();
    streaming.add(server, someone, null);
    publish('still');
    await clock.advance(1000); // repeated just now, so that the next repeat is a second away
    placeholder = Buffer.from('lost');
    await streaming.showLoss();
    await until(() => received().includes('X-PetLog-Placeholder: 1\r\n\r\nlost'), client);
  });

  it('shows no loss while the last picture is less than a second old, nor when the camera is back before it is drawn', async () => {
    const { server, client, received } = await connection();
    streaming.add(server, someone, null);
    publish('last');
    await clock.advance(900);
    placeholder = Buffer.from('lost');
    await streaming.showLoss();
    placeholder = null;
    await clock.advance(200);
    placeholder = Buffer.from('lost');
    const shown = streaming.showLoss();
    publish('back');
    await shown;
    publish('moving');
    await until(() => received().includes('moving'), client);
    expect(received()).not.toContain('X-PetLog-Placeholder');
  });

  it('drops a connection that has taken nothing for thirty seconds', async () => {
    const { server, client } = await connection();
    client.pause();
    streaming.add(server, someone, null);
    publish(Buffer.alloc(20_000_000));
    let isClosed = false;
    server.once('close', () => (isClosed = true));
    while (!isClosed && clock.monotonicMilliseconds() < 60_000) {
      await clock.advance(1000);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(isClosed).toBe(true);
    expect(clock.monotonicMilliseconds()).toBeGreaterThan(30_000);
    expect([leases, streaming.viewerCount]).toEqual([0, 0]);
  });

  it('admits as many as are allowed, in all, of one device and from one address', async () => {
    const device = { ...someone, address: '127.0.0.1', permission: 'device:a' };
    for (const watcher of [device, { ...device, address: '192.0.2.7' }, someone]) {
      streaming.add((await connection()).server, watcher, null);
    }
    expect(() => streaming.assertRoomFor({ ...device, address: '192.0.2.8' })).toThrow('This device already watches 2 streams');
    expect(() => streaming.assertRoomFor({ ...device, permission: 'device:b' })).not.toThrow();
    streaming.add((await connection()).server, someone, null);
    expect(() => streaming.assertRoomFor({ ...someone, address: '192.0.2.8', permission: 'device:b' })).toThrow(
      'All 4 places for viewers are taken',
    );
  });

  it('admits everyone where everyone is let in, as long as the address has room', async () => {
    for (let index = 0; index < 3; index += 1) {
      expect(() => streaming.assertRoomFor(someone)).not.toThrow();
      streaming.add((await connection()).server, someone, null);
    }
    expect(() => streaming.assertRoomFor(someone)).toThrow('The address 127.0.0.1 already watches 3 streams');
    expect(() => streaming.assertRoomFor({ ...someone, address: '192.0.2.7' })).not.toThrow();
  });
});
