import { access } from 'node:fs/promises';
import { z } from 'zod';
import { databaseFiles } from '../database-files.ts';
import { type Finding, ok, problem, warning } from '../finding.ts';
import type { Check } from '../subject.ts';

/** By path: `ok`, `missing`, `forbidden`, or what is wrong. */
export const DatabaseStates = z.record(z.string(), z.string());

export const checkDatabases: Check = async ({ dataDirectory, askProcess }): Promise<Finding> => {
  const files = databaseFiles(dataDirectory);
  const states = DatabaseStates.parse(JSON.parse(await askProcess(['databases', ...files.map(({ path }) => path)])));
  const damaged = files.filter(({ path }) => !['ok', 'missing', 'forbidden'].includes(states[path] ?? 'missing'));
  if (damaged.length > 0) {
    return problem(
      `Damaged: ${damaged.map(({ subject, path }) => `the database of ${subject} (${path}: ${states[path] ?? ''})`).join(', ')}.`,
      'Restart PetLog: it puts the file aside and begins a new one; recordings stay, but devices have to be paired again where theirs is damaged. Look at the disk, too: an SD card may be wearing out.',
    );
  }
  const forbidden = files.filter(({ path }) => states[path] === 'forbidden');
  if (forbidden.length > 0) {
    return warning(`This user may not read the database of ${forbidden.map(({ subject }) => subject).join(', ')}.`, 'Run "sudo petlog doctor".');
  }
  const aside = await Promise.all(files.map(async ({ path }) => access(`${path}.damaged`).then(() => [`${path}.damaged`], () => [])));
  if (aside.flat().length > 0) {
    return warning(`A damaged database was put aside: ${aside.flat().join(', ')}.`, 'Look at the disk, an SD card may be wearing out; delete the file when it is of no more use.');
  }
  const present = files.filter(({ path }) => states[path] === 'ok');
  return ok(present.length === 0 ? 'There are no databases yet.' : `In order: ${present.map(({ subject }) => subject).join(', ')}.`);
};
