import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const supervisor = fileURLToPath(new URL('../../support/supervised-program.ts', import.meta.url));

/** The supervisor and, under it, a Node program, in a process group of their own. */
function run(program: string): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [supervisor, process.execPath, '-e', program], { detached: true });
}

async function end(child: ChildProcessWithoutNullStreams): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('the launcher', () => {
  test.each([0, 1, 2, 77])('ends with the exit code of the program: %d', async (code) => {
    expect(await end(run(`process.exitCode = ${code}`))).toEqual({ code, output: '' });
  });

  test('says as shells do which signal ended the program', async () => {
    expect(await end(run(`process.kill(process.pid, 'SIGKILL')`))).toEqual({ code: 128 + 9, output: '' });
  });

  test('hands output on untouched', async () => {
    expect(await end(run(`process.stdout.write('one line\\n')`))).toEqual({ code: 0, output: 'one line\n' });
  });

  /** Takes its time after the first signal, so that more of them can arrive. */
  const program = `for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => setTimeout(() => process.exit(7), 100));
    setInterval(() => {}, 1000);
    console.log('ready');`;

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('hands %s on and waits for the program', async (signal) => {
    const child = run(program);
    await once(child.stdout, 'data');
    const ended = end(child);
    child.kill(signal);
    expect(await ended).toEqual({ code: 7, output: '' });
  });

  test('waits for the program when the signal went to both of them', async () => {
    const child = run(program);
    await once(child.stdout, 'data');
    const ended = end(child);
    process.kill(-Number(child.pid), 'SIGINT');
    process.kill(-Number(child.pid), 'SIGINT');
    expect(await ended).toEqual({ code: 7, output: '' });
  });
});
