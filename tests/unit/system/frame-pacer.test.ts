import { expect, test } from 'vitest';
import { FramePacer } from '../../../main/system/frame-pacer.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** When each frame was due, while each takes some time to make. */
async function run(framesPerSecond: number, milliseconds: number, workMilliseconds: (frame: number) => number): Promise<number[]> {
  const clock = new ManualClock();
  const pacer = new FramePacer(framesPerSecond, clock);
  const times: number[] = [];
  const done = (async () => {
    for await (const _ of pacer.slots()) {
      times.push(clock.monotonicMilliseconds());
      await new Promise<void>((resolve) => void clock.after(workMilliseconds(times.length), resolve));
    }
  })();
  await clock.advance(milliseconds);
  pacer.stop();
  await clock.advance(1000);
  await done;
  expect(clock.pendingTimers).toBe(0);
  return times;
}

test('does not drift by the time that frames take', async () => {
  const times = await run(15, 60_001, (frame) => frame % 17);
  expect(times.length).toBe(901);
  expect(times.every((time, index) => Math.abs(time - (index * 1000) / 15) < 0.001)).toBe(true);
});

test('leaves out the frames that are missed, and never hurries after them', async () => {
  const times = await run(10, 1000, (frame) => (frame === 2 ? 350 : 10));
  expect(times.map(Math.round)).toEqual([0, 100, 450, 500, 600, 700, 800, 900, 1000]);
});

test('stops while it waits', async () => {
  const clock = new ManualClock();
  const pacer = new FramePacer(1, clock);
  const slots = pacer.slots();
  await slots.next();
  const next = slots.next();
  pacer.stop();
  expect((await next).done).toBe(true);
  expect(clock.pendingTimers).toBe(0);
});
