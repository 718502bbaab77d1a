import { spawn } from 'node:child_process';
import { beforeAll, expect, test, vi } from 'vitest';
import { ProgramCapture } from '../../../../main/camera/sources/program-source.ts';
import { RpicamSource } from '../../../../main/camera/sources/rpicam.ts';
import type { CameraPacket } from '../../../../main/camera/source.ts';
import { splitNalUnits } from '../../../../main/mp4/annex-b.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { encodedFootage } from '../../../support/encoded-footage.ts';
import { FakeCamera, type FakeProgram } from '../../../support/fake-camera/fake-camera.ts';
import { isAlive } from '../../../support/process-life.ts';

const resolution: [number, number] = [320, 180];
const settings = { ...captureSettings, codec: 'h264', resolution, frame_rate: 30, bitrateKbps: 1500 } as const;
const clock = createSystemClock();

beforeAll(() => encodedFootage({ widthPixels: 320, heightPixels: 180 }, 60), 60_000);

function start(camera: FakeCamera, changed: Partial<typeof captureSettings> = {}) {
  const source = new RpicamSource({ spawn, clock, environment: camera.environment({ only: true }) }, null, 'h264');
  const recorder = new CaptureRecorder();
  const capture = source.start({ ...settings, ...changed }, recorder);
  if (!(capture instanceof ProgramCapture)) {
    throw new TypeError('not the capture of a program');
  }
  return { source, recorder, capture };
}

const contents = (pictures: readonly Buffer[]): string[][] =>
  pictures.map((picture) => splitNalUnits(picture).map((unit) => unit.toString('base64')));

test("passes the camera's own H.264 on, picture by picture, with the time at which each began to come", async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { source, recorder, capture } = start(camera);
  const before = clock.monotonicMilliseconds();
  const packets = await recorder.untilPackets(70);
  await capture.stop();
  expect(source.gives).toBe('h264');
  const footage = await encodedFootage({ widthPixels: 320, heightPixels: 180 }, 60);
  expect(contents(packets.map(({ annexB }) => annexB))).toEqual(contents([...footage, ...footage.slice(0, 10)]));
  expect(packets.flatMap(({ isKeyframe }, index) => (isKeyframe ? [index] : []))).toEqual([0, 60]);
  const times = packets.map(({ arrivedMilliseconds }) => arrivedMilliseconds ?? 0);
  expect(times.every((time, index) => time >= (times[index - 1] ?? before))).toBe(true);
  expect(recorder.frames).toEqual([]);
  expect(capture.garbageBytes).toBe(0);
});

test.each<[FakeProgram[], Partial<typeof captureSettings>, string]>([
  [
    ['rpicam-vid', 'libcamera-vid', 'raspivid'],
    {},
    'rpicam-vid -t 0 -n --codec h264 --inline --intra 60 --profile baseline --bitrate 1500000 --width 320 --height 180 --framerate 30 --flush -o -',
  ],
  [
    ['libcamera-vid'],
    { rotation: 180, hflip: true, vflip: true },
    'libcamera-vid -t 0 -n --codec h264 --inline --intra 60 --profile baseline --bitrate 1500000 --width 320 --height 180 --framerate 30 --flush --rotation 180 --hflip --vflip -o -',
  ],
  [['raspivid'], {}, 'raspivid -t 0 -n -cd H264 -ih -g 60 -pf baseline -w 320 -h 180 -fps 30 -b 1500000 -fl -o -'],
])('of %s takes the first, with its own flags', async (programs, changed, commandLine) => {
  await using camera = await FakeCamera.install(programs);
  const { recorder, capture } = start(camera, changed);
  await recorder.untilPackets(1);
  await capture.kill();
  const [first] = await camera.starts();
  expect([first?.program, ...(first?.arguments ?? [])].join(' ')).toBe(commandLine);
});

test('says what the program said when it ends, and leaves nothing of one that stalls', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid']);
  const { recorder, capture } = start(camera);
  await recorder.untilPackets(5);
  await camera.behave({ mode: 'stall' });
  await capture.stop();
  expect(isAlive((await camera.starts())[0]?.pid ?? 0)).toBe(false);
  await camera.behave({ mode: 'die', exitCode: 1, lastWords: 'ERROR: *** failed to open the encoder ***' });
  expect(await start(camera).recorder.untilEnded()).toBe('rpicam-vid ended with exit code 1: ERROR: *** failed to open the encoder ***');
});

test('goes on after garbage between and inside pictures', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid'], { mode: 'garbage-between' });
  const { recorder, capture } = start(camera);
  await recorder.untilPackets(20);
  await camera.behave({ mode: 'garbage-inside' });
  const isWhole = (packet: CameraPacket | undefined): boolean =>
    packet !== undefined && footage.has(contents([packet.annexB]).flat().join());
  const footage = new Set(contents(await encodedFootage({ widthPixels: 320, heightPixels: 180 }, 60)).map((units) => units.join()));
  await recorder.untilPackets(recorder.packets.length + 5);
  await camera.behave({ mode: 'play' });
  await vi.waitFor(() => expect(recorder.packets.slice(-5).every(isWhole)).toBe(true), { timeout: 60_000 });
  await capture.stop();
  expect(recorder.reasons).toEqual([]);
});

test('gives up on a program that sends nothing but garbage', async () => {
  await using camera = await FakeCamera.install(['rpicam-vid'], { mode: 'only-garbage' });
  const { recorder, capture } = start(camera);
  expect(await recorder.untilEnded()).toBe('rpicam-vid sends data that is no picture');
  await capture.kill();
  expect(recorder.packets).toEqual([]);
});
