import { expect, test } from 'vitest';
import { PacketHub, type PacketSubscription } from '../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';

const size = { widthPixels: 320, heightPixels: 180 };
const packet = (sequence: number, isKeyframe: boolean): EncodedPacket => ({
  annexB: Buffer.alloc(100),
  isKeyframe,
  captureMilliseconds: sequence * 100,
  sequence,
  size,
});

/** Numbers of the packets that a reader takes now. */
function taken(reader: PacketSubscription): number[] {
  const sequences: number[] = [];
  for (let next = reader.take(); next !== null; next = reader.take()) {
    sequences.push(next.sequence);
  }
  return sequences;
}

test('each reader begins with the newest keyframe and has every packet from there on, which all of them share', () => {
  const hub = new PacketHub(() => {});
  const first = hub.subscribe({ onAvailable: () => {}, mostBytes: 10_000 });
  hub.publish(packet(1, false));
  const keyframe = packet(2, true);
  hub.publish(keyframe);
  const second = hub.subscribe({ onAvailable: () => {}, mostBytes: 10_000 });
  hub.publish(packet(3, false));
  hub.publish(packet(4, true));
  expect(first.take()).toBe(keyframe);
  expect(taken(first)).toEqual([3, 4]);
  expect(taken(second)).toEqual([2, 3, 4]);
  expect([first.lostPackets, second.lostPackets]).toEqual([0, 0]);
});

test('a slow reader loses its own packets, is told how many, and goes on with a keyframe; the others lose none', () => {
  const hub = new PacketHub(() => {});
  const slow = hub.subscribe({ onAvailable: () => {}, mostBytes: 300 });
  const quick = hub.subscribe({ onAvailable: () => {}, mostBytes: 300 });
  const quickSequences: number[] = [];
  for (let sequence = 1; sequence <= 12; sequence += 1) {
    hub.publish(packet(sequence, sequence % 5 === 1));
    quickSequences.push(...taken(quick));
  }
  expect(quickSequences).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(taken(slow)).toEqual([11, 12]);
  expect([slow.lostPackets, quick.lostPackets]).toEqual([10, 0]);
});

test('a reader is told once that there is something, until it has taken everything', () => {
  const hub = new PacketHub(() => {});
  let calls = 0;
  const reader = hub.subscribe({ onAvailable: () => (calls += 1), mostBytes: 10_000 });
  hub.publish(packet(1, true));
  hub.publish(packet(2, false));
  expect(calls).toBe(1);
  expect(taken(reader)).toEqual([1, 2]);
  hub.publish(packet(3, false));
  expect(calls).toBe(2);
});

test('after an interruption everybody goes on with a keyframe', () => {
  const hub = new PacketHub(() => {});
  const reader = hub.subscribe({ onAvailable: () => {}, mostBytes: 10_000 });
  hub.publish(packet(1, true));
  hub.interrupt();
  hub.publish(packet(2, false));
  const late = hub.subscribe({ onAvailable: () => {}, mostBytes: 10_000 });
  hub.publish(packet(3, true));
  expect([taken(reader), taken(late)]).toEqual([[1, 3], [3]]);
  expect(reader.lostPackets).toBe(0);
});

test('what a camera encoded is kept since its newest keyframe also while nobody reads, until it is interrupted', () => {
  const hub = new PacketHub(() => {});
  const options = { onAvailable: () => {}, mostBytes: 10_000 };
  hub.pass(packet(1, true));
  hub.pass(packet(2, true));
  hub.pass(packet(3, false));
  expect(hub.publishedPackets).toBe(0); // nobody read them
  const first = hub.subscribe(options);
  expect(taken(first)).toEqual([2, 3]);
  first.close();
  hub.pass(packet(4, false));
  const second = hub.subscribe(options);
  expect(taken(second)).toEqual([2, 3, 4]);
  second.close();
  hub.interrupt();
  expect(taken(hub.subscribe(options))).toEqual([]);
});

test('packets are wanted from the first reader to the last', () => {
  const wanted: boolean[] = [];
  const hub = new PacketHub((areWanted) => wanted.push(areWanted));
  const first = hub.subscribe({ onAvailable: () => {}, mostBytes: 1000 });
  const second = hub.subscribe({ onAvailable: () => {}, mostBytes: 1000 });
  first.close();
  first.close();
  expect(wanted).toEqual([true]);
  second.close();
  expect(wanted).toEqual([true, false]);
  hub.publish(packet(1, true));
  expect(second.take()).toBeNull();
});

test('a reader that comes while others read can take what it begins with when it is told', async () => {
  const hub = new PacketHub(() => {});
  hub.subscribe({ onAvailable: () => {}, mostBytes: 10_000 });
  hub.publish(packet(1, true));
  hub.publish(packet(2, false));
  const sequences: number[] = [];
  let reader: PacketSubscription | null = null;
  reader = hub.subscribe({ onAvailable: () => sequences.push(...(reader === null ? [] : taken(reader))), mostBytes: 10_000 });
  await Promise.resolve();
  expect(sequences).toEqual([1, 2]);
  hub.publish(packet(3, false));
  expect(sequences).toEqual([1, 2, 3]);
});

test('what was still on its way when the last reader went is for nobody', async () => {
  const hub = new PacketHub(() => {});
  hub.subscribe({ onAvailable: () => {}, mostBytes: 10_000 }).close();
  hub.publish(packet(1, true));
  let calls = 0;
  const reader = hub.subscribe({ onAvailable: () => (calls += 1), mostBytes: 10_000 });
  await Promise.resolve();
  expect(calls).toBe(0);
  hub.publish(packet(2, false));
  hub.publish(packet(3, true));
  expect(calls).toBe(1);
  expect(taken(reader)).toEqual([3]);
});
