import { afterEach, describe, expect, test } from 'vitest';
import type { RtspTarget } from '../../../main/capture-process/request.ts';
import { RtspSession } from '../../../main/capture-process/rtsp/rtsp-session.ts';
import type { CameraPacket } from '../../../main/camera/source.ts';
import { nalUnitType, splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { connectionFault } from '../../../main/remote/remote-fault.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { CaptureRecorder } from '../../support/capture-recorder.ts';
import { footageH264 } from '../../support/footage-h264.ts';
import { RtspServer, type RtspServerOptions } from '../../support/rtsp-server.ts';

const footage = footageH264();
const sessions: RtspSession[] = [];

afterEach(() => sessions.splice(0).forEach((session) => session.leave()));

/** A session of this process with a camera. */
function play({ port }: RtspServer): { recorder: CaptureRecorder } {
  const recorder = new CaptureRecorder();
  const target: RtspTarget = {
    url: `rtsp://cam.test:${port}/`,
    isTls: false,
    host: 'cam.test',
    port,
    address: '127.0.0.1',
    family: 4,
    username: '',
    password: '',
    certificateFingerprint: null,
    takesSound: false,
  };
  const session = new RtspSession({ target, clock: createSystemClock(), onPacket: (packet) => recorder.packet(packet) });
  sessions.push(session);
  session.run().catch((error: unknown) => recorder.ended(connectionFault(error).about('the camera')));
  return { recorder };
}

const camera = (options: Partial<RtspServerOptions> = {}): Promise<RtspServer> => RtspServer.start({ footage, ...options });

const slicesOf = ({ annexB }: CameraPacket): Buffer[] => splitNalUnits(annexB).filter((unit) => nalUnitType(unit) <= 5);
const footageSlices = (from: number, until: number): Buffer[] =>
  footage.pictures.slice(from, until).flatMap(({ units }) => units.filter((unit) => nalUnitType(unit) <= 5));

test('puts parameter sets of the stream before each keyframe', async () => {
  await using server = await camera({ parameterSets: 'stream' });
  const { recorder } = play(server);
  const packets = await recorder.untilPackets(300);
  expect(packets.flatMap(slicesOf)).toEqual(footageSlices(0, 300));
  const keyframes = packets.filter(({ isKeyframe }) => isKeyframe);
  expect(keyframes.map(({ annexB }) => splitNalUnits(annexB).map(nalUnitType))).toEqual([
    [7, 8, 6, 5],
    [7, 8, 5],
  ]);
});

describe('cameras that lie', () => {
  test.each(['always', 'never'] as const)('about where a picture ends (marker %s)', async (marker) => {
    await using server = await camera({ marker });
    const { recorder } = play(server);
    expect((await recorder.untilPackets(60)).flatMap(slicesOf)).toEqual(footageSlices(0, 60));
  });

  test('about the time, which stands still: then there is none', async () => {
    await using server = await camera({ timestamp: () => 90_000 });
    const { recorder } = play(server);
    const packets = await recorder.untilPackets(20);
    expect(packets.slice(4).map(({ sourceMilliseconds }) => sourceMilliseconds)).toEqual(Array(16).fill(null));
  });

  test('about the time, which jumps by hours and begins anew: it goes on as it did here', async () => {
    const jump = 3 * 3600 * 90_000;
    await using server = await camera({
      timestamp: (index, shown) => Math.round(shown * 90) + (index >= 20 ? jump : 0) + 2 ** 32 - 90_000,
    });
    const { recorder } = play(server);
    const times = (await recorder.untilPackets(60)).map(({ sourceMilliseconds }) => sourceMilliseconds ?? NaN);
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...steps.map(Math.abs))).toBeLessThan(1500);
  });

  test('and lose packets: what follows is left out until a keyframe', async () => {
    await using server = await camera({ send: (packets, index) => (index === 10 ? packets.slice(1) : packets) });
    const { recorder } = play(server);
    const packets = await recorder.untilPackets(30);
    const keyframe = footage.pictures.findIndex(({ isKeyframe }, index) => isKeyframe && index > 0);
    expect(packets.flatMap(slicesOf)).toEqual([...footageSlices(0, 10), ...footageSlices(keyframe, keyframe + 20)]);
    expect(packets[10]?.isKeyframe).toBe(true);
  });

  test('and send things twice, of other kinds, and garbage between', async () => {
    const other = Buffer.concat([Buffer.from([0x80, 97, 0, 0]), Buffer.alloc(20)]);
    await using server = await camera({ send: (packets) => [...packets.flatMap((packet) => [packet, packet]), other, Buffer.alloc(3)] });
    const { recorder } = play(server);
    expect((await recorder.untilPackets(40)).flatMap(slicesOf)).toEqual(footageSlices(0, 40));
  });

  test('and change their parameters in the middle', async () => {
    // The same parameters under another number, as a camera sends them that was set anew.
    const changed = Buffer.concat([footage.pictureParameters, Buffer.from([0x80])]);
    let pictureParameters = footage.pictureParameters;
    const keyframe = footage.pictures.findIndex(({ isKeyframe }, index) => isKeyframe && index > 0);
    await using server = await camera({
      parameterSets: 'stream',
      footage: {
        ...footage,
        get pictureParameters() {
          return pictureParameters;
        },
      },
      send(packets, index) {
        if (index === keyframe - 1) {
          pictureParameters = changed;
        }
        return packets;
      },
    });
    const { recorder } = play(server);
    const packets = await recorder.untilPackets(keyframe + 1);
    expect(splitNalUnits(packets[0]?.annexB ?? Buffer.alloc(0))[1]).toEqual(footage.pictureParameters);
    expect(splitNalUnits(packets[keyframe]?.annexB ?? Buffer.alloc(0)).slice(0, 2)).toEqual([footage.sequenceParameters, changed]);
  });
});

describe('what does not work is one sentence', () => {
  test.each<[string, Partial<RtspServerOptions>, RegExp]>([
    ['no video', { media: ['m=audio 0 RTP/AVP 0', 'a=control:trackID=1'] }, /gives no video at this address$/],
    [
      'H.266',
      { media: ['m=video 0 RTP/AVP 98', 'a=rtpmap:98 H266/90000'] },
      /gives video as H\.266, and H\.264 or H\.265 is needed: choose that in the camera's own settings$/,
    ],
    ['Motion JPEG over RTSP', { media: ['m=video 0 RTP/AVP 26'] }, /gives video as Motion JPEG over RTSP, and/],
    ['something new', { media: ['m=video 0 RTP/AVP 99', 'a=rtpmap:99 VP9/90000'] }, /gives video as VP9, and/],
    [
      'nothing there',
      { answer: (method) => (method === 'DESCRIBE' ? '404 Not Found' : undefined) },
      /has nothing at this address \(404\)$/,
    ],
    [
      'UDP alone',
      { answer: (method) => (method === 'SETUP' ? '461 Unsupported Transport' : undefined) },
      /over UDP alone, and RTSP over TCP is needed/,
    ],
    ['UDP all the same', { transport: 'Transport: RTP/AVP;unicast;client_port=1-2' }, /over UDP alone/],
    [
      'another refusal',
      { answer: (method) => (method === 'PLAY' ? '457 Invalid\u0007 Range' : undefined) },
      /answers with the status 457 Invalid {1,2}Range$/,
    ],
    ['an end', { pictures: 5, then: 'close' }, /ended the connection$/],
    ['a goodbye', { pictures: 5, then: 'bye' }, /ended its video$/],
  ])('%s', async (_, options, reason) => {
    await using server = await camera(options);
    const { recorder } = play(server);
    expect(await recorder.untilEnded()).toMatch(reason);
    expect(recorder.reasons).toHaveLength(1);
  });
});
