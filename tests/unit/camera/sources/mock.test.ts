import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { MockSource } from '../../../../main/camera/sources/mock.ts';
import { createSystemClock } from '../../../../main/system/clock.ts';
import { CaptureRecorder, captureSettings } from '../../../support/capture-recorder.ts';
import { averageDifference, decodePixels } from '../../../support/pixels.ts';

const machine = { clock: createSystemClock(), spawn, environment: process.env };
const small = { ...captureSettings, resolution: [320, 240] as [number, number], frame_rate: 60 };

async function firstPicture(turn: Partial<typeof captureSettings>): Promise<Buffer> {
  const recorder = new CaptureRecorder();
  const capture = new MockSource(machine).start({ ...small, ...turn }, recorder);
  const [first = Buffer.alloc(0)] = await recorder.untilFrames(1);
  await capture.stop();
  return first;
}

test('delivers frames until it is stopped, and can be started again', async () => {
  const source = new MockSource(machine);
  for (const how of ['stop', 'kill'] as const) {
    const recorder = new CaptureRecorder();
    const capture = source.start(small, recorder);
    const frames = await recorder.untilFrames(5);
    await capture[how]();
    const count = recorder.frames.length;
    expect(new Set(frames.map((frame) => frame.toString('base64'))).size).toBe(5);
    await new Promise(setImmediate);
    expect(recorder.frames.length).toBe(count);
    expect(recorder.reasons).toEqual([]);
  }
});

test('stopped before its first frame, delivers none', async () => {
  const recorder = new CaptureRecorder();
  await new MockSource(machine).start(captureSettings, recorder).stop();
  expect(recorder).toMatchObject({ frames: [], reasons: [] });
});

test.each([
  { rotation: 0, hflip: true, vflip: false, flop: true, flip: false },
  { rotation: 180, hflip: false, vflip: false, flop: true, flip: true },
  { rotation: 180, hflip: true, vflip: true, flop: false, flip: false },
] as const)('turns its picture as the settings say: %o', async ({ flop, flip, ...turn }) => {
  const upright = await firstPicture({});
  const turned = await decodePixels(await firstPicture(turn));
  // The text stands as it is.
  expect(averageDifference(turned, await decodePixels(upright, { flop, flip }))).toBeLessThan(
    averageDifference(turned, await decodePixels(upright, { flop: !flop, flip })),
  );
});

test('a drawing process that dies is told in a sentence', async () => {
  const pids: (number | undefined)[] = [];
  const recorder = new CaptureRecorder();
  const source = new MockSource({
    ...machine,
    spawn: (...start) => {
      const child = spawn(...start);
      pids.push(child.pid);
      return child;
    },
  });
  source.start(small, recorder);
  await recorder.untilFrames(1);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  expect(await recorder.untilEnded()).toBe('the mock camera was killed by SIGKILL');
});
