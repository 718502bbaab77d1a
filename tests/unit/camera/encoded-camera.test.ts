import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CameraService } from '../../../main/camera/camera-service.ts';
import type { CameraPacket, CameraSource, CaptureSettings, CaptureSink } from '../../../main/camera/source.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import type { EncodedFrame } from '../../../main/frames/encoded-frame.ts';
import type { Frame } from '../../../main/frames/frame.ts';
import { FrameHub } from '../../../main/frames/frame-hub.ts';
import { nalUnitType, nalUnitTypes, splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { captureSettings } from '../../support/capture-recorder.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { tinyJpeg } from '../../support/tiny-jpeg.ts';

const interval = 1000 / 15;
let packets: CameraPacket[];
let jpeg: Buffer;
let clock: ManualClock;
let hub: FrameHub;
let camera: CameraService;
let sink: CaptureSink;
let passed: EncodedFrame[];
let shown: Frame[];
let events: string[];
let settings: CaptureSettings;
let texts: (string | null)[];

beforeAll(async () => {
  packets = await cameraH264(40, { keyframeEvery: 10 });
  jpeg = await tinyJpeg();
});

beforeEach(() => {
  clock = new ManualClock();
  hub = new FrameHub();
  passed = [];
  shown = [];
  events = [];
  texts = [];
  settings = captureSettings;
  hub.follow((picture) => passed.push(picture as EncodedFrame));
  hub.subscribe((frame) => shown.push(frame));
  const source: CameraSource = {
    name: 'rpicam',
    gives: 'h264',
    startupAllowanceMilliseconds: 5000,
    draws: { rotationAndFlips: true, timestamp: false },
    start: (_settings, given) => {
      sink = given;
      return { stop: () => Promise.resolve(), kill: () => Promise.resolve() };
    },
  };
  const bus = new EventBus();
  bus.onAny(({ name, data }) => void events.push('reason' in data ? `${name}: ${data.reason}` : name));
  camera = new CameraService({
    findSource: () => Promise.resolve(source),
    settings: () => settings,
    createTransform: () => ({
      transform: (picture, timestampText) => {
        texts.push(timestampText);
        return Promise.resolve(picture);
      },
      close: () => Promise.resolve(),
    }),
    hub,
    bus,
    clock,
    logger: silentLogger,
  });
});

async function play(from: number, to: number, list = packets): Promise<void> {
  for (const packet of list.slice(from, to)) {
    await clock.advance(interval);
    sink.packet(packet);
  }
}

async function start(): Promise<void> {
  camera.start();
  await clock.advance(10);
}

describe('CameraService with a camera that encodes', () => {
  it('is live with the first picture that can be decoded, and passes each on as it came', async () => {
    await start();
    await play(3, 10);
    expect(camera.state).toBe('starting');
    await play(10, 30);
    expect(camera.state).toBe('live');
    expect(events).toEqual(['camera.starting', 'camera.live']);
    expect(camera.lastFrame).toMatchObject({ widthPixels: 320, heightPixels: 180 });
    expect(camera.framesPerSecond).toBeCloseTo(15, 0);
    expect(passed.map(({ annexB }) => annexB)).toEqual(packets.slice(10, 30).map(({ annexB }) => annexB));
    expect(passed.map(({ isKeyframe }) => isKeyframe)).toEqual(packets.slice(10, 30).map(({ isKeyframe }) => isKeyframe));
    expect(passed.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const [first, second] = passed;
    expect((second?.monotonicMilliseconds ?? 0) - (first?.monotonicMilliseconds ?? 0)).toBeCloseTo(interval, -1);
    expect((second?.capturedAtMicroseconds ?? 0) - (first?.capturedAtMicroseconds ?? 0)).toBeCloseTo(interval * 1000, -4);
    expect(shown).toEqual([]);
  });

  it('is lost when no picture comes any more, and live again with the next keyframe', async () => {
    await start();
    await play(0, 15);
    await clock.advance(3100);
    expect(events.at(-1)).toBe('camera.lost: no picture for 3 s');
    await clock.advance(3000);
    await play(15, 20);
    expect(camera.state).toBe('lost');
    await play(20, 25);
    expect(camera.state).toBe('live');
  });

  it.each([
    ['B-frames', { profile: 'main', bFrames: 1 }, 'has B-frames'],
    ['interlaced pictures', { profile: 'high', options: { 'x264-params': 'interlaced=1' } }, 'is interlaced'],
  ])('refuses %s with one sentence', async (_, options, reason) => {
    await start();
    await play(0, 12, await cameraH264(12, options));
    expect(camera.state).toBe('lost');
    expect(camera.stateReason).toContain(`the H.264 of the camera ${reason}, which PetLog does not pass on; `);
  });

  it('passes nothing on that begins without parameters', async () => {
    await start();
    const without = packets.map(({ annexB, ...packet }) => ({
      ...packet,
      annexB: Buffer.concat(
        splitNalUnits(annexB)
          .filter((unit) => nalUnitType(unit) !== nalUnitTypes.sequenceParameters)
          .flatMap((unit) => [Buffer.from([0, 0, 0, 1]), unit]),
      ),
    }));
    await play(0, 40, without);
    sink.packet({ annexB: Buffer.alloc(1000, 0x55), isKeyframe: true, sourceMilliseconds: null });
    sink.packet({ annexB: Buffer.alloc(0), isKeyframe: false, sourceMilliseconds: null });
    expect(passed).toEqual([]);
    expect(camera.state).toBe('starting');
  });

  it('shows the JPEGs that were made of its pictures, with their times, and none of an earlier run', async () => {
    await start();
    await play(0, 5);
    const { monotonicMilliseconds = 0, capturedAtMicroseconds } = passed[3] ?? {};
    camera.showPicture(jpeg, monotonicMilliseconds);
    expect(shown).toMatchObject([{ monotonicMilliseconds, jpeg }]);
    expect(shown[0]?.capturedAtMicroseconds).toBeCloseTo(capturedAtMicroseconds ?? 0, -1);
    expect(hub.latest).toBe(shown[0]);
    expect(passed).toHaveLength(5); // it is no picture of the camera's own
    await camera.reconfigure();
    await clock.advance(10);
    camera.showPicture(jpeg, monotonicMilliseconds);
    await play(10, 12);
    camera.showPicture(jpeg, monotonicMilliseconds);
    expect(shown).toHaveLength(1);
    camera.showPicture(jpeg, passed.at(-1)?.monotonicMilliseconds ?? 0);
    expect(shown).toHaveLength(2);
    await camera.stop('stopped');
    camera.showPicture(jpeg, clock.monotonicMilliseconds());
    expect(shown).toHaveLength(2);
  });

  it('writes the time into those JPEGs, where that is asked for', async () => {
    settings = { ...settings, overlay_timestamp: true };
    await start();
    await play(0, 5);
    camera.showPicture(jpeg, passed[3]?.monotonicMilliseconds ?? 0);
    await clock.advance(1);
    expect(texts).toEqual([expect.stringMatching(/\d\d:\d\d:\d\d/)]);
    expect(shown).toHaveLength(1);
  });
});
