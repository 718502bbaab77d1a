import { expect, test } from 'vitest';
import { HlsTimeline } from '../../../../main/live/hls/hls-timeline.ts';
import { PictureGrid, type PictureStretch } from '../../../../main/live/hls/picture-grid.ts';
import type { EncodedPacket } from '../../../../main/media/protocol.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const size = { widthPixels: 320, heightPixels: 180 };
const packet = (captureMilliseconds: number, isKeyframe = false): EncodedPacket => ({
  annexB: Buffer.alloc(0),
  isKeyframe,
  captureMilliseconds,
  sequence: Math.round(captureMilliseconds),
  size,
});

const grid = (intervalMilliseconds = 1000 / 15, stretchMilliseconds = 200): PictureGrid =>
  new PictureGrid({
    stretchMilliseconds,
    leastSegmentMilliseconds: 300,
    mostSegmentMilliseconds: 2499,
    intervalMilliseconds,
    timeline: new HlsTimeline({ mediaMilliseconds: 0, isContinued: false, discontinuitySequence: 0 }),
  });

/** Each stretch goes on where the one before it ended, and none but the last of a segment is shorter than the others. */
function assertEven(made: readonly PictureStretch[], stretchMilliseconds = 200): void {
  made.forEach((stretch, index) => {
    const before = made[index - 1];
    expect(stretch.mediaMilliseconds).toBe(before === undefined ? 0 : before.mediaMilliseconds + before.durationMilliseconds);
    expect(stretch.packets.length).toBeGreaterThan(0);
    const isLastOfSegment = made[index + 1]?.beginsSegment ?? true;
    expect(stretch.durationMilliseconds <= stretchMilliseconds).toBe(true);
    expect(isLastOfSegment || stretch.durationMilliseconds === stretchMilliseconds).toBe(true);
  });
}

test('closes a stretch with its last picture, and waits for none of the next', () => {
  const one = grid();
  const made = Array.from({ length: 30 }, (_, index) => one.add(packet((index * 1000) / 15, index === 0)));
  expect(made.map(({ length }) => length).slice(0, 9)).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
  assertEven(made.flat());
});

test.each([3, 7, 12, 15, 24, 30])('stays with the time of a camera that gives %s pictures a second, more or less', (picturesPerSecond) => {
  const random = seededRandom(picturesPerSecond);
  const intervalMilliseconds = 1000 / picturesPerSecond;
  const stretchMilliseconds = Math.ceil(Math.max(3, Math.round(200 / intervalMilliseconds)) * intervalMilliseconds);
  const one = grid(intervalMilliseconds, stretchMilliseconds);
  let at = 0;
  const made: PictureStretch[] = [];
  for (let index = 0; index < 600; index += 1) {
    made.push(...one.add(packet(at, index % 30 === 0)));
    at += intervalMilliseconds * (0.6 + 0.8 * random.uniform());
  }
  assertEven(made, stretchMilliseconds);
  const last = made.at(-1)!;
  expect(Math.abs(last.mediaMilliseconds + last.durationMilliseconds - at)).toBeLessThan(2 * stretchMilliseconds);
  expect(made.flatMap(({ packets }) => packets)).toHaveLength(new Set(made.flatMap(({ packets }) => packets)).size);
});

test('a segment begins with a keyframe, and with no other picture unless one does not come for too long', () => {
  const one = grid();
  const made: PictureStretch[] = [];
  for (let index = 0; index < 200; index += 1) {
    made.push(...one.add(packet((index * 1000) / 15, index < 100 && index % 20 === 0)));
  }
  const beginnings = made.filter(({ beginsSegment }) => beginsSegment);
  expect(beginnings.slice(0, 5).map(({ packets }) => packets[0]!.isKeyframe)).toEqual([true, true, true, true, true]);
  const lengths = beginnings.slice(1).map(({ mediaMilliseconds }, index) => mediaMilliseconds - beginnings[index]!.mediaMilliseconds);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(2499);
  assertEven(made);
});

test('keyframes that follow each other at once are one segment; a new video is a new one at once', () => {
  const one = grid();
  const made = [0, 67, 133].flatMap((at) => one.add(packet(at, true)));
  expect(made.map(({ beginsSegment }) => beginsSegment)).toEqual([true]);
  const further = [200, 267, 333].flatMap((at) => one.add(packet(at, at === 200), at === 200));
  expect(further.map(({ beginsSegment }) => beginsSegment)).toEqual([true]);
});

test('the time of the video stands still while there is no picture', () => {
  const one = grid();
  const before = [0, 67, 133, 200].flatMap((at) => one.add(packet(at, at === 0)));
  const after = [10_000, 10_067, 10_133, 10_200].flatMap((at) => one.add(packet(at)));
  assertEven([...before, ...after]);
  const last = after.at(-1)!;
  expect(last.mediaMilliseconds + last.durationMilliseconds).toBeLessThanOrEqual(800);
});
