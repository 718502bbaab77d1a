import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCameraSource, type DetectionDependencies } from '../../../main/camera/detect.ts';
import { SourcePermission } from '../../../main/camera/source-permission.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import type { Behaviour } from '../../support/fake-camera/behaviour.ts';
import { FakeCamera, type FakeProgram } from '../../support/fake-camera/fake-camera.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

interface Machine {
  model?: string;
  programs?: FakeProgram[];
  behaviour?: Partial<Behaviour>;
  devices?: string[];
  mayFallBackToMock?: boolean;
}

/** What `auto`, or something else, means on a machine. */
async function choose(
  { model = '', programs = [], behaviour = {}, devices = [], mayFallBackToMock = false }: Machine,
  configured = 'auto',
): Promise<{ name: string; reason: string }> {
  await using camera = await FakeCamera.install(programs, behaviour);
  await using directory = await temporaryDirectory();
  if (model !== '') {
    const modelFile = join(directory.path, 'sys/firmware/devicetree/base/model');
    await mkdir(join(modelFile, '..'), { recursive: true });
    await writeFile(modelFile, `${model}\0`);
  }
  for (const device of devices) {
    await mkdir(join(directory.path, 'dev', device, '..'), { recursive: true });
    await writeFile(join(directory.path, 'dev', device), '');
  }
  let reason = '';
  const dependencies: DetectionDependencies = {
    clock: createSystemClock(),
    logger: { ...silentLogger, debug: (fields) => void (reason = (fields as { reason: string }).reason) },
    environment: camera.environment({ only: true }),
    root: directory.path,
    mayFallBackToMock,
    permission: new SourcePermission({ ownSources: [configured], allowedDirectories: [] }),
    addresses: loopbackAddresses(),
  };
  const { name } = await createCameraSource(configured, dependencies);
  return { name, reason };
}

const pi = 'Raspberry Pi 4 Model B Rev 1.4';
const usb = 'v4l/by-id/usb-046d_HD_Pro_Webcam-video-index0';

test.each<[string, Machine, string, RegExp]>([
  ['a laptop with a webcam', { devices: [usb], programs: ['rpicam-hello', 'rpicam-vid'] }, 'mock', /no Raspberry Pi/],
  ['another board', { model: 'Radxa ROCK 5B', programs: ['rpicam-hello'] }, 'mock', /no Raspberry Pi/],
  [
    'a Pi with a camera',
    { model: pi, programs: ['rpicam-hello', 'rpicam-vid'], devices: [usb] },
    'rpicam',
    /^Raspberry Pi 4 Model B Rev 1.4 has the camera imx708$/,
  ],
  ['a Pi with an older name of the programs', { model: pi, programs: ['libcamera-vid'] }, 'rpicam', /imx708/],
  ['a legacy Pi', { model: pi, programs: ['raspistill', 'vcgencmd'], devices: [usb] }, 'raspistill', /legacy/],
  [
    'a Pi with a USB camera only',
    { model: pi, programs: ['rpicam-hello', 'rpicam-vid'], behaviour: { cameras: [] }, devices: ['video10', usb] },
    'v4l2',
    /usb-046d/,
  ],
  [
    'a legacy Pi with a USB camera only',
    { model: pi, programs: ['raspistill', 'vcgencmd'], behaviour: { cameras: [] }, devices: [usb] },
    'v4l2',
    /usb-046d/,
  ],
])('auto on %s', async (_, machine, name, reason) => {
  const choice = await choose(machine);
  expect(choice.name).toBe(name);
  expect(choice.reason).toMatch(reason);
});

test('auto on a Raspberry Pi without any camera is the mock, unless it would cover the loss of a real one', async () => {
  const bare: Machine = { model: pi, programs: ['rpicam-hello'], behaviour: { cameras: [] } };
  expect(await choose({ ...bare, mayFallBackToMock: true })).toMatchObject({
    name: 'mock',
    reason: expect.stringMatching(/^no camera was found on this Raspberry Pi/) as string,
  });
  await expect(choose(bare)).rejects.toThrow(/^no camera was found on this Raspberry Pi/);
});

test.each([
  ['auto', true],
  ['mock', true],
  ['rpicam', true],
  ['raspistill', true],
  ['v4l2', true],
  ['v4l2:/dev/video7', true],
  ['v4l2:/dev/v4l/by-id/usb-cat-video-index0', true],
  ['v4l2:/dev/watchdog', false],
  ['v4l2:/dev/v4l/by-id/../../watchdog', false],
  ['v4l2:/dev/video0/../watchdog', false],
  ['v4l2:/tmp/video0', false],
  ['file:/srv/cat.mp4', true],
  ['file:/srv/../etc/passwd', false],
  ['file:/etc/passwd', false],
  ['file:srv/cat.mp4', false],
  ['file:', false],
])('over the network %s may be chosen: %s', (source, isAllowed) => {
  expect(new SourcePermission({ ownSources: [], allowedDirectories: ['/srv'] }).allows(source)).toBe(isAllowed);
  expect(new SourcePermission({ ownSources: [source], allowedDirectories: [] }).allows(source)).toBe(true);
});

test('a device that is not allowed is not opened', async () => {
  const dependencies = {
    clock: createSystemClock(),
    logger: silentLogger,
    mayFallBackToMock: false,
    permission: new SourcePermission({ ownSources: ['v4l2:/dev/cat'], allowedDirectories: [] }),
    addresses: loopbackAddresses(),
  };
  await expect(createCameraSource('v4l2:/dev/watchdog', dependencies)).rejects.toThrow(
    'the owner of this machine has not allowed this device as a camera',
  );
  expect((await createCameraSource('v4l2:/dev/cat', dependencies)).name).toBe('v4l2');
});

test.each([
  ['mock', 'mock'],
  ['rpicam', 'rpicam'],
  ['rpicam:1', 'rpicam'],
  ['raspistill', 'raspistill'],
  ['v4l2', 'v4l2'],
  ['v4l2:/dev/video7', 'v4l2'],
  ['file:/tmp/cat: the film.mp4', 'file'],
])('%s is %s on any machine', async (configured, name) => {
  expect(await choose({}, configured)).toMatchObject({ name, reason: `camera.source is ${configured}` });
});

test.each([
  ['rtsp://192.168.1.20/stream?password=secret', 'rtsp'],
  ['rtsps://cat:secret@cam.test:322/', 'rtsp'],
  ['http://cat:secret@192.168.1.20/video', 'http'],
  ['https://cam.test/shot.jpg?token=secret', 'http'],
  ['petlog+http://pi.local:8000?camera=garden', 'petlog'],
  ['petlog+https://pi.local', 'petlog'],
])('%s is a camera on the network, and its address is in no log', async (configured, name) => {
  expect(await choose({}, configured)).toEqual({ name, reason: 'camera.source is an address on the network' });
});

test.each(['ftp://cam.test/', 'rtsp:/cam.test', 'petlog://cam.test'])('%s is none', async (configured) => {
  await expect(choose({}, configured)).rejects.toThrow(/it must be auto, mock,/);
});
