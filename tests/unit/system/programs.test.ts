import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSystemClock } from '../../../main/system/clock.ts';
import { findProgram } from '../../../main/system/find-program.ts';
import { Machine } from '../../../main/system/machine.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('finds the first program of that name that can be run', async () => {
  await using directory = await temporaryDirectory();
  const [empty, holdsText, holdsDirectory, holdsProgram] = ['a', 'b', 'c', 'd'].map((name) => join(directory.path, name)) as [
    string,
    string,
    string,
    string,
  ];
  await mkdir(empty);
  await mkdir(holdsText);
  await writeFile(join(holdsText, 'camera'), 'no program');
  await mkdir(join(holdsDirectory, 'camera'), { recursive: true });
  await mkdir(holdsProgram);
  await writeFile(join(holdsProgram, 'camera'), '#!/bin/sh\n');
  await chmod(join(holdsProgram, 'camera'), 0o755);
  expect(findProgram('camera', ['/nowhere', '', empty, holdsText, holdsDirectory, holdsProgram].join(':'))).toBe(
    join(holdsProgram, 'camera'),
  );
  expect(findProgram('camera', [empty, holdsText].join(':'))).toBeNull();
  expect(findProgram('camera', '')).toBeNull();
});

test('takes what a program says on both outputs, whatever its exit code', async () => {
  const machine = new Machine({ clock: createSystemClock() });
  const said = await machine.runFile('/bin/sh', ['-c', 'echo one; echo two >&2; exit 1']);
  expect(said.text.split('\n').sort()).toEqual(['', 'one', 'two']);
  expect(said).toMatchObject({ output: 'one\n', exitCode: 1, wasCutOff: false });
  expect(await machine.runFile('/nowhere/program', [])).toMatchObject({ text: '' });
});

test('ends a program that takes too long', async () => {
  const clock = {
    ...createSystemClock(),
    after: (_: number, callback: () => void) => {
      const timer = setTimeout(callback, 100);
      return () => clearTimeout(timer);
    },
  };
  const said = await new Machine({ clock }).runFile('/bin/sh', ['-c', 'echo one; sleep 600']);
  expect(said).toMatchObject({ text: 'one\n', wasCutOff: true });
});
