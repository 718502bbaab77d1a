import { expect, test } from 'vitest';
import { FrameWindow } from '../../../main/media/frame-window.ts';
import { frameOf } from '../../support/small-jpegs.ts';

interface Played {
  window: FrameWindow;
  /** Capture times of the frames that were encoded. */
  encoded: number[];
  /** How late each of them was done. */
  lateMilliseconds: number[];
}

/** A camera of 15 frames a second before an encoder that takes so long for each, for so long; the encoder may begin late. */
function play({
  encodeMilliseconds,
  seconds,
  startMilliseconds = 0,
  frameBytes = 1000,
}: {
  encodeMilliseconds: (at: number) => number;
  seconds: number;
  startMilliseconds?: number;
  frameBytes?: number;
}): Played {
  const window = new FrameWindow();
  const jpeg = Buffer.alloc(frameBytes);
  const played: Played = { window, encoded: [], lateMilliseconds: [] };
  const inHand: { sequence: number; at: number }[] = [];
  let doneAt = Infinity;
  const advance = (now: number): void => {
    for (let frame = window.next(); frame !== null && now >= startMilliseconds; frame = window.next()) {
      inHand.push({ sequence: frame.sequence, at: frame.monotonicMilliseconds });
      doneAt = inHand.length === 1 ? now + encodeMilliseconds(now) : doneAt;
    }
  };
  for (let now = 0, sequence = 0; now < seconds * 1000; now += 1) {
    if (now >= (sequence * 1000) / 15) {
      window.add(frameOf(jpeg, (sequence += 1), now));
    }
    if (now >= startMilliseconds) {
      advance(now);
    }
    const [done] = inHand;
    if (done !== undefined && now >= doneAt) {
      inHand.shift();
      played.encoded.push(done.at);
      played.lateMilliseconds.push(now - done.at);
      window.encoded(done.sequence);
      doneAt = inHand.length === 0 ? Infinity : now + encodeMilliseconds(now);
      advance(now);
    }
  }
  return played;
}

const longestGap = (times: readonly number[]): number => Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));

test('an encoder that follows gets every frame, also what waited for its start', () => {
  const { window, encoded } = play({ encodeMilliseconds: () => 20, seconds: 20, startMilliseconds: 4000 });
  expect(window.droppedFrames).toBe(0);
  expect(encoded.length).toBeGreaterThan(20 * 15 - 4);
});

test('one that is too slow gets fewer frames, evenly, and stays near the present', () => {
  const { encoded, lateMilliseconds } = play({ encodeMilliseconds: () => 500, seconds: 120 });
  const settled = encoded.filter((at) => at > 30_000);
  expect(settled.length).toBeGreaterThan(85 * 1.8);
  expect(longestGap(settled)).toBeLessThan(1200);
  expect(Math.max(...lateMilliseconds.slice(-100))).toBeLessThan(2500);
});

test('one that is too slow for what waited for its start leaves out of it', () => {
  const { encoded, lateMilliseconds } = play({ encodeMilliseconds: () => 1000, seconds: 120, startMilliseconds: 8000 });
  expect(encoded[0]).toBe(0);
  const settled = encoded.filter((at) => at > 60_000);
  expect(settled.length).toBeGreaterThan(50);
  expect(longestGap(settled)).toBeLessThan(3000);
  expect(Math.max(...lateMilliseconds.slice(-30))).toBeLessThan(5000);
});

test('one that was slow for a while gets every frame again', () => {
  const { encoded } = play({ encodeMilliseconds: (at) => (at > 5000 && at < 15_000 ? 700 : 20), seconds: 40 });
  expect(longestGap(encoded.filter((at) => at > 20_000))).toBeLessThan(100);
  expect(longestGap(encoded)).toBeLessThan(5000);
});

test('what is encoded but not written yet makes room for what comes', () => {
  // 12 megapixels at a high quality: three frames fill the window, and a fragment is written each half second.
  const { window, encoded } = play({ encodeMilliseconds: () => 30, seconds: 4, frameBytes: 10 * 1024 * 1024 });
  expect(window.droppedFrames).toBe(0);
  expect(encoded.length).toBe(60);
});

test('one that hangs loses nothing of what waited when it began', () => {
  const window = new FrameWindow();
  const jpeg = Buffer.alloc(1000);
  const take = (): number[] => {
    const taken: number[] = [];
    for (let frame = window.next(); frame !== null; frame = window.next()) {
      taken.push(frame.sequence);
    }
    return taken;
  };
  window.add(frameOf(jpeg, 1, 0));
  expect(take()).toEqual([1]);
  window.encoded(1);
  for (let sequence = 2; sequence <= 100; sequence += 1) {
    window.add(frameOf(jpeg, sequence, sequence * 50));
    take();
  }
  window.replay();
  const replayed: number[] = [];
  for (let taken = take(); taken.length > 0; taken = take()) {
    replayed.push(...taken);
    window.encoded(taken.at(-1) ?? 0);
  }
  // Frame 1 was never written. Of the others, the first two seconds; after one thinning.
  expect(replayed.slice(0, 2)).toEqual([1, 2]);
  expect(replayed.length).toBeGreaterThan(20);
});
