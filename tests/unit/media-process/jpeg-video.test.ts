import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { afterEach, expect, test } from 'vitest';
import type { EncodedPacket } from '../../../main/media/protocol.ts';
import { JpegVideo } from '../../../main/media-process/jpeg-video.ts';
import { footageJpegs } from '../../support/footage-jpegs.ts';
import { smallJpegs } from '../../support/small-jpegs.ts';

Log.setLevel(AV_LOG_QUIET);

const intervalMilliseconds = 100;
const jpegs = await smallJpegs(8);
const stillJpeg = jpegs[0]!;
const videos: JpegVideo[] = [];

afterEach(() => videos.splice(0).forEach((video) => video.close()));

/** A camera of ten pictures a second, and what the history gets of it. */
function withHistory(recentMilliseconds = 0): {
  video: JpegVideo;
  /** Pictures up to there: of a still room, or of one in which something moves. */
  run: (untilMilliseconds: number, moves?: boolean) => void;
  skipTo: (milliseconds: number) => void;
  packets: EncodedPacket[];
  times: () => number[];
} {
  const video = new JpegVideo({ frameRate: 10, bitrateKbps: 500, size: null, allowHardware: false }, recentMilliseconds);
  videos.push(video);
  const packets: EncodedPacket[] = [];
  video.subscribeAtRest((packet) => packets.push(packet));
  let nextMilliseconds = 0;
  return {
    video,
    packets,
    times: () => packets.map(({ captureMilliseconds }) => captureMilliseconds),
    run(untilMilliseconds, moves = false) {
      for (; nextMilliseconds < untilMilliseconds; nextMilliseconds += intervalMilliseconds) {
        const sequence = nextMilliseconds / intervalMilliseconds + 1;
        video.encode(moves ? jpegs[sequence % jpegs.length]! : stillJpeg, nextMilliseconds, sequence);
      }
    },
    skipTo: (milliseconds) => (nextMilliseconds = milliseconds),
  };
}

const every = (stepMilliseconds: number, from: number, until: number): number[] =>
  Array.from({ length: Math.ceil((until - from) / stepMilliseconds) }, (_, index) => from + index * stepMilliseconds);

test('of a room in which nothing happens, the history has a picture a second, and a keyframe every other', () => {
  const { run, times, packets } = withHistory();
  run(8000);
  expect(times()).toEqual([...every(100, 0, 1700), ...every(1000, 2600, 8000)]);
  expect(packets.filter(({ isKeyframe }) => isKeyframe).map(({ captureMilliseconds }) => captureMilliseconds)).toEqual([
    0, 2600, 4600, 6600,
  ]);
});

test('when something happens, no picture is missing from the one before it on', () => {
  const { run, times } = withHistory();
  run(5900);
  run(7900, true);
  run(12_000);
  const after = times().filter((at) => at >= 5600);
  expect(after.slice(0, 24)).toEqual(every(100, 5600, 8000));
  expect(Math.max(...after.slice(1).map((at, index) => at - after[index]!))).toBe(1000);
});

test('of the footage, all pictures of the cat are there, and few of the empty floor', () => {
  const { video, times } = withHistory();
  const captured = footageJpegs(135).flatMap((jpeg, index) => (index % 3 === 0 ? [{ jpeg, at: (index / 15) * 1000 }] : []));
  captured.forEach(({ jpeg, at }, index) => video.encode(jpeg, at, index + 1));
  expect(times().filter((at) => at >= 2000 && at < 4000).length).toBeLessThanOrEqual(3);
  expect(times().filter((at) => at >= 5100)).toEqual(captured.map(({ at }) => at).filter((at) => at >= 5100));
});

test('whoever needs every picture gets every picture, and so does the history meanwhile', () => {
  const { video, run, times } = withHistory();
  run(5000);
  const all: EncodedPacket[] = [];
  const unsubscribe = video.subscribe((packet) => all.push(packet));
  run(8000);
  unsubscribe();
  run(15_000);
  expect(all.map(({ captureMilliseconds }) => captureMilliseconds)).toEqual(every(100, 5000, 8000));
  expect(all[0]?.isKeyframe).toBe(true);
  expect(times().filter((at) => at >= 4900 && at < 8000)).toEqual(every(100, 4900, 8000));
  expect(times().filter((at) => at >= 10_000).length).toBeLessThanOrEqual(6);
});

test('whoever looks back sees the newest picture, also where nothing happens', () => {
  const { video, run, times } = withHistory();
  run(4400);
  video.catchUp();
  expect(times().at(-1)).toBe(4300);
  video.catchUp();
  expect(times().filter((at) => at === 4300)).toHaveLength(1);
});

test('the last picture before the camera was lost is there', () => {
  const { run, skipTo, times } = withHistory();
  run(4400);
  skipTo(9000);
  run(9200);
  expect(times().filter((at) => at >= 3500)).toEqual([3600, 4300, 9000]);
});

test('all pictures of the last seconds can be had for a recording, as they came', () => {
  const { video, run } = withHistory(3000);
  run(10_000, true);
  expect(video.incompleteFrom(7000)).toEqual([]);
  run(20_000);
  expect(video.incompleteFrom(17_000).map(({ captureMilliseconds }) => captureMilliseconds)).toEqual(every(100, 17_000, 20_000));
  expect(video.beginBefore(17_250, 16_500)).toBe(17_200);
  expect(video.incompleteFrom(0)[0]?.captureMilliseconds).toBe(16_900);
});

test('a broken picture costs no other one', () => {
  const { video, run, skipTo, times } = withHistory();
  run(4700);
  video.encode(stillJpeg.subarray(0, 40), 4700, 48); // nobody looks at it
  skipTo(4800);
  run(5000);
  expect(() => run(5100, true)).toThrow();
  skipTo(5100);
  run(6000, true);
  const found = times().filter((at) => at >= 4600 && at < 6000);
  expect(found).toEqual(every(100, 4600, 6000).filter((at) => at !== 4700));
});
