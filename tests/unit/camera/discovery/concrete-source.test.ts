import { expect, test } from 'vitest';
import { concreteSource } from '../../../../main/camera/discovery/concrete-source.ts';
import { fakeMachine, type FakeMachineOptions, raspberryPi4 } from '../../../support/fake-machine.ts';

const usb = '/dev/v4l/by-id/usb-Acme_Cam-video-index0';
const plugged: FakeMachineOptions = { files: { ...raspberryPi4, '/dev/video2': '' }, links: { [usb]: '../../video2' } };
const module: FakeMachineOptions = {
  ...plugged,
  programs: { 'rpicam-vid': 'echo "0 : imx708 [4608x2592] (/base/imx708@1a)"' },
};

test.each<[string, FakeMachineOptions, string]>([
  ['auto', {}, 'mock'],
  ['auto', module, 'rpicam'],
  ['auto', plugged, 'v4l2:/dev/video2'],
  ['auto', { files: raspberryPi4 }, 'auto'],
  ['rpicam:0', {}, 'rpicam'],
  ['rpicam:1', module, 'rpicam:1'],
  ['v4l2', plugged, 'v4l2:/dev/video2'],
  ['v4l2', {}, 'v4l2'],
  [`v4l2:${usb}`, plugged, 'v4l2:/dev/video2'],
  ['v4l2:/dev/video2', plugged, 'v4l2:/dev/video2'],
  ['v4l2:/dev/v4l/by-id/gone', plugged, 'v4l2:/dev/v4l/by-id/gone'],
  ['rtsp://host/a', module, 'rtsp://host/a'],
])('%s on a machine with %o takes %s', async (source, options, device) => {
  await using machine = await fakeMachine(options);
  expect(await concreteSource(source, machine.subject.machine, machine.subject.attached)).toBe(device);
});
