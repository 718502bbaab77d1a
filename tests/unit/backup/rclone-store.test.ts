/** A program that plays rclone, and its faults: shell scripts, so that what is run is a real process. */
import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BandwidthLimit } from '../../../main/backup/bandwidth-limit.ts';
import type { Content } from '../../../main/backup/backup-store.ts';
import { RcloneProgram } from '../../../main/backup/rclone/rclone-program.ts';
import { RcloneStore } from '../../../main/backup/rclone/rclone-store.ts';
import { testStore } from '../../../main/backup/test-store.ts';
import { type Clock, createSystemClock } from '../../../main/system/clock.ts';
import { type BackupFaultCode, sentenceOfFault } from '../../../shared/backup-faults.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { isAlive } from '../../support/process-life.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const dump = JSON.stringify({ nas: { type: 'sftp', pass: 'obscured-secret' } });
let here: Awaited<ReturnType<typeof temporaryDirectory>>;
const stores: RcloneStore[] = [];

beforeEach(async () => {
  here = await temporaryDirectory();
});

afterEach(async () => {
  stores.splice(0).forEach((store) => store.close());
  await here[Symbol.asyncDispose]();
});

interface StandIn {
  /** What it does, by the command, in the directory of the test. */
  readonly commands?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly kilobitsPerSecond?: number;
}

async function storeOf({ commands = {}, ...others }: StandIn): Promise<RcloneStore> {
  const all = { config: `cat <<'END'\n${dump}\nEND`, ...commands };
  const cases = Object.entries(all).map(([command, script]) => `*" ${command} "*)\n${script}\n;;`);
  await mkdir(join(here.path, 'bin'));
  const file = join(here.path, 'bin', 'rclone');
  const remember = `printf '%s\\n' "$*" >> calls; env > environment; echo $$ > pid`;
  await writeFile(file, `#!/bin/sh\ncd '${here.path}'\n${remember}\ncase " $* " in\n${cases.join('\n')}\n*) exit 1;;\nesac\n`);
  await chmod(file, 0o755);
  return storeIn(`${join(here.path, 'bin')}:${process.env['PATH'] ?? ''}`, others);
}

function storeIn(path: string, { clock = createSystemClock(), kilobitsPerSecond = 0 }: StandIn = {}): RcloneStore {
  const program = new RcloneProgram({
    spawn,
    clock,
    environment: { PATH: path, HOME: here.path, RCLONE_CONFIG_NAS_TYPE: 'local', RCLONE_PASSWORD_COMMAND: 'sh', AWS_PROFILE: 'anna' },
    configurationPath: join(here.path, 'rclone.conf'),
  });
  const store = new RcloneStore(
    { remote: 'nas', folder: 'copies/kitchen', user: 'petlog' },
    program,
    new BandwidthLimit(clock, () => kilobitsPerSecond),
  );
  stores.push(store);
  return store;
}

const never = new AbortController().signal;
const of = (name: string): Promise<string> => readFile(join(here.path, name), 'utf8');
const calls = async (): Promise<string[]> => (await of('calls')).trim().split('\n');

function send(store: RcloneStore, content: Content, { signal = never, sent = (_bytes: number): void => {} } = {}): Promise<void> {
  return store.send('recordings/a b.mp4', content, { earlier: null, keep: () => {}, sent, signal });
}

async function readAll(store: RcloneStore): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await store.read('recordings/a.mp4', never)) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Resolves with the process that plays rclone, once it said that it is there. */
const running = (): Promise<number> =>
  vi.waitFor(
    async () => {
      const text = (await of('running')).trim();
      expect(text).not.toBe('');
      return Number(text);
    },
    { timeout: 90_000, interval: 20 },
  );

describe('what is asked', () => {
  it('sends a file with its size, paced, after the remote was looked at once; nothing of the environment sets options', async () => {
    const store = await storeOf({ commands: { rcat: 'cat > sent' }, kilobitsPerSecond: 1_000_000 });
    const bytes = Buffer.alloc(100_000, 'x');
    let sentBytes = 0;
    await send(store, { bytes }, { sent: (count) => (sentBytes += count) });
    await send(store, { bytes });
    expect(await readFile(join(here.path, 'sent'))).toEqual(bytes);
    expect(sentBytes).toBe(bytes.length);
    const [first = '', second = '', third] = await calls();
    const head = `--config ${join(here.path, 'rclone.conf')} --ask-password=false`;
    expect(first).toMatch(new RegExp(`^${head} .* config dump$`));
    expect(second).toMatch(/ rcat --size 100000 --bwlimit 125000000B:off -- nas:copies\/kitchen\/recordings\/a b\.mp4$/);
    expect(third).toBe(second);
    expect(await of('environment')).not.toMatch(/RCLONE|AWS/);
  });

  it('reads, lists and removes', async () => {
    const listing = JSON.stringify([
      { Path: 'b', Name: 'b', Size: -1, IsDir: true },
      { Path: 'a.json', Name: 'a.json', Size: 12, IsDir: false },
    ]);
    const store = await storeOf({ commands: { cat: 'printf content', lsjson: `echo '${listing}'`, deletefile: 'exit 0' } });
    expect((await readAll(store)).toString()).toBe('content');
    expect(await store.list('recordings', never)).toEqual({ folders: ['b'], files: [{ name: 'a.json', sizeBytes: 12 }] });
    await store.remove('recordings/a.json', never);
    expect((await calls()).slice(1).map((call) => /(?:cat|lsjson|deletefile) .*/.exec(call)?.[0])).toEqual([
      'cat -- nas:copies/kitchen/recordings/a.mp4',
      'lsjson --no-modtime --no-mimetype -- nas:copies/kitchen/recordings',
      'deletefile -- nas:copies/kitchen/recordings/a.json',
    ]);
  });

  it('what is not there is an empty folder, and removed already', async () => {
    const store = await storeOf({ commands: { lsjson: 'exit 3', deletefile: 'exit 4', cat: 'exit 3' } });
    expect(await store.list('recordings', never)).toEqual({ folders: [], files: [] });
    await store.remove('recordings/a.json', never);
    await expect(readAll(store)).rejects.toMatchObject({ code: 'no_folder' });
  });

  it('loses nothing that was written before the program ended, however slow its reader is', async () => {
    const sizeBytes = 5_000_000;
    const store = await storeOf({ commands: { cat: `head -c ${sizeBytes} /dev/zero; echo done > written` } });
    const pieces = (await store.read('recordings/a.mp4', never))[Symbol.asyncIterator]();
    let readBytes = ((await pieces.next()) as IteratorYieldResult<Buffer>).value.length;
    // More than the pipe holds is not taken before it is asked for.
    await vi.waitFor(async () => expect(isAlive(Number(await of('pid')))).toBe(true));
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      readBytes += next.value.length;
      await new Promise(setImmediate);
    }
    expect(readBytes).toBe(sizeBytes);
  });
});

describe('faults', () => {
  const code = (wanted: BackupFaultCode) => ({ code: wanted, message: expect.any(String) as unknown });

  it('it is not installed', async () => {
    await expect(storeIn(here.path).list('', never)).rejects.toMatchObject(code('rclone_missing'));
  });

  it.each([
    ['lsjson', (store: RcloneStore) => store.list('', never), 120_000],
    ['cat', readAll, 120_000],
    ['rcat', (store: RcloneStore) => send(store, { bytes: Buffer.alloc(5_000_000) }), 18 * 60_000],
  ] as const)('%s stands still, and is killed', async (command, ask, silenceMilliseconds) => {
    const clock = new ManualClock();
    const store = await storeOf({ commands: { [command]: 'echo $$ > running; exec sleep 1000' }, clock });
    const answer = expect(ask(store)).rejects.toMatchObject(code('no_answer'));
    const pid = await running();
    await clock.advance(silenceMilliseconds / 2);
    expect(isAlive(pid)).toBe(true);
    await clock.advance(silenceMilliseconds);
    await answer;
    expect(isAlive(pid)).toBe(false);
  });

  it('it dies in the middle', async () => {
    const store = await storeOf({ commands: { rcat: 'head -c 70000 > part; kill -9 $$', cat: 'printf half; kill -9 $$' } });
    await expect(send(store, { bytes: Buffer.alloc(5_000_000) })).rejects.toMatchObject(code('rclone_failed'));
    await expect(readAll(store)).rejects.toMatchObject(code('rclone_failed'));
  });

  it('it says that it is done, and has taken half', async () => {
    const store = await storeOf({ commands: { rcat: 'head -c 70000 > part; exit 0' } });
    await expect(send(store, { bytes: Buffer.alloc(5_000_000) })).rejects.toMatchObject(code('rclone_failed'));
  });

  it.each([
    ['lsjson', 'echo "{\\"cut"', 'rclone_garbage'],
    ['lsjson', 'yes', 'endless_answer'],
    ['config', 'echo "<html>"', 'rclone_garbage'],
    ['config', 'echo "unable to decrypt configuration" >&2; exit 1', 'rclone_configuration'],
  ] as const)('%s: %s', async (command, script, expected) => {
    const store = await storeOf({ commands: { [command]: script } });
    await expect(store.list('', never)).rejects.toMatchObject(code(expected));
  });

  it('a file that cannot be read here is no fault of the other side', async () => {
    const store = await storeOf({ commands: { rcat: 'cat > sent' } });
    await expect(send(store, { path: join(here.path, 'none.mp4'), sizeBytes: 10 })).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('secrets that it writes are not told', async () => {
    const store = await storeOf({ commands: { lsjson: 'echo "Failed: https://anna:obscured-secret@nas/ said so" >&2; exit 7' } });
    const error: unknown = await store.list('', never).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ message: sentenceOfFault('rclone_failed', { said: '7', words: 'sudo -u petlog -H rclone lsd nas:' }) });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('obscured-secret');
  });
});

describe('the end', () => {
  it('whoever ends something waits until the program is gone', async () => {
    const waits = 'echo $$ > running; exec sleep 1000';
    const store = await storeOf({ commands: { rcat: waits } });
    const end = new AbortController();
    const sending = send(store, { bytes: Buffer.alloc(5_000_000) }, { signal: end.signal });
    const pid = await running();
    end.abort();
    await expect(sending).rejects.toThrow('aborted');
    expect(isAlive(pid)).toBe(false);
  });

  it('a store that is closed ends what it asked', async () => {
    const store = await storeOf({ commands: { lsjson: 'echo $$ > running; exec sleep 1000' } });
    const listing = store.list('', never);
    const pid = await running();
    store.close();
    await expect(listing).rejects.toThrow('aborted');
    expect(isAlive(pid)).toBe(false);
    await expect(store.list('', never)).rejects.toThrow('aborted');
  });

  it('whoever reads no further ends the program', async () => {
    const store = await storeOf({ commands: { cat: 'echo $$ > running; exec cat /dev/zero' } });
    for await (const piece of await store.read('recordings/a.mp4', never)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(isAlive(await running())).toBe(false);
  });
});

describe('a test of a place names the step', () => {
  it.each<[string, StandIn, string, BackupFaultCode, string]>([
    ['the remote', { commands: { config: 'echo {}' } }, 'remote', 'rclone_no_remote', 'nas'],
    ['its type', { commands: { config: `echo '{"nas": {"type": "local"}}'` } }, 'type', 'rclone_type', 'local'],
    ['reaching it', { commands: { lsjson: 'echo "connection refused" >&2; exit 1' } }, 'connect', 'refused', ''],
    [
      'writing',
      { commands: { lsjson: 'echo []', rcat: 'cat > sent; echo "507 Insufficient Storage" >&2; exit 1' } },
      'write',
      'no_room',
      'rclone, 507',
    ],
    ['reading', { commands: { lsjson: 'echo []', rcat: 'cat > sent', cat: 'printf other' } }, 'read', 'not_as_written', ''],
    [
      'an old program',
      { commands: { lsjson: 'echo []', rcat: 'echo "Error: unknown flag: --size" >&2; exit 1' } },
      'program',
      'rclone_too_old',
      'rclone',
    ],
  ])('%s', async (_what, standIn, step, fault, said) => {
    const { ok, failed_step: failedStep, reason } = await testStore(await storeOf(standIn), never);
    expect({ ok, failedStep }).toEqual({ ok: false, failedStep: step });
    expect(reason).toBe(sentenceOfFault(fault, { said, words: 'petlog' }));
  });

  it('the program; and all of them when everything works', async () => {
    expect(await testStore(storeIn(here.path), never)).toMatchObject({ ok: false, failed_step: 'program' });
    const store = await storeOf({ commands: { lsjson: 'echo []', rcat: 'cat > sent', cat: 'cat sent', deletefile: 'rm sent' } });
    expect(await testStore(store, never)).toEqual({ ok: true, failed_step: null, reason: null });
  });
});
