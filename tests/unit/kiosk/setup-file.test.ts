import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SetupFile } from '../../../main/kiosk/setup-file.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const open = (dataDirectory: string, isInUse = false): Promise<SetupFile> =>
  SetupFile.open({ dataDirectory, isInUse, logger: silentLogger });

test('the setup of a new camera begins, and its way is kept', async () => {
  await using directory = await temporaryDirectory();
  const file = await open(directory.path);
  expect(file.state).toEqual({ step: 'language', finished: false });
  await Promise.all([file.save({ step: 'name', finished: false }), file.save({ step: 'storage', finished: false })]);
  expect(file.state).toEqual({ step: 'storage', finished: false });
  expect((await open(directory.path)).state).toEqual({ step: 'storage', finished: false });
  // Who was let in on the way does not end it.
  expect((await open(directory.path, true)).state).toEqual({ step: 'storage', finished: false });
  expect(await readdir(directory.path)).toEqual(['setup.json']);
});

test('a camera that was in use before there was a setup is not asked', async () => {
  await using directory = await temporaryDirectory();
  expect((await open(directory.path, true)).state.finished).toBe(true);
});

test.each(['', '{"step":"elsewhere","finished":true}', '{"step":"name"'])('a damaged file (%j) costs only the way', async (content) => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, 'setup.json'), content);
  const warnings: string[] = [];
  const file = await SetupFile.open({
    dataDirectory: directory.path,
    isInUse: false,
    logger: { ...silentLogger, warn: (_, message) => void warnings.push(message) },
  });
  expect(file.state).toEqual({ step: 'language', finished: false });
  expect(warnings).toHaveLength(1);
  await file.save({ step: 'done', finished: true });
  expect(JSON.parse(await readFile(join(directory.path, 'setup.json'), 'utf8'))).toEqual({ step: 'done', finished: true });
});

test('what cannot be saved is said, and does not count', async () => {
  await using directory = await temporaryDirectory();
  const file = await open(directory.path);
  await mkdir(join(directory.path, 'setup.json'));
  await expect(file.save({ step: 'done', finished: true })).rejects.toMatchObject({ code: 'settings_not_saved' });
  expect(file.state.finished).toBe(false);
});
