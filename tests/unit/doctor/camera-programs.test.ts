import { expect, test } from 'vitest';
import { checkCameraPrograms } from '../../../main/doctor/checks/camera-programs.ts';
import { raspberryPi4 } from '../../support/fake-machine.ts';
import { find, source } from './machine-with-cameras.ts';

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
