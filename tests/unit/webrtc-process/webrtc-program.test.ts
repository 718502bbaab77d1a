import { initLogger } from 'node-datachannel';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readRtp } from '../../../main/capture-process/rtsp/rtp.ts';
import type { AnsweredOffer, WebRtcReport } from '../../../main/live/webrtc/protocol.ts';
import { WebRtcProgram } from '../../../main/webrtc-process/webrtc-program.ts';
import { captureMoment, readToldClock } from '../../../renderer/video/rtp-moments.ts';
import { TalkingClient } from '../../support/talking-client.ts';
import { WebRtcClient } from '../../support/webrtc-client.ts';

let program: WebRtcProgram;
let reports: WebRtcReport[];
const closers: (() => void)[] = [];

beforeAll(() => initLogger('Fatal', () => {}));

beforeEach(() => {
  reports = [];
  program = new WebRtcProgram((report) => reports.push(report));
});

afterEach(() => closers.splice(0).forEach((close) => close()));

/** Has a client's offer answered. */
async function open(
  sessionId: string,
  { hearsSound, hasSound, mayTalk = false }: { hearsSound: boolean; hasSound: boolean; mayTalk?: boolean },
) {
  const client = new WebRtcClient({ hearsSound });
  const offer = await client.offer();
  program.handle({
    type: 'open',
    requestId: reports.length + 1,
    ...{
      sessionId,
      cameraId: 'main',
      renditions: [{ name: 'full', paceKbps: null }],
      hasSound,
      mayTalk,
      machineOffsetMilliseconds: 0,
      offer,
    },
    ...{ portNumber: 0, bindAddress: '127.0.0.1', stunServer: null, bridgesRelays: false },
  });
  closers.push(
    () => program.handle({ type: 'close', sessionId }),
    () => client.close(),
  );
  const answer = await vi.waitFor(() => {
    const succeeded = reports.find((report) => report.type === 'succeeded');
    expect(succeeded).toBeDefined();
    return succeeded?.answer as AnsweredOffer;
  }, 60_000);
  reports = [];
  const [, video = '', sound] = answer.sdp.split(/\r?\n(?=m=)/);
  return { client, answer, video, sound };
}

test('sound is answered as the offer takes it, with the pictures of one stream', async () => {
  const { answer, video, sound } = await open('one', { hearsSound: true, hasSound: true });
  expect(answer.isSoundWanted).toBe(true);
  expect(answer.sdp).toMatch(/^a=group:BUNDLE 0 1\r?$/m);
  expect(video).toMatch(/^m=video [^]*^a=sendonly\r?$[^]*^a=msid:petlog video\r?$/m);
  expect(sound).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVPF 111\r?$/m);
  expect(sound).toMatch(/^a=rtpmap:111 opus\/48000\/2\r?$/im);
  expect(sound).toMatch(/^a=sendonly\r?$/m);
  expect(sound).toMatch(/^a=msid:petlog audio\r?$/m);
});

test('the answer says which moment of the clock the time of a picture is', { timeout: 60_000 }, async () => {
  const { client, answer, video, sound } = await open('told', { hearsSound: true, hasSound: true });
  const clock = readToldClock(answer.sdp, { toldMilliseconds: Date.now(), heardMilliseconds: 0 });
  expect(video).toMatch(/^a=ts-refclk:local\r?$/m);
  expect([clock === undefined, sound?.includes('mediaclk')]).toEqual([false, false]);
  let timestamp = -1;
  client.onPicturePacket = (packet) => (timestamp = readRtp(packet)?.timestamp ?? -1);
  client.accept(answer.sdp);
  const [captureMilliseconds, capturedAt] = [Number(process.hrtime.bigint()) / 1e6, Date.now()];
  await vi.waitFor(() => {
    const annexB = Buffer.from([0, 0, 0, 1, 0x65, 1, 2, 3]);
    program.handle({ type: 'picture', cameraId: 'main', rendition: 'full', annexB, codec: 'h264', isKeyframe: true, captureMilliseconds });
    expect(timestamp).not.toBe(-1);
  }, 30_000);
  // Both clocks are read one after the other, and what is sent more than once is a tick later each time.
  expect(Math.abs(captureMoment(timestamp, clock!, 0) - capturedAt)).toBeLessThan(500);
});

test('a camera without sound refuses that section alone, and an offer without one gets none', async () => {
  const { answer, video, sound } = await open('two', { hearsSound: true, hasSound: false });
  expect(answer.isSoundWanted).toBe(true);
  expect(video).toMatch(/^a=sendonly\r?$/m);
  expect(sound).toMatch(/^m=audio [^]*^a=inactive\r?$/m);
  expect(sound).not.toMatch(/^a=ssrc:/m);
  const silent = await open('three', { hearsSound: false, hasSound: true });
  expect(silent.answer.isSoundWanted).toBe(false);
  expect(silent.sound).toBeUndefined();
});

test('frames come to those who hear the camera as they were, and to nobody else', { timeout: 60_000 }, async () => {
  const hearing = await open('hears', { hearsSound: true, hasSound: true });
  const watching = await open('watches', { hearsSound: false, hasSound: true });
  hearing.client.accept(hearing.answer.sdp);
  watching.client.accept(watching.answer.sdp);
  let frames = 0;
  const timer = setInterval(() => {
    const captureMilliseconds = 60_000 + frames * 20;
    program.handle({ type: 'sound', cameraId: 'main', firstSample: captureMilliseconds * 48, data: Buffer.from([frames % 256]) });
    program.handle({ type: 'sound', cameraId: 'attic', firstSample: 7, data: Buffer.from('other') });
    const annexB = Buffer.from([0, 0, 0, 1, 0x65, 1, 2, 3]);
    program.handle({ type: 'picture', cameraId: 'main', rendition: 'full', annexB, codec: 'h264', isKeyframe: true, captureMilliseconds });
    frames += 1;
  }, 20);
  closers.push(() => clearInterval(timer));
  await vi.waitFor(() => {
    expect(hearing.client.sound.length).toBeGreaterThan(20);
    expect(hearing.client.soundReports).toBeGreaterThan(0);
    expect(hearing.client.pictureReports).toBeGreaterThan(0);
    expect(watching.client.packets).toBeGreaterThan(20);
  }, 60_000);
  for (const { timestamp, data } of hearing.client.sound) {
    expect(data).toEqual(Buffer.from([((timestamp / 48 - 60_000) / 20) % 256]));
  }
  expect(watching.client.sound).toEqual([]);
  expect(hearing.client.packets).toBeGreaterThan(20);
});

test('a voice is received where somebody may talk, and its section says so', async () => {
  const answered = async (sessionId: string, watches: boolean, mayTalk: boolean): Promise<AnsweredOffer | string> => {
    const client = new TalkingClient(watches);
    const offer = await client.offer();
    const of = { sessionId, cameraId: 'main', hasSound: true, mayTalk, machineOffsetMilliseconds: 0, offer };
    const renditions = watches ? [{ name: 'full', paceKbps: null }] : [];
    program.handle({
      type: 'open',
      requestId: 9,
      ...of,
      renditions,
      portNumber: 0,
      bindAddress: '127.0.0.1',
      stunServer: null,
      bridgesRelays: false,
    });
    closers.push(
      () => program.handle({ type: 'close', sessionId }),
      () => client.close(),
    );
    const report = await vi.waitFor(() => {
      const found = reports.find(({ type }) => type === 'succeeded' || type === 'refused');
      expect(found).toBeDefined();
      return found;
    }, 60_000);
    reports = [];
    return report?.type === 'succeeded' ? report.answer : report?.type === 'refused' ? report.reason : '';
  };
  const soundOf = (answer: AnsweredOffer | string): string =>
    typeof answer === 'string' ? answer : (/^m=audio [^]*/m.exec(answer.sdp)?.[0] ?? '');
  const both = await answered('both', true, true);
  expect(both).toMatchObject({ isSoundWanted: true, isVoiceReceived: true });
  expect(soundOf(both)).toMatch(/^a=sendrecv\r?$/m);
  const heard = await answered('heard', true, false);
  expect(heard).toMatchObject({ isVoiceReceived: false });
  expect(soundOf(heard)).toMatch(/^a=sendonly\r?$/m);
  const voice = await answered('voice', false, true);
  expect(voice).toMatchObject({ isSoundWanted: false, isVoiceReceived: true });
  expect(soundOf(voice)).toMatch(/^a=recvonly\r?$/m);
  expect(await answered('refused', false, false)).toMatch(/what it sends is not taken/);
});
