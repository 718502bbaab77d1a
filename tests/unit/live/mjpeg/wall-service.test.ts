import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FrameHub } from '../../../../main/frames/frame-hub.ts';
import { connectionKey, type SendQueues } from '../../../../main/live/mjpeg/kernel-send-queue.ts';
import { StreamingService } from '../../../../main/live/mjpeg/streaming-service.ts';
import { WallService } from '../../../../main/live/mjpeg/wall-service.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const someone = { address: '127.0.0.1', permission: null, isBehindProxy: false };
const limits = { viewers: 20, viewers_per_device: 20, viewers_per_address: 20 };

class Camera {
  readonly hub = new FrameHub();
  readonly streaming: StreamingService;
  readonly cameraId: string;
  leases = 0;
  placeholder: Buffer | null = null;

  constructor(cameraId: string) {
    this.cameraId = cameraId;
    this.streaming = new StreamingService({
      frames: this.hub,
      camera: {
        acquire: () => {
          this.leases += 1;
          return { release: () => (this.leases -= 1) };
        },
      },
      placeholder: () => Promise.resolve(this.placeholder === null ? null : { jpeg: this.placeholder }),
      readSendQueues: () => new Map(),
      clock,
      limits: () => limits,
      allWatchers: () => cameras.flatMap(({ streaming }) => streaming.watchers),
    });
  }

  publish(content: string | Buffer, sequence = 1): void {
    this.hub.publish({
      jpeg: Buffer.from(content as string),
      capturedAtMicroseconds: clock.nowMicroseconds(),
      monotonicMilliseconds: clock.monotonicMilliseconds(),
      sequence,
      widthPixels: 1280,
      heightPixels: 720,
    });
  }
}

let clock: ManualClock;
let cameras: Camera[];
let garden: Camera;
let hall: Camera;
let wall: WallService;
let shrunk: number;
let closers: (() => void)[];
/** What the kernel is made to say. */
let sendQueues: SendQueues;

beforeEach(() => {
  clock = new ManualClock();
  cameras = ['garden', 'hall'].map((id) => new Camera(id));
  [garden, hall] = cameras as [Camera, Camera];
  closers = [];
  sendQueues = new Map();
  shrunk = 0;
  wall = new WallService({
    makeSmall: (picture) => {
      shrunk += 1;
      return Promise.resolve(Buffer.from(`small ${picture.jpeg.toString('latin1')}`));
    },
    readSendQueues: () => sendQueues,
    clock,
  });
});

afterEach(() => {
  wall.endAll();
  cameras.forEach(({ streaming }) => streaming.close());
  closers.forEach((close) => close());
});

async function connection(): Promise<{ server: Socket; client: Socket; received(): string }> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [server] = (await once(listener, 'connection')) as [Socket];
  listener.close();
  server.on('error', () => {});
  const chunks: Buffer[] = [];
  client.on('data', (chunk) => chunks.push(chunk));
  closers.push(() => {
    server.destroy();
    client.destroy();
  });
  return { server, client, received: () => Buffer.concat(chunks).toString('latin1') };
}

const countIn = (text: string, sought: string): number => text.split(sought).length - 1;

async function until(condition: () => boolean, client: Socket): Promise<void> {
  while (!condition()) {
    await once(client, 'data');
  }
}

describe('WallService', () => {
  it('sends the pictures of each camera, marked with its id, and counts as a viewer of each', async () => {
    const { server, client, received } = await connection();
    wall.add(server, someone, cameras, null);
    expect(cameras.map(({ leases, streaming }) => [leases, streaming.viewerCount])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    garden.publish('grass');
    hall.publish('coats');
    await clock.advance(50);
    await until(() => received().includes('coats\r\n--frame\r\n'), client);
    expect(received()).toBe(
      '--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\nX-Timestamp: 1800000000.000000\r\nX-Camera-Id: garden\r\n\r\ngrass' +
        '\r\n--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\nX-Timestamp: 1800000000.000000\r\nX-Camera-Id: hall\r\n\r\ncoats\r\n--frame\r\n',
    );
    const closed = once(server, 'close');
    client.destroy();
    await closed;
    expect(cameras.map(({ leases, streaming }) => [leases, streaming.viewerCount])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('gives each camera a few pictures a second, whatever it makes', async () => {
    const { server, client, received } = await connection();
    wall.add(server, someone, cameras, null);
    for (let frame = 0; frame < 300; frame += 1) {
      garden.publish('grass', frame);
      hall.publish('coats', frame);
      await clock.advance(1000 / 30);
    }
    wall.endAll();
    await once(client, 'end');
    for (const picture of ['grass', 'coats']) {
      expect(countIn(received(), picture)).toBeGreaterThanOrEqual(48);
      expect(countIn(received(), picture)).toBeLessThanOrEqual(52);
    }
  });

  it('nine cameras of large pictures stay below 10 Mbit/s, and none of them is left out', async () => {
    cameras = Array.from({ length: 9 }, (_, index) => new Camera(`camera-${index}`));
    const { server, client, received } = await connection();
    wall.add(server, someone, cameras, null);
    const large = Buffer.alloc(200_000);
    for (let frame = 0; frame < 50; frame += 1) {
      cameras.forEach((camera) => camera.publish(large, frame));
      await clock.advance(100);
    }
    wall.endAll();
    await once(client, 'end');
    expect(received().length).toBeLessThan(1_250_000 * 5 + 1_250_000);
    for (const { cameraId } of cameras) {
      expect(countIn(received(), `X-Camera-Id: ${cameraId}\r\n`)).toBeGreaterThanOrEqual(2);
    }
  });

  it('queues one picture of each camera behind a slow reader, and goes on with the newest', async () => {
    const { server, client, received } = await connection();
    wall.add(server, someone, cameras, null);
    const key = connectionKey(server) as string;
    sendQueues = new Map([[key, 1_000_000]]); // it takes nothing
    for (let frame = 1; frame <= 40; frame += 1) {
      garden.publish(`grass-${frame}.`, frame);
      hall.publish(`coats-${frame}.`, frame);
      await clock.advance(100);
    }
    await until(() => countIn(received(), 'X-Camera-Id') === 2, client);
    sendQueues = new Map();
    await clock.advance(100);
    await until(() => received().includes('grass-40.') && received().includes('coats-40.'), client);
    expect(countIn(received(), 'X-Camera-Id')).toBe(4);
  });

  it('drops a reader that takes nothing for long, and not one whose cameras had nothing to send', async () => {
    const { server, client } = await connection();
    wall.add(server, someone, cameras, null);
    await clock.advance(60_000);
    expect(server.destroyed).toBe(false);
    garden.publish('grass');
    sendQueues = new Map([[connectionKey(server) as string, 1_000_000]]);
    await clock.advance(20_000);
    expect(server.destroyed).toBe(false);
    const closed = once(client, 'close');
    await clock.advance(11_000);
    await closed;
    expect(garden.leases).toBe(0);
  });

  it('a camera that ends leaves the wall, which goes on with the others until the last', async () => {
    const { server, client, received } = await connection();
    wall.add(server, someone, cameras, null);
    expect(garden.streaming.endAll()).toBe(1);
    expect([garden.leases, hall.leases]).toEqual([0, 1]);
    garden.publish('grass');
    hall.publish('coats');
    await clock.advance(50);
    await until(() => received().includes('coats'), client);
    expect(received()).not.toContain('grass');
    const ended = once(client, 'end');
    hall.streaming.endAll();
    await ended;
    expect(received().endsWith('--frame--\r\n')).toBe(true);
  });

  it('shows what is drawn for a camera that gives no picture, and repeats what stands still', async () => {
    const { server, client, received } = await connection();
    wall.add(server, someone, [garden], null);
    garden.placeholder = Buffer.from('drawn');
    await clock.advance(5_000);
    await until(() => countIn(received(), 'X-PetLog-Placeholder: 1') >= 3, client);
  });

  it('asks for pictures of the width that the reader wants', async () => {
    const { server, client, received } = await connection();
    wall.add(server, someone, [garden], 320);
    garden.publish('grass');
    await clock.advance(50);
    await until(() => received().includes('small grass'), client);
    expect(shrunk).toBe(1);
  });
});
