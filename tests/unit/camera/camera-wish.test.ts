import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CameraWish } from '../../../main/camera/camera-wish.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { type Logger, silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let warnings: string[];

beforeEach(async () => {
  directory = await temporaryDirectory();
  warnings = [];
});

afterEach(() => directory[Symbol.asyncDispose]());

const logger: Logger = { ...silentLogger, warn: (_, text) => void warnings.push(text) };
const open = (dataDirectory = directory.path): Promise<CameraWish> =>
  CameraWish.open({ dataDirectory, clock: createSystemClock(), logger });
const path = (): string => join(directory.path, 'camera.json');

test('what was said last is there after a restart, however fast it was said', async () => {
  const wish = await open();
  expect(wish.value).toBeNull();
  for (const value of ['on', 'off', null, 'on', 'off'] as const) {
    wish.set(value);
    expect(wish.value).toBe(value);
  }
  await wish.settled();
  expect((await open()).value).toBe('off');
  expect(await readdir(directory.path)).toEqual(['camera.json']);
  expect(warnings).toEqual([]);
});

test.each(['', '\0\0\0\0', '{"camera":"maybe"}', '{"camera":"on"'])(
  'a damaged file counts as nothing said, and is made anew: %j',
  async (content) => {
    await writeFile(path(), content);
    const wish = await open();
    expect(wish.value).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('could not be read')]);
    wish.set('on');
    await wish.settled();
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ camera: 'on' });
  },
);

test('what cannot be saved counts until the next start, and is said', async () => {
  const wish = await open(join(directory.path, 'nowhere'));
  wish.set('on');
  await wish.settled();
  expect(wish.value).toBe('on');
  expect(warnings).toEqual([expect.stringContaining('could not be saved')]);
});

test('who stopped it, when and until when is there after a restart, and is forgotten with the stop', async () => {
  const wish = await open();
  const pause = {
    by: 'Anna',
    on_own_screen: false,
    since: '2026-05-01T12:00:00.000Z',
    until: '2026-05-01T13:00:00.000Z',
    before: 'on' as const,
  };
  wish.set('off', pause);
  await wish.settled();
  const next = await open();
  expect([next.value, next.pause]).toEqual(['off', pause]);
  next.set(null);
  await next.settled();
  expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ camera: null });
});
