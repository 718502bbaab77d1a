import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSystemClock } from '../../../main/system/clock.ts';
import { findProgram } from '../../../main/system/find-program.ts';
import { programOutput } from '../../../main/system/program-output.ts';
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

const machine = { spawn, clock: createSystemClock(), environment: process.env };

test('takes what a program says on both outputs, whatever its exit code', async () => {
  const said = await programOutput('/bin/sh', ['-c', 'echo one; echo two >&2; exit 1'], machine);
  expect(said.split('\n').sort()).toEqual(['', 'one', 'two']);
  expect(await programOutput('/nowhere/program', [], machine)).toBe('');
});

test('ends a program that takes too long', async () => {
  const clock = {
    ...createSystemClock(),
    after: (_: number, callback: () => void) => {
      const timer = setTimeout(callback, 100);
      return () => clearTimeout(timer);
    },
  };
  expect(await programOutput('/bin/sh', ['-c', 'echo one; sleep 600'], { ...machine, clock })).toBe('one\n');
});
