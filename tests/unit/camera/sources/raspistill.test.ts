import { spawn } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { RaspistillSource } from '../../../../main/camera/sources/raspistill.ts';
import type { CaptureSettings } from '../../../../main/camera/source.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { FakeCamera, type FakeProgram } from '../../../support/fake-camera/fake-camera.ts';
import { footageJpegs } from '../../../support/footage-jpegs.ts';
import { isAlive } from '../../../support/process-life.ts';

function start(camera: FakeCamera, settings: Partial<CaptureSettings> = {}) {
  const source = new RaspistillSource({ spawn, clock: createSystemClock(), environment: camera.environment({ only: true }) });
  const recorder = new CaptureRecorder();
  return { recorder, capture: source.start({ ...captureSettings, ...settings }, recorder) };
}

test('delivers stills one after another, byte for byte', async () => {
  await using camera = await FakeCamera.install(['raspistill']);
  const { recorder, capture } = start(camera, { frame_rate: 30 });
  const frames = await recorder.untilFrames(10);
  await capture.stop();
  const footage = footageJpegs(10);
  expect(frames.every((frame, index) => frame.equals(footage[index] ?? Buffer.alloc(0)))).toBe(true);
  expect(await camera.starts()).toHaveLength(1);
});

const turned = { rotation: 180, hflip: true, vflip: true } as const;

test.each<[FakeProgram[], Partial<CaptureSettings>, string]>([
  [['raspistill', 'rpicam-still'], {}, 'raspistill -n -e jpg -th none -w 1280 -h 720 -q 85 -t 0 -tl 67 -o -'],
  [['raspistill'], turned, 'raspistill -vf -hf -n -e jpg -th none -w 1280 -h 720 -q 85 -rot 180 -t 0 -tl 67 -o -'],
  [
    ['rpicam-still'],
    turned,
    'rpicam-still --vflip --hflip -n -e jpg --thumb none --width 1280 --height 720 -q 85 --rotation 180 -t 0 --timelapse 67 -o -',
  ],
  [
    ['libcamera-still'],
    { resolution: [640, 480], frame_rate: 2 },
    'libcamera-still -n -e jpg --thumb none --width 640 --height 480 -q 85 -t 0 --timelapse 500 -o -',
  ],
])('of %s takes the first, with its own flags', async (programs, settings, commandLine) => {
  await using camera = await FakeCamera.install(programs);
  const { recorder, capture } = start(camera, settings);
  await recorder.untilFrames(1);
  await capture.stop();
  const [first] = await camera.starts();
  expect([first?.program, ...(first?.arguments ?? [])].join(' ')).toBe(commandLine);
});

test('goes on with the next series when the program ends one in good order', async () => {
  await using camera = await FakeCamera.install(['raspistill']);
  const { recorder, capture } = start(camera, { frame_rate: 30 });
  await recorder.untilFrames(3);
  await camera.behave({ mode: 'die', exitCode: 0 });
  await vi.waitFor(async () => expect((await camera.starts()).length).toBeGreaterThan(1), { timeout: 60_000 });
  await capture.stop();
});

test('says that it is not installed, and what it said when it fails', async () => {
  await using none = await FakeCamera.install([]);
  expect(await start(none).recorder.untilEnded()).toBe('raspistill, rpicam-still, libcamera-still: none of them is installed');
  await using camera = await FakeCamera.install(['raspistill'], { cameras: [] });
  expect(await start(camera).recorder.untilEnded()).toMatch(/^raspistill ended with exit code 70: mmal: Camera is not detected/);
});

test('an orderly end without a picture is an end', async () => {
  await using camera = await FakeCamera.install(['raspistill'], { mode: 'die', exitCode: 0, lastWords: '' });
  expect(await start(camera).recorder.untilEnded()).toBe('raspistill ended without a picture');
});

test.each(['stop', 'kill'] as const)('a program that hangs is gone after %s', async (how) => {
  await using camera = await FakeCamera.install(['raspistill'], { mode: 'stall', ignoresInterrupt: true, ignoresTerminate: true });
  const { recorder, capture } = start(camera);
  await vi.waitFor(async () => expect(await camera.starts()).toHaveLength(1), { timeout: 60_000 });
  await capture[how]();
  expect(isAlive((await camera.starts())[0]?.pid ?? 0)).toBe(false);
  expect(recorder.reasons).toEqual([]);
});

test('delivers no broken picture', async () => {
  await using camera = await FakeCamera.install(['raspistill'], { mode: 'garbage-inside' });
  const { recorder, capture } = start(camera, { frame_rate: 60 });
  await vi.waitFor(async () => expect(await camera.starts()).toHaveLength(1), { timeout: 60_000 });
  await camera.behave({ mode: 'play' });
  const frames = await recorder.untilFrames(5);
  await capture.stop();
  const footage = new Set(footageJpegs().map((jpeg) => jpeg.toString('base64')));
  expect(frames.slice(1).every((frame) => footage.has(frame.toString('base64')))).toBe(true);
});
