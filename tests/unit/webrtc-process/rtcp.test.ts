import { expect, test } from 'vitest';
import { readRtcp } from '../../../main/webrtc-process/rtcp.ts';

const packet = (type: number, format: number, words: number): Buffer => {
  const bytes = Buffer.alloc((words + 1) * 4);
  bytes[0] = 0x80 | format;
  bytes[1] = type;
  bytes.writeUInt16BE(words, 2);
  return bytes;
};

test('hears reports and wishes for keyframes, also one behind the other', () => {
  expect(readRtcp(packet(201, 1, 7))).toMatchObject({ isReport: true, wantsKeyframe: false });
  expect(readRtcp(Buffer.concat([packet(201, 1, 7), packet(206, 1, 2)]))).toMatchObject({ isReport: true, wantsKeyframe: true });
  expect(readRtcp(packet(206, 4, 4)).wantsKeyframe).toBe(true);
  // Congestion, and packets that are missing, are none.
  expect(readRtcp(Buffer.concat([packet(206, 15, 4), packet(205, 1, 3)]))).toMatchObject({ isReport: false, wantsKeyframe: false });
});

test('hears what is lost, and what a browser believes that the link carries', () => {
  const report = packet(201, 1, 7);
  report[12] = 64;
  expect(readRtcp(report)).toMatchObject({ lostShare: 0.25, estimatedKbps: null });
  expect(readRtcp(packet(201, 0, 1))).toMatchObject({ isReport: true, lostShare: null });
  const estimate = packet(206, 15, 5);
  estimate.write('REMB', 12, 'latin1');
  estimate.set([1, (2 << 2) | 1, 0x86, 0xa0], 16); // 100,000 << 2, and a bit of the mantissa above
  expect(readRtcp(Buffer.concat([report, estimate]))).toMatchObject({ lostShare: 0.25, estimatedKbps: ((65_536 + 0x86a0) * 4) / 1000 });
});

test('what is cut off is left out', () => {
  expect(readRtcp(Buffer.from([0x80, 201]))).toEqual({ isReport: false, lostShare: null, estimatedKbps: null, wantsKeyframe: false });
  expect(readRtcp(packet(201, 1, 7).subarray(0, 20))).toMatchObject({ isReport: true, lostShare: null });
  expect(readRtcp(Buffer.from([0x8f, 206, 0, 4, 0, 0, 0, 0])).estimatedKbps).toBe(null);
  expect(readRtcp(packet(206, 1, 400).subarray(0, 12)).wantsKeyframe).toBe(true);
});
