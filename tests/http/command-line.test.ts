/** The process as a shell, a terminal and systemd see it: output, exit codes, signals. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { chmod, glob, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { PetLogProcess, repositoryDirectory, startPetLog, type Exit, type PetLogProcessOptions } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testedCommand, testedProgram } from '../support/tested-program.ts';

interface Outcome extends Exit {
  stdout: string;
  stderr: string;
}

/** Runs a command line that ends by itself. */
async function run(options: PetLogProcessOptions): Promise<Outcome> {
  await using petlog = await PetLogProcess.spawn(options);
  const exit = await petlog.exited;
  return { ...exit, stdout: petlog.stdout, stderr: petlog.stderr };
}

type Command = NonNullable<PetLogProcessOptions['command']>;

/** Starts a recording and waits until there is something in it. */
async function record({ url, dataDirectory }: Pick<PetLogProcess, 'url' | 'dataDirectory'>): Promise<void> {
  expect((await fetch(`${url}/live/record/start`, { method: 'POST' })).status).toBe(200);
  const films = join(dataDirectory, 'recordings', '*.mp4');
  const bytes = async (): Promise<number> => {
    let sum = 0;
    for await (const film of glob(films)) {
      sum += (await stat(film)).size;
    }
    return sum;
  };
  // The camera is ahead of the encoder, and ending it before its first picture leaves no recording.
  await expect.poll(bytes, { timeout: 60_000 }).toBeGreaterThan(0);
}

const oneLine = /^[^\n]+\n$/;
const launcher: Command = [process.execPath, 'build/run.js', 'start'];

/** What `npm start` hands on; it reads the rest as the program does. */
describe.each([
  ['the program', testedCommand()],
  ['npm start', launcher],
])('%s', (_name, command) => {
  test('--print-config prints what is in effect', async () => {
    const { code, stdout, stderr } = await run({
      command,
      arguments: ['--print-config'],
      config: { camera: { quality: 71 } },
      environment: { PETLOG_LIMITS_VIEWERS: '9' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}quality: 71$/m);
    expect(stdout).toMatch(/^ {2}viewers: 9$/m);
  });

  test('--check-config says that a good one is good', async () => {
    const { code, stdout, stderr } = await run({ command, arguments: ['--check-config'] });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^The configuration is valid .*\n$/);
  });

  test('an unknown flag: one line, exit code 2', async () => {
    const { code, stdout, stderr } = await run({ command, arguments: ['--prot', '80'] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toMatch(/--prot.*--port/);
  });
});

describe('the program', () => {
  test('--version prints the version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(await run({ arguments: ['--version'] })).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });

  test('--help prints the flags', async () => {
    const { code, stdout, stderr } = await run({ arguments: ['--help'] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('--data-dir');
  });

  test.each<[string, PetLogProcessOptions, RegExp]>([
    ['a value that is not allowed', { arguments: ['--port', '70000'] }, /server\.port.*70000.*65535/],
    ['a variable that is not allowed', { environment: { PETLOG_CAMERA_FRAME_RATE: '0' } }, /camera\.frame_rate.*0.*1 to 60/],
    ['a file that is not allowed', { config: { camera: { quality: 0 } }, arguments: ['--check-config'] }, /camera\.quality.*0.*1 to 100/],
    ['a file that is not there', { arguments: ['--config', '/nowhere/petlog.yaml'] }, /\/nowhere\/petlog\.yaml/],
  ])('%s: one line, exit code 2', async (_what, options, mention) => {
    const { code, stdout, stderr } = await run(options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toMatch(mention);
  });
});

describe('a run', () => {
  test('standard output has the ready line with the real port, and nothing else', async () => {
    await using petlog = await startPetLog();
    expect((await fetch(`${petlog.url}/health`)).status).toBe(200);
    await petlog.stop();
    expect(petlog.stdout).toBe(`PetLog listening on ${petlog.url}\n`);
    expect(new URL(petlog.url).port).not.toBe('0');
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends it with 0 and leaves no process', async (signal) => {
    await using petlog = await startPetLog();
    await fetch(`${petlog.url}/live/start`, { method: 'POST' });
    expect(await petlog.stop(signal)).toEqual({ code: 0, signal: null });
    await expect.poll(() => petlog.processIds()).toEqual([]);
  });

  test('many signals to the whole group end it as one does', async () => {
    await using petlog = await startPetLog();
    await record(petlog);
    const group = -Number(petlog.child.pid);
    process.kill(group, 'SIGINT');
    process.kill(group, 'SIGTERM');
    process.kill(group, 'SIGINT');
    expect(await petlog.exited).toEqual({ code: 0, signal: null });
    expect(petlog.stderr.match(/PetLog is stopping\./g)).toHaveLength(1);
    expect(petlog.stderr).toContain('recording.finished');
  });

  test('a signal before it is ready ends it as well', async () => {
    await using petlog = await PetLogProcess.spawn({ environment: { NODE_OPTIONS: stopWhenFirstHeard } });
    expect(await petlog.exited).toEqual({ code: 0, signal: null });
  });

  test('closed output ends neither the server nor the camera', async () => {
    await using petlog = await startPetLog();
    petlog.child.stdout.destroy();
    petlog.child.stderr.destroy();
    expect((await fetch(`${petlog.url}/live/start`, { method: 'POST' })).status).toBe(200);
    expect((await fetch(`${petlog.url}/live/stop`, { method: 'POST' })).status).toBe(200);
    expect((await fetch(`${petlog.url}/health`)).status).toBe(200);
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
  });

  test.each([
    ['exception', 'throw new Error("boom")'],
    ['rejection', 'void Promise.reject(new Error("boom"))'],
  ])('a bug that ends in an unhandled %s is logged, finishes the recording and exits with 1', async (_name, bug) => {
    await using petlog = await startPetLog({
      environment: { NODE_OPTIONS: `--import ${moduleOf(`process.on('SIGUSR2', () => { ${bug} })`)}` },
    });
    await record(petlog);
    expect(await petlog.stop('SIGUSR2')).toEqual({ code: 1, signal: null });
    expect(petlog.stderr).toContain('boom');
    expect(petlog.stderr).toContain('recording.finished');
  });

  test('a port in use: one line, exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, stdout, stderr } = await run({ arguments: ['--port', String(port)] });
    other.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(String(port));
  });

  test('a data directory in use: one line that says by whom, exit code 1', async () => {
    await using first = await startPetLog();
    const { code, stdout, stderr } = await run({ dataDirectory: first.dataDirectory });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(String(first.child.pid));
  });

  test('a data directory that cannot be had: one line, exit code 1', async () => {
    await using directory = await temporaryDirectory();
    const file = join(directory.path, 'file');
    await writeFile(file, '');
    const { code, stdout, stderr } = await run({ dataDirectory: join(file, 'data') });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(file);
  });

  test('kill -9 leaves no stale lock', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    {
      await using killed = await startPetLog({ dataDirectory });
      expect(await killed.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    }
    await using next = await startPetLog({ dataDirectory });
    expect((await fetch(`${next.url}/health`)).status).toBe(200);
  });
});

/** Containers run as any user id; HOME is then what the image says, or nothing. */
describe('without a home directory', () => {
  const environment = { HOME: '', XDG_DATA_HOME: '', STATE_DIRECTORY: '' };
  /** As a user whom /etc/passwd does not know. */
  const asNobodyKnown = (...words: string[]): Command => ['setpriv', '--reuid', '54321', '--regid', '54321', '--clear-groups', ...words];

  test('an empty HOME means the home of the user', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [testedProgram(), '--print-config'], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(join(userInfo().homedir, '.local/share/petlog'));
  });

  test.runIf(process.getuid?.() === 0)('a user without an entry needs only a data directory, and is told so', async () => {
    const program = asNobodyKnown(...testedCommand());
    const { status, stdout, stderr } = spawnSync(program[0], [...program.slice(1), '--print-config'], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(oneLine) });
    expect(stderr).toMatch(/user id 54321 .*--data-dir/);
    await using directory = await temporaryDirectory();
    await chmod(directory.path, 0o777);
    const configFile = join(directory.path, 'config.yaml');
    await writeFile(configFile, '');
    const data = join(directory.path, 'data');
    await using petlog = await startPetLog({
      command: ['setpriv', ...asNobodyKnown().slice(1), '--pdeathsig', 'TERM', 'env', '-u', 'HOME', ...testedCommand()],
      arguments: ['--data-dir', data, '--config', configFile],
      environment,
    });
    expect((await fetch(`${petlog.url}/health`)).status).toBe(200);
    await record({ url: petlog.url, dataDirectory: data });
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    expect(petlog.stderr).toContain('recording.finished');
  });
});

test('a terminal that is closed costs no recording: SIGHUP goes to all our processes', async () => {
  await using petlog = await startPetLog();
  await record(petlog);
  process.kill(-Number(petlog.child.pid), 'SIGHUP');
  expect(await petlog.exited).toEqual({ code: 0, signal: null });
  expect(petlog.stderr).toContain('"reason":"shutdown"');
  expect(petlog.stderr).not.toMatch(/media process is gone|interrupted|recording\.failed/);
});

describe('npm start', () => {
  test('builds, says why there is no window, serves, and ends with the exit code of the app', async () => {
    await using petlog = await startPetLog({ command: launcher, window: true, environment: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
    expect(petlog.stderr).toContain('PetLog runs without a window: there is no display.\n');
    expect((await fetch(petlog.url)).status).toBe(200);
    process.kill(-Number(petlog.child.pid), 'SIGINT');
    expect(await petlog.exited).toEqual({ code: 0, signal: null });
    expect(petlog.stdout).toBe(`PetLog listening on ${petlog.url}\n`);
  });

  test('npm hands SIGTERM on to it, and ends when the app has ended', async () => {
    await using petlog = await startPetLog({ command: ['npm', 'start', '--'] });
    await record(petlog);
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    expect(petlog.stderr).toContain('recording.finished');
    expect(await petlog.processIds()).toEqual([]);
  });

  test('passes a failure on', async () => {
    await using first = await startPetLog();
    const { code, stderr } = await run({ command: launcher, dataDirectory: first.dataDirectory });
    expect(code).toBe(1);
    expect(stderr).toContain(String(first.child.pid));
  });
});

describe('npm start with a display', () => {
  /** A display, as far as can be seen, and a program in the place of Electron's. */
  async function place(directory: string, electron: string): Promise<PetLogProcessOptions> {
    await writeFile(join(directory, 'wayland-0'), '');
    await writeFile(join(directory, 'electron'), `#!/bin/sh\n${electron}\n`, { mode: 0o755 });
    return {
      command: launcher,
      window: true,
      environment: { WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: directory, ELECTRON_OVERRIDE_DIST_PATH: directory },
    };
  }

  test("runs Electron on the app, with PetLog's own flags where Chromium does not look, and ends with its exit code", async () => {
    await using directory = await temporaryDirectory();
    const { code, stdout } = await run({
      ...(await place(directory.path, 'printf "%s\\n" "$@"; exit 5')),
      arguments: ['--camera', 'file:a video.mp4'],
    });
    expect(code).toBe(5);
    const lines = stdout.trim().split('\n');
    const separator = lines.indexOf('--');
    expect(lines.slice(0, separator).filter((argument) => argument !== '--no-sandbox')).toEqual([repositoryDirectory]);
    expect(lines.slice(separator + 1).slice(-2)).toEqual(['--camera', 'file:a video.mp4']);
  });

  test('serves without a window when Electron cannot be run', async () => {
    await using directory = await temporaryDirectory();
    await using petlog = await startPetLog(await place(directory.path, 'exit 127'));
    expect(petlog.stderr).toMatch(/^PetLog runs without a window: .*electron cannot be run here\.$/m);
    expect((await fetch(`${petlog.url}/health`)).status).toBe(200);
  });

  test('--headless is obeyed', async () => {
    await using directory = await temporaryDirectory();
    await using petlog = await startPetLog({ ...(await place(directory.path, 'exit 9')), arguments: ['--headless'] });
    expect((await fetch(`${petlog.url}/health`)).status).toBe(200);
  });
});

const moduleOf = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

/** Sends the signal to itself as soon as somebody listens to it. */
const stopWhenFirstHeard = `--import ${moduleOf(`process.on('newListener', (name) => name === 'SIGTERM' && setImmediate(() => process.kill(process.pid, 'SIGTERM')))`)}`;
