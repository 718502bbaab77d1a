import { expect, test } from 'vitest';
import { findSpeaker } from '../../../main/talk/find-speaker.ts';
import { checkSpeaker } from '../../../main/doctor/checks/speaker.ts';
import { fakeMachine, type FakeMachineOptions } from '../../support/fake-machine.ts';

const usb = '../../devices/platform/scb/usb1/1-1';
const card = (number: number, id: string, kind: 'c' | 'p' = 'p', name = id): Record<string, string> => ({
  [`/proc/asound/card${number}/id`]: `${id}\n`,
  [`/proc/asound/card${number}/pcm0${kind}/info`]: `card: ${number}\nname: ${name}\n`,
});
/** Two screens, a USB speaker, and a USB camera that hears. */
const withSpeaker: FakeMachineOptions = {
  files: { ...card(0, 'vc4hdmi0'), ...card(1, 'vc4hdmi1'), ...card(2, 'Device'), ...card(3, 'Webcam', 'c'), '/dev/video0': '' },
  links: {
    '/sys/class/sound/card2': `${usb}/1-1.4/1-1.4:1.0/sound/card2`,
    '/sys/class/sound/card3': `${usb}/1-1.2/1-1.2:1.2/sound/card3`,
    '/sys/class/video4linux/video0': `${usb}/1-1.2/1-1.2:1.0/video4linux/video0`,
  },
};
/** The camera itself speaks too. */
const withSpeakingCamera: FakeMachineOptions = {
  ...withSpeaker,
  files: { ...withSpeaker.files, '/proc/asound/card3/pcm0p/info': 'card: 3\n' },
};

test('auto is what the camera speaks with itself, else the only speaker that is neither a screen’s nor a camera’s', async () => {
  await using plain = await fakeMachine(withSpeaker);
  const { machine } = plain.subject;
  expect(await findSpeaker({ source: 'v4l2:/dev/video0', speaker: 'auto' }, machine)).toBe('plughw:CARD=Device,DEV=0');
  expect(await findSpeaker({ source: 'rtsp://camera.test/1', speaker: 'auto' }, machine)).toBe('plughw:CARD=Device,DEV=0');
  expect(await findSpeaker({ source: 'mock', speaker: 'hw:7' }, machine)).toBe('hw:7');
  await expect(findSpeaker({ source: 'mock', speaker: 'off' }, machine)).rejects.toMatchObject({ code: 'speaker_unavailable' });
  await using speaking = await fakeMachine(withSpeakingCamera);
  expect(await findSpeaker({ source: 'v4l2:/dev/video0', speaker: 'auto' }, speaking.subject.machine)).toBe('plughw:CARD=Webcam,DEV=0');
  expect(await findSpeaker({ source: 'mock', speaker: 'auto' }, speaking.subject.machine)).toBe('plughw:CARD=Device,DEV=0');
});

test('of several, or none, one has to be named', async () => {
  await using none = await fakeMachine({ files: card(0, 'vc4hdmi') });
  await expect(findSpeaker({ source: 'mock', speaker: 'auto' }, none.subject.machine)).rejects.toMatchObject({
    code: 'speaker_unavailable',
  });
  await using several = await fakeMachine({ files: { ...card(0, 'Headphones'), ...card(1, 'Device') } });
  await expect(findSpeaker({ source: 'mock', speaker: 'auto' }, several.subject.machine)).rejects.toThrow(
    /several speakers; choose one in the settings of the camera: plughw:CARD=Headphones,DEV=0, plughw:CARD=Device,DEV=0/,
  );
});

const plays = 'exit 0';
test.each([
  ['off', {}, 'ok', /no speaker is switched on/],
  ['default', { aplay: plays }, 'ok', /default plays what is said/],
  ['default', { aplay: 'echo "aplay: main:831: audio open error: Device or resource busy" >&2; exit 1' }, 'ok', /default is in use/],
  ['default', { aplay: 'echo "aplay: main:831: audio open error: No such device" >&2; exit 1' }, 'problem', /No such device/],
  ['default', {}, 'problem', /needs the program aplay/],
  ['auto', { aplay: plays }, 'problem', /finds none for this camera/],
] as const)('the doctor says of the speaker %s with %j: %s', async (speaker, programs, status, words) => {
  await using machine = await fakeMachine({ programs, config: { camera: { source: 'mock', speaker } } });
  const finding = await checkSpeaker(machine.subject);
  expect(finding.status).toBe(status);
  expect(finding.summary).toMatch(words);
});
