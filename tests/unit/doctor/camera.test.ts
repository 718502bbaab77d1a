import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourcePermission } from '../../../main/camera/source-permission.ts';
import { checkCameraPrograms } from '../../../main/doctor/checks/camera-programs.ts';
import { checkCamera } from '../../../main/doctor/checks/camera.ts';
import { checkEncoder } from '../../../main/doctor/checks/encoder.ts';
import type { Finding } from '../../../main/doctor/finding.ts';
import type { Check, ExaminedCamera, Subject } from '../../../main/doctor/subject.ts';
import { EnteredAddresses } from '../../../main/network/entered-address.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';
import { footagePath } from '../../support/footage-jpegs.ts';
import { fakeMachine, type FakeMachineOptions, raspberryPi4, statusOf, users } from '../../support/fake-machine.ts';

async function find(check: Check, options: FakeMachineOptions = {}): Promise<Finding> {
  await using machine = await fakeMachine(options);
  return await check(machine.subject);
}

const source = (name: string): ConfigPatch => ({ camera: { source: name } });
const listing =
  'case "$*" in --list-cameras) echo "Available cameras"; echo "-----------------"; echo "0 : imx708 [4608x2592 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx708@1a)";; esac';
const noCameras = '[ "$*" = --list-cameras ] && echo "No cameras available!"';
const pi: Record<string, string> = { ...raspberryPi4, ...users };
const module: FakeMachineOptions = { files: { ...pi, '/dev/video0': '' }, programs: { 'rpicam-hello': listing, 'rpicam-vid': 'exit 1' } };
const withConfigTxt = (text: string, file = '/boot/firmware/config.txt'): FakeMachineOptions => ({
  files: { ...pi, [file]: text },
  programs: { 'rpicam-vid': noCameras },
});
/** A process that has the camera open. */
const holder = (pid: number, name: string, parent = 1): Required<Pick<FakeMachineOptions, 'files' | 'links'>> => ({
  files: { [`/proc/${pid}/comm`]: `${name}\n`, [`/proc/${pid}/status`]: `Name:\t${name}\nPPid:\t${parent}\n` },
  links: { [`/proc/${pid}/fd/0`]: '/dev/null', [`/proc/${pid}/fd/7`]: '/dev/video0' },
});

describe('the camera module', () => {
  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['is found', module, 'ok', 'The camera module imx708 is found.', null],
    ['is found by the program of older systems', { files: pi, programs: { 'libcamera-vid': listing } }, 'ok', 'imx708', null],
    [
      'is found, with nothing to record it',
      { files: pi, programs: { 'rpicam-hello': listing } },
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
    expect(await find(checkCamera, { ...options, programs: { ...options.programs, 'rpicam-hello': noCameras } })).toMatchObject({
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

test('camera programs: those that are there, and those that the configured camera needs', async () => {
  const devices = { '/dev/video0': '', '/sys/class/video4linux/video0/name': 'unicam-image\n', '/dev/video11': '' };
  expect(await find(checkCameraPrograms, { files: devices, programs: { 'rpicam-vid': '', raspistill: '' } })).toMatchObject({
    status: 'ok',
    summary: 'There is rpicam-vid, raspistill, /dev/video0 (unicam-image).',
    advice: null,
  });
  expect(await find(checkCameraPrograms)).toMatchObject({ status: 'ok', summary: 'There is no camera program and no video device.' });
  expect(await find(checkCameraPrograms, { files: raspberryPi4 })).toMatchObject({
    status: 'warning',
    advice: expect.stringContaining('rpicam-apps'),
  });
  expect(await find(checkCameraPrograms, { programs: { raspistill: '' }, config: source('rpicam') })).toMatchObject({
    status: 'problem',
    summary: expect.stringContaining('needs rpicam-vid / libcamera-vid / raspivid'),
  });
  expect(await find(checkCameraPrograms, { programs: { raspistill: '' }, config: source('raspistill') })).toMatchObject({ status: 'ok' });
});

describe('the encoder', () => {
  const answer = (hardware: boolean, software: boolean, cpuMillisecondsPerPicture = 12): Partial<Subject> => ({
    async askProcess(words) {
      expect(words).toEqual(['encoder', '1280', '720', '15', '2000', '360']);
      return JSON.stringify({ hardware, software, load: hardware || software ? { cpuMillisecondsPerPicture, cores: 4 } : null });
    },
  });

  test.each<[string, FakeMachineOptions, string, string, string | null]>([
    ['hardware', { subject: answer(true, true) }, 'ok', 'by the hardware (h264_v4l2m2m)', null],
    ['libx264 where there is no hardware', { files: pi, subject: answer(false, true) }, 'ok', 'by the processor (libx264)', null],
    [
      'libx264 though there is hardware',
      { files: { ...pi, '/dev/video11': '' }, subject: answer(false, true) },
      'warning',
      'is there, but does not work',
      '1920x1080',
    ],
    [
      'room for it',
      { files: pi, subject: answer(false, true) },
      'ok',
      'Encoding, with 360p beside it, takes 18 % of one core while somebody watches or records; the machine has 4.',
      null,
    ],
    [
      'too little room for it',
      { files: pi, subject: answer(false, true, 140) },
      'warning',
      'takes 210 % of one core',
      'Choose a smaller resolution or fewer frames per second in the settings, or fewer sizes of the live video in the configuration file (video.renditions).',
    ],
    ['none', { files: pi, subject: answer(false, false) }, 'problem', 'Nothing here encodes H.264 at 1280x720', 'a usual resolution'],
  ])('%s', async (_case, options, status, summary, advice) => {
    expect(await find(checkEncoder, options)).toMatchObject({
      status,
      summary: expect.stringContaining(summary),
      advice: advice === null ? null : expect.stringContaining(advice),
    });
  });
});

describe('several cameras', () => {
  const camera = (id: string, settings: Partial<ExaminedCamera['settings']>): ExaminedCamera => {
    const { camera: defaults, recording } = Config.parse({ server: {}, camera: {}, recording: {}, security: {}, limits: {} });
    return { id, settings: { ...defaults, ...settings }, recording };
  };
  const two = listing.replace(';; esac', '; echo "1 : imx219 [3280x2464 10-bit RGGB] (/base/soc/i2c0mux/i2c@2/imx219@10)";; esac');
  const modules: FakeMachineOptions = { files: pi, programs: { 'rpicam-hello': two, 'rpicam-vid': 'exit 1' } };

  test('are each looked at, and named', async () => {
    const cameras = [camera('main', { source: 'rpicam' }), camera('garden', { source: 'rpicam:1' }), camera('hall', { source: 'v4l2' })];
    expect(await find(checkCamera, { ...modules, subject: { cameras } })).toMatchObject({
      status: 'problem',
      summary:
        'Camera main: The camera module imx708 is found. Camera garden: The camera module imx219 is found. Camera hall: There is no USB camera.',
      advice: expect.stringMatching(/^Camera hall: Plug it in/),
    });
  });

  test('those with the same finding are named together, and the settings are theirs', async () => {
    const cameras = ['main', 'garden', 'hall'].map((id) => camera(id, { source: id === 'hall' ? 'file:/no/such.mp4' : 'raspistill' }));
    expect(await find(checkCamera, { files: pi, programs: { raspistill: '' }, subject: { cameras } })).toMatchObject({
      summary:
        'Camera main, garden: The legacy camera stack is there; without vcgencmd nothing says whether a camera is. Camera hall: The camera is the file /no/such.mp4, which the owner of this machine has not allowed.',
    });
    expect(await find(checkCameraPrograms, { subject: { cameras } })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('The chosen camera (raspistill) needs raspistill'),
    });
  });

  test('of a configuration are those that are switched on, each with its own bit rate', async () => {
    const cameras = {
      garden: { source: 'rpicam:1', recording: { bitrate_kbps: 900 } },
      hall: { source: 'v4l2', enabled: false },
    };
    const asked: string[] = [];
    const askProcess = async (words: readonly string[]): Promise<string> => {
      asked.push(words.join(' '));
      return JSON.stringify({ hardware: false, software: true, load: null });
    };
    const options: FakeMachineOptions = { ...modules, config: { camera: { source: 'mock' }, cameras }, subject: { askProcess } };
    expect(await find(checkCamera, options)).toMatchObject({
      status: 'ok',
      summary: 'Camera main: The mock camera is chosen: PetLog draws the picture itself. Camera garden: The camera module imx219 is found.',
    });
    await find(checkEncoder, options);
    expect(asked).toEqual(['encoder 1280 720 15 2000 360', 'encoder 1280 720 15 900 360']);
    asked.length = 0;
    const own: ConfigPatch = { camera: { source: 'rtsp://10.0.0.9/a' }, cameras: { other: { source: 'rpicam', codec: 'h264' } } };
    expect(await find(checkEncoder, { ...options, config: own })).toMatchObject({
      status: 'ok',
      summary: 'Camera main, other: The camera gives H.264 itself, which is recorded as it is.',
    });
    expect(asked).toEqual([]);
    const off = { config: { camera: { enabled: false } } };
    expect(await find(checkCamera, off)).toMatchObject({ status: 'ok', summary: 'Every camera is switched off in the configuration.' });
  });

  test('the list of modules is asked for once', async () => {
    const cameras = [0, 1, 2].map((number) => camera(`cam${number}`, { source: `rpicam:${number}` }));
    await using machine = await fakeMachine({ ...modules, subject: { cameras } });
    await writeFile(join(machine.root, 'bin/rpicam-hello'), `#!/bin/sh\necho asked >> ${machine.root}/asked\n${two}\n`);
    expect(await checkCamera(machine.subject)).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('There is no camera module number 2; those found are 0 (imx708), 1 (imx219).'),
      advice: expect.stringContaining('Choose one of these numbers for the camera.'),
    });
    expect(await readFile(join(machine.root, 'asked'), 'utf8')).toBe('asked\n');
  });

  test('encoders are tried for each size once', async () => {
    const asked: string[] = [];
    const cameras = [camera('main', {}), camera('hall', {}), camera('garden', { resolution: [2560, 1440] })];
    const askProcess = async (words: readonly string[]): Promise<string> => {
      asked.push(words.join(' '));
      return JSON.stringify({ hardware: false, software: words[1] === '1280', load: null });
    };
    expect(await find(checkEncoder, { subject: { cameras, askProcess } })).toMatchObject({
      status: 'problem',
      summary:
        'Camera main, hall: H.264 at 1280x720 is encoded by the processor (libx264). Camera garden: Nothing here encodes H.264 at 2560x1440: neither the hardware nor libx264.',
      advice: expect.stringContaining('Choose a usual resolution'),
    });
    expect(asked).toEqual(['encoder 1280 720 15 2000 360', 'encoder 2560 1440 15 2000 360']);
  });

  test('one on the network is there, is away, or may not be asked', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const addresses = new EnteredAddresses({ allowedTargets: () => ['127.0.0.1'], ownPorts: () => [], ownAddresses: () => [] });
    const look = (source: string, subject: Partial<Subject> = { addresses }): Promise<Finding> =>
      find(checkCamera, { subject: { ...subject, cameras: [camera('hall', { source })] } });
    const there = await look(`rtsp://cat:secret@127.0.0.1:${port}/secret-path`);
    expect(there).toMatchObject({ status: 'ok', summary: `The camera at 127.0.0.1:${port} can be reached.` });
    expect(JSON.stringify(there)).not.toContain('secret');
    expect(await look(`petlog+http://127.0.0.1:${port}`)).toMatchObject({ status: 'ok' });
    expect(await look(`rtsp://127.0.0.1:${port}`, {})).toMatchObject({
      status: 'problem',
      summary: `The camera is at the address 127.0.0.1:${port}, which is not allowed.`,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await look(`http://127.0.0.1:${port}/a.jpg`)).toMatchObject({
      status: 'problem',
      summary: `The camera at 127.0.0.1:${port} cannot be reached.`,
      advice: expect.stringContaining('then correct its address'),
    });
    expect(await look('rtsp://no-such-camera.invalid/')).toMatchObject({
      summary: 'The camera at no-such-camera.invalid:554 cannot be reached.',
    });
  });
});
