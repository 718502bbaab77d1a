/** `petlog pair`, `devices` and `revoke`, as whoever types them sees it. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import jsQr from 'jsqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditPage, SessionTokens } from '../../shared/access.ts';
import { socketsOf } from '../../main/control-socket/find-socket.ts';
import { apiTokenBeforeStart } from '../support/paired-device.ts';
import { PetLogProcess, startPetLog, type Exit, type PetLogProcessOptions } from '../support/petlog-process.ts';
import { testedCommand } from '../support/tested-program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const accounts = { environment: { PETLOG_SECURITY_ACCESS: 'accounts' } } as const;

/** For tests that do not mind whom others have paired; an integration may see all of it. */
let shared: PetLogProcess;
let admin: { readonly Authorization: string };
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  const { path: dataDirectory } = opened.use(await temporaryDirectory());
  admin = await apiTokenBeforeStart(dataDirectory, 'admin');
  shared = opened.use(await startPetLog({ ...accounts, dataDirectory }));
});

afterAll(() => opened.disposeAsync());

interface Outcome extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

async function outcomeOf(command: PetLogProcess): Promise<Outcome> {
  return { ...(await command.exited), stdout: command.stdout, stderr: command.stderr };
}

async function run(dataDirectory: string, ...words: string[]): Promise<Outcome> {
  await using command = await PetLogProcess.spawn({ command: [...testedCommand(), ...words], dataDirectory });
  return await outcomeOf(command);
}

/** Where the socket of the command line is; null when there is none. */
function socketPathOf(dataDirectory: string): string | null {
  for (const open of socketsOf(dataDirectory)) {
    try {
      using address = open();
      if (existsSync(address.path)) {
        return address.path;
      }
    } catch {
      // There is no such place.
    }
  }
  return null;
}

/** Starts `pair` and waits for the code. */
async function startPairing(dataDirectory: string, options: PetLogProcessOptions = {}, ...flags: string[]) {
  const command = await PetLogProcess.spawn({ command: [...testedCommand(), 'pair', ...flags], dataDirectory, ...options });
  await expect.poll(() => command.stdout + command.stderr, { timeout: 60_000 }).toMatch(/Code: \d{3} \d{3}\n.*\n$/);
  const code = /Code: (\d{3}) (\d{3})\n/.exec(command.stdout)?.slice(1).join('') ?? '';
  return { command, code };
}

async function post(url: string, path: string, body: object): Promise<Response> {
  return fetch(url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

const pairPhone = async (url: string, code: string): Promise<Response> =>
  post(url, '/auth/pair', { code, device_name: "Anna's phone", token_delivery: 'body' });

const auditOf = async (url: string, headers: typeof admin): Promise<AuditPage> =>
  (await fetch(`${url}/audit`, { headers })).json() as Promise<AuditPage>;

/** Reads a QR code made of half blocks, as a camera would see it in a terminal with light letters. */
function readQrCode(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => /^[█▀▄ ]+$/.test(line) && line.length > 20);
  const scale = 4;
  const width = (lines[0]?.length ?? 0) * scale;
  const height = lines.length * 2 * scale;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const character = lines[Math.floor(y / scale / 2)]?.[Math.floor(x / scale)] ?? ' ';
      const isLight = character === '█' || character === (Math.floor(y / scale) % 2 === 0 ? '▀' : '▄');
      pixels.fill(isLight ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      pixels[(y * width + x) * 4 + 3] = 255;
    }
  }
  return jsQr.default(pixels, width, height)?.data;
}

describe('petlog pair', () => {
  test('lets the first device in as admin, the next as viewer, and says who came', async () => {
    await using petlog = await startPetLog(accounts);
    await expect.poll(() => petlog.stderr).toMatch(/^Nobody may come in yet: run "petlog pair"/m);
    const first = await startPairing(petlog.dataDirectory);
    await using firstCommand = first.command;
    const answer = (await (await pairPhone(petlog.url, first.code)).json()) as SessionTokens;
    expect(answer).toMatchObject({ role: 'admin', name: "Anna's phone" });
    expect(await outcomeOf(firstCommand)).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/may change everything, and is valid for 120 seconds\.\nAnna's phone is paired\.\n$/),
    });

    const second = await startPairing(petlog.dataDirectory);
    await using secondCommand = second.command;
    expect(await (await pairPhone(petlog.url, second.code)).json()).toMatchObject({ role: 'viewer' });
    expect((await outcomeOf(secondCommand)).code).toBe(0);

    const third = await startPairing(petlog.dataDirectory, {}, '--role=admin');
    await using thirdCommand = third.command;
    expect(await (await pairPhone(petlog.url, third.code)).json()).toMatchObject({ role: 'admin' });
    expect((await outcomeOf(thirdCommand)).code).toBe(0);

    const { entries } = await auditOf(petlog.url, { Authorization: `Bearer ${answer.access_token}` });
    expect(entries.filter(({ actor }) => actor === 'command line')).toMatchObject(
      Array.from({ length: 3 }, () => ({ action: 'invitations.create', address: 'this machine', outcome: 'done' })),
    );
    await petlog.stop();
    expect(petlog.stderr.match(/Nobody may come in yet/g)).toHaveLength(1);
    for (const { code } of [first, second, third]) {
      expect(petlog.stderr).not.toContain(code);
    }
  });

  test('shows a QR code of a link that carries the code behind #, for a server that others reach', async () => {
    await using petlog = await startPetLog({ ...accounts, arguments: ['--host', '0.0.0.0'] });
    const { command, code } = await startPairing(petlog.dataDirectory);
    await using _ = command;
    const link = / open (\S+)\n/.exec(command.stdout)?.[1];
    expect(readQrCode(command.stdout)).toBe(link);
    expect(link).toMatch(new RegExp(`^http://[^/]+:${new URL(petlog.url).port}/#pair=${code}$`));
  });

  test('says how to go on where no other device reaches the server', async () => {
    const { command } = await startPairing(shared.dataDirectory);
    await using _ = command;
    expect(command.stdout).toContain('not on a network');
    expect(command.stdout).not.toContain('█');
  });

  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGKILL'])('ended by %s takes the code back', async (signal) => {
    const cancelled = async (): Promise<number> =>
      (await auditOf(shared.url, admin)).entries.filter(({ action }) => action === 'invitations.cancel').length;
    const before = await cancelled();
    const { command, code } = await startPairing(shared.dataDirectory);
    await using _ = command;
    const exit = await command.stop(signal);
    expect(exit).toEqual(signal === 'SIGKILL' ? { code: null, signal } : { code: 1, signal: null });
    const again = await startPairing(shared.dataDirectory);
    await using againCommand = again.command;
    expect((await pairPhone(shared.url, code)).status).toBe(401);
    expect((await pairPhone(shared.url, again.code)).status).toBe(200);
    expect((await outcomeOf(againCommand)).code).toBe(0);
    expect(await cancelled()).toBe(before + 1);
  });

  test('says when the code was guessed at, and when PetLog ends', async () => {
    await using petlog = await startPetLog(accounts);
    const guessed = await startPairing(petlog.dataDirectory);
    await using guessedCommand = guessed.command;
    const wrong = guessed.code === '000000' ? '000001' : '000000';
    const statuses: number[] = [];
    for (let guess = 0; guess < 3; guess += 1) {
      statuses.push((await pairPhone(petlog.url, wrong)).status);
    }
    expect(statuses).toEqual([401, 401, 401]);
    await expect.poll(async () => (await pairPhone(petlog.url, wrong)).status, { timeout: 60_000, interval: 500 }).toBe(401);
    await expect.poll(async () => (await pairPhone(petlog.url, wrong)).status, { timeout: 60_000, interval: 500 }).toBe(401);
    expect(await outcomeOf(guessedCommand)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The code was cancelled: wrong codes.*\n$/),
    });

    const left = await startPairing(petlog.dataDirectory);
    await using leftCommand = left.command;
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    expect(await outcomeOf(leftCommand)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^PetLog ended.*no longer valid\.\n$/) });
    expect(socketPathOf(petlog.dataDirectory)).toBeNull();
  }, 60_000);

  test('has nothing to do where everyone may come in, which the log says', async () => {
    await using petlog = await startPetLog();
    expect(await run(petlog.dataDirectory, 'pair')).toEqual({
      code: 0,
      signal: null,
      stderr: '',
      stdout: expect.stringMatching(/^Nothing needs to be paired: security\.access is open.*\n$/),
    });
    await expect.poll(() => petlog.stderr).toMatch(/anyone on the network can watch/);
  });

  test.each(['pair', 'devices', 'revoke x'])('%s where no PetLog runs: one line, exit code 1, nothing made', async (words) => {
    await using directory = await temporaryDirectory();
    const missing = join(directory.path, 'none');
    expect(await run(missing, ...words.split(' '))).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `No PetLog is running on the data directory ${missing}; start it, or name its directory with --data-dir.\n`,
    });
    expect(await readdir(directory.path)).toEqual([]);
  });

  test.each<[string[], RegExp]>([
    [['pair', '--role', 'king'], /^--role: "king" is not allowed; "viewer" or "admin" is\.\n$/],
    [['pair', '--role'], /^--role needs a value/],
    [['devices', '--role', 'admin'], /^There is no flag "--role"/],
    [['pari'], /did you mean pair\?\n$/],
    [['pair', '--rol', 'admin'], /^There is no flag "--rol"/],
    [['pair', 'devices'], /^There can be one command/],
  ])('%j: one line, exit code 2', async (words, mention) => {
    await using directory = await temporaryDirectory();
    const { code, stdout, stderr } = await run(directory.path, ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(mention);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  test('goes through npm start', async () => {
    const { command, code } = await startPairing(shared.dataDirectory, { command: [process.execPath, 'build/run.js', 'start', 'pair'] });
    await using _ = command;
    expect((await pairPhone(shared.url, code)).status).toBe(200);
    expect(await outcomeOf(command)).toMatchObject({ code: 0, stderr: '' });
  });
});

test('petlog devices and revoke show and shut out a device', async () => {
  await using petlog = await startPetLog(accounts);
  const { command, code } = await startPairing(petlog.dataDirectory);
  await using _ = command;
  const { access_token, device_id } = (await (await pairPhone(petlog.url, code)).json()) as SessionTokens;
  const listed = await run(petlog.dataDirectory, 'devices');
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(new RegExp(`^ID +NAME +ROLE .*\\n${device_id} +Anna's phone +admin +- +\\S+ \\S+ +127\\.0\\.0\\.1\\n$`));
  expect(await run(petlog.dataDirectory, 'revoke', String(device_id))).toEqual({
    code: 0,
    signal: null,
    stderr: '',
    stdout: "Anna's phone was shut out.\n",
  });
  expect((await fetch(`${petlog.url}/live/status`, { headers: { Authorization: `Bearer ${access_token}` } })).status).toBe(401);
  expect(await run(petlog.dataDirectory, 'revoke', String(device_id))).toEqual({
    code: 1,
    signal: null,
    stdout: '',
    stderr: `There is no device "${device_id}".\n`,
  });
});

/** However it is closed. */
async function closed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.once('close', () => resolve());
  await (socket.closed ? undefined : promise);
}

describe('the socket of the command line', () => {
  test("is PetLog's own user's, also in a data directory with a long name, and takes the place of one left behind", async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'long '.repeat(30), 'ä'.repeat(60));
    await mkdir(dataDirectory, { recursive: true });
    {
      await using killed = await startPetLog({ ...accounts, dataDirectory });
      const path = socketPathOf(dataDirectory) ?? '';
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(path))).mode & 0o077).toBe(0);
      await killed.stop('SIGKILL');
      expect((await stat(path)).isSocket()).toBe(true);
    }
    expect(await run(dataDirectory, 'devices')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^No PetLog is running/) });
    await using petlog = await startPetLog({ ...accounts, dataDirectory });
    expect(await run(dataDirectory, 'devices')).toMatchObject({ code: 0, stderr: '' });
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
  });

  test('bears whatever is said to it', async () => {
    const say = async (text: string): Promise<string> => {
      const socket = connect(socketPathOf(shared.dataDirectory) ?? '').setEncoding('utf8');
      let answer = '';
      socket.on('data', (part: string) => (answer += part)).on('error', () => {});
      socket.write(text);
      await closed(socket);
      return answer;
    };
    expect(JSON.parse(await say('{"command":"format"}\n'))).toMatchObject({ kind: 'failed' });
    expect(JSON.parse(await say('{"command":"pair","role":"king"}\n'))).toMatchObject({ kind: 'failed' });
    expect(JSON.parse(await say('null\n'))).toMatchObject({ kind: 'failed' });
    expect(await say('GET / HTTP/1.1\r\n\r\n')).toBe('');
    expect(await say('a'.repeat(100_000))).toBe('');
    expect(await run(shared.dataDirectory, 'devices')).toMatchObject({ code: 0 });
    expect(await readFile(join(shared.dataDirectory, 'access', 'signing-keys.json'), 'utf8')).toContain('keys');
  });

  test('lets no more than ten in, and whoever says nothing go', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = connect(socketPathOf(shared.dataDirectory) ?? '').on('error', () => {});
        await once(socket, 'connect');
        return socket.resume();
      }),
    );
    expect((await run(shared.dataDirectory, 'devices')).code).toBe(1);
    await Promise.all(sockets.map(closed));
    expect((await run(shared.dataDirectory, 'devices')).code).toBe(0);
  });
});
