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
  expect(readRtcp(packet(201, 1, 7))).toEqual({ isReport: true, wantsKeyframe: false });
  expect(readRtcp(Buffer.concat([packet(201, 1, 7), packet(206, 1, 2)]))).toEqual({ isReport: true, wantsKeyframe: true });
  expect(readRtcp(packet(206, 4, 4)).wantsKeyframe).toBe(true);
  // Congestion, and packets that are missing, are none.
  expect(readRtcp(Buffer.concat([packet(206, 15, 4), packet(205, 1, 3)]))).toEqual({ isReport: false, wantsKeyframe: false });
});

test('what is cut off is left out', () => {
  expect(readRtcp(Buffer.from([0x80, 201]))).toEqual({ isReport: false, wantsKeyframe: false });
  expect(readRtcp(packet(206, 1, 400).subarray(0, 12)).wantsKeyframe).toBe(true);
});
