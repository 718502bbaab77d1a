import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { isAtWork } from '../../../main/system/process-work.ts';
import { Watchdog } from '../../../main/system/watchdog.ts';
import { ManualClock } from '../../support/manual-clock.ts';

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
    expect.poll(() => isAtWork(pid), { timeout: 60_000 }).toBe(expected);
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
