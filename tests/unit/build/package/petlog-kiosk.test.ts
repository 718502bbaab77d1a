import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { repositoryDirectory } from '../../../support/petlog-process.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const script = join(repositoryDirectory, 'build/package/files/usr/bin/petlog-kiosk');
const started: ChildProcess[] = [];

afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

interface Session extends AsyncDisposable {
  readonly directory: string;
  /** Takes the display away. */
  end(): Promise<void>;
  /** Starts petlog-kiosk, in whose place of PetLog this runs; what it does is counted in the file `runs`. */
  kiosk(petlog: string, pauseSeconds?: number): Promise<ChildProcess>;
  runs(): Promise<number>;
}

/** A desktop session with a Wayland display. */
async function openSession(): Promise<Session> {
  const directory = await temporaryDirectory();
  const { path } = directory;
  const display = createServer().listen(join(path, 'wayland-7'));
  await once(display, 'listening');
  const end = async (): Promise<void> => {
    if (display.listening) {
      display.close();
      await once(display, 'close');
    }
  };
  return {
    directory: path,
    end,
    async kiosk(petlog) {
      const program = async (name: string, text: string): Promise<string> => {
        await writeFile(join(path, name), `#!/bin/sh\n${text}\n`);
        await chmod(join(path, name), 0o755);
        return join(path, name);
      };
      const mode = await program('mode', 'echo kiosk');
      const own = await program('petlog', `echo run >> ${path}/runs\n${petlog}`);
      // Nobody waits for the pause between two runs.
      const text = (await readFile(script, 'utf8'))
        .replaceAll('/usr/lib/petlog/mode', mode)
        .replaceAll('/usr/bin/petlog ', `${own} `)
        .replace('sleep 5 &', 'sleep 0 &');
      const child = spawn(await program('petlog-kiosk', text.replace('#!/bin/sh\n', '')), {
        env: { PATH: process.env['PATH'], XDG_RUNTIME_DIR: path, WAYLAND_DISPLAY: 'wayland-7' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      started.push(child);
      return child;
    },
    runs: async () => (await readFile(join(path, 'runs'), 'utf8').catch(() => '')).split('\n').length - 1,
    async [Symbol.asyncDispose]() {
      await end();
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function errorsOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, errors };
}

test('what somebody closed is not started again', async () => {
  await using session = await openSession();
  const kiosk = await session.kiosk('touch "$PETLOG_KIOSK_CLOSED_FILE"');
  expect(await errorsOf(kiosk)).toEqual({ code: 0, errors: '' });
  expect(await session.runs()).toBe(1);
});

test('an end with exit code 0 that nobody asked for is no reason to stay away, nor is what somebody closed before', async () => {
  await using session = await openSession();
  await writeFile(join(session.directory, 'petlog-kiosk.closed'), '');
  const kiosk = await session.kiosk(`[ "$(wc -l < ${session.directory}/runs)" -lt 3 ] || touch "$PETLOG_KIOSK_CLOSED_FILE"`);
  const { code, errors } = await errorsOf(kiosk);
  expect(code).toBe(0);
  expect(errors.match(/PetLog ended with exit code 0 and is started again\./g)).toHaveLength(2);
  expect(await session.runs()).toBe(3);
});

test.each([0, 1, 139])('a session that has ended is over after exit code %i', async (exitCode) => {
  await using session = await openSession();
  const kiosk = await session.kiosk(`rm ${session.directory}/wayland-7; exit ${exitCode}`);
  expect(await errorsOf(kiosk)).toEqual({ code: 0, errors: 'The desktop session has ended, and PetLog with it.\n' });
  expect(await session.runs()).toBe(1);
});
