import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCameraPrograms } from '../../../main/doctor/checks/camera-programs.ts';
import { checkCamera } from '../../../main/doctor/checks/camera.ts';
import { checkEncoder } from '../../../main/doctor/checks/encoder.ts';
import type { Finding } from '../../../main/doctor/finding.ts';
import type { ExaminedCamera, Subject } from '../../../main/doctor/subject.ts';
import { EnteredAddresses } from '../../../main/network/entered-address.ts';
import { Config, type ConfigPatch } from '../../../shared/config.ts';
import { fakeMachine, type FakeMachineOptions } from '../../support/fake-machine.ts';
import { find, pi, twoModules } from './machine-with-cameras.ts';

describe('several cameras', () => {
  const camera = (id: string, settings: Partial<ExaminedCamera['settings']>): ExaminedCamera => {
    const { camera: defaults, recording } = Config.parse({ server: {}, camera: {}, recording: {}, security: {}, limits: {} });
    return { id, settings: { ...defaults, ...settings }, recording };
  };
  const modules: FakeMachineOptions = { files: pi, programs: { 'rpicam-hello': twoModules, 'rpicam-vid': 'exit 1' } };

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
    const own: ConfigPatch = {
      camera: { source: 'rtsp://10.0.0.9/a' },
      cameras: { other: { source: 'rpicam', codec: 'h264' } },
      video: { renditions: [] },
    };
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
    await writeFile(join(machine.root, 'bin/rpicam-hello'), `#!/bin/sh\necho asked >> ${machine.root}/asked\n${twoModules}\n`);
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
