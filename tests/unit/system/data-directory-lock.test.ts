import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { DataDirectoryLock } from '../../../main/system/data-directory-lock.ts';
import { identifyProcess, isRunning } from '../../../main/system/process-identity.ts';
import { StartupError } from '../../../main/system/startup-error.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const program = fileURLToPath(new URL('../../support/hold-data-directory.ts', import.meta.url));
type Holder = ChildProcessByStdio<Writable, Readable, null>;
const holders = new Set<Holder>();

/** A real process that tries to claim the directory, and its answer. */
async function contend(directory: string): Promise<{ holder: Holder; answer: string }> {
  const holder = spawn(process.execPath, [program, directory], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.add(holder);
  const [answer] = (await once(createInterface(holder.stdout), 'line')) as [string];
  return { holder, answer };
}

async function end(holder: Holder, how: () => void): Promise<void> {
  const exited = once(holder, 'exit');
  how();
  await exited;
  holders.delete(holder);
}

afterEach(async () => {
  const running = [...holders].filter((holder) => holder.exitCode === null && holder.signalCode === null);
  await Promise.all(running.map((holder) => end(holder, () => holder.kill('SIGKILL'))));
  holders.clear();
});

describe('DataDirectoryLock', () => {
  it('refuses a second process, and says who has the directory since when', async () => {
    await using directory = await temporaryDirectory();
    const { holder, answer } = await contend(directory.path);
    expect(answer).toBe('held');
    const refusal = (): DataDirectoryLock => DataDirectoryLock.acquire(directory.path);
    expect(refusal).toThrow(StartupError);
    expect(refusal).toThrow(
      new RegExp(`^Another PetLog \\(process ${holder.pid}, since \\d{4}-.*Z\\) uses the data directory ${directory.path}; stop it, or `),
    );
  });

  it('refuses a second claim of the same process', async () => {
    await using directory = await temporaryDirectory();
    const lock = DataDirectoryLock.acquire(directory.path);
    expect(() => DataDirectoryLock.acquire(directory.path)).toThrow(`process ${process.pid}`);
    lock.release();
    DataDirectoryLock.acquire(directory.path).release();
  });

  it('passes on after an orderly end', async () => {
    await using directory = await temporaryDirectory();
    const { holder } = await contend(directory.path);
    await end(holder, () => holder.stdin.end());
    DataDirectoryLock.acquire(directory.path).release();
  });

  it('is not left behind by SIGKILL', async () => {
    await using directory = await temporaryDirectory();
    const { holder } = await contend(directory.path);
    await end(holder, () => holder.kill('SIGKILL'));
    DataDirectoryLock.acquire(directory.path).release();
  });

  it('goes to exactly one of many that start together on a stale claim', async () => {
    await using directory = await temporaryDirectory();
    const { holder } = await contend(directory.path);
    await end(holder, () => holder.kill('SIGKILL'));
    const answers = await Promise.all(Array.from({ length: 8 }, async () => (await contend(directory.path)).answer));
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('Another PetLog (process '))).toHaveLength(7);
  });

  it.each([
    ['a process id that another process has by now', { startTicks: 1 }],
    ['an earlier boot', { bootId: '00000000-0000-0000-0000-000000000000' }],
    ['a process that is gone', { pid: 4_194_304 + 1 }],
  ])('does not believe a claim of %s', async (_, difference) => {
    await using directory = await temporaryDirectory();
    DataDirectoryLock.acquire(directory.path).release();
    const stale = { ...identifyProcess(process.pid)!, ...difference };
    const database = new DatabaseSync(join(directory.path, 'lock.db'));
    database.prepare('INSERT INTO owner VALUES (?, ?, ?, ?)').run(stale.pid, stale.startTicks, stale.bootId, 'then');
    database.close();
    DataDirectoryLock.acquire(directory.path).release();
  });

  it('puts a damaged file aside, and earlier ones stay', async () => {
    await using directory = await temporaryDirectory();
    for (const content of ['x'.repeat(5000), 'y'.repeat(5000)]) {
      await writeFile(join(directory.path, 'lock.db'), content);
      const lock = DataDirectoryLock.acquire(directory.path);
      expect(lock.problem).toMatchObject({ code: 'database_damaged' });
      expect((await contend(directory.path)).answer).toMatch(`Another PetLog (process ${process.pid}, `);
      lock.release();
    }
    expect((await readFile(join(directory.path, 'lock.db.damaged'), 'utf8'))[0]).toBe('x');
    expect((await readFile(join(directory.path, 'lock.db.damaged-2'), 'utf8'))[0]).toBe('y');
  });

  it('does not believe in damage that comes while another PetLog runs', async () => {
    await using directory = await temporaryDirectory();
    const { holder } = await contend(directory.path);
    await writeFile(join(directory.path, 'lock.db'), 'x'.repeat(8192));
    expect(() => DataDirectoryLock.acquire(directory.path)).toThrow(`Process ${holder.pid} uses the data directory`);
  });

  it('goes on where somebody else keeps the file locked, but not beside another PetLog', async () => {
    await using directory = await temporaryDirectory();
    DataDirectoryLock.acquire(directory.path).release();
    using database = new DatabaseSync(join(directory.path, 'lock.db'));
    database.exec('BEGIN EXCLUSIVE');
    const acquire = (): DataDirectoryLock => DataDirectoryLock.acquire(directory.path, new Date(), 0);
    const lock = acquire();
    expect(lock.problem?.message).toMatch(/lock\.db cannot be saved.*another program keeps it locked/);
    database.exec('ROLLBACK');
    lock.retry();
    expect(lock.problem).toBeNull();
    database.exec('BEGIN EXCLUSIVE');
    expect(acquire).toThrow(`Another PetLog (process ${process.pid}, `);
    database.exec('ROLLBACK');
    lock.release();
  });

  it('says so when the directory is not there', () => {
    expect(() => DataDirectoryLock.acquire('/nonexistent/directory')).toThrow(StartupError);
  });
});

describe('identifyProcess', () => {
  it('knows a running process, and nothing of one that ended', async () => {
    // A name with spaces and a parenthesis, as any program may have.
    const child = spawn('/bin/sleep', ['60'], { argv0: 'a) b (c' });
    await once(child, 'spawn');
    const identity = identifyProcess(child.pid!)!;
    expect(identity.startTicks).toBeGreaterThanOrEqual(identifyProcess(process.pid)!.startTicks);
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(identity)).toBe(false);
  });
});
