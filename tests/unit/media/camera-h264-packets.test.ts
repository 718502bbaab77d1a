import { expect, test, vi } from 'vitest';
import type { PacketSource, PacketSubscription } from '../../../main/media/packet-hub.ts';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { interval, keep, mediaProcess, taken } from '../../support/camera-media.ts';
import { encodedFrame, packets, play } from '../../support/played-h264.ts';
import { frameOf, smallJpegs } from '../../support/small-jpegs.ts';

/** Takes every packet that there is for readers, as it comes. */
function read(source: Pick<PacketSource, 'subscribe'>): { readonly taken: EncodedPacket[]; close(): void } {
  const taken: EncodedPacket[] = [];
  const subscription: PacketSubscription = source.subscribe({
    mostBytes: 10_000_000,
    onAvailable: () => {
      for (let packet = subscription.take(); packet !== null; packet = subscription.take()) {
        taken.push(packet);
      }
    },
  });
  return { taken, close: () => subscription.close() };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const sequencesOf = (taken: readonly EncodedPacket[]): number[] => taken.map(({ sequence }) => sequence);

test('packets go to readers as they came in, from the newest keyframe on, and no process is needed for that', async () => {
  const client = mediaProcess();
  await play(client, 1, 20);
  const reader = read(client);
  await play(client, 21, 40);
  expect(sequencesOf(reader.taken)).toEqual(numbers(16, 40));
  expect(reader.taken.every(({ annexB, sequence }) => annexB === packets[sequence - 1]!.annexB)).toBe(true);
  expect(reader.taken.map(({ captureMilliseconds }) => captureMilliseconds)).toEqual(numbers(16, 40).map((number) => number * interval));
  expect(client.pid).toBeUndefined();
  expect(client.publishedPackets(null)).toBe(20); // the others were there before anybody read
  reader.close();
});

test('a reader that was there before the camera has each packet once, and the process that JPEGs would have needed ends', async () => {
  const client = mediaProcess();
  const reader = read(client);
  expect(client.pid).toBeDefined();
  await play(client, 1, 20);
  await vi.waitFor(() => expect(client.pid).toBeUndefined(), { timeout: 60_000 });
  await play(client, 21, 25);
  expect(sequencesOf(reader.taken)).toEqual(numbers(1, 25));
  reader.close();
});

test('whoever comes after the camera stopped begins with what it gives then', async () => {
  const client = mediaProcess();
  await play(client, 1, 20);
  client.forgetPassed();
  const reader = read(client);
  await play(client, 31, 35);
  expect(sequencesOf(reader.taken)).toEqual(numbers(31, 35));
  reader.close();
});

test.each([
  ['that begins then', false],
  ['that keeps the last minutes', true],
])('so does a smaller rendition of a process %s', async (_, isHistoryKept) => {
  const client = mediaProcess();
  if (isHistoryKept) {
    keep(client);
  }
  await play(client, 1, 20);
  await taken(client);
  client.forgetPassed();
  const reader = read(client.rendition(90));
  await play(client, 31, 35);
  await vi.waitFor(() => expect(sequencesOf(reader.taken)).toContain(35), { timeout: 60_000 });
  expect(sequencesOf(reader.taken)).toEqual(numbers(31, 35));
  expect(reader.taken[0]).toMatchObject({ isKeyframe: true, size: { widthPixels: 160, heightPixels: 90 } });
  reader.close();
});

test('a process that stands still, or is killed, costs readers nothing, as the last minutes need it and they do not', async () => {
  const client = mediaProcess();
  keep(client);
  await play(client, 1, 20);
  const reader = read(client);
  await vi.waitFor(() => expect(client.historyBytes).toBeGreaterThan(0), { timeout: 60_000 });
  const pid = client.pid!;
  process.kill(pid, 'SIGSTOP');
  for (const sequence of numbers(21, 40)) {
    client.write(encodedFrame(packets[sequence - 1]!, sequence));
  }
  expect(sequencesOf(reader.taken)).toEqual(numbers(16, 40));
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(client.pid).not.toBe(pid), { timeout: 60_000 });
  await play(client, 41, 44);
  await taken(client);
  expect(sequencesOf(reader.taken)).toEqual(numbers(16, 44));
  reader.close();
});

test('readers follow a camera that gives H.264 instead of JPEGs, and the other way, with a keyframe and nothing twice', async () => {
  const client = mediaProcess();
  const jpegs = await smallJpegs(16);
  const reader = read(client);
  const playJpegs = async (from: number, to: number): Promise<void> => {
    for (const sequence of numbers(from, to)) {
      client.write(frameOf(jpegs[sequence % 16]!, sequence, sequence * interval));
      await vi.waitFor(() => expect(sequencesOf(reader.taken)).toContain(sequence), { timeout: 60_000 });
    }
  };
  await playJpegs(1, 10);
  await play(client, 16, 25);
  await playJpegs(26, 35);
  expect(sequencesOf(reader.taken)).toEqual([...numbers(1, 10), ...numbers(16, 35)]);
  const first = (sequence: number): EncodedPacket | undefined => reader.taken.find((packet) => packet.sequence === sequence);
  expect([1, 16, 26].map((sequence) => first(sequence)?.isKeyframe)).toEqual([true, true, true]);
  expect([1, 16, 26].map((sequence) => first(sequence)?.size.cameraProfile)).toEqual([undefined, 66, undefined]);
  reader.close();
});
