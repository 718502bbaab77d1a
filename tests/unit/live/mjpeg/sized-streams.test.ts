import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FrameHub } from '../../../../main/frames/frame-hub.ts';
import { SizedStreams } from '../../../../main/live/mjpeg/sized-streams.ts';
import type { TilePicture } from '../../../../main/live/mjpeg/tile.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const someone = { address: '127.0.0.1', permission: null, isBehindProxy: false };
let clock: ManualClock;
let wanted: boolean[];
let hub: FrameHub;
let leases: number;
let streaming: SizedStreams;
let placeholder: Buffer | null;
let sequence: number;
/** What is made small, and what ends its making. */
let making: { picture: TilePicture; widthPixels: number; finish(): void }[];
const closers: (() => void)[] = [];

beforeEach(() => {
  clock = new ManualClock();
  wanted = [];
  hub = new FrameHub(() => wanted.push(hub.areFramesWanted));
  leases = 0;
  sequence = 0;
  placeholder = null;
  making = [];
  streaming = new SizedStreams({
    frames: hub,
    camera: {
      acquire: () => {
        leases += 1;
        return { release: () => (leases -= 1) };
      },
    },
    makeSmall: (picture, widthPixels) =>
      new Promise((resolve) => {
        making.push({ picture, widthPixels, finish: () => resolve(Buffer.from(`small ${picture.jpeg.toString()}`)) });
      }),
    placeholder: () => Promise.resolve(placeholder === null ? null : { jpeg: placeholder }),
    readSendQueues: () => new Map(),
    clock,
    limits: () => ({ viewers: 4, viewers_per_device: 4, viewers_per_address: 4 }),
    allWatchers: () => streaming.watchers,
  });
});

afterEach(() => {
  streaming.close();
  closers.splice(0).forEach((close) => close());
});

/** Somebody who watches, and what came so far. */
async function viewer(widthPixels: number | null): Promise<{ client: Socket; until(text: string): Promise<string> }> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [server] = (await once(listener, 'connection')) as [Socket];
  listener.close();
  server.on('error', () => {});
  let received = '';
  client.on('data', (chunk) => (received += chunk.toString('latin1')));
  closers.push(() => {
    server.destroy();
    client.destroy();
  });
  streaming.add(server, someone, null, widthPixels);
  const until = async (text: string): Promise<string> => {
    while (!received.includes(text)) {
      await once(client, 'data');
    }
    return received;
  };
  return { client, until };
}

function publish(content: string): void {
  sequence += 1;
  hub.publish({
    jpeg: Buffer.from(content),
    capturedAtMicroseconds: clock.nowMicroseconds(),
    monotonicMilliseconds: clock.monotonicMilliseconds(),
    sequence,
    widthPixels: 1280,
    heightPixels: 720,
  });
}

it('a small picture is made once for all who want about that width, and the others get the camera’s own', async () => {
  const [full, one, two] = await Promise.all([viewer(null), viewer(600), viewer(640)]);
  publish('first');
  await full.until('first');
  expect(making.map(({ picture, widthPixels }) => [picture.jpeg.toString(), widthPixels])).toEqual([['first', 640]]);
  making[0]!.finish();
  expect(await one.until('small first')).toBe(await two.until('small first'));
  expect(await full.until('first')).not.toContain('small');
  expect([streaming.viewerCount, streaming.smallViewerCount, leases]).toEqual([3, 2, 3]);
});

it('who falls behind in making them leaves out all but the newest', async () => {
  const one = await viewer(320);
  ['a', 'b', 'c'].forEach(publish);
  making[0]!.finish();
  await one.until('small a');
  await vi.waitFor(() => expect(making).toHaveLength(2));
  making[1]!.finish();
  expect(await one.until('small c')).not.toContain('small b');
});

it('none is made once nobody wants any, and one that is being made is for nobody', async () => {
  const one = await viewer(320);
  publish('a');
  one.client.destroy();
  await vi.waitFor(() => expect(streaming.viewerCount).toBe(0));
  making[0]!.finish();
  publish('b');
  expect([making.length, leases, wanted]).toEqual([1, 0, [true, false]]);
});

it('a width that the camera has not is its own', async () => {
  const wide = await viewer(1920);
  publish('first');
  expect(await wide.until('first')).not.toContain('small');
  expect([making.length, streaming.smallViewerCount]).toEqual([0, 0]);
});

it('small streams say why there is no picture, repeat one that stands still, and end with the others', async () => {
  const one = await viewer(320);
  const full = await viewer(null);
  publish('a');
  making[0]!.finish();
  await one.until('small a');
  placeholder = Buffer.from('lost');
  await clock.advance(1100);
  await Promise.all([one.until('lost'), full.until('lost')]);
  expect(streaming.endAll()).toBe(2);
  await Promise.all([one, full].map(({ client }) => (client.destroyed ? Promise.resolve() : once(client, 'close'))));
  expect([streaming.viewerCount, leases]).toEqual([0, 0]);
});
