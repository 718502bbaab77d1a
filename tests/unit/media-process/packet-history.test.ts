import { expect, test } from 'vitest';
import type { EncodedPacket } from '../../../main/media-process/encoded-video.ts';
import { PacketHistory } from '../../../main/media-process/packet-history.ts';

const packetBytes = 100;
const unlimited = { keptMilliseconds: 60_000, mostBytes: 1e9 };

/** Ten pictures a second, a keyframe every two seconds. */
function packet(captureMilliseconds: number, isKeyframe = captureMilliseconds % 2000 === 0, widthPixels = 320): EncodedPacket {
  return { annexB: Buffer.alloc(packetBytes), isKeyframe, captureMilliseconds, sequence: captureMilliseconds / 100 + 1, size: { widthPixels, heightPixels: 180 } };
}

function historyOf(limits: { keptMilliseconds: number; mostBytes: number }, fromMilliseconds: number, untilMilliseconds: number): PacketHistory {
  const history = new PacketHistory(limits);
  add(history, fromMilliseconds, untilMilliseconds);
  return history;
}

function add(history: PacketHistory, fromMilliseconds: number, untilMilliseconds: number): void {
  for (let at = fromMilliseconds; at < untilMilliseconds; at += 100) {
    history.add(packet(at));
  }
}

test('always covers the time that is kept, in whole groups of pictures, and at most one group more', () => {
  const history = historyOf({ keptMilliseconds: 5000, mostBytes: 1e9 }, 0, 20_000);
  for (let at = 20_000; at < 30_000; at += 100) {
    history.add(packet(at));
    const { span, sizeBytes } = history.facts();
    expect(span).not.toBeNull();
    expect(at - (span?.fromMilliseconds ?? 0)).toBeGreaterThanOrEqual(5000);
    expect(at - (span?.fromMilliseconds ?? 0)).toBeLessThan(7100);
    expect((span?.fromMilliseconds ?? 1) % 2000).toBe(0);
    expect(sizeBytes).toBe(((at - (span?.fromMilliseconds ?? 0)) / 100 + 1) * packetBytes);
  }
});

test('never holds more bytes than allowed, save the newest group', () => {
  const history = historyOf({ keptMilliseconds: 3_600_000, mostBytes: 50 * packetBytes }, 0, 600_000);
  expect(history.sizeBytes).toBeLessThanOrEqual(50 * packetBytes);
  expect(history.sizeBytes).toBeGreaterThan(20 * packetBytes);
  history.setLimits({ keptMilliseconds: 3_600_000, mostBytes: 20 * packetBytes });
  expect(history.sizeBytes).toBeLessThanOrEqual(20 * packetBytes);
});

test('what a recording needs stays until it is let go of', () => {
  const history = historyOf({ keptMilliseconds: 5000, mostBytes: 1e9 }, 0, 8000);
  const start = history.startBefore(8000, 5000) ?? NaN;
  expect(start).toBe(2000);
  history.holdFrom(start);
  add(history, 8000, 30_000);
  expect(history.from(start)[0]?.captureMilliseconds).toBe(2000);
  history.release();
  expect(history.facts().span?.fromMilliseconds).toBeGreaterThan(20_000);
});

test('a recording begins with a keyframe at or before what is wanted, and never before a gap or a change of size', () => {
  const history = historyOf(unlimited, 0, 20_000);
  expect(history.startBefore(20_000, 5000)).toBe(14_000);
  expect(history.startBefore(20_000, 6000)).toBe(14_000);
  expect(history.startBefore(20_000, 60_000)).toBe(0);
  expect(history.startBefore(20_000, 0)).toBe(18_000);
  add(history, 60_000, 63_000);
  expect(history.startBefore(63_000, 30_000)).toBe(60_000);
  expect(history.startBefore(70_000, 5000)).toBeNull();
  history.add(packet(63_000, true, 640));
  expect(history.startBefore(63_100, 30_000)).toBe(63_000);
  expect(new PacketHistory(unlimited).startBefore(1000, 5000)).toBeNull();
});

test('gaps are where the camera gave no picture', () => {
  const history = historyOf(unlimited, 0, 4000);
  add(history, 10_000, 12_000);
  expect(history.facts()).toMatchObject({ span: { fromMilliseconds: 0, untilMilliseconds: 11_900 }, gaps: [{ fromMilliseconds: 3900, untilMilliseconds: 10_000 }] });
});

test('the picture of a moment is the newest one then; in a gap there is none', () => {
  const history = historyOf(unlimited, 0, 4000);
  add(history, 10_000, 12_000);
  const { packets = [], untilMilliseconds } = history.upTo(3333) ?? {};
  expect([packets[0]?.captureMilliseconds, packets.at(-1)?.captureMilliseconds, untilMilliseconds]).toEqual([2000, 3300, 3400]);
  expect(history.upTo(3999)?.untilMilliseconds).toBe(5900);
  expect(history.upTo(8000)).toBeNull();
  expect(history.upTo(-1)).toBeNull();
  expect(history.upTo(14_000)).toBeNull();
});

test('a part begins with the keyframe at or before it, or after the gap that it begins in', () => {
  const history = historyOf(unlimited, 0, 4000);
  add(history, 10_000, 12_000);
  const times = (from: number, until: number): (number | undefined)[] => {
    const found = history.between(from, until).map(({ captureMilliseconds }) => captureMilliseconds);
    return [found[0], found.at(-1)];
  };
  expect(times(2500, 3500)).toEqual([2000, 3400]);
  expect(times(-5000, 300)).toEqual([0, 200]);
  expect(times(3900, 10_100)).toEqual([2000, 10_000]);
  expect(times(8000, 10_500)).toEqual([10_000, 10_400]);
  expect(times(7000, 9000)).toEqual([undefined, undefined]);
  expect(times(20_000, 30_000)).toEqual([undefined, undefined]);
});
