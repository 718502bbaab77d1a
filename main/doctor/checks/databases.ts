import { access, open } from 'node:fs/promises';
import { z } from 'zod';
import { sentence } from '../../../shared/doctor-sentence.ts';
import { databaseFiles, knownVersions } from '../database-files.ts';
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
      damaged.map(({ subject, path }) => sentence('databases_damaged', { databases: [subject], path, reason: states[path] ?? '' })),
      sentence('databases_damaged_advice'),
    );
  }
  const newer = (
    await Promise.all(files.map(async (file) => ((await versionOf(file.path)) > (knownVersions[file.subject] ?? Infinity) ? [file] : [])))
  ).flat();
  if (newer.length > 0) {
    return problem(
      sentence('databases_newer', { databases: newer.map(({ subject }) => subject), paths: newer.map(({ path }) => path).join(', ') }),
      sentence('databases_newer_advice'),
    );
  }
  const forbidden = files.filter(({ path }) => states[path] === 'forbidden');
  if (forbidden.length > 0) {
    return warning(sentence('databases_forbidden', { databases: forbidden.map(({ subject }) => subject) }), sentence('run_as_root_advice'));
  }
  const aside = (
    await Promise.all(
      files.map(async ({ path }) =>
        access(`${path}.damaged`).then(
          () => [`${path}.damaged`],
          () => [],
        ),
      ),
    )
  ).flat();
  if (aside.length > 0) {
    return warning(sentence('databases_put_aside', { paths: aside.join(', ') }), sentence('databases_put_aside_advice'));
  }
  const present = files.filter(({ path }) => states[path] === 'ok');
  return ok(
    present.length === 0 ? sentence('databases_none') : sentence('databases_fine', { databases: present.map(({ subject }) => subject) }),
  );
};

/** `user_version`, in the header of the file (https://www.sqlite.org/fileformat.html, 1.3); 0 for what cannot be read. */
async function versionOf(path: string): Promise<number> {
  try {
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 60);
      return bytesRead === 4 ? buffer.readUInt32BE() : 0;
    } finally {
      await file.close();
    }
  } catch {
    return 0;
  }
}
