/** Electron's allocator ends native code that asks for much memory at once: nothing of it runs in the main process, and children run on Node. */
import { constants, copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DoctorReport } from '../../shared/doctor.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { commandLineOf } from '../support/process-life.ts';
import { type PetLogProcess, repositoryDirectory, startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';

const node = join(repositoryDirectory, 'node_modules/node/bin/node');
const standIn = join(repositoryDirectory, 'tests/support/electron-stand-in/register.ts');

let directory: string;
/** Another program than the children are to run on. */
let electron: string;

beforeEach(async () => {
  directory = await mkdtemp(join(repositoryDirectory, 'node_modules/.electron-'));
  electron = join(directory, 'electron');
  await copyFile(node, electron, constants.COPYFILE_FICLONE);
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** The libraries that a process has loaded from our packages. */
async function nativeCodeOf(pid: number): Promise<string[]> {
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
  return [
    ...new Set(
      maps
        .split('\n')
        .filter((line) => /\.node$|node_modules\/.*\.so/.test(line))
        .map((line) => line.replace(/^.* /, '')),
    ),
  ];
}

/** Which of the two programs a process runs; by the file itself, as a file system may know it by several names. */
async function programOf(pid: number): Promise<string> {
  const { ino } = await stat(`/proc/${pid}/exe`);
  for (const program of [node, electron]) {
    if ((await stat(program)).ino === ino) {
      return program;
    }
  }
  return 'another program';
}

/** What its children run on, each once. */
async function seeChildren(petlog: PetLogProcess, seen: Map<string, string>): Promise<void> {
  for (const pid of await petlog.processIds()) {
    const name = /main\/([a-z]+-process)\//.exec(commandLineOf(pid))?.[1];
    const program = await programOf(pid).catch(() => undefined);
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (name !== undefined && program !== undefined) {
      seen.set(name, environment.includes('ELECTRON_RUN_AS_NODE') ? `${program} as Electron` : program);
    }
  }
}

test('pictures are drawn and recorded, and the camera is lost, without native code in the main process', async () => {
  await using petlog = await startPetLog({
    command: [electron, '--import', standIn, 'main/index.ts', '--'],
    config: { camera: { resolution: [1280, 720] } },
  });
  const viewer = new StreamReader(Number(new URL(petlog.url).port));
  const seen = new Map<string, string>();
  await viewer.next(3);
  await call(`${petlog.url}/live/record/start`, 'POST');
  await expect
    .poll(() => seeChildren(petlog, seen).then(() => [...seen.keys()]), { timeout: 60_000 })
    .toEqual(expect.arrayContaining(['drawing-process', 'media-process']));
  await viewer.next(15);
  expect((await call(`${petlog.url}/live/record/stop`, 'POST')).status).toBe(200);
  const { body } = await call(`${petlog.url}/doctor`);
  // A machine that is busy is warned of what encoding costs.
  expect(DoctorReport.parse(body).results.find(({ name }) => name === 'encoder')?.status).toMatch(/^(ok|warning)$/);
  await call(`${petlog.url}/settings`, 'PATCH', { camera: { source: 'rpicam' } });
  await viewer.until(({ parts }) => parts.at(-1)?.headers['X-PetLog-Placeholder'] === '1');
  expect(petlog.child.pid).toBeDefined();
  expect(await programOf(petlog.child.pid ?? 0)).toBe(electron);
  expect(await nativeCodeOf(petlog.child.pid ?? 0)).toEqual([]);
  expect(new Set(seen.values())).toEqual(new Set([node]));
  viewer.close();
});

test('the build brings no native package into the main process, in none of its files', async () => {
  const read = new Set<string>();
  const packages = new Set<string>();
  const walk = async (path: string): Promise<void> => {
    read.add(path);
    const code = await readFile(path, 'utf8');
    for (const [, from = ''] of code.matchAll(/(?:\bfrom|\bimport|require)\s*\(?\s*["'`]([^"'`]+)["'`]/g)) {
      const file = join(path, '..', from);
      if (!from.startsWith('./')) {
        packages.add(from);
      } else if (!read.has(file)) {
        await walk(file);
      }
    }
  };
  await walk(join(repositoryDirectory, 'out/main/index.js'));
  expect([...packages]).toEqual(expect.arrayContaining(['electron', 'mqtt', 'nodemailer']));
  packages.delete('mqtt');
  await walk(join(repositoryDirectory, builtHeadlessProgram));
  expect([...packages]).toEqual(expect.arrayContaining(['mqtt']));
  expect([...packages].filter((name) => /^(sharp|@img|node-av|@seydx)(\/|$)/.test(name))).toEqual([]);
});
