import { expect, test } from 'vitest';
import { type AccessUnit, AccessUnits } from '../../../main/capture-process/rtsp/access-units.ts';
import { NalDepacketizer } from '../../../main/capture-process/rtsp/nal-depacketizer.ts';
import { splitNalUnits } from '../../../main/mp4/annex-b.ts';
import { nalUnitSyntax } from '../../../main/mp4/video-codec.ts';
import { videoPayloads } from '../../../main/rtp/video-payloads.ts';
import { cameraH264 } from '../../support/camera-h264.ts';
import { cameraH265 } from '../../support/camera-h265.ts';

const startCode = Buffer.from([0, 0, 0, 1]);
const stream = (...units: readonly Buffer[]): Buffer => Buffer.concat(units.flatMap((unit) => [startCode, unit]));
const payloadsOf = (...given: Parameters<typeof videoPayloads>): Buffer[] => videoPayloads(...given).map((pieces) => Buffer.concat(pieces));
const h265Type = nalUnitSyntax.h265.typeOf;
const [aggregate, fragment] = [48, 49] as const;

test.each(['h264', 'h265'] as const)('pictures of %s are the same when they are put together again', async (codec) => {
  const pictures = await (codec === 'h264' ? cameraH264 : cameraH265)(20, { keyframeEvery: 8 });
  const received: AccessUnit[] = [];
  const depacketizer = new NalDepacketizer(codec, new AccessUnits(codec, (picture) => received.push(picture)));
  let sequence = 65_530;
  pictures.forEach(({ annexB }, index) => {
    const payloads = payloadsOf(annexB, codec, 300);
    expect(payloads.every(({ length }) => length <= 300)).toBe(true);
    payloads.forEach((payload, at) => {
      const marker = at === payloads.length - 1;
      depacketizer.push({ payloadType: 96, marker, sequence: sequence % 65_536, timestamp: index * 6000, source: 7, payload });
      sequence += 1;
    });
  });
  expect(received.length).toBe(20);
  received.forEach(({ annexB, isKeyframe, timestamp }, index) => {
    expect(splitNalUnits(annexB)).toEqual(splitNalUnits(pictures[index]!.annexB).filter((unit) => nalUnitSyntax[codec].typeOf(unit) !== 9));
    expect([isKeyframe, timestamp]).toEqual([index % 8 === 0, index * 6000]);
  });
});

test('parameter sets of H.265 come together in one packet before the picture, which comes in parts', async () => {
  const [keyframe] = await cameraH265(1);
  const units = splitNalUnits(keyframe!.annexB);
  const sets = units.filter((unit) => nalUnitSyntax.h265.parameterSets.includes(h265Type(unit)));
  const payloads = payloadsOf(keyframe!.annexB, 'h265', 200);
  const types = payloads.map(h265Type);
  expect(types[0]).toBe(aggregate);
  expect(payloads[0]!.readUInt16BE(0)).toBe((aggregate << 9) | 1); // the lowest layer and temporal id of all
  expect(payloads[0]!.length).toBe(2 + sets.reduce((sum, set) => sum + 2 + set.length, 0));
  const parts = payloads.filter((payload) => h265Type(payload) === fragment);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.map((part) => part[2]! & 0xc0)).toEqual([0x80, ...parts.slice(2).map(() => 0), 0x40]);
  expect(parts.every((part) => (part[2]! & 0x3f) === h265Type(units.at(-1)!))).toBe(true);
});

test('what has no room together, or needs none, comes alone; delimiters do not come at all', () => {
  const unit = (type: number, length: number, second = 1): Buffer =>
    Buffer.concat([Buffer.from([type << 1, second]), Buffer.alloc(length - 2, 7)]);
  const [video, sequence, picture, slice] = [unit(32, 60), unit(33, 60), unit(34, 20), unit(1, 50)];
  expect(payloadsOf(stream(unit(35, 3), sequence, slice), 'h265', 100)).toEqual([sequence, slice]);
  const payloads = payloadsOf(stream(video, sequence, picture, slice), 'h265', 100);
  expect(payloads.map(h265Type)).toEqual([32, aggregate, 1]);
  expect(payloads[1]!.subarray(2)).toEqual(Buffer.concat([Buffer.from([0, 60]), sequence, Buffer.from([0, 20]), picture]));
  const layered = payloadsOf(stream(unit(33, 10, (5 << 3) | 3), unit(34, 10, (4 << 3) | 2)), 'h265', 100);
  expect(layered[0]!.readUInt16BE(0)).toBe((aggregate << 9) | (4 << 3) | 2);
  expect(payloadsOf(stream(unit(34, 250)), 'h265', 100).map(h265Type)).toEqual([fragment, fragment, fragment]);
});
