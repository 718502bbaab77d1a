/** Cameras on the network as the whole service runs them: they go, come back, stand still and change. */
import { spawn } from 'node:child_process';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CameraService } from '../../../main/camera/camera-service.ts';
import { networkSource } from '../../../main/camera/sources/network-source.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { FrameHub } from '../../../main/frames/frame-hub.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import type { Spawn } from '../../../main/system/child-program.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { captureSettings } from '../../support/capture-recorder.ts';
import { encodedFootage, footageOf } from '../../support/encoded-footage.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import type { FootageH264 } from '../../support/footage-h264.ts';
import { HttpCamera } from '../../support/http-camera.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { RtspServer } from '../../support/rtsp-server.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

const [wide, narrow] = [
  { widthPixels: 320, heightPixels: 180 },
  { widthPixels: 160, heightPixels: 120 },
];
/** The service's patience runs out by this one, while the cameras themselves take their own time. */
let clock: ManualClock;
let service: CameraService | null;
let frames: number;
let onFrames: () => void;
let heard: string[];
let onEvent: () => void;
const children: Promise<unknown>[] = [];
const footage = new Map<'wide' | 'narrow' | 'both', FootageH264>();
const jpegs = new Map<'wide' | 'narrow', readonly Buffer[]>();

beforeAll(async () => {
  const [large, small] = await Promise.all([encodedFootage(wide, 15), encodedFootage(narrow, 15)]);
  footage.set('wide', footageOf(large)).set('narrow', footageOf(small)).set('both', footageOf(large, small));
  const pictures = await smallJpegs(4);
  const smaller = pictures.map((jpeg) => sharp(jpeg).resize(narrow.widthPixels, narrow.heightPixels, { fit: 'fill' }).jpeg().toBuffer());
  jpegs.set('wide', pictures).set('narrow', await Promise.all(smaller));
}, 120_000);

beforeEach(() => {
  clock = new ManualClock();
  [service, frames, heard] = [null, 0, []];
  [onFrames, onEvent] = [() => {}, () => {}];
});

afterEach(async () => {
  await service?.stop('the test is over');
  // Nothing is left of a camera that hung either.
  await Promise.all(children.splice(0));
});

function run(source: string, access = { username: '', password: '', certificateFingerprint: null }): CameraService {
  const watched: Spawn = (file, words, options) => {
    const child = spawn(file, words, options);
    children.push(new Promise((resolve) => child.once('exit', resolve)));
    return child;
  };
  const hub = new FrameHub();
  hub.follow(() => {
    frames += 1;
    onFrames();
  });
  const bus = new EventBus();
  bus.onAny(({ name, data }) => {
    heard.push('reason' in data ? `${name}: ${data.reason}` : 'width_pixels' in data ? `${name}: ${data.width_pixels}` : name);
    onEvent();
  });
  const dependencies = { spawn: watched, clock: createSystemClock(), environment: process.env, addresses: loopbackAddresses() };
  service = new CameraService({
    findSource: () => Promise.resolve(networkSource(source, access, dependencies)),
    settings: () => ({ ...captureSettings, frame_rate: 30 }),
    createTransform: () => expect.fail('nothing is to be turned'),
    hub,
    bus,
    clock,
    logger: silentLogger,
  });
  service.start();
  return service;
}

/** Resolves with the next event that fits. */
async function untilHeard(pattern: RegExp): Promise<string> {
  for (;;) {
    const found = heard.find((event) => pattern.test(event));
    if (found !== undefined) {
      heard = heard.slice(heard.indexOf(found) + 1);
      return found;
    }
    await new Promise<void>((resolve) => (onEvent = resolve));
  }
}

async function untilFrames(count: number): Promise<void> {
  const wanted = frames + count;
  while (frames < wanted) {
    await new Promise<void>((resolve) => (onFrames = resolve));
  }
}

/** Time passes for the service until the camera is lost, which it may be for less than a step; the pictures that are on their way still come. */
async function untilPatienceIsOver(): Promise<string> {
  await vi.waitFor(
    async () => {
      await clock.advance(1000);
      expect(heard).toContainEqual(expect.stringMatching(/^camera.lost/));
    },
    { timeout: 60_000 },
  );
  return untilHeard(/^camera.lost/);
}

interface StandIn {
  readonly port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Kind {
  readonly name: string;
  address(port: number): string;
  start(options: { readonly port?: number; readonly size?: 'wide' | 'narrow'; readonly pictures?: number }): Promise<StandIn>;
}

const kinds: readonly Kind[] = [
  {
    name: 'RTSP',
    address: (port) => `rtsp://127.0.0.1:${port}/cat`,
    start: ({ size = 'wide', ...options }) => RtspServer.start({ footage: footage.get(size)!, intervalMilliseconds: 5, ...options }),
  },
  {
    name: 'Motion JPEG over HTTP',
    address: (port) => `http://127.0.0.1:${port}/video`,
    start: ({ size = 'wide', ...options }) => HttpCamera.start({ jpegs: jpegs.get(size)!, path: '/video', ...options }),
  },
  {
    name: 'another PetLog',
    address: (port) => `petlog+http://127.0.0.1:${port}?camera=garden`,
    start: ({ size = 'wide', ...options }) => HttpCamera.start({ jpegs: jpegs.get(size)!, path: '/live/stream?camera=garden', ...options }),
  },
];

describe.each(kinds)('$name', ({ start, address }) => {
  test('that is gone is lost with a sentence, tried again, and live when it is back, with pictures of another size too', async () => {
    const first = await start({});
    const { port } = first;
    const camera = run(address(port));
    await untilHeard(/^camera.live: 320/);
    await untilFrames(5);
    const countBefore = camera.frameCount;
    await first[Symbol.asyncDispose]();
    expect(await untilHeard(/^camera.lost/)).toMatch(/^camera.lost: the camera (ended|closed|broke|is lost|went)/);
    expect(camera.state).toBe('lost');
    await clock.advance(300);
    expect(await untilHeard(/^camera.lost/)).toMatch(/nobody answers|refuse|no camera|not there|cannot be reached|reached/);
    await using _second = await start({ port, size: 'narrow' });
    await clock.advance(1000);
    await untilHeard(/^camera.live: 160/);
    await untilFrames(5);
    expect(camera.state).toBe('live');
    expect(camera.stateReason).toBeNull();
    expect(camera.lastFrame).toMatchObject(narrow);
    expect(camera.frameCount).toBeGreaterThanOrEqual(countBefore + 5);
  });

  test('that stands still is left after its time and asked anew', async () => {
    await using server = await start({ pictures: 20 });
    const camera = run(address(server.port));
    await untilHeard(/^camera.live/);
    await clock.advance(7900);
    expect(camera.state).toBe('live');
    expect(await untilPatienceIsOver()).toBe('camera.lost: no picture for 8 s');
    for (let round = 0; round < 2; round += 1) {
      await clock.advance(1000);
      await untilHeard(/^camera.live/);
      expect(await untilPatienceIsOver()).toBe('camera.lost: no picture for 8 s');
    }
  });

  test('that is stopped while it stands still holds nobody up', async () => {
    await using server = await start({ pictures: 3 });
    const camera = run(address(server.port));
    await untilHeard(/^camera.live/);
    await camera.stop('a person wants it');
    expect(camera.state).toBe('stopped');
    expect(clock.pendingTimers).toBe(0);
  });
});

test('an RTSP camera that changes its size in the middle goes on, and every picture has its own', async () => {
  await using server = await RtspServer.start({ footage: footage.get('both')!, intervalMilliseconds: 2 });
  const camera = run(`rtsp://127.0.0.1:${server.port}/cat`);
  await untilHeard(/^camera.live: 320/);
  while (camera.lastFrame?.widthPixels !== narrow.widthPixels) {
    await untilFrames(1);
  }
  expect(camera.lastFrame).toMatchObject(narrow);
  expect(camera.state).toBe('live');
  expect(heard).toEqual([]);
});

test('one that gives what cannot be used says what has to be changed', async () => {
  const media = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 MP4V-ES/90000', 'a=control:trackID=1'];
  await using server = await RtspServer.start({ footage: footage.get('wide')!, media });
  run(`rtsp://127.0.0.1:${server.port}/cat`);
  expect(await untilHeard(/^camera.lost/)).toBe(
    "camera.lost: the camera gives video as MPEG-4, and H.264 or H.265 is needed: choose that in the camera's own settings",
  );
});

test('the token of another PetLog is given each time it is asked', async () => {
  await using server = await HttpCamera.start({ jpegs: jpegs.get('wide')!, path: '/live/stream', pictures: 3 });
  run(`petlog+http://127.0.0.1:${server.port}`, { username: '', password: 'secret-token', certificateFingerprint: null });
  for (let round = 0; round < 2; round += 1) {
    await untilHeard(/^camera.live/);
    await untilPatienceIsOver();
    await clock.advance(1000);
  }
  await untilHeard(/^camera.live/);
  expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(Array.from({ length: 3 }, () => 'Bearer secret-token'));
});
