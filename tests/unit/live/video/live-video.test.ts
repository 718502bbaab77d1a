import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectionKey, type SendQueues } from '../../../../main/live/mjpeg/kernel-send-queue.ts';
import { LiveVideo } from '../../../../main/live/video/live-video.ts';
import { PacketHub } from '../../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../../main/media/protocol.ts';
import type { SoundBuffer } from '../../../../main/media/sound/sound-buffer.ts';
import { silentLogger } from '../../../../main/system/logger.ts';
import { cameraH264 } from '../../../support/camera-h264.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const someone = { address: '127.0.0.1', permission: null, isBehindProxy: false };
const keyframeEvery = 10;
const intervalMilliseconds = 100;
let footage: readonly Pick<EncodedPacket, 'annexB' | 'isKeyframe'>[];
let clock: ManualClock;
let hub: PacketHub;
let wanted: boolean[];
let leases: number;
let video: LiveVideo;
let published: number;
let heard: SoundBuffer | null;
let sendQueues: SendQueues;
let widthPixels: number;
let viewersAllowed: number;
const closers: (() => void)[] = [];

beforeAll(async () => {
  footage = await cameraH264(keyframeEvery * 4, { keyframeEvery });
});

beforeEach(() => {
  clock = new ManualClock();
  wanted = [];
  leases = 0;
  published = 0;
  sendQueues = new Map();
  heard = null;
  widthPixels = 320;
  viewersAllowed = 3;
  hub = new PacketHub((areWanted) => wanted.push(areWanted));
  video = new LiveVideo({
    packetsOf: () => ({ subscribe: (options) => hub.subscribe(options), requestKeyframe: () => {} }),
    camera: {
      acquire: () => {
        leases += 1;
        return { release: () => (leases -= 1) };
      },
    },
    frameRate: () => 1000 / intervalMilliseconds,
    heard: () => heard,
    readSendQueues: () => sendQueues,
    clock,
    logger: silentLogger,
    limits: () => ({ viewers: viewersAllowed, viewers_per_device: 9, viewers_per_address: 9 }),
    allWatchers: () => video.watchers,
  });
});

afterEach(() => {
  video.endAll();
  closers.splice(0).forEach((close) => close());
});

class Viewer {
  readonly server: Socket;
  readonly client: Socket;
  #received = Buffer.alloc(0);

  private constructor(server: Socket, client: Socket) {
    this.server = server;
    this.client = client;
    client.on('data', (chunk) => (this.#received = Buffer.concat([this.#received, chunk])));
  }

  static async come(): Promise<Viewer> {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const client = connect((listener.address() as AddressInfo).port, '127.0.0.1');
    const [server] = (await once(listener, 'connection')) as [Socket];
    listener.close();
    server.on('error', () => {});
    closers.push(() => {
      server.destroy();
      client.destroy();
    });
    const viewer = new Viewer(server, client);
    video.add(server, someone);
    return viewer;
  }

  /** Types of the boxes that came, and of each fragment when in the video its picture is shown, in milliseconds. */
  get boxes(): { types: string[]; times: number[] } {
    const types: string[] = [];
    const times: number[] = [];
    for (let at = 0; at + 8 <= this.#received.length; at += this.#received.readUInt32BE(at)) {
      const type = this.#received.toString('latin1', at + 4, at + 8);
      types.push(type);
      if (type === 'prft' && at + 32 <= this.#received.length) {
        times.push(Number(this.#received.readBigUInt64BE(at + 24)));
      }
    }
    return { types, times };
  }

  async until(condition: (times: readonly number[]) => boolean): Promise<void> {
    while (!condition(this.boxes.times)) {
      await once(this.client, 'data');
    }
  }
}

/** The camera gives so many pictures more. */
async function pictures(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { annexB, isKeyframe } = footage[published % footage.length]!;
    published += 1;
    hub.publish({
      annexB,
      isKeyframe,
      captureMilliseconds: clock.monotonicMilliseconds(),
      sequence: published,
      size: { widthPixels, heightPixels: 180, cameraProfile: 66 },
    });
    await clock.advance(intervalMilliseconds);
  }
}

test('a viewer begins with a keyframe, a later one with the newest keyframe and what came since; both have a lease and a place', async () => {
  const first = await Viewer.come();
  await pictures(13);
  await first.until((times) => times.length === 13);
  expect(first.boxes.types.slice(0, 5)).toEqual(['ftyp', 'moov', 'prft', 'moof', 'mdat']);
  const second = await Viewer.come();
  await second.until((times) => times.length === 3);
  await pictures(1);
  await second.until((times) => times.length === 4);
  expect(second.boxes.times).toEqual([1000, 1100, 1200, 1300]);
  expect([leases, video.viewerCount, wanted]).toEqual([2, 2, [true]]);
  first.client.destroy();
  await once(first.server, 'close');
  second.client.destroy();
  await once(second.server, 'close');
  expect([leases, video.viewerCount, wanted]).toEqual([0, 0, [true, false]]);
  expect(clock.pendingTimers).toBe(0);
});

test('a viewer who comes while others read the packets begins with what there is, and goes on', async () => {
  hub.subscribe({ onAvailable: () => {}, mostBytes: 1e7 });
  await pictures(13);
  const viewer = await Viewer.come();
  await viewer.until((times) => times.length === 3);
  await pictures(1);
  await viewer.until((times) => times.length === 4);
  hub.close();
});

test('who falls behind continues at the next keyframe, once what waited has left, and the others lose nothing', async () => {
  const slow = await Viewer.come();
  const quick = await Viewer.come();
  await pictures(2);
  const key = connectionKey(slow.server)!;
  sendQueues = new Map([[key, 1_000_000]]);
  await pictures(28);
  expect(video.droppedFrames).toBeGreaterThan(0);
  const droppedBefore = video.droppedFrames;
  sendQueues = new Map();
  await pictures(5);
  // In the middle of a group, with room: it waits for the keyframe.
  expect(video.droppedFrames).toBe(droppedBefore + 5);
  await pictures(10);
  await slow.until((times) => times.includes(4000));
  await quick.until((times) => times.length === 45);
  expect(quick.boxes.times).toEqual(Array.from({ length: 45 }, (_, index) => index * intervalMilliseconds));
  const { times } = slow.boxes;
  const gap = times.findIndex((time, index) => index > 0 && time - times[index - 1]! > intervalMilliseconds);
  expect(times[gap]! % (keyframeEvery * intervalMilliseconds)).toBe(0);
  await slow.until((all) => all.length === 45 - video.droppedFrames);
});

test('one that takes nothing for half a minute is dropped', async () => {
  const dead = await Viewer.come();
  const closed = once(dead.client, 'close');
  sendQueues = new Map([[connectionKey(dead.server)!, 1_000_000]]);
  await pictures(310);
  await closed;
  expect([leases, video.viewerCount]).toEqual([0, 0]);
});

test('what is no longer live is not what a viewer begins with', async () => {
  await Viewer.come();
  await pictures(12);
  await clock.advance(5000); // the camera is lost
  const late = await Viewer.come();
  hub.interrupt();
  published = 0;
  await pictures(2);
  await late.until((times) => times.length === 2);
  expect(late.boxes.times[0]).toBeGreaterThan(6000);
});

test('another size goes on in the same video, with a new beginning', async () => {
  const viewer = await Viewer.come();
  await pictures(10);
  widthPixels = 640;
  await pictures(2);
  await viewer.until((times) => times.length === 12);
  expect(viewer.boxes.types.filter((type) => type === 'moov')).toHaveLength(2);
  expect(viewer.boxes.types.lastIndexOf('moov')).toBe(2 + 10 * 3 + 1);
});

test('a stop ends every video, and says how many', async () => {
  const [one, two] = [await Viewer.come(), await Viewer.come()];
  await pictures(1);
  expect(video.endAll()).toBe(2);
  await Promise.all([once(one.client, 'end'), once(two.client, 'end')]);
  expect([leases, video.viewerCount, video.endAll()]).toEqual([0, 0, 0]);
});

test('there is room for so many as there may be', async () => {
  viewersAllowed = 1;
  video.assertRoomFor(someone);
  await Viewer.come();
  expect(() => video.assertRoomFor(someone)).toThrow(expect.objectContaining({ code: 'too_many_viewers' }));
});
