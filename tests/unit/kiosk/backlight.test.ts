import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBacklight } from '../../../main/kiosk/backlight.ts';
import { silentLogger, type Logger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A light as Linux shows it in /sys. */
async function addLight(directory: string, name: string, brightness: string, most: string): Promise<string> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'max_brightness'), most);
  const path = join(directory, name, 'brightness');
  await writeFile(path, brightness);
  return path;
}

function listeningLogger(): { logger: Logger; warnings: object[] } {
  const warnings: object[] = [];
  return { logger: { ...silentLogger, warn: (fields: object) => void warnings.push(fields) }, warnings };
}

const content = (path: string): Promise<string> => readFile(path, 'utf8');

test('sets the light in its own steps, and back to what it was', async () => {
  await using directory = await temporaryDirectory();
  const path = await addLight(directory.path, '10-0045', '31\n', '31\n');
  const light = await findBacklight(directory.path, silentLogger);
  expect(await content(path)).toBe('31');
  for (const [percent, steps] of [
    [40, '12'],
    [100, '31'],
    [1, '1'],
    [0, '0'],
  ] as const) {
    await light?.set(percent);
    expect(await content(path), `${percent} percent`).toBe(steps);
  }
  await light?.restore();
  expect(await content(path)).toBe('31');
});

test('there is none without a directory, and none in an empty one', async () => {
  await using directory = await temporaryDirectory();
  const { logger, warnings } = listeningLogger();
  expect(await findBacklight(join(directory.path, 'backlight'), logger)).toBeNull();
  expect(await findBacklight(directory.path, logger)).toBeNull();
  expect(warnings).toEqual([]);
});

test.each([
  ['garbage', 'bright\n', '255\n'],
  ['a garbage maximum', '100\n', '0x'],
  ['nothing to set', '0\n', '0\n'],
  ['more than the most', '300\n', '255\n'],
  ['an empty file', '', '255\n'],
])('%s is passed over for the next light', async (_name, brightness, most) => {
  await using directory = await temporaryDirectory();
  const bad = await addLight(directory.path, 'a', brightness, most);
  const good = await addLight(directory.path, 'b', '255\n', '255\n');
  const { logger, warnings } = listeningLogger();
  const light = await findBacklight(directory.path, logger);
  await light?.set(20);
  expect(await content(bad)).toBe(brightness);
  expect(await content(good)).toBe('51');
  expect(warnings).toMatchObject([{ name: 'a' }]);
});

test('a light without its files is passed over', async () => {
  await using directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'a'));
  const { logger, warnings } = listeningLogger();
  expect(await findBacklight(directory.path, logger)).toBeNull();
  expect(warnings).toMatchObject([{ name: 'a' }]);
});

test('one that may not be written is none', async () => {
  await using directory = await temporaryDirectory();
  const path = await addLight(directory.path, 'a', '255\n', '255\n');
  // Root may write anything but a directory.
  if (process.getuid?.() === 0) {
    await rm(path);
    await mkdir(path);
  } else {
    await chmod(path, 0o444);
  }
  const { logger, warnings } = listeningLogger();
  expect(await findBacklight(directory.path, logger)).toBeNull();
  expect(warnings).toMatchObject([{ name: 'a' }]);
});

test('a light that is gone is not made anew', async () => {
  await using directory = await temporaryDirectory();
  const path = await addLight(directory.path, 'a', '255\n', '255\n');
  const light = await findBacklight(directory.path, silentLogger);
  await rm(path);
  await expect(light?.set(50)).rejects.toThrow('ENOENT');
});
