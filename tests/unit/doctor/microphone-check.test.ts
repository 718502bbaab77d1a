import { expect, test } from 'vitest';
import { tryCameraSound } from '../../../main/doctor/camera-sound-trial.ts';
import { checkMicrophone } from '../../../main/doctor/checks/microphone.ts';
import type { Subject } from '../../../main/doctor/subject.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { Config } from '../../../shared/config.ts';
import { loopbackAddresses } from '../../support/entered-addresses.ts';
import { footageH264 } from '../../support/footage-h264.ts';
import { RtspServer } from '../../support/rtsp-server.ts';
import { find } from './machine-with-cameras.ts';

const camera = { source: 'rtsp://192.0.2.7/', sound: true };
const hearing = (trial: Awaited<ReturnType<Subject['tryCameraSound']>>, settings: object = camera) =>
  find(checkMicrophone, { config: { camera: settings }, subject: { tryCameraSound: async () => trial } });

test('a camera that sends sound needs no microphone', async () => {
  expect(await hearing({ encoding: 'pcma' })).toMatchObject({ status: 'ok', summary: expect.stringContaining('G.711 A-law') as string });
});

test('one that sends none is said, with what to do', async () => {
  const reason = 'gives sound as G.726, which PetLog does not take';
  const found = await hearing({ reason });
  expect(found).toMatchObject({
    status: 'problem',
    summary: expect.stringContaining(reason) as string,
    advice: expect.stringContaining('in the settings that PetLog has for it') as string,
  });
});

test('a camera is not asked while sound is off', async () => {
  expect(await hearing({ reason: 'was asked' }, { ...camera, sound: false })).toMatchObject({ status: 'ok' });
});

test('a camera is asked, and left again', async () => {
  const sound = { lines: ['m=audio 0 RTP/AVP 97', 'a=rtpmap:97 G726-32/8000'], send: () => [] };
  await using server = await RtspServer.start({ footage: footageH264(), sound });
  const ask = (source: string) =>
    tryCameraSound(
      { settings: Config.parse({ camera: { source, sound: true } }).camera },
      loopbackAddresses(),
      createSystemClock(),
      process.env,
    );
  expect(await ask(`rtsp://127.0.0.1:${server.port}/`)).toEqual({ reason: expect.stringMatching(/^gives sound as G\.726/) as string });
  await using mute = await RtspServer.start({ footage: footageH264(), answer: () => '453 Not Enough Bandwidth' });
  expect(await ask(`rtsp://127.0.0.1:${mute.port}/`)).toEqual({ reason: 'has no room for another viewer (453)' });
});
