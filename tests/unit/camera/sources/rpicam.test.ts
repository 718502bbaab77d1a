import { spawn } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { LARGEST_JPEG_BYTES, ProgramCapture } from '../../../../main/camera/sources/program-source.ts';
import { RpicamSource } from '../../../../main/camera/sources/rpicam.ts';
import { readJpegSize } from '../../../../main/frames/jpeg-size.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { FakeCamera, type FakeProgram } from '../../../support/fake-camera/fake-camera.ts';
import { footageJpegs } from '../../../support/footage-jpegs.ts';
import { averageDifference, decodePixels } from '../../../support/pixels.ts';
import { isAlive } from '../../../support/process-life.ts';

function start(camera: FakeCamera, settings: Partial<typeof captureSettings> = {}, number: number | null = null) {
  const source = new RpicamSource({ spawn, clock: createSystemClock(), environment: camera.environment({ only: true }) }, number);
  const recorder = new CaptureRecorder();
  return { source, recorder, capture: source.start({ ...captureSettings, ...settings }, recorder) };
}

async function pid(camera: FakeCamera): Promise<number> {
  return (await camera.starts()).at(-1)?.pid ?? 0;
}

test("passes the camera's own pictures on, byte for byte", async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { recorder, capture } = start(camera, { frame_rate: 60 });
  const frames = await recorder.untilFrames(40);
  await capture.stop();
  const footage = footageJpegs(40);
  expect(frames.map((frame, index) => frame.equals(footage[index] ?? Buffer.alloc(0)))).toEqual(Array(40).fill(true));
});

test('takes the camera that it was given the number of', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid'], { cameras: ['imx708 [4608x2592]', 'imx219 [3280x2464]'] });
  const { recorder, capture } = start(camera, {}, 1);
  await recorder.untilFrames(1);
  await capture.kill();
  expect((await camera.starts()).at(-1)?.arguments.join(' ')).toContain('--camera 1 -t 0');
  await camera.behave({});
  expect(await start(camera, {}, 1).recorder.untilEnded()).toContain('selected camera is not available');
});

test('the legacy program calls it otherwise', async () => {
  await using camera = await FakeCamera.install(['raspivid'], { cameras: ['ov5647 [2592x1944]', 'imx219 [3280x2464]'] });
  const { recorder, capture } = start(camera, {}, 1);
  await recorder.untilFrames(1);
  await capture.kill();
  expect((await camera.starts()).at(-1)?.arguments.slice(0, 2)).toEqual(['-cs', '1']);
});

const turned = { rotation: 180, hflip: true, vflip: true } as const;

test.each<[FakeProgram[], Partial<typeof captureSettings>, string]>([
  [
    ['rpicam-vid', 'libcamera-vid', 'raspivid'],
    {},
    'rpicam-vid -t 0 -n --codec mjpeg --quality 85 --width 1280 --height 720 --framerate 15 --flush -o -',
  ],
  [
    ['libcamera-vid', 'raspivid'],
    turned,
    'libcamera-vid -t 0 -n --codec mjpeg --quality 85 --width 1280 --height 720 --framerate 15 --flush --rotation 180 --hflip --vflip -o -',
  ],
  [['raspivid'], { resolution: [640, 480], quality: 50 }, 'raspivid -t 0 -n -cd MJPEG -w 640 -h 480 -fps 15 -b 2304000 -fl -o -'],
  [
    ['raspivid'],
    { ...turned, resolution: [1920, 1080], frame_rate: 30 },
    'raspivid -t 0 -n -cd MJPEG -w 1920 -h 1080 -fps 30 -b 25000000 -fl -rot 180 -hf -vf -o -',
  ],
])('of %s takes the first, with its own flags', async (programs, settings, commandLine) => {
  await using camera = await FakeCamera.install(programs);
  const { recorder, capture } = start(camera, settings);
  const [frame = Buffer.alloc(0)] = await recorder.untilFrames(1);
  await capture.kill();
  const [first] = await camera.starts();
  expect([first?.program, ...(first?.arguments ?? [])].join(' ')).toBe(commandLine);
  const [widthPixels, heightPixels] = settings.resolution ?? [1280, 720];
  expect(readJpegSize(frame)).toEqual({ widthPixels, heightPixels });
});

test('has the camera turn the picture', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { source, recorder, capture } = start(camera, { hflip: true });
  const [frame = Buffer.alloc(0)] = await recorder.untilFrames(1);
  await capture.stop();
  expect(source.draws).toEqual({ rotationAndFlips: true, timestamp: false });
  const [original = Buffer.alloc(0)] = footageJpegs(1);
  expect(averageDifference(await decodePixels(frame), await decodePixels(original, { flop: true }))).toBeLessThan(4);
});

test('says which programs it looked for', async () => {
  await using camera = await FakeCamera.install([]);
  const { recorder } = start(camera);
  expect(await recorder.untilEnded()).toBe(
    'rpicam-vid, libcamera-vid, raspivid: none of them is installed; install the package rpicam-apps',
  );
});

test('says what the program said when it ends', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid'], { cameras: [] });
  expect(await start(camera).recorder.untilEnded()).toBe('rpicam-vid ended with exit code 255: ERROR: *** no cameras available ***');
  await camera.behave({ mode: 'die', exitCode: 1, lastWords: 'ERROR: *** device timeout detected ***' });
  expect(await start(camera).recorder.untilEnded()).toBe('rpicam-vid ended with exit code 1: ERROR: *** device timeout detected ***');
});

test('notices that the program was killed, and is ready to start again', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { source, recorder } = start(camera);
  await recorder.untilFrames(3);
  process.kill(await pid(camera), 'SIGKILL');
  expect(await recorder.untilEnded()).toBe('rpicam-vid was killed by SIGKILL');
  const again = new CaptureRecorder();
  const capture = source.start(captureSettings, again);
  await again.untilFrames(3);
  await capture.stop();
  expect(again.reasons).toEqual([]);
  expect(recorder.reasons).toHaveLength(1);
});

test.each([
  ['a suspended', 'kill', {}],
  ['a stubborn', 'stop', { ignoresInterrupt: true, ignoresTerminate: true }],
  ['a stalled', 'stop', { mode: 'stall' }],
  ['a parent', 'stop', { hasChild: true }],
] as const)('nothing is left of %s program after %s', async (kind, how, behaviour) => {
  await using camera = await FakeCamera.install(['rpicam-vid'], behaviour);
  const { recorder, capture } = start(camera);
  await vi.waitFor(async () => expect(await camera.starts()).toHaveLength(1), { timeout: 60_000 });
  const { pid: program = 0, childPid } = (await camera.starts())[0] ?? {};
  if (kind === 'a suspended') {
    process.kill(program, 'SIGSTOP');
  }
  await capture[how]();
  expect(isAlive(program)).toBe(false);
  expect(childPid === undefined || !isAlive(childPid)).toBe(true);
  expect(recorder.reasons).toEqual([]);
});

test('skips garbage between and inside pictures', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid'], { mode: 'garbage-between' });
  const { recorder, capture } = start(camera, { frame_rate: 60 });
  const between = await recorder.untilFrames(20);
  if (!(capture instanceof ProgramCapture)) {
    throw new TypeError('not the capture of a program');
  }
  const skippedBytes = capture.garbageBytes;
  await camera.behave({ mode: 'garbage-inside' });
  await vi.waitFor(() => expect(capture.garbageBytes).toBeGreaterThan(skippedBytes + 200_000), { timeout: 60_000 });
  await camera.behave({ mode: 'play' });
  const count = recorder.frames.length;
  await recorder.untilFrames(count + 20);
  await capture.stop();
  const footage = new Set(footageJpegs().map((jpeg) => jpeg.toString('base64')));
  expect(between.every((frame) => footage.has(frame.toString('base64')))).toBe(true);
  expect(footage.has(recorder.frames.at(-1)?.toString('base64') ?? '')).toBe(true);
});

test('gives up on a program that sends nothing but garbage', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const source = new RpicamSource({
    // More than any picture may be, at once: a broken driver is not paced.
    spawn: (_, __, options) => spawn('/bin/sh', ['-c', `head -c ${3 * LARGEST_JPEG_BYTES} /dev/zero; sleep 600`], options),
    clock: createSystemClock(),
    environment: camera.environment(),
  });
  const recorder = new CaptureRecorder();
  const capture = source.start(captureSettings, recorder);
  expect(await recorder.untilEnded()).toBe('rpicam-vid sends data that is no picture');
  await capture.kill();
  expect(recorder.reasons).toHaveLength(1);
});
