import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { ChildProgram, type ChildProgramOptions, describeEnd } from '../../../main/system/child-program.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { isAlive } from '../../support/process-life.ts';

const patience = { afterInterruptMilliseconds: 100, afterTerminateMilliseconds: 100 };

/** A shell script as a child program; `said` is fulfilled with its first output. */
function run(
  script: string,
  options: Partial<ChildProgramOptions> = {},
): { program: ChildProgram; said: Promise<string>; output: () => string } {
  let output = '';
  const said = Promise.withResolvers<string>();
  const program = new ChildProgram({
    file: '/bin/sh',
    arguments: ['-c', script],
    spawn,
    clock: createSystemClock(),
    patience,
    onOutput: (chunk) => {
      output += chunk.toString();
      said.resolve(chunk.toString());
    },
    ...options,
  });
  return { program, said: said.promise, output: () => output };
}

test('delivers all output before it says that the program is over', async () => {
  const { program, output } = run('seq 1 20000; echo bye >&2; exit 3');
  const end = await program.ended;
  expect(output().trimEnd().split('\n')).toHaveLength(20_000);
  expect(end).toMatchObject({ exitCode: 3, signal: null, startError: null, lastLines: ['bye'] });
});

/** A reader that has taken a first byte, and then takes a piece at most, of a program that wrote what buffers hold, and is over. */
async function pausedReader(): Promise<{ program: ChildProgram; clock: ManualClock; takeAll: () => void; takenBytes: () => number }> {
  const clock = new ManualClock();
  let takenBytes = 0;
  let isPausing = true;
  // Node resumes the output of a program that is over: what is read at once has to be less than all, and what is written less than a pipe and a stream hold.
  const { program } = run("trap 'exec head -c 100000 /dev/zero' USR1; printf x; while :; do sleep 0.05; done", {
    clock,
    onOutput(chunk) {
      takenBytes += chunk.length;
      if (isPausing) {
        program.output?.pause();
      }
    },
  });
  await vi.waitFor(() => expect(takenBytes).toBe(1), { timeout: 60_000 });
  process.kill(program.pid!, 'SIGUSR1');
  await vi.waitFor(() => expect(clock.pendingTimers).toBe(1), { timeout: 60_000 });
  const takeAll = (): void => {
    isPausing = false;
    program.output?.resume();
  };
  return { program, clock, takeAll, takenBytes: () => takenBytes };
}

test('what a paused reader has not taken is kept for it when the program is over', async () => {
  const { program, clock, takeAll, takenBytes } = await pausedReader();
  await clock.advance(5000);
  expect(takenBytes()).toBeLessThan(100_001);
  takeAll();
  expect(await program.ended).toMatchObject({ exitCode: 0 });
  expect(takenBytes()).toBe(100_001);
});

test('a program that is killed ends although its reader paused', async () => {
  const { program, clock } = await pausedReader();
  const killed = program.kill();
  await clock.advance(5000);
  await killed;
  expect(await program.ended).toMatchObject({ exitCode: 0 });
});

test('keeps only the last lines of an endless standard error, and short', async () => {
  const { program } = run('seq 1 5000 >&2; head -c 100000 /dev/zero | tr "\\0" x >&2');
  const { lastLines } = await program.ended;
  expect(lastLines.slice(0, -1)).toEqual(['4994', '4995', '4996', '4997', '4998', '4999', '5000']);
  expect(lastLines.at(-1)).toMatch(/^x{300}$/);
});

test('asks for an orderly end first', async () => {
  const { program, said } = run('trap "echo stopping; exit 0" INT; echo ready; while :; do sleep 0.05; done', {
    patience: { ...patience, afterInterruptMilliseconds: 20_000 },
  });
  await said;
  await program.stop();
  expect(await program.ended).toMatchObject({ exitCode: 0, signal: null });
});

test('goes on to TERM when INT is ignored', async () => {
  const { program, said } = run('trap "" INT; trap "exit 7" TERM; echo ready; while :; do sleep 0.05; done', {
    patience: { ...patience, afterTerminateMilliseconds: 20_000 },
  });
  await said;
  await program.stop();
  expect(await program.ended).toMatchObject({ exitCode: 7 });
});

test('kills what ignores both, and what is suspended', async () => {
  const stubborn = run('trap "" INT TERM; echo ready; while :; do sleep 0.05; done');
  const suspended = run('echo ready; while :; do sleep 0.05; done');
  await Promise.all([stubborn.said, suspended.said]);
  process.kill(suspended.program.pid ?? 0, 'SIGSTOP');
  await Promise.all([stubborn.program.stop(), suspended.program.kill()]);
  expect(await stubborn.program.ended).toMatchObject({ signal: 'SIGKILL' });
  expect(await suspended.program.ended).toMatchObject({ signal: 'SIGKILL' });
});

test.each(['stop', 'kill'] as const)('%s leaves no grandchild', async (how) => {
  const { program, said } = run('sleep 600 & echo $!; wait');
  const grandchild = Number(await said);
  expect(isAlive(grandchild)).toBe(true);
  await program[how]();
  await vi.waitFor(() => expect(isAlive(grandchild)).toBe(false), 60_000);
});

test('ends what the program left behind, even when it holds the output open', async () => {
  const { program, said } = run('sleep 600 & echo $!; exit 0');
  const orphan = Number(await said);
  await program.ended;
  await vi.waitFor(() => expect(isAlive(orphan)).toBe(false), 60_000);
});

test('is over even when something outside its group holds the output open', async () => {
  // It ends once the other has left its group.
  const { program, said } = run('trap "exit 0" USR1; setsid sh -c "echo \\$\\$; kill -USR1 $$; exec sleep 600" & wait');
  const escaped = Number(await said);
  expect(await program.ended).toMatchObject({ exitCode: 0 });
  process.kill(escaped, 'SIGKILL');
});

test('says why a program could not be started, and can be stopped all the same', async () => {
  const missing = run('', { file: '/nowhere/rpicam-vid' }).program;
  expect(describeEnd(await missing.ended)).toBe('could not be started: it is not installed');
  await missing.stop();
  await missing.kill();
  const impossible = run('', {
    spawn: () => {
      throw new Error('too many processes');
    },
  }).program;
  expect(describeEnd(await impossible.ended)).toBe('could not be started: too many processes');
});

test('tells the end once, however often it is stopped', async () => {
  const onEnd = vi.fn();
  const { program, said } = run('echo ready; sleep 600', { onEnd });
  await said;
  await Promise.all([program.stop(), program.stop(), program.kill(), program.kill()]);
  await program.stop();
  expect(onEnd).toHaveBeenCalledOnce();
});

test('chooses the line that tells most', () => {
  const end = { startError: null, exitCode: 255, signal: null, lastLines: ['starting', 'ERROR: *** no cameras available ***', 'bye'] };
  expect(describeEnd(end)).toBe('ended with exit code 255: ERROR: *** no cameras available ***');
  expect(describeEnd({ ...end, exitCode: null, signal: 'SIGKILL', lastLines: ['frame 17'] })).toBe('was killed by SIGKILL');
  expect(describeEnd({ ...end, exitCode: 1, lastLines: [] })).toBe('ended with exit code 1');
});

const holder = fileURLToPath(new URL('../../support/hold-child-program.ts', import.meta.url));

test.each([
  ['it exits', 'exit', 'foreign'],
  ['an exception ends it', 'throw', 'foreign'],
  ['it is killed', 'kill', 'ours'],
])('no child is left of a process when %s', async (_, how, kind) => {
  const parent = spawn(process.execPath, [holder, kind], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(chunk.toString());
  expect(isAlive(child)).toBe(true);
  if (how === 'kill') {
    parent.kill('SIGKILL');
  } else {
    parent.stdin.write(how);
  }
  await once(parent, 'exit');
  await vi.waitFor(() => expect(isAlive(child)).toBe(false), { timeout: 60_000 });
});
