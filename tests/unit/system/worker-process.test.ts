import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { silentLogger } from '../../../main/system/logger.ts';
import { forkNode } from '../../../main/system/node-program.ts';
import { WorkerProcess, type WorkerPatience } from '../../../main/system/worker-process.ts';
import { WorkerError } from '../../../main/system/worker-requests.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { isAlive } from '../../support/process-life.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import type { TestCommand, TestReport, TestRequests } from '../../support/worker-program.ts';

type Worker = WorkerProcess<TestRequests, TestCommand, TestReport>;

const patience: WorkerPatience = {
  startMilliseconds: 20_000,
  request: { silentMilliseconds: 120_000, workMilliseconds: 300_000, looks: 3 },
  lingerMilliseconds: 1000,
  stopMilliseconds: { usual: 3000, shutdown: 500 },
};

const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
});

interface Scene {
  readonly clock: ManualClock;
  readonly worker: Worker;
  readonly user: { isNeeded: boolean };
  /** What the user was told, in order. */
  readonly told: string[];
  /** How many times the program was started. */
  readonly starts: () => number;
}

function create({
  limits = {},
  environment = {},
  program = 'worker-program.ts',
  priority,
  failingStarts = 0,
}: {
  limits?: Partial<WorkerPatience>;
  environment?: Record<string, string>;
  program?: string;
  priority?: number;
  failingStarts?: number;
} = {}): Scene {
  const clock = new ManualClock();
  const user = { isNeeded: false };
  const told: string[] = [];
  let starts = 0;
  const worker: Worker = new WorkerProcess(
    {
      name: 'test process',
      program: new URL(`../../support/${program}`, import.meta.url),
      clock,
      logger: silentLogger,
      priority,
      fork: (path, options) => {
        starts += 1;
        if (starts <= failingStarts) {
          throw new Error('ENOMEM');
        }
        return forkNode(path, { ...options, env: { ...options.env, ...environment } });
      },
      patience: { ...patience, ...limits },
    },
    {
      isNeeded: () => user.isNeeded,
      ready: () => told.push('ready'),
      report: ({ command }) => told.push(`heard ${command}`),
      gone: () => told.push('gone'),
      crashed: (reason) => told.push(reason),
    },
  );
  workers.push(worker);
  return { clock, worker, user, told, starts: () => starts };
}

const toldOf = (told: readonly string[], what: string): Promise<void> => expect.poll(() => told).toContain(what);
const gone = (pid: number): Promise<void> => expect.poll(() => isAlive(pid)).toBe(false);

test('starts for the first question, answers what was asked meanwhile, and ends when nothing needs it', async () => {
  const { clock, worker, told } = create();
  expect(worker.pid).toBeUndefined();
  expect(await Promise.all(['one', 'two'].map((text) => worker.ask('echo', { text })))).toEqual(['one', 'two']);
  const pid = worker.pid!;
  await clock.advance(999);
  expect(await worker.ask('echo', { text: 'three' })).toBe('three');
  expect(worker.pid).toBe(pid);
  await clock.advance(1000);
  expect(worker.pid).toBeUndefined();
  await gone(pid);
  expect(told).toEqual(['ready', 'gone']);
});

test('stays where its user needs it again before it would end', async () => {
  const { clock, worker, user } = create();
  await worker.ask('echo', { text: 'one' });
  const pid = worker.pid!;
  await clock.advance(500);
  user.isNeeded = true;
  await clock.advance(60_000);
  expect(worker.pid).toBe(pid);
  user.isNeeded = false;
  worker.endUnlessNeeded();
  await clock.advance(1000);
  expect(worker.pid).toBeUndefined();
  await gone(pid);
});

test('stays while its user needs it, and starts for him without a question', async () => {
  const { clock, worker, user, told } = create();
  user.isNeeded = true;
  worker.startSoon();
  const pid = worker.pid!;
  await toldOf(told, 'ready');
  await worker.ask('echo', { text: 'one' });
  await clock.advance(60_000);
  expect(worker.pid).toBe(pid);
  user.isNeeded = false;
  worker.endUnlessNeeded();
  await clock.advance(1000);
  await gone(pid);
});

test('what it cannot do is refused with its code and reason, and it goes on', async () => {
  const { worker } = create();
  const refusal: unknown = await worker.ask('impossible', {}).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(WorkerError);
  expect(refusal).toMatchObject({ code: 'ENOTSUP', message: 'it cannot be done' });
  expect(await worker.ask('echo', { text: 'still here' })).toBe('still here');
});

test('where the system starts no process, what was asked is refused, and the next question tries again', async () => {
  const { worker, told, starts } = create({ failingStarts: 1 });
  await expect(worker.ask('echo', { text: 'one' })).rejects.toMatchObject({
    code: 'ECANCELED',
    message: 'the test process is gone: ENOMEM',
  });
  expect([told, worker.pid]).toEqual([['gone', 'ENOMEM'], undefined]);
  expect(await worker.ask('echo', { text: 'two' })).toBe('two');
  expect(starts()).toBe(2);
});

test('a crash refuses what was asked, tells its user, and costs the next question nothing', async () => {
  const { worker, told, starts } = create();
  const waiting = worker.ask('nothing', {});
  const crash = worker.ask('crash', {});
  await expect(waiting).rejects.toMatchObject({ code: 'ECANCELED', message: 'the test process is gone: it was ended by SIGSEGV' });
  await expect(crash).rejects.toThrow('gone');
  expect(told).toEqual(['ready', 'gone', 'it was ended by SIGSEGV']);
  expect(worker.hasCrashed).toBe(true);
  expect(await worker.ask('echo', { text: 'again' })).toBe('again');
  expect(starts()).toBe(2);
});

test('one that crashes again and again is restarted later each time, and after a calm while at once', async () => {
  const { clock, worker, user, told, starts } = create();
  user.isNeeded = true;
  worker.start();
  const crashAndWait = async (delayMilliseconds: number): Promise<void> => {
    const before = starts();
    await expect.poll(() => worker.isReady).toBe(true);
    const crashes = told.filter((line) => line.includes('SIGKILL')).length;
    process.kill(worker.pid!, 'SIGKILL');
    await expect.poll(() => told.filter((line) => line.includes('SIGKILL')).length).toBe(crashes + 1);
    if (delayMilliseconds > 0) {
      await clock.advance(delayMilliseconds - 1);
      worker.startSoon();
      expect(starts()).toBe(before);
    }
    await clock.advance(1);
    expect(starts()).toBe(before + 1);
  };
  for (const delayMilliseconds of [0, 0, 250, 1000, 5000]) {
    await crashAndWait(delayMilliseconds);
  }
  await clock.advance(10_000);
  await crashAndWait(0);
});

test('one that answers nothing and does nothing is killed; time in which we slept does not count', async () => {
  const { clock, worker } = create();
  await worker.ask('echo', { text: 'one' });
  const pid = worker.pid!;
  const hung = worker.ask('nothing', {}).catch((error: unknown) => error);
  await expect.poll(() => worker.isAtWork).toBe(false);
  await clock.advance(119_000);
  await clock.sleep(3_600_000);
  await clock.advance(500);
  expect(isAlive(pid)).toBe(true);
  await clock.advance(30_000);
  expect(await hung).toMatchObject({ message: expect.stringContaining('it was ended by SIGKILL') });
  await gone(pid);
});

test('one that computes has more time than one that does nothing, but not all of it', async () => {
  const { clock, worker } = create();
  await worker.ask('echo', { text: 'one' });
  const hung = worker.ask('compute', {}).catch((error: unknown) => error);
  await expect.poll(() => worker.isAtWork).toBe(true);
  await clock.advance(290_000);
  expect(isAlive(worker.pid!)).toBe(true);
  await clock.advance(11_000);
  expect(await hung).toMatchObject({ code: 'ECANCELED' });
});

test('one that does not start in time is killed', async () => {
  const { clock, worker } = create({ environment: { PETLOG_TEST_NEVER_READY: '1' } });
  const asked = worker.ask('echo', { text: 'one' }).catch((error: unknown) => error);
  await expect.poll(() => worker.isAtWork, { timeout: 60_000 }).toBe(false);
  await clock.advance(60_000);
  expect(await asked).toMatchObject({ message: 'the test process is gone: it was ended by SIGKILL' });
});

test('a program that does not exist is told as a crash', async () => {
  const { worker, told } = create({ program: 'no-such-program.ts' });
  await expect(worker.ask('echo', { text: 'one' })).rejects.toThrow('the test process is gone: it ended with code 1');
  expect(told).toEqual(['gone', 'it ended with code 1']);
});

test('closing lets it finish what it has in hand, and nothing starts it again', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'end.txt');
  const { worker, told, starts } = create();
  const waiting = worker.ask('nothing', {}).catch((error: unknown) => error);
  await toldOf(told, 'ready');
  worker.send({ type: 'write-at-the-end', path });
  await toldOf(told, 'heard write-at-the-end');
  const pid = worker.pid!;
  await worker.close();
  expect(readFileSync(path, 'utf8')).toBe('whole');
  expect(isAlive(pid)).toBe(false);
  expect(await waiting).toMatchObject({ message: 'PetLog is stopping' });
  await expect(worker.ask('echo', { text: 'one' })).rejects.toThrow('PetLog is stopping');
  worker.start();
  worker.startSoon();
  expect(starts()).toBe(1);
});

test('one that does not end is killed', async () => {
  const { clock, worker, told } = create();
  worker.start();
  await toldOf(told, 'ready');
  worker.send({ type: 'stay' });
  await toldOf(told, 'heard stay');
  const pid = worker.pid!;
  const closed = worker.close();
  await clock.advance(499);
  expect(isAlive(pid)).toBe(true);
  await clock.advance(1);
  await closed;
  expect(isAlive(pid)).toBe(false);
  expect(clock.pendingTimers).toBe(0);
});

test('one that writes nothing is not waited for', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'end.txt');
  const { worker, told } = create({ limits: { stopMilliseconds: { usual: 0, shutdown: 0 } } });
  worker.start();
  worker.send({ type: 'write-at-the-end', path });
  await toldOf(told, 'heard write-at-the-end');
  await worker.close();
  expect(existsSync(path)).toBe(false);
});

test('has the priority that it was given, and none above ours', async () => {
  const { worker } = create({ priority: 19 });
  worker.start();
  expect(getPriority(worker.pid)).toBe(19);
  const { worker: other } = create({ priority: -20 });
  other.start();
  expect(getPriority(other.pid)).toBe(getPriority());
});
