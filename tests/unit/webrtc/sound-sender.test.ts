import { beforeEach, expect, test } from 'vitest';
import { ClockReports } from '../../../main/webrtc/clock-reports.ts';
import { SoundSender } from '../../../main/webrtc/sound-sender.ts';

const wall = Date.parse('2026-05-01T12:00:00.250Z');
/** Seconds from 1900 on. */
const ntpSeconds = wall / 1000 + 2_208_988_800;
let sent: Buffer[];
let sender: SoundSender;

beforeEach(() => {
  sent = [];
  sender = new SoundSender({ payloadType: 111, ssrc: 0xcafe_f00d, send: (packet) => sent.push(packet) });
});

test('a frame is a packet, with the time of its first sample', () => {
  sender.send({ firstSample: 2 ** 32 - 960, data: Buffer.from('one') });
  sender.send({ firstSample: 2 ** 32, data: Buffer.from('two') });
  const [one, two] = sent;
  expect([one?.[0], one?.[1]]).toEqual([0x80, 111]);
  expect([one?.readUInt32BE(4), two?.readUInt32BE(4)]).toEqual([2 ** 32 - 960, 0]);
  expect(((two?.readUInt16BE(2) ?? 0) - (one?.readUInt16BE(2) ?? 0) + 65_536) % 65_536).toBe(1);
  expect([one?.readUInt32BE(8), one?.subarray(12).toString(), two?.subarray(12).toString()]).toEqual([0xcafe_f00d, 'one', 'two']);
});

test('reports say once a second what time it is in pictures and sound, by one clock', () => {
  let milliseconds = 100_000_000;
  const reports: Buffer[] = [];
  const pictures = { ssrc: 7, ticksPerMillisecond: 90, packets: 0, payloadBytes: 0 };
  const clock = new ClockReports({
    streams: [pictures, sender.stream],
    canonicalName: 'petlog',
    send: (packet) => reports.push(packet),
    captureMilliseconds: () => milliseconds,
    wallMilliseconds: () => wall,
  });
  sender.send({ firstSample: 48_000, data: Buffer.alloc(100) });
  clock.tell();
  expect(reports.map((report) => report.readUInt32BE(4))).toEqual([0xcafe_f00d]); // of pictures there are none yet
  clock.tell();
  milliseconds += 999;
  clock.tell();
  expect(reports).toHaveLength(1);
  milliseconds += 1;
  pictures.packets = 3;
  pictures.payloadBytes = 2000;
  sender.send({ firstSample: 48_960, data: Buffer.alloc(50) });
  clock.tell();
  expect(reports).toHaveLength(3);
  const [, ofPictures, ofSound] = reports;
  for (const report of [ofPictures, ofSound]) {
    expect([report?.[0], report?.[1], report?.readUInt16BE(2)]).toEqual([0x80, 200, 6]);
    expect((report?.readUInt32BE(8) ?? 0) + (report?.readUInt32BE(12) ?? 0) / 2 ** 32).toBeCloseTo(ntpSeconds, 4);
    // The name behind it: one source, with one item.
    expect([report?.[28], report?.[29], report?.readUInt32BE(32)]).toEqual([0x81, 202, report?.readUInt32BE(4)]);
    expect([report?.[36], report?.[37], report?.subarray(38, 44).toString()]).toEqual([1, 6, 'petlog']);
    expect(report).toHaveLength(28 + ((report?.readUInt16BE(30) ?? 0) + 1) * 4);
  }
  expect([ofPictures?.readUInt32BE(4), ofPictures?.readUInt32BE(20), ofPictures?.readUInt32BE(24)]).toEqual([7, 3, 2000]);
  expect([ofSound?.readUInt32BE(4), ofSound?.readUInt32BE(20), ofSound?.readUInt32BE(24)]).toEqual([0xcafe_f00d, 2, 150]);
  expect(ofPictures?.readUInt32BE(16)).toBe((100_001_000 * 90) % 2 ** 32);
  expect(ofSound?.readUInt32BE(16)).toBe((100_001_000 * 48) % 2 ** 32);
});
