import { spawn } from 'node:child_process';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CameraService } from '../../../main/camera/camera-service.ts';
import { MockSource } from '../../../main/camera/sources/mock.ts';
import type { CameraSource, CaptureSettings, CaptureSink } from '../../../main/camera/source.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import type { EncodedFrame } from '../../../main/frames/encoded-frame.ts';
import type { Frame } from '../../../main/frames/frame.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { tinyJpeg } from '../../support/tiny-jpeg.ts';

const settings: CaptureSettings = {
  name: '',
  codec: 'auto',
  resolution: [64, 48],
  frame_rate: 10,
  quality: 80,
  rotation: 0,
  hflip: false,
  vflip: false,
  overlay_timestamp: false,
  sound: false,
  microphone: 'auto',
};

/** A camera whose every move the test makes. */
class ScriptedSource implements CameraSource {
  readonly name = 'rpicam';
  gives: 'jpeg' | 'h264' = 'jpeg';
  readonly startupAllowanceMilliseconds = 5000;
  silenceAllowanceMilliseconds: number | undefined;
  draws = { rotationAndFlips: true, timestamp: false };
  sinks: CaptureSink[] = [];
  log: string[] = [];
  releaseStop: (() => void) | null = null;
  holdStops = false;

  start(_settings: CaptureSettings, sink: CaptureSink) {
    const number = this.sinks.push(sink);
    this.log.push(`start ${number}`);
    const end = (how: string) => (): Promise<void> => {
      this.log.push(`${how} ${number}`);
      return this.holdStops ? new Promise((resolve) => (this.releaseStop = resolve)) : Promise.resolve();
    };
    return { stop: end('stop'), kill: end('kill') };
  }

  get sink(): CaptureSink {
    return this.sinks.at(-1) as CaptureSink;
  }
}

let jpeg: Buffer;
let source: ScriptedSource;
let clock: ManualClock;
let camera: CameraService;
let frames: Frame[];
let passed: EncodedFrame[];
let shown: Frame[];
let events: string[];
let currentSettings: CaptureSettings;
let transformed: unknown[];
let closedTransforms: number;

beforeAll(async () => {
  jpeg = await tinyJpeg();
});

beforeEach(() => {
  source = new ScriptedSource();
  clock = new ManualClock();
  frames = [];
  passed = [];
  shown = [];
  events = [];
  transformed = [];
  closedTransforms = 0;
  currentSettings = settings;
  const bus = new EventBus();
  bus.onAny(({ name, data }) => events.push('reason' in data ? `${name}: ${data.reason}` : name));
  camera = new CameraService({
    findSource: () => Promise.resolve(source),
    settings: () => currentSettings,
    createTransform: (options) => ({
      transform: (picture, timestampText) => {
        transformed.push({ ...options, timestampText });
        return Promise.resolve(picture);
      },
      close: () => {
        closedTransforms += 1;
        return Promise.resolve();
      },
    }),
    hub: {
      publish: (frame) => frames.push(frame),
      pass: (frame) => passed.push(frame),
      show: (frame) => shown.push(frame),
      clear: () => (frames.length = 0),
    },
    bus,
    clock,
    logger: silentLogger,
  });
});

async function goLive(): Promise<void> {
  camera.start();
  await clock.advance(10);
  source.sink.frame(jpeg);
}

/** Good frames for some seconds. */
async function framesFor(seconds: number): Promise<void> {
  for (let frame = 0; frame < seconds * 10; frame += 1) {
    await clock.advance(100);
    source.sink.frame(jpeg);
  }
}

describe('CameraService', () => {
  it('goes from stopped over starting to live, with the size of the picture itself', async () => {
    expect(camera.state).toBe('stopped');
    camera.start();
    expect(camera.state).toBe('starting');
    await clock.advance(10);
    source.sink.frame(jpeg);
    expect(camera.state).toBe('live');
    expect(camera.lastFrame).toMatchObject({ widthPixels: 64, heightPixels: 48 });
    expect(frames).toMatchObject([{ sequence: 1, jpeg, monotonicMilliseconds: 10 }]);
    expect(events).toEqual(['camera.starting', 'camera.live']);
  });

  it('measures the rate', async () => {
    await goLive();
    await framesFor(5);
    expect(camera.framesPerSecond).toBeCloseTo(10, 3);
  });

  it('is not lost because we slept: what the camera sent meanwhile is read first', async () => {
    await goLive();
    await framesFor(5);
    await clock.advance(2900);
    await clock.sleep(9000);
    expect(camera.state).toBe('live');
    source.sink.frame(jpeg);
    await clock.advance(2999);
    expect([camera.state, camera.stateReason, source.sinks.length]).toEqual(['live', null, 1]);
    await clock.advance(1);
    expect(camera.stateReason).toBe('no picture for 3 s');
  });

  it('starts in its time, however long we slept meanwhile', async () => {
    camera.start();
    await clock.advance(4000);
    await clock.sleep(60_000);
    await clock.advance(900);
    source.sink.frame(jpeg);
    expect([camera.state, source.sinks.length]).toEqual(['live', 1]);
  });

  it('gives a source that may stand still its own time', async () => {
    source.silenceAllowanceMilliseconds = 20_000;
    await goLive();
    await clock.advance(19_999);
    expect(camera.state).toBe('live');
    await clock.advance(1);
    expect(camera.stateReason).toBe('no picture for 20 s');
  });

  it('is lost when the camera ends by itself, and comes back by itself', async () => {
    await goLive();
    source.sink.ended('rpicam-vid was killed by SIGKILL');
    expect(camera.state).toBe('lost');
    expect(camera.stateReason).toBe('rpicam-vid was killed by SIGKILL');
    await clock.advance(1000);
    expect(source.log).toEqual(['start 1', 'kill 1', 'start 2']);
    expect(camera.state).toBe('lost');
    source.sink.frame(jpeg);
    expect(camera.state).toBe('live');
  });

  it('kills a camera that gives no picture for three seconds', async () => {
    await goLive();
    await clock.advance(2999);
    expect(camera.state).toBe('live');
    await clock.advance(2);
    expect(camera.state).toBe('lost');
    expect(camera.stateReason).toBe('no picture for 3 s');
    expect(source.log).toContain('kill 1');
    expect(source.log).not.toContain('stop 1');
  });

  it('waits three frame intervals where they are longer', async () => {
    currentSettings = { ...settings, frame_rate: 1 };
    await goLive();
    await clock.advance(2900);
    source.sink.frame(jpeg);
    await clock.advance(2900);
    expect(camera.state).toBe('live');
  });

  it('gives a new camera its own start-up allowance', async () => {
    camera.start();
    await clock.advance(4990);
    expect(camera.state).toBe('starting');
    await clock.advance(20);
    expect(camera.state).toBe('lost');
  });

  it('tries three times within a second each, then backs off, and forgets after ten good seconds', async () => {
    const failOnce = async (): Promise<number> => {
      source.sink.ended('gone');
      const before = source.sinks.length;
      const start = clock.monotonicMilliseconds();
      while (source.sinks.length === before) {
        await clock.advance(50);
      }
      return clock.monotonicMilliseconds() - start;
    };
    await goLive();
    const delays = [
      await failOnce(),
      await failOnce(),
      await failOnce(),
      await failOnce(),
      await failOnce(),
      await failOnce(),
      await failOnce(),
    ];
    expect(delays.slice(0, 3).every((delay) => delay <= 1000)).toBe(true);
    expect(delays.slice(3)).toEqual([5000, 10_000, 60_000, 60_000]);
    await framesFor(11);
    expect(await failOnce()).toBeLessThanOrEqual(1000);
  });

  it('ignores what a capture says after it was replaced', async () => {
    await goLive();
    const old = source.sink;
    old.ended('gone');
    await clock.advance(1000);
    source.sink.frame(jpeg);
    old.ended('gone again');
    old.frame(jpeg);
    expect(camera.state).toBe('live');
    expect(frames).toHaveLength(2);
  });

  it('stops in an orderly way, leaves no timer, and waits for the old capture before the next', async () => {
    await goLive();
    source.holdStops = true;
    const stopped = camera.stop('idle');
    expect(camera.state).toBe('stopped');
    camera.start();
    await clock.advance(100);
    expect(source.log).toEqual(['start 1', 'stop 1']);
    source.releaseStop?.();
    await stopped;
    await clock.advance(1);
    expect(source.log).toEqual(['start 1', 'stop 1', 'start 2']);
    source.holdStops = false;
    await camera.stop('stopped');
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes up new settings without a loss', async () => {
    await goLive();
    currentSettings = { ...settings, quality: 50 };
    await camera.reconfigure();
    await clock.advance(10);
    source.sink.frame(jpeg);
    expect(source.log).toEqual(['start 1', 'stop 1', 'start 2']);
    expect(camera.state).toBe('live');
    expect(events.some((event) => event.startsWith('camera.lost'))).toBe(false);
  });

  /** With a camera that is found or not, as the test says. */
  function serviceThatFinds(findSource: () => Promise<CameraSource>): CameraService {
    return new CameraService({
      findSource,
      settings: () => settings,
      createTransform: () => ({ transform: (picture) => Promise.resolve(picture), close: () => Promise.resolve() }),
      hub: { publish() {}, pass() {}, show() {}, clear() {} },
      bus: new EventBus(),
      clock,
      logger: silentLogger,
    });
  }

  it('says why when no camera can be found, and goes on trying', async () => {
    let found = false;
    const service = serviceThatFinds(() => (found ? Promise.resolve(source) : Promise.reject(new Error('there is no file cat.mp4'))));
    service.start();
    await clock.advance(10);
    expect([service.state, service.stateReason]).toEqual(['lost', 'there is no file cat.mp4']);
    found = true;
    await clock.advance(1000);
    source.sink.frame(jpeg);
    expect(service.state).toBe('live');
    await service.stop('stopped');
  });

  it('that is stopped takes up settings with which no camera is found, and says so when it is started', async () => {
    let found = true;
    const service = serviceThatFinds(() => (found ? Promise.resolve(source) : Promise.reject(new Error('no camera was found'))));
    await service.reconfigure();
    expect(service.sourceName).toBe('rpicam');
    found = false;
    await service.reconfigure();
    expect([service.state, service.sourceName]).toEqual(['stopped', 'rpicam']);
    expect(clock.pendingTimers).toBe(0);
    service.start();
    await clock.advance(10);
    expect([service.state, service.stateReason]).toEqual(['lost', 'no camera was found']);
    await service.stop('stopped');
  });

  it('keeps the camera of the last change, however long an earlier one takes to find its own', async () => {
    const earlier = Promise.withResolvers<CameraSource>();
    const later = Promise.withResolvers<CameraSource>();
    const searches = [earlier, later];
    const service = serviceThatFinds(() => searches.shift()?.promise ?? Promise.reject(new Error('one search too many')));
    const changes = [service.reconfigure(), service.reconfigure()];
    later.resolve(source);
    earlier.resolve(new MockSource({ clock, spawn, environment: {} }));
    await Promise.all(changes);
    expect(service.sourceName).toBe('rpicam');
  });

  it('turns and labels pictures only where the camera does not', async () => {
    currentSettings = { ...settings, rotation: 180, overlay_timestamp: true };
    await goLive();
    await clock.advance(10);
    expect(transformed).toMatchObject([{ rotation: 0, timestampText: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) }]);
    source.draws = { rotationAndFlips: false, timestamp: true };
    await camera.reconfigure();
    await clock.advance(10);
    source.sink.frame(jpeg);
    await clock.advance(10);
    expect(transformed).toHaveLength(2);
    expect(transformed[1]).toEqual({ rotation: 180, hflip: false, vflip: false, quality: 80, timestampText: null });
    expect(closedTransforms).toBe(1);
    await camera.stop('stopped');
    expect(closedTransforms).toBe(2);
  });
});
