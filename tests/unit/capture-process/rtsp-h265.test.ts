import { afterEach, describe, expect, test } from 'vitest';
import type { RtspTarget } from '../../../main/capture-process/request.ts';
import { RtspSession } from '../../../main/capture-process/rtsp/rtsp-session.ts';
import type { CameraPacket } from '../../../main/camera/source.ts';
import { PacketReader, PacketWriter } from '../../../main/frames/packet-stream.ts';
import { splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { nalUnitSyntax } from '../../../main/mp4/video-codec.ts';
import { connectionFault } from '../../../main/remote/remote-fault.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { PassThrough } from 'node:stream';
import { cameraH265 } from '../../support/camera-h265.ts';
import { CaptureRecorder } from '../../support/capture-recorder.ts';
import type { FootageH264 } from '../../support/footage-h264.ts';
import { RtspServer, type RtspServerOptions } from '../../support/rtsp-server.ts';

const { typeOf, parameterSets } = nalUnitSyntax.h265;
const isSlice = (unit: Buffer): boolean => nalUnitSyntax.h265.isSlice(typeOf(unit));

/** Pictures that are larger than a packet; a keyframe each second. */
const encoded = await cameraH265(60, { keyframeEvery: 15 });
const [videoParameters = Buffer.alloc(0), sequenceParameters = Buffer.alloc(0), pictureParameters = Buffer.alloc(0)] = splitNalUnits(
  encoded[0]?.annexB ?? Buffer.alloc(0),
).filter((unit) => parameterSets.includes(typeOf(unit)));
const footage: FootageH264 = {
  videoParameters,
  sequenceParameters,
  pictureParameters,
  pictures: encoded.map(({ annexB, isKeyframe, sourceMilliseconds }) => ({
    units: splitNalUnits(annexB).filter((unit) => !parameterSets.includes(typeOf(unit))),
    isKeyframe,
    shownMilliseconds: sourceMilliseconds ?? 0,
  })),
};

const sessions: RtspSession[] = [];

afterEach(() => sessions.splice(0).forEach((session) => session.leave()));

function play({ port }: RtspServer): CaptureRecorder {
  const recorder = new CaptureRecorder();
  const target: RtspTarget = {
    ...{ url: `rtsp://cam.test:${port}/`, isTls: false, host: 'cam.test', port, address: '127.0.0.1', family: 4 },
    ...{ username: '', password: '', certificateFingerprint: null, takesSound: false },
  };
  const session = new RtspSession({ target, clock: createSystemClock(), onPacket: (packet) => recorder.packet(packet) });
  sessions.push(session);
  session.run().catch((error: unknown) => recorder.ended(connectionFault(error).about('the camera')));
  return recorder;
}

const camera = (options: Partial<RtspServerOptions> = {}): Promise<RtspServer> => RtspServer.start({ footage, ...options });
const slicesOf = ({ annexB }: CameraPacket): Buffer[] => splitNalUnits(annexB).filter(isSlice);
const footageSlices = (from: number, until: number): Buffer[] =>
  footage.pictures.slice(from, until).flatMap(({ units }) => units.filter(isSlice));

describe('H.265 of a camera', () => {
  test.each(['sdp', 'stream'] as const)(
    'is passed on as it is, with its parameter sets (of the %s) before each keyframe',
    async (where) => {
      await using server = await camera({ parameterSets: where });
      const packets = await play(server).untilPackets(45);
      expect(packets.flatMap(slicesOf)).toEqual(footageSlices(0, 45));
      expect(packets.every(({ codec }) => codec === 'h265')).toBe(true);
      expect(packets.flatMap(({ isKeyframe }, index) => (isKeyframe ? [index] : []))).toEqual([0, 15, 30]);
      for (const { annexB, isKeyframe } of packets) {
        const sets = splitNalUnits(annexB).filter((unit) => parameterSets.includes(typeOf(unit)));
        expect(sets).toEqual(isKeyframe ? [videoParameters, sequenceParameters, pictureParameters] : []);
      }
      const steps = packets
        .slice(1)
        .map(({ sourceMilliseconds }, index) => (sourceMilliseconds ?? NaN) - (packets[index]?.sourceMilliseconds ?? NaN));
      expect(Math.min(...steps)).toBeGreaterThan(65);
      expect(Math.max(...steps)).toBeLessThan(68);
    },
  );

  test.each(['always', 'never'] as const)('is put together where the marker of RTP lies (%s)', async (marker) => {
    await using server = await camera({ marker });
    expect((await play(server).untilPackets(40)).flatMap(slicesOf)).toEqual(footageSlices(0, 40));
  });

  test('is left out after a loss until a keyframe', async () => {
    await using server = await camera({ send: (packets, index) => (index === 10 ? packets.slice(0, -1) : packets) });
    const packets = await play(server).untilPackets(20);
    expect(packets.flatMap(slicesOf)).toEqual([...footageSlices(0, 10), ...footageSlices(15, 25)]);
  });

  test('keeps what follows a picture with it, and leaves delimiters and filler out', async () => {
    const [delimiter, filler, suffix] = [35, 38, 40].map((type) => Buffer.from([type << 1, 1, 0x50, 0x80]));
    const pictures = footage.pictures.map((picture) => ({ ...picture, units: [delimiter!, ...picture.units, filler!, suffix!] }));
    await using server = await camera({ footage: { ...footage, pictures } });
    const packets = await play(server).untilPackets(20);
    expect(packets.flatMap(slicesOf)).toEqual(footageSlices(0, 20));
    for (const { annexB } of packets) {
      const types = splitNalUnits(annexB).map(typeOf);
      expect(types.at(-1)).toBe(40);
      expect(types.filter((type) => type === 35 || type === 38)).toEqual([]);
    }
  });

  test('is refused where its units come in another order', async () => {
    const media = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H265/90000', 'a=fmtp:96 sprop-max-don-diff=2', 'a=control:trackID=1'];
    await using server = await camera({ media });
    const recorder = play(server);
    await expect(recorder.untilPackets(1)).rejects.toThrow();
    expect(recorder.reasons).toEqual([
      expect.stringMatching(/sends H\.265 in interleaved packets \(sprop-max-don-diff\), which cannot be read$/),
    ]);
  });

  test('is taken where the camera has no H.264 beside it', async () => {
    const h264 = ['m=video 0 RTP/AVP 97', 'a=rtpmap:97 H264/90000', 'a=control:trackID=2'];
    const h265 = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H265/90000', 'a=control:trackID=1'];
    for (const [media, track] of [
      [[...h265, ...h264], /trackID=2$/],
      [h265, /trackID=1$/],
    ] as const) {
      await using server = await camera({ media, answer: (method) => (method === 'SETUP' ? '404 Not Found' : undefined) });
      await expect(play(server).untilPackets(1)).rejects.toThrow();
      expect((await server.untilRequest('SETUP')).url).toMatch(track);
    }
  });
});

test('a packet says on its way what it is', () => {
  const stream = new PassThrough();
  const writer = new PacketWriter(stream);
  writer.packet({ annexB: Buffer.from('a'), codec: 'h265', isKeyframe: true, sourceMilliseconds: 5 });
  writer.packet({ annexB: Buffer.from('b'), isKeyframe: false, sourceMilliseconds: null });
  const packets: CameraPacket[] = [];
  const reader = new PacketReader({ onPacket: (packet) => packets.push(packet), onFault: () => {}, onRedirect: () => {} });
  reader.push(stream.read() as Buffer);
  expect(packets).toEqual([
    { annexB: Buffer.from('a'), codec: 'h265', isKeyframe: true, sourceMilliseconds: 5 },
    { annexB: Buffer.from('b'), codec: 'h264', isKeyframe: false, sourceMilliseconds: null },
  ]);
});
