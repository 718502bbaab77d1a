import { describe, expect, test } from 'vitest';
import { SourcePermission } from '../../../main/camera/source-permission.ts';
import { checkCamera } from '../../../main/doctor/checks/camera.ts';
import { footagePath } from '../../support/footage-jpegs.ts';
import { type FakeMachineOptions, raspberryPi4, statusOf, users } from '../../support/fake-machine.ts';
import { find, noModule, oneModule, pi, source } from './machine-with-cameras.ts';

const module: FakeMachineOptions = { files: { ...pi, '/dev/video0': '' }, programs: { 'rpicam-hello': oneModule, 'rpicam-vid': 'exit 1' } };
const withConfigTxt = (text: string, file = '/boot/firmware/config.txt'): FakeMachineOptions => ({
  files: { ...pi, [file]: text },
  programs: { 'rpicam-vid': noModule },
});
/** A process that has the camera open. */
const holder = (pid: number, name: string, parent = 1): Required<Pick<FakeMachineOptions, 'files' | 'links'>> => ({
  files: { [`/proc/${pid}/comm`]: `${name}\n`, [`/proc/${pid}/status`]: `Name:\t${name}\nPPid:\t${parent}\n` },
  links: { [`/proc/${pid}/fd/0`]: '/dev/null', [`/proc/${pid}/fd/7`]: '/dev/video0' },
});

describe('the camera module', () => {
  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['is found', module, 'ok', 'The camera module imx708 is found.', null],
    ['is found by the program of older systems', { files: pi, programs: { 'libcamera-vid': oneModule } }, 'ok', 'imx708', null],
    [
      'is found, with nothing to record it',
      { files: pi, programs: { 'rpicam-hello': oneModule } },
      'problem',
      'rpicam-vid is missing',
      'rpicam-apps',
    ],
    [
      'is not detected: the cable',
      withConfigTxt('[all]\ncamera_auto_detect=1\n'),
      'problem',
      'No camera module is detected.',
      'ribbon cable',
    ],
    [
      'is not detected: by an overlay that is there',
      withConfigTxt('dtoverlay=imx219\n'),
      'problem',
      'No camera module is detected.',
      'ribbon cable',
    ],
    [
      'is not detected: nothing looks for it',
      withConfigTxt('#camera_auto_detect=1\ndtparam=audio=on\n'),
      'problem',
      'No camera module is detected.',
      'camera_auto_detect=1 into /boot/firmware/config.txt',
    ],
    [
      'is not detected: the legacy stack is on',
      withConfigTxt('start_x=1\ngpu_mem=128\n', '/boot/config.txt'),
      'problem',
      'No camera module is detected.',
      'remove start_x=1',
    ],
    ['cannot be looked for', { files: pi }, 'problem', 'without a camera program', 'sudo apt install rpicam-apps'],
    [
      'cannot be looked for in time',
      { files: pi, programs: { 'rpicam-vid': 'exec /bin/sleep 60' }, programMilliseconds: 50 },
      'problem',
      'rpicam-vid gave no list of cameras in time',
      'Restart',
    ],
  ])('%s', async (_case, options, status, summary, advice) => {
    const expected = {
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    };
    expect(await find(checkCamera, options)).toMatchObject(expected);
    expect(await find(checkCamera, { ...options, config: source('rpicam') })).toMatchObject(expected);
  });

  test('is used by PetLog, by another program, or only watched by a desktop', async () => {
    const held = (by: ReturnType<typeof holder>, ownerPid: number | null): FakeMachineOptions => ({
      ...module,
      files: { ...module.files, ...by.files, '/proc/70/status': 'PPid:\t1\n' },
      links: by.links,
      subject: { owner: ownerPid === null ? null : { pid: ownerPid, since: '' } },
    });
    expect(await find(checkCamera, held(holder(81, 'rpicam-vid', 70), 70))).toMatchObject({
      status: 'ok',
      summary: 'The camera module imx708 is found. PetLog uses it now.',
    });
    expect(await find(checkCamera, held(holder(81, 'motion'), 70))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('in use by motion (process 81)'),
      advice: expect.stringContaining('End that program'),
    });
    expect(await find(checkCamera, held(holder(81, 'rpicam-vid', 70), null))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('rpicam-vid (process 81)'),
    });
    expect(await find(checkCamera, held(holder(81, 'wireplumber'), null))).toMatchObject({
      status: 'ok',
      summary: 'The camera module imx708 is found.',
    });
  });

  test('is there, but its device may not be opened', async () => {
    // A link that leads nowhere cannot be opened by anybody, root included.
    const closed = (groups: number[]): FakeMachineOptions => ({
      ...module,
      files: { ...pi, '/proc/self/status': statusOf(1000, groups) },
      links: { '/dev/video0': '/nowhere' },
    });
    expect(await find(checkCamera, closed([]))).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('The user pi may not open /dev/video0'),
      advice: expect.stringContaining('usermod -aG video,render pi'),
    });
    expect(await find(checkCamera, closed([44]))).toMatchObject({ advice: expect.stringContaining('usermod -aG render pi') });
    expect(await find(checkCamera, closed([44, 105]))).toMatchObject({ advice: expect.stringContaining('ls -l /dev/video0') });
  });
});

describe('the legacy stack', () => {
  const legacy = (says: string): FakeMachineOptions => ({
    files: pi,
    programs: { raspistill: 'exit 1', vcgencmd: `[ "$1" = get_camera ] && echo "${says}"` },
  });

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['has a camera', legacy('supported=1 detected=1'), 'ok', 'A camera of the legacy stack is found.', null],
    ['has none', legacy('supported=1 detected=0, libcamera interfaces=0'), 'problem', 'detects no camera', 'ribbon cable'],
    ['is off', legacy('supported=0 detected=0'), 'problem', 'switched off', 'raspi-config'],
    ['cannot be asked', { files: pi, programs: { raspistill: 'exit 1' } }, 'ok', 'nothing says whether', null],
    ['is not there', { files: pi }, 'problem', 'neither raspistill nor raspivid', 'choose the camera by itself (auto)'],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await find(checkCamera, { ...options, config: source('raspistill') })).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });

  test('is what auto takes when rpicam-apps see nothing', async () => {
    const options = legacy('supported=1 detected=1');
    expect(await find(checkCamera, { ...options, programs: { ...options.programs, 'rpicam-hello': noModule } })).toMatchObject({
      status: 'ok',
      summary: 'A camera of the legacy stack is found.',
    });
  });
});

describe('a USB camera', () => {
  const byId = '/dev/v4l/by-id/usb-Logitech_C270-video-index0';
  const usb: FakeMachineOptions = {
    files: { ...users, '/dev/video0': '', '/sys/class/video4linux/video0/name': 'C270 HD WEBCAM\n' },
    links: { [byId]: '../../video0' },
  };

  test('is found by its lasting name, and on a Raspberry Pi without a module by auto', async () => {
    expect(await find(checkCamera, { ...usb, config: source('v4l2') })).toMatchObject({
      status: 'ok',
      summary: `The camera is ${byId}.`,
      advice: null,
    });
    expect(await find(checkCamera, { ...usb, files: { ...usb.files, ...raspberryPi4 } })).toMatchObject({
      status: 'ok',
      summary: `The camera is ${byId}.`,
    });
    expect(await find(checkCamera, { ...usb, config: source('v4l2:/dev/video0') })).toMatchObject({
      status: 'ok',
      summary: 'The camera is /dev/video0.',
    });
  });

  test('is in use, though it is named by its link', async () => {
    const by = holder(90, 'cheese');
    expect(
      await find(checkCamera, {
        ...usb,
        files: { ...usb.files, ...by.files },
        links: { ...usb.links, ...by.links },
        config: source('v4l2'),
      }),
    ).toMatchObject({ status: 'warning', summary: expect.stringContaining('cheese (process 90)') });
  });

  test('is missing', async () => {
    expect(await find(checkCamera, { config: source('v4l2') })).toMatchObject({ status: 'problem', summary: 'There is no USB camera.' });
    expect(await find(checkCamera, { ...usb, config: source('v4l2:/dev/video3') })).toMatchObject({
      status: 'problem',
      summary: 'There is no /dev/video3.',
    });
  });

  test('is offered where auto means the mock', async () => {
    expect(await find(checkCamera, usb)).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('the mock camera'),
      advice: expect.stringContaining(`v4l2:${byId}`),
    });
    expect(await find(checkCamera)).toMatchObject({ status: 'ok', advice: null });
  });
});

test('the mock, and a file', async () => {
  expect(await find(checkCamera, { config: source('mock') })).toMatchObject({ status: 'ok', summary: expect.stringContaining('mock') });
  expect(await find(checkCamera, { config: source(`file:${footagePath}`) })).toMatchObject({
    status: 'ok',
    summary: expect.stringContaining('can be read'),
  });
  expect(await find(checkCamera, { config: source('file:package.json') })).toMatchObject({
    status: 'problem',
    summary: 'The camera is the file package.json, which is no video that PetLog plays.',
  });
  const sourcePermission = new SourcePermission({ ownSources: [], allowedDirectories: ['/srv'] });
  for (const [name, summary] of [
    ['file:package.json', 'package.json, which the owner of this machine has not allowed'],
    ['file:/no/such.mp4', '/no/such.mp4, which the owner'],
    ['v4l2:/dev/watchdog', '/dev/watchdog, which the owner'],
  ] as const) {
    expect(await find(checkCamera, { config: source(name), subject: { sourcePermission } })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining(summary),
      advice: expect.stringContaining('security.allowed_directories'),
    });
  }
  expect(await find(checkCamera, { config: source('file:/no/such.mp4') })).toMatchObject({
    status: 'problem',
    summary: expect.stringContaining('/no/such.mp4, which cannot be read'),
  });
});
