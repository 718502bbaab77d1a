/** The sound of cameras that speak RTSP. */
import { afterEach, describe, expect, test } from 'vitest';
import { audioOf } from '../../../main/capture-process/rtsp/audio-media.ts';
import { readRtp } from '../../../main/capture-process/rtsp/rtp.ts';
import { RtspRedirect } from '../../../main/capture-process/rtsp/rtsp-connection.ts';
import { RtspSession } from '../../../main/capture-process/rtsp/rtsp-session.ts';
import { readSdp } from '../../../main/capture-process/rtsp/sdp.ts';
import { soundDepacketizer, type SoundUnit } from '../../../main/capture-process/rtsp/sound-depacketizer.ts';
import { StreamSync } from '../../../main/capture-process/rtsp/stream-sync.ts';
import { connectionFault } from '../../../main/remote/remote-fault.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { CaptureRecorder } from '../../support/capture-recorder.ts';
import { footageH264 } from '../../support/footage-h264.ts';
import { RtspServer, type RtspServerOptions, type RtspSound } from '../../support/rtsp-server.ts';

const footage = footageH264();
const sessions: RtspSession[] = [];

afterEach(() => sessions.splice(0).forEach((session) => session.leave()));

function rtp(payloadType: number, sequence: number, timestamp: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8(payloadType, 1);
  header.writeUInt16BE(sequence % 0x1_0000, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(8, 8);
  return Buffer.concat([header, payload]);
}

/** A sender report (RFC 3550, 6.4.1). */
function senderReport(ntpSeconds: number, timestamp: number): Buffer {
  const report = Buffer.alloc(28);
  report.writeUInt8(0x80, 0);
  report.writeUInt8(200, 1);
  report.writeUInt16BE(report.length / 4 - 1, 2);
  report.writeUInt32BE(Math.floor(ntpSeconds), 8);
  report.writeUInt32BE(Math.floor((ntpSeconds % 1) * 2 ** 32), 12);
  report.writeUInt32BE(timestamp >>> 0, 16);
  return report;
}

const pcmu = ['m=audio 0 RTP/AVP 0', 'a=control:trackID=2'];
/** One packet of G.711 behind each picture. */
const spoken = (more: Partial<RtspSound> = {}): RtspSound => ({
  lines: pcmu,
  send: (index) => [rtp(0, 65_530 + index, 1000 + index * 533, Buffer.alloc(533, index))],
  ...more,
});

function play({ port }: RtspServer, isHeard = true, soundLookMilliseconds = 60_000): { recorder: CaptureRecorder; session: RtspSession } {
  const recorder = new CaptureRecorder();
  const session = new RtspSession({
    target: {
      ...{ url: `rtsp://cam.test:${port}/`, isTls: false, host: 'cam.test', port, address: '127.0.0.1', family: 4 },
      ...{ username: '', password: '', certificateFingerprint: null, takesSound: true },
    },
    clock: createSystemClock(),
    soundLookMilliseconds,
    onPacket: (packet) => recorder.packet(packet),
    onSoundFormat: (format) => recorder.sound.format(format),
    onSound: (packet) => recorder.sound.packet(packet),
  });
  session.hear(isHeard);
  sessions.push(session);
  session
    .run()
    .catch((error: unknown) =>
      recorder.ended(error instanceof RtspRedirect ? `on to ${error.url}` : connectionFault(error).about('the camera')),
    );
  return { recorder, session };
}

const camera = (options: Partial<RtspServerOptions> = {}): Promise<RtspServer> => RtspServer.start({ footage, ...options });

test('is set up beside the pictures, and passed on as it is', async () => {
  await using server = await camera({ sound: spoken() });
  const { recorder } = play(server);
  expect(await recorder.untilFormat()).toEqual({ encoding: 'pcmu', samplesPerSecond: 8000, channels: 1, configHex: '' });
  const sounds = await recorder.untilSounds(20);
  expect(sounds.map(({ data }) => [data.length, data[0]])).toEqual(sounds.map((_, index) => [533, index]));
  // The camera says nothing of how its streams belong together.
  expect(sounds.every(({ sourceMilliseconds }) => sourceMilliseconds === null)).toBe(true);
  const setups = server.requests.filter(({ method }) => method === 'SETUP');
  expect(setups.map(({ headers }) => headers.get('transport'))).toEqual([
    'RTP/AVP/TCP;unicast;interleaved=0-1',
    'RTP/AVP/TCP;unicast;interleaved=2-3',
  ]);
  expect(setups[1]?.headers.get('session')).toBe('17');
});

test('is thrown away while nobody hears it', async () => {
  await using server = await camera({ sound: spoken() });
  const { recorder, session } = play(server, false);
  await recorder.untilPackets(20);
  expect(recorder.sounds).toEqual([]);
  session.hear(true);
  await recorder.untilSounds(3);
  session.hear(false);
  const heard = recorder.sounds.length;
  await recorder.untilPackets(recorder.packets.length + 20);
  expect(recorder.sounds.length).toBe(heard);
});

test('that the camera has only later is found, and everything is asked for anew', async () => {
  const lines: string[] = [];
  await using server = await camera({ sound: spoken({ lines }) });
  const { recorder } = play(server, true, 20);
  expect(await recorder.untilFormat()).toMatchObject({ problem: expect.stringMatching(/^gives no sound/) as string });
  await recorder.untilPackets(30);
  lines.push(...pcmu);
  expect(await recorder.untilEnded()).toBe(`on to rtsp://cam.test:${server.port}/`);
});

describe('the time of the sound is that of the pictures', () => {
  test('by sender reports', async () => {
    // The sound began a quarter of a second before the first picture.
    const report = (index: number): ReturnType<NonNullable<RtspSound['report']>> =>
      index === 0 ? { video: senderReport(4_000_000_000.25, 0), audio: senderReport(4_000_000_000, 1000) } : null;
    await using server = await camera({ sound: spoken({ report }) });
    const { recorder } = play(server);
    const sounds = await recorder.untilSounds(30);
    const [first] = await recorder.untilPackets(1);
    sounds.slice(1).forEach(({ sourceMilliseconds }, index) => {
      const expected = (first?.sourceMilliseconds ?? NaN) - 250 - (footage.pictures[0]?.shownMilliseconds ?? 0) + ((index + 1) * 533) / 8;
      expect(Math.abs((sourceMilliseconds ?? NaN) - expected)).toBeLessThan(2);
    });
  });

  test('by what is said at the beginning', async () => {
    const rtpInfo = 'url=trackID=1;seq=1;rtptime=0,url=rtsp://cam.test/trackID=2;seq=1;rtptime=1000';
    await using server = await camera({ sound: spoken({ rtpInfo }) });
    const { recorder } = play(server);
    const sounds = await recorder.untilSounds(10);
    expect(sounds.at(-1)?.sourceMilliseconds).toBeCloseTo((9 * 533) / 8 - (footage.pictures[0]?.shownMilliseconds ?? 0), -1);
  });

  test('for longer than its clock has numbers', () => {
    const sync = new StreamSync({ video: 90_000, audio: 48_000 });
    sync.begin('video', 2 ** 32 - 90_000);
    sync.begin('audio', 77);
    const quarterOfAnHour = 900;
    for (let hours = 0; hours < 60; hours += 0.25) {
      sync.videoTimestamp((77 + (hours * 3600 + quarterOfAnHour) * 48_000) % 2 ** 32);
    }
    const shown = sync.videoTimestamp((77 + 60 * 3600 * 48_000) % 2 ** 32);
    expect((shown ?? NaN) % 2 ** 32).toBe((2 ** 32 - 90_000 + 60 * 3600 * 90_000) % 2 ** 32);
  });

  test('and nothing where a clock is not known', () => {
    const sync = new StreamSync({ video: 90_000, audio: 8000 });
    sync.report('video', 5, 1000);
    sync.report('audio', 5, 0);
    expect(sync.videoTimestamp(5)).toBeNull();
  });
});

describe('a camera without sound that can be taken gives its pictures, and says why', () => {
  test.each<[string, Partial<RtspServerOptions>, RegExp]>([
    ['none', {}, /^gives no sound at this address; switch it on in the camera/],
    ['a way back alone', { sound: spoken({ lines: [...pcmu, 'a=sendonly'] }) }, /^gives no sound at this address/],
    [
      'G.726',
      { sound: spoken({ lines: ['m=audio 0 RTP/AVP 97', 'a=rtpmap:97 G726-32/8000', 'a=control:trackID=2'] }) },
      /^gives sound as G\.726, which PetLog does not take; choose AAC, G\.711 or Opus/,
    ],
    [
      'L8',
      { sound: spoken({ lines: ['m=audio 0 RTP/AVP 97', 'a=rtpmap:97 L8/8000', 'a=control:trackID=2'] }) },
      /samples of 8 bits \(L8\)/,
    ],
    [
      'a refusal',
      { sound: spoken(), answer: (method, url) => (method === 'SETUP' && url.endsWith('trackID=2') ? '403 Forbidden' : undefined) },
      /^refuses its sound: it .*\(403\)$/,
    ],
  ])('%s', async (_, options, reason) => {
    await using server = await camera(options);
    const { recorder } = play(server);
    const format = await recorder.untilFormat();
    expect('problem' in format ? format.problem : '').toMatch(reason);
    await recorder.untilPackets(20);
    expect(recorder.sounds).toEqual([]);
  });
});

describe('what is offered', () => {
  const choiceOf = (...lines: string[]): ReturnType<typeof audioOf> => audioOf(readSdp(['v=0', 's=x', ...lines].join('\r\n')).media);

  test('is the first that can be taken', () => {
    const choice = choiceOf('m=audio 0 RTP/AVP 14', 'm=audio 0 RTP/AVP 97 8', 'a=rtpmap:97 G726-16/8000', 'a=control:second');
    expect(choice).toMatchObject({ format: { encoding: 'pcma' }, media: { control: 'second', payloadType: 8 } });
  });

  test('is AAC with what its decoder needs, Opus of two channels, and L16 as it says', () => {
    const aac = choiceOf(
      'm=audio 0 RTP/AVP 97',
      'a=rtpmap:97 mpeg4-generic/44100/2',
      'a=fmtp:97 streamtype=5;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1210',
    );
    expect(aac).toMatchObject({ format: { encoding: 'aac', samplesPerSecond: 44_100, channels: 2, configHex: '1210' } });
    expect(choiceOf('m=audio 0 RTP/AVP 98', 'a=rtpmap:98 opus/48000/2')).toMatchObject({ format: { encoding: 'opus', channels: 2 } });
    expect(choiceOf('m=audio 0 RTP/AVP 10')).toMatchObject({ format: { encoding: 'l16', samplesPerSecond: 44_100, channels: 2 } });
  });

  test.each([
    ['without a configuration', 'a=rtpmap:97 mpeg4-generic/48000/1', 'a=fmtp:97 mode=AAC-hbr'],
    ['interleaved', 'a=rtpmap:97 mpeg4-generic/48000/1', 'a=fmtp:97 mode=AAC-hbr;config=1188;maxDisplacement=5'],
    ['of MPEG-4 that is no AAC', 'a=rtpmap:97 mpeg4-generic/8000', 'a=fmtp:97 mode=CELP-vbr;config=1188'],
  ])('is not AAC %s', (_, ...lines) => {
    expect(choiceOf('m=audio 0 RTP/AVP 97', ...lines)).toMatchObject({ problem: expect.stringMatching(/AAC in a form/) as string });
  });

  test('is no L16 of six channels', () => {
    expect(choiceOf('m=audio 0 RTP/AVP 97', 'a=rtpmap:97 L16/48000/6')).toMatchObject({
      problem: expect.stringMatching(/6 channels/) as string,
    });
  });
});

describe('AAC comes', () => {
  const unpack = (...packets: [sequence: number, timestamp: number, payload: Buffer][]): SoundUnit[] => {
    const sdp =
      'm=audio 0 RTP/AVP 97\r\na=rtpmap:97 mpeg4-generic/48000\r\na=fmtp:97 config=1188; SizeLength=13; IndexLength=3; IndexDeltaLength=3';
    const [media] = readSdp(sdp).media;
    const depacketizer = soundDepacketizer(media!);
    return packets.flatMap(([sequence, timestamp, payload]) => depacketizer.push(readRtp(rtp(97, sequence, timestamp, payload))!));
  };
  const headers = (...sizes: number[]): Buffer => {
    const bytes = Buffer.alloc(2 + 2 * sizes.length);
    bytes.writeUInt16BE(16 * sizes.length, 0);
    sizes.forEach((size, index) => bytes.writeUInt16BE(size << 3, 2 + 2 * index));
    return bytes;
  };

  test('in several frames of a packet, each with its time', () => {
    const units = unpack([1, 2 ** 32 - 1024, Buffer.concat([headers(2, 3), Buffer.from('aabbccddee', 'hex')])]);
    expect(units).toEqual([
      { data: Buffer.from('aabb', 'hex'), timestamp: 2 ** 32 - 1024 },
      { data: Buffer.from('ccddee', 'hex'), timestamp: 0 },
    ]);
  });

  test('in pieces of several packets; one whose end is missing is left out', () => {
    const part = (bytes: string): Buffer => Buffer.concat([headers(4), Buffer.from(bytes, 'hex')]);
    expect(unpack([1, 5, part('aabb')], [2, 5, part('ccdd')], [3, 9, part('1122')], [4, 13, part('33445566')])).toEqual([
      { data: Buffer.from('aabbccdd', 'hex'), timestamp: 5 },
      { data: Buffer.from('33445566', 'hex'), timestamp: 13 },
    ]);
  });

  test.each(['', '00', 'ffff', '0010', '00100008', '0003ffff', '00100000'])('as garbage (%s), of which nothing is taken', (hex) => {
    expect(unpack([1, 5, Buffer.from(hex, 'hex')])).toEqual([]);
  });
});
