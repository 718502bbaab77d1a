import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRtp, receiverReport, saysGoodbye } from '../../../main/capture-process/rtsp/rtp.ts';
import { RtspReader, type RtspMessage } from '../../../main/capture-process/rtsp/rtsp-reader.ts';
import { controlUrl, readSdp } from '../../../main/capture-process/rtsp/sdp.ts';
import { SourceClock } from '../../../main/capture-process/rtsp/source-clock.ts';
import { RemoteFault } from '../../../main/remote/remote-fault.ts';

type Read = [number, string] | Pick<RtspMessage, 'status' | 'body' | 'method'>;

/** What a reader makes of bytes that come in pieces. */
function read(data: Buffer, cuts: readonly number[] = []): Read[] {
  const events: Read[] = [];
  const reader = new RtspReader({
    onMessage: ({ status, body, method }) => events.push({ status, body, method }),
    onInterleaved: (channel, bytes) => events.push([channel, bytes.toString('latin1')]),
  });
  const places = [...cuts.map((cut) => cut % (data.length + 1)), data.length].sort((a, b) => a - b);
  let from = 0;
  for (const until of places) {
    reader.push(Buffer.from(data.subarray(from, until)));
    from = until;
  }
  return events;
}

const stream = Buffer.concat([
  Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-length:  5\r\n\r\nhello'),
  Buffer.from('$\0\0\x04abcd$\x01\0\0', 'latin1'),
  Buffer.from('\r\nOPTIONS rtsp://cam/ RTSP/1.0\nCSeq: 9\n\n'),
  Buffer.from('\x07\x08garbage Roads \xff$\x02\0\x01x', 'latin1'),
  Buffer.from('RTSP/1.0 404 Not Found\r\n\r\n'),
]);

test('messages and data are told apart, wherever the pieces are cut', () => {
  const expected: Read[] = [
    { status: 200, body: 'hello', method: '' },
    [0, 'abcd'],
    [1, ''],
    { status: null, body: '', method: 'OPTIONS' },
    [2, 'x'],
    { status: 404, body: '', method: '' },
  ];
  expect(read(stream)).toEqual(expected);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
      expect(read(stream, cuts)).toEqual(expected);
    }),
  );
});

test('bytes of any kind are either taken or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(stream)), { maxLength: 6 }), (chunks) => {
      try {
        read(Buffer.concat([stream, ...chunks]), [7, 100, 300]);
      } catch (error) {
        expect(error).toBeInstanceOf(RemoteFault);
      }
    }),
  );
  expect(() => read(Buffer.from('SSH-2.0-OpenSSH\r\n'))).toThrow('does not speak RTSP at that port');
  expect(() => read(Buffer.concat([stream, Buffer.alloc(2 * 1024 * 1024, 7)]))).toThrow('sends data that is no RTSP');
  expect(() => read(Buffer.from('RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n'))).toThrow(/impossible length/);
});

test('a description of a camera with sound, several encodings and its own addresses', () => {
  const text = [
    ...['v=0', 'a=control:rtsp://cam/all', 'm=audio 0 RTP/AVP 0', 'a=control:trackID=0'],
    ...[
      'm=video 0 RTP/AVP 97 96',
      'a=rtpmap:97 H265/90000',
      'a=rtpmap:96 h264/90000',
      'a=fmtp:96 Packetization-Mode=1;sprop-parameter-sets=Zw==,aA==',
      'a=control:trackID=1',
    ],
  ].join('\n');
  const { control, media } = readSdp(text);
  expect(control).toBe('rtsp://cam/all');
  expect(media.map(({ kind, encoding, payloadType, control: own }) => [kind, encoding, payloadType, own])).toEqual([
    ['audio', 'PCMU', 0, 'trackID=0'],
    ['video', 'H264', 96, 'trackID=1'],
  ]);
  expect(media[1]?.parameters.get('sprop-parameter-sets')).toBe('Zw==,aA==');
  expect(readSdp('')).toEqual({ control: null, media: [] });
});

test.each([
  ['rtsp://cam/live/', 'trackID=1', 'rtsp://cam/live/trackID=1'],
  ['rtsp://cam/live?user=x', 'trackID=1', 'rtsp://cam/live?user=x/trackID=1'],
  ['rtsp://cam/live', '/trackID=1', 'rtsp://cam/live/trackID=1'],
  ['rtsp://cam/live', 'rtsp://10.0.0.1/other', 'rtsp://10.0.0.1/other'],
  ['rtsp://cam/live', '*', 'rtsp://cam/live'],
  ['rtsp://cam/live', null, 'rtsp://cam/live'],
])('the stream of %s at %s', (base, control, url) => {
  expect(controlUrl(base, control)).toBe(url);
});

test('RTP with everything that may be in it, and what is none', () => {
  const header = Buffer.from([0xb1, 0xe0, 0, 9, 0, 0, 0, 5, 0, 0, 0, 7, 1, 1, 1, 1, 0xbe, 0xde, 0, 1, 2, 2, 2, 2]);
  const packet = readRtp(Buffer.concat([header, Buffer.from([65, 66, 0, 0, 3])]));
  expect(packet).toMatchObject({ payloadType: 96, marker: true, sequence: 9, timestamp: 5, source: 7, payload: Buffer.from('AB') });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void readRtp(Buffer.from(bytes))));
  expect(readRtp(Buffer.alloc(20))).toBeNull();
  expect(saysGoodbye(Buffer.concat([receiverReport(1, 7, 9), Buffer.from([0x81, 203, 0, 1, 0, 0, 0, 7])]))).toBe(true);
  expect(saysGoodbye(receiverReport(1, 7, 9))).toBe(false);
});

/** Times of pictures 15 a second: what the camera says, and when they come, both in milliseconds. */
function times(
  seconds: number,
  camera: (milliseconds: number) => number,
  arrival = (milliseconds: number): number => milliseconds,
): (number | null)[] {
  const clock = new SourceClock(90_000);
  return Array.from({ length: seconds * 15 }, (_, index) => {
    const now = (index * 1000) / 15;
    return clock.time(((Math.round(camera(now) * 90) % 2 ** 32) + 2 ** 32) % 2 ** 32, arrival(now));
  });
}

const largestStep = (values: readonly (number | null)[]): number =>
  Math.max(...values.slice(1).map((value, index) => Math.abs((value ?? NaN) - (values[index] ?? NaN))));

test("a camera's own clock is believed, over the end of its 32 bits and through bursts and stalls", () => {
  const beforeTheEnd = (2 ** 32 - 90_000) / 90;
  expect(times(60, (now) => beforeTheEnd + now).at(-1)).toBeCloseTo(59_933, 0);
  const stalled = (now: number): number => (now > 10_000 && now < 13_000 ? 13_000 : now);
  expect(times(60, (now) => now, stalled).at(-1)).toBeCloseTo(59_933, 0);
  const burst = (now: number): number => Math.max(now, 3000);
  expect(times(60, (now) => now, burst).at(-1)).toBeCloseTo(59_933, 0);
});

test('a jump in either direction becomes the time that passed here', () => {
  for (const jump of [3_600_000, -3_600_000, 20_000]) {
    const values = times(60, (now) => 10_000_000 + now + (now > 20_000 ? jump : 0));
    expect(largestStep(values)).toBeLessThan(70);
    expect(values.at(-1)).toBeCloseTo(59_933, 0);
  }
});

test('a clock of another rate, and one that stands still, is none', () => {
  expect(times(30, (now) => now * 2).at(-1)).toBeNull();
  expect(times(30, (now) => now / 2).at(-1)).toBeNull();
  expect(times(30, () => 5).at(-1)).toBeNull();
  expect(times(30, (now) => now * 1.01).at(-1)).not.toBeNull();
});

test('one picture every ten seconds has its time', () => {
  const clock = new SourceClock(90_000);
  expect([0, 1, 2, 3].map((index) => clock.time(index * 900_000, index * 10_000))).toEqual([0, 10_000, 20_000, 30_000]);
});
