import { expect, it } from 'vitest';
import { H264Packets } from '../../../main/homekit-process/h264-packets.ts';

const startCode = Buffer.from([0, 0, 0, 1]);
const unit = (type: number, length: number): Buffer => Buffer.concat([Buffer.from([0x60 | type]), Buffer.alloc(length - 1, type)]);
const stream = (...units: Buffer[]): Buffer => Buffer.concat(units.flatMap((one) => [startCode, one]));

it('puts each unit of a picture into a packet, or into parts that fit, and marks the last', () => {
  const packets = new H264Packets({ ssrc: 0xc0ffee, payloadType: 99, mostBytes: 112, firstSequenceNumber: 65_534 });
  const [delimiter, parameters, picture] = [unit(9, 2), unit(7, 20), unit(5, 250)];
  const sent = packets.of(stream(delimiter, parameters, picture), 90_000);
  expect(sent.map((packet) => packet.readUInt16BE(2))).toEqual([65_534, 65_535, 0, 1]);
  expect(sent.map((packet) => packet[1])).toEqual([99, 99, 99, 99 | 0x80]);
  expect(sent.every((packet) => packet.readUInt32BE(4) === 90_000 && packet.readUInt32BE(8) === 0xc0ffee && packet.length <= 112)).toBe(
    true,
  );
  expect(sent[0]!.subarray(12)).toEqual(parameters);
  // Parts have the indicator of parts, and the type of the unit behind it; put together they are the unit.
  const parts = sent.slice(1);
  expect(parts.map((packet) => packet[12]! & 0x1f)).toEqual([28, 28, 28]);
  expect(parts.map((packet) => packet[13])).toEqual([0x80 | 5, 5, 0x40 | 5]);
  expect(
    Buffer.concat([Buffer.from([(parts[0]![12]! & 0xe0) | (parts[0]![13]! & 0x1f)]), ...parts.map((packet) => packet.subarray(14))]),
  ).toEqual(picture);
});
