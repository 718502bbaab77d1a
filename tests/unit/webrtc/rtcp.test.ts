import { expect, test } from 'vitest';
import { readRtcp as read, type RtcpNews } from '../../../main/webrtc/rtcp.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const readRtcp = (packets: Buffer, ssrc = 0): RtcpNews => read(packets, ssrc, now);

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

test('hears what is lost, and how long it takes there and back', () => {
  const report = packet(201, 1, 7);
  report[12] = 64;
  expect(readRtcp(report)).toMatchObject({ lostShare: 0.25, roundTripMilliseconds: null }); // it has heard no report of ours
  expect(readRtcp(packet(201, 0, 1))).toMatchObject({ isReport: true, lostShare: null });
  // Ours was of three seconds ago, and heard two seconds ago.
  const ntpSeconds = now / 1000 + 2_208_988_800;
  report.writeUInt32BE(((ntpSeconds - 3) * 65_536) % 2 ** 32, 24);
  report.writeUInt32BE(2 * 65_536, 28);
  expect(readRtcp(report).roundTripMilliseconds).toBeCloseTo(1000, 0);
  report.writeUInt32BE(((ntpSeconds + 3600) * 65_536) % 2 ** 32, 24); // the clock was set
  expect(readRtcp(report).roundTripMilliseconds).toBe(null);
});

test('of a report about sound and pictures, what it says of the pictures counts', () => {
  const report = packet(201, 2, 13);
  report.writeUInt32BE(5, 8);
  report[12] = 128;
  report.writeUInt32BE(6, 32);
  report[36] = 32;
  expect(readRtcp(report, 5).lostShare).toBe(0.5);
  expect(readRtcp(report, 6).lostShare).toBe(0.125);
  expect(readRtcp(report, 7)).toMatchObject({ isReport: true, lostShare: null });
  expect(readRtcp(report.subarray(0, 40), 6)).toMatchObject({ isReport: true, lostShare: null });
});

test('what is cut off is left out', () => {
  expect(readRtcp(Buffer.from([0x80, 201]))).toEqual({
    isReport: false,
    lostShare: null,
    roundTripMilliseconds: null,
    wantsKeyframe: false,
  });
  expect(readRtcp(packet(201, 1, 7).subarray(0, 20))).toMatchObject({ isReport: true, lostShare: null });
  expect(readRtcp(packet(206, 1, 400).subarray(0, 12)).wantsKeyframe).toBe(true);
});
