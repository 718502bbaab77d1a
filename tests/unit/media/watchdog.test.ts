import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { VideoFeed } from '../../../main/media/video-feed.ts';
import type { MediaCommand } from '../../../main/media/protocol.ts';
import { Watchdog } from '../../../main/media/watchdog.ts';
import { isAtWork } from '../../../main/system/process-work.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { frameOf } from '../../support/small-jpegs.ts';

/** What a watchdog says of a process that was given something to do and gives no sign. */
function watched({ works }: { works: boolean }): { clock: ManualClock; watchdog: Watchdog; reasons: string[] } {
  const clock = new ManualClock();
  const reasons: string[] = [];
  const watchdog = new Watchdog({ clock, isBusy: () => true, isAtWork: () => works, onHung: (reason) => reasons.push(reason) });
  watchdog.watch();
  return { clock, watchdog, reasons };
}

test('a process that does nothing about what it was given hangs after five seconds', async () => {
  const { clock, watchdog, reasons } = watched({ works: false });
  await clock.advance(4000);
  watchdog.sign();
  await clock.advance(4999);
  expect(reasons).toEqual([]);
  await clock.advance(1);
  expect(reasons).toEqual(['no answer for 5 s']);
});

test('a process that slept as long as we did does not', async () => {
  const { clock, watchdog, reasons } = watched({ works: false });
  await clock.advance(4990);
  await clock.sleep(9000);
  await clock.advance(900);
  watchdog.sign();
  await clock.advance(4900);
  expect(reasons).toEqual([]);
});

test('one that works on it has more time, not all of it', async () => {
  const { clock, watchdog, reasons } = watched({ works: true });
  await clock.advance(50_000);
  watchdog.sign();
  await clock.advance(59_000);
  expect(reasons).toEqual([]);
  await clock.advance(1000);
  expect(reasons).toEqual(['no answer for 60 s']);
});

test('is at work: one that computes; not: one that waits, is stopped, or is gone', async () => {
  const start = async (script: string): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['-e', `process.stdout.write('.'); ${script}`], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return child;
  };
  const seen = async (pid: number, expected: boolean): Promise<void> =>
    expect.poll(() => isAtWork(pid), { timeout: 10_000 }).toBe(expected);
  const computing = (await start('for (;;);')).pid ?? 0;
  const waiting = await start('process.stdin.resume()');
  await seen(computing, true);
  await seen(waiting.pid ?? 0, false);
  process.kill(computing, 'SIGSTOP');
  await seen(computing, false);
  waiting.kill();
  await once(waiting, 'exit');
  expect(isAtWork(waiting.pid ?? 0)).toBe(false);
});

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
