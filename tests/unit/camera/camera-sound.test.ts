/** The own sound of a camera, on its way through the service that runs it. */
import { beforeEach, expect, it } from 'vitest';
import { CameraService } from '../../../main/camera/camera-service.ts';
import type { CameraSource, CaptureSettings, CaptureSink } from '../../../main/camera/source.ts';
import { EventBus } from '../../../main/events/event-bus.ts';
import { FrameHub } from '../../../main/frames/frame-hub.ts';
import type { CameraSound } from '../../../main/media/sound/protocol.ts';
import type { SoundFormat } from '../../../main/media/sound/sound-format.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { captureSettings } from '../../support/capture-recorder.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const format: SoundFormat = { encoding: 'opus', samplesPerSecond: 48_000, channels: 2, configHex: '' };
const [keyframe] = await cameraH264(1);

let clock: ManualClock;
let settings: CaptureSettings;
let sinks: CaptureSink[];
let said: (string | null)[];
let heard: CameraSound[];
let camera: CameraService;

beforeEach(async () => {
  clock = new ManualClock();
  settings = { ...captureSettings, sound: true };
  sinks = [];
  said = [];
  heard = [];
  const source: CameraSource = {
    name: 'rtsp',
    gives: 'h264',
    startupAllowanceMilliseconds: 5000,
    draws: { rotationAndFlips: true, timestamp: false },
    start: (_settings, sink) => {
      sinks.push(sink);
      return {
        stop: () => Promise.resolve(),
        kill: () => Promise.resolve(),
        hear: (isHeard) => said.push(isHeard ? 'hear' : 'rest'),
      };
    },
  };
  camera = new CameraService({
    findSource: () => Promise.resolve(source),
    settings: () => settings,
    createTransform: () => ({ transform: (picture) => Promise.resolve(picture), close: () => Promise.resolve() }),
    hub: new FrameHub(),
    bus: new EventBus(),
    clock,
    logger: silentLogger,
    sound: {
      format: (one) => said.push(one === null ? null : 'problem' in one ? one.problem : one.encoding),
      take: (sound) => heard.push(sound),
    },
  });
  camera.start();
  await clock.advance(10);
});

it('has the times of the pictures', async () => {
  const data = Buffer.from('a');
  sinks[0]?.sound?.format(format);
  sinks[0]?.sound?.packet({ data, sourceMilliseconds: 70_000 });
  sinks[0]?.packet({ annexB: keyframe?.annexB ?? Buffer.alloc(0), isKeyframe: true, sourceMilliseconds: 70_000 });
  const pictureMilliseconds = clock.monotonicMilliseconds();
  await clock.advance(40);
  sinks[0]?.sound?.packet({ data, sourceMilliseconds: 70_030 });
  sinks[0]?.sound?.packet({ data, sourceMilliseconds: 7_000_000 });
  sinks[0]?.sound?.packet({ data, sourceMilliseconds: null });
  // Before the first picture, out of all sense, and without a time: as it comes.
  expect(heard.map(({ firstMilliseconds }) => firstMilliseconds)).toEqual([null, pictureMilliseconds + 30, null, null]);
  expect(heard.at(-1)?.arrivedMilliseconds).toBe(pictureMilliseconds + 40);
});

it('is wanted of each run, and nothing comes of one that is over', async () => {
  camera.hear(true);
  sinks[0]?.sound?.format(format);
  sinks[0]?.ended('the cable is out');
  sinks[0]?.sound?.format({ problem: 'is not there any more' });
  sinks[0]?.sound?.packet({ data: Buffer.from('a'), sourceMilliseconds: null });
  await clock.advance(5000);
  expect(sinks.length).toBe(2);
  expect(said).toEqual(['rest', 'hear', 'opus', null, 'hear']);
  expect(heard).toEqual([]);
  await camera.stop('test');
});

it('lacks where the camera was not asked for it, and not where it was and is only switched off', async () => {
  expect(camera.lacksSound).toBe(false);
  settings = { ...settings, sound: false };
  expect(camera.lacksSound).toBe(false);
  await camera.reconfigure();
  await clock.advance(10);
  settings = { ...settings, sound: true };
  expect(camera.lacksSound).toBe(true);
  settings = { ...settings, microphone: 'hw:1' };
  expect(camera.lacksSound).toBe(false);
});
