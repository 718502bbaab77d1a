import { expect, test } from 'vitest';
import type { MediaCommand } from '../../../main/media/protocol.ts';
import { VideoFeed } from '../../../main/media/video-feed.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { frameOf } from '../../support/small-jpegs.ts';

test('a recording whose pictures take seconds each to encode has fewer of them, and ends soon after it is ended', async () => {
  const clock = new ManualClock();
  const kills: string[] = [];
  const facts = { widthPixels: 4608, heightPixels: 2592, durationMilliseconds: 20_000, sizeBytes: 1, frameCount: 1 };
  const inHand: MediaCommand[] = [];
  let encoded = 0;
  /** An encoder on a machine that has no time for it: seven seconds for each picture. */
  const encodeNext = (): void => {
    const [command] = inHand;
    clock.after(command?.type === 'frame' ? 7000 : 0, () => {
      inHand.shift();
      if (command?.type === 'frame') {
        encoded += 1;
        video.encoded(command.sequence);
        video.recordingWritten('slow', command.sequence);
      } else if (command?.type === 'finish-recording') {
        video.recordingFinished('slow', facts);
      }
      if (inHand.length > 0) {
        encodeNext();
      }
    });
  };
  const video = new VideoFeed(clock, {
    send: (command) => {
      if (inHand.push(command) === 1) {
        encodeNext();
      }
    },
    start: () => {},
    need: () => {},
    isAtWork: () => true,
    kill: (reason) => kills.push(reason),
    over: () => {},
  });
  const recording = video.record({
    recordingId: 'slow',
    path: 'slow.mp4',
    startMilliseconds: 0,
    historyMilliseconds: null,
    beginsWithRequest: true,
    untilMilliseconds: null,
    nextPart: () => Promise.reject(new Error('not expected')),
    onInterrupted: (reason) => kills.push(reason),
    onFailed: (code, reason) => kills.push(code, reason),
  });
  video.processReady(false);
  const jpeg = Buffer.alloc(3_000_000);
  for (let sequence = 1; sequence <= 300; sequence += 1) {
    video.write(frameOf(jpeg, sequence, clock.monotonicMilliseconds()));
    await clock.advance(1000 / 15);
  }
  const finished = recording.finish(clock.monotonicMilliseconds(), 25_000);
  let lastPart: unknown = null;
  void finished.then((feedEnd) => (lastPart = feedEnd.lastPart));
  await clock.advance(40_000);
  expect(kills).toEqual([]);
  expect(lastPart).toEqual(facts);
  expect(encoded).toBeGreaterThanOrEqual(5);
  expect(encoded + video.droppedFrames).toBe(300);
  expect(clock.pendingTimers).toBe(0);
});
