import { expect, test } from 'vitest';
import type { EncodedFrame } from '../../../main/frames/encoded-frame.ts';
import { PacketWindow } from '../../../main/media/packet-window.ts';

const perSecond = 15;

/** A keyframe each second. */
const frame = (sequence: number, bytes = 1000): EncodedFrame => ({
  annexB: Buffer.alloc(bytes),
  isKeyframe: (sequence - 1) % perSecond === 0,
  sequence,
  monotonicMilliseconds: (sequence * 1000) / perSecond,
  capturedAtMicroseconds: 0,
  widthPixels: 320,
  heightPixels: 180,
  profile: 66,
});

const all = (window: PacketWindow): number[] => {
  const sequences: number[] = [];
  for (let next = window.next(); next !== null; next = window.next()) {
    sequences.push(next.sequence);
  }
  return sequences;
};

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('keeps what came since the newest keyframe while nobody needs it, and begins with that', () => {
  const window = new PacketWindow();
  range(3, 40).forEach((sequence) => window.keep(frame(sequence)));
  expect(window.keyframeBefore(Infinity)?.sequence).toBe(31);
  window.add(frame(41));
  expect(all(window)).toEqual(range(31, 41));
  window.encoded(41);
  window.add(frame(42));
  window.clear();
  window.keep(frame(43));
  window.add(frame(44));
  expect(all(window)).toEqual(range(31, 44));
  expect(window.droppedFrames).toBe(0);
});

test('what came before the camera stopped is not for whoever comes later, and nobody who needs it already loses it', () => {
  const window = new PacketWindow();
  range(1, 20).forEach((sequence) => window.keep(frame(sequence)));
  window.stoppedWith(20);
  expect([window.keyframeBefore(Infinity), window.waiting]).toEqual([null, []]);
  range(31, 34).forEach((sequence) => window.keep(frame(sequence)));
  window.add(frame(35));
  window.stoppedWith(35);
  expect(window.keyframeBefore(Infinity)).toBeNull();
  expect(window.newestKeyframe?.sequence).toBe(31);
  expect(all(window)).toEqual(range(31, 35));
  window.clear(); // nobody needs it any more
  range(46, 48).forEach((sequence) => window.add(frame(sequence)));
  expect(all(window)).toEqual(range(46, 48));
  expect(window.droppedFrames).toBe(0);
});

test('a process that stands still loses whole groups, and is given a keyframe when it goes on', () => {
  const window = new PacketWindow();
  window.add(frame(1));
  window.next();
  window.encoded(1);
  window.add(frame(2));
  window.next(); // and this one takes five seconds
  range(3, 75).forEach((sequence) => window.add(frame(sequence)));
  window.encoded(2);
  range(76, 95).forEach((sequence) => window.add(frame(sequence)));
  const sent = all(window);
  expect(frame(sent[0] ?? 0).isKeyframe).toBe(true);
  expect(sent).toEqual(range(sent[0] ?? 0, 95));
  expect(window.droppedFrames).toBe(93 - sent.length);
});

test('holds no more than it may, however much comes', () => {
  const window = new PacketWindow();
  window.add(frame(1));
  window.next();
  window.encoded(1);
  range(2, 200).forEach((sequence) => window.add(frame(sequence, 1_000_000)));
  expect(window.waiting.length).toBeLessThanOrEqual(32);
  expect(window.droppedFrames).toBeGreaterThan(150);
  const resting = new PacketWindow();
  range(1, 200).forEach((sequence) => resting.keep({ ...frame(sequence, 1_000_000), isKeyframe: sequence === 1 }));
  expect(resting.waiting.length).toBeLessThanOrEqual(32);
});

test('after a crash what is not in the file is sent again, from its keyframe on', () => {
  const window = new PacketWindow();
  for (const sequence of range(1, 40)) {
    window.add(frame(sequence));
    window.next();
    window.encoded(sequence);
    window.written(sequence - 5);
  }
  window.replay();
  expect(all(window)).toEqual(range(31, 40));
  window.encoded(40);
  window.written(28);
  window.replay();
  expect(all(window)).toEqual(range(31, 40));
});

test('the rest of a group that ended two processes is left out', () => {
  const window = new PacketWindow();
  range(1, 20).forEach((sequence) => window.add(frame(sequence)));
  all(window);
  window.encoded(7);
  window.replay();
  expect(all(window)).toEqual(range(1, 20));
  window.encoded(7);
  window.replay();
  expect(all(window)).toEqual(range(16, 20));
});

test('a process that started slowly is given all that waited at once, and nothing comes late while it works through that', () => {
  const window = new PacketWindow();
  range(1, 45).forEach((sequence) => window.add(frame(sequence)));
  expect(all(window)).toEqual(range(1, 45));
  window.encoded(1);
  window.add(frame(46));
  expect(all(window)).toEqual([46]);
  window.encoded(46);
  window.add(frame(47));
  window.add(frame(47 + 3 * perSecond)); // now that it had caught up, this is late
  expect(all(window)).toEqual([]);
});

test('a group that is longer than it may be late is no reason to drop it when it begins to be needed', () => {
  const window = new PacketWindow();
  range(1, 300).forEach((sequence) => window.keep({ ...frame(sequence), isKeyframe: sequence === 1 }));
  window.add({ ...frame(301), isKeyframe: false });
  window.add({ ...frame(302), isKeyframe: false });
  const first = all(window);
  window.encoded(first.at(-1) ?? 0);
  const sent = [...first];
  for (let more = all(window); more.length > 0; more = all(window)) {
    sent.push(...more);
    window.encoded(more.at(-1) ?? 0);
  }
  expect(sent).toEqual(range(1, 302));
  expect(window.droppedFrames).toBe(0);
});

test('at the end of a recording what still waits of it is left out, up to a keyframe after it', () => {
  const window = new PacketWindow();
  window.add(frame(1));
  window.next();
  window.encoded(1);
  range(2, 25).forEach((sequence) => window.add(frame(sequence)));
  window.endSoon(frame(12).monotonicMilliseconds);
  expect(window.waiting.map(({ sequence }) => sequence)).toEqual(range(16, 25));
});
