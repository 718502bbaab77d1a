import { expect, test } from 'vitest';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { PacketHistory } from '../../../main/media-process/packet-history.ts';

const packetBytes = 100;
const unlimited = { keptMilliseconds: 60_000, mostBytes: 1e9 };

/** Ten pictures a second, a keyframe every two seconds. */
function packet(captureMilliseconds: number, isKeyframe = captureMilliseconds % 2000 === 0, widthPixels = 320): EncodedPacket {
  return {
    annexB: Buffer.alloc(packetBytes),
    isKeyframe,
    captureMilliseconds,
    sequence: captureMilliseconds / 100 + 1,
    size: { widthPixels, heightPixels: 180 },
  };
}

function historyOf(
  limits: { keptMilliseconds: number; mostBytes: number },
  fromMilliseconds: number,
  untilMilliseconds: number,
): PacketHistory {
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
    const oldest = history.groups[0]?.firstMilliseconds ?? NaN;
    expect(at - oldest).toBeGreaterThanOrEqual(5000);
    expect(at - oldest).toBeLessThan(7100);
    expect(oldest % 2000).toBe(0);
    expect(history.sizeBytes).toBe(((at - oldest) / 100 + 1) * packetBytes);
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
  expect(history.groups[0]?.firstMilliseconds).toBeGreaterThan(20_000);
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
  expect(history.startBefore(70_000, 9000, 63_500)).toBe(60_000); // what came up to then is on its way
  expect(history.startBefore(70_000, 5000, 66_000)).toBeNull();
  history.add(packet(63_000, true, 640));
  expect(history.startBefore(63_100, 30_000)).toBe(63_000);
  expect(new PacketHistory(unlimited).startBefore(1000, 5000)).toBeNull();
});

test('what is on its way to the disk stays beyond the limit of time, never beyond that of bytes', () => {
  let unsaved = 0;
  const history = new PacketHistory({ keptMilliseconds: 1000, mostBytes: 100 * packetBytes }, () => unsaved);
  add(history, 0, 9000);
  expect(history.groups[0]?.firstMilliseconds).toBe(0);
  add(history, 9000, 30_000);
  expect(history.sizeBytes).toBeLessThanOrEqual(100 * packetBytes);
  unsaved = Infinity;
  add(history, 30_000, 32_100);
  expect(history.groups).toHaveLength(2);
});
