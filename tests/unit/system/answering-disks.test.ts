import { expect, it } from 'vitest';
import { AnsweringDisks } from '../../../main/system/answering-disks.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const never = (): Promise<never> => new Promise(() => {});
const outcome = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (value) => value,
    (error: unknown) => (error as { code?: unknown }).code ?? error,
  );

it('passes on what a disk answers, and what it refuses', async () => {
  const disks = new AnsweringDisks(new ManualClock());
  expect(await disks.ask('/disk', async () => 7)).toBe(7);
  await expect(disks.ask('/disk', () => Promise.reject(new Error('EIO')))).rejects.toThrow('EIO');
});

it('a disk that does not answer is refused in the end, and not asked again until it does', async () => {
  const clock = new ManualClock();
  const disks = new AnsweringDisks(clock);
  let answer = (_value: string): void => {};
  const first = outcome(disks.ask('/share', () => new Promise<string>((resolve) => (answer = resolve))));
  await clock.advance(8000);
  expect(await first).toBe('ETIMEDOUT');
  let asked = 0;
  const ask = async (directory: string): Promise<unknown> => outcome(disks.ask(directory, async () => (asked += 1)));
  expect([await ask('/share'), await ask('/share/recordings'), asked]).toEqual(['ETIMEDOUT', 'ETIMEDOUT', 0]);
  expect(await ask('/other')).toBe(1);
  answer('at last');
  await clock.advance(0);
  expect(await ask('/share/recordings')).toBe(2);
  expect(clock.pendingTimers).toBe(0);
});

it('does not take its own sleep for that of the disk', async () => {
  class SleepyClock extends ManualClock {
    slept = 0;
    override monotonicMilliseconds(): number {
      return super.monotonicMilliseconds() + this.slept;
    }
  }
  const clock = new SleepyClock();
  const disks = new AnsweringDisks(clock);
  const asked = outcome(disks.ask('/disk', never));
  let isDone = false;
  void asked.then(() => (isDone = true));
  clock.slept = 60_000;
  await clock.advance(8000);
  expect(isDone).toBe(false);
  await clock.advance(8000);
  expect(await asked).toBe('ETIMEDOUT');
});
