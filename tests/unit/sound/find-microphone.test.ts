import { expect, test } from 'vitest';
import { findMicrophone } from '../../../main/sound/find-microphone.ts';
import { listSoundCards } from '../../../main/sound/sound-cards.ts';
import { findSoundPlace } from '../../../main/sound/sound-place.ts';
import { fakeMachine } from '../../support/fake-machine.ts';

const usb = '../../devices/platform/scb/usb1/1-1';
/** A USB camera with a microphone, a USB microphone, and a card that only plays. */
const twoMicrophones = {
  files: {
    '/proc/asound/card0/id': 'Headphones\n',
    '/proc/asound/card0/pcm0p/info': 'card: 0\n',
    '/proc/asound/card1/id': 'Webcam\n',
    '/proc/asound/card1/pcm0c/info': 'card: 1\nname: USB Audio\n',
    '/proc/asound/card2/id': 'Mic\n',
    '/proc/asound/card2/pcm1c/info': 'card: 2\nname: Desk Microphone\n',
    '/dev/video0': '',
  },
  links: {
    '/sys/class/sound/card1': `${usb}/1-1.2/1-1.2:1.2/sound/card1`,
    '/sys/class/sound/card2': `${usb}/1-1.4/1-1.4:1.0/sound/card2`,
    '/sys/class/video4linux/video0': `${usb}/1-1.2/1-1.2:1.0/video4linux/video0`,
    '/dev/v4l/by-id/usb-Maker_Webcam_1-video-index0': '../../video0',
  },
};

test('each card that hears is a microphone', async () => {
  await using machine = await fakeMachine(twoMicrophones);
  expect(await listSoundCards(machine.subject.machine, 'capture')).toEqual([
    { device: 'plughw:CARD=Webcam,DEV=0', name: 'USB Audio', usbDevice: '/1-1.2' },
    { device: 'plughw:CARD=Mic,DEV=1', name: 'Desk Microphone', usbDevice: '/1-1.4' },
  ]);
});

test('a USB camera has its own microphone, a camera module the one that is no camera’s', async () => {
  await using machine = await fakeMachine(twoMicrophones);
  const own = await findMicrophone(machine.subject.machine, '/dev/v4l/by-id/usb-Maker_Webcam_1-video-index0');
  expect(own?.device).toBe('plughw:CARD=Webcam,DEV=0');
  expect((await findMicrophone(machine.subject.machine, '/dev/video0'))?.device).toBe('plughw:CARD=Webcam,DEV=0');
  expect((await findMicrophone(machine.subject.machine, null))?.device).toBe('plughw:CARD=Mic,DEV=1');
});

test('where there is no microphone, or several, it says what to do', async () => {
  await using machine = await fakeMachine();
  const { machine: real } = machine.subject;
  await expect(findSoundPlace({ source: 'rpicam', microphone: 'auto' }, false, real)).rejects.toThrow(/no microphone, or several/);
  await expect(findSoundPlace({ source: 'v4l2:/dev/video0', microphone: 'auto' }, false, real)).rejects.toThrow(/no microphone of its own/);
  await expect(findSoundPlace({ source: 'http://camera/', microphone: 'auto' }, false, real)).rejects.toThrow(
    /gives pictures alone.*in the settings of the camera/,
  );
  await expect(findSoundPlace({ source: 'file:/cat.mp4', microphone: 'auto' }, false, real)).rejects.toThrow(
    /in the settings of the camera/,
  );
  expect(await findSoundPlace({ source: 'rtsps://camera/', microphone: 'auto' }, false, real)).toEqual({ kind: 'camera' });
  expect(await findSoundPlace({ source: 'petlog+https://den/?camera=cats', microphone: 'auto' }, false, real)).toEqual({ kind: 'camera' });
  expect(await findSoundPlace({ source: 'rtsp://camera/', microphone: 'hw:1' }, false, real)).toEqual({
    kind: 'microphone',
    device: 'hw:1',
  });
  expect(await findSoundPlace({ source: 'mock', microphone: 'auto' }, true, real)).toEqual({ kind: 'tone' });
  expect(await findSoundPlace({ source: 'mock', microphone: 'hw:1' }, true, real)).toEqual({ kind: 'microphone', device: 'hw:1' });
});
