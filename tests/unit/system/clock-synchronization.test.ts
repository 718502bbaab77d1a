import { expect, test } from 'vitest';
import { ClockSynchronization } from '../../../main/system/clock-synchronization.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const minute = 60_000;

test('tells when the clock is kept right, for how long, and forgets it with a jump', async () => {
  const clock = new ManualClock();
  let answer: boolean | null = false;
  let told = 0;
  const synchronization = new ClockSynchronization({ clock, ask: () => Promise.resolve(answer) });
  synchronization.onSynchronized(() => (told += 1));
  expect(synchronization.state).toBe('unknown');
  await synchronization.start();
  expect([synchronization.state, synchronization.steadyMilliseconds, told]).toEqual(['unsynchronized', 0, 0]);
  answer = true;
  await clock.advance(minute);
  await clock.advance(10 * minute);
  expect([synchronization.state, synchronization.steadyMilliseconds, told]).toEqual(['synchronized', 10 * minute, 1]);
  clock.jump(20_000);
  expect(synchronization.steadyMilliseconds).toBe(10 * minute);
  clock.jump(-3_600_000);
  expect([synchronization.state, synchronization.steadyMilliseconds]).toEqual(['unknown', 0]);
  await clock.advance(minute);
  expect([synchronization.state, synchronization.steadyMilliseconds, told]).toEqual(['synchronized', 0, 2]);
  answer = null;
  await clock.advance(minute);
  expect(synchronization.state).toBe('unknown');
  synchronization.close();
  expect(clock.pendingTimers).toBe(0);
});
