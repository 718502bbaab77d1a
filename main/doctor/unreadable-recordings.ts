import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../system/clock.ts';
import { isMissing } from '../system/is-missing.ts';

/** It takes no longer; of thousands of recordings it looks at as many as it can in that time. */
const patienceMilliseconds = 2000;
/** A finding is no list. */
const mostNames = 3;
const readBytes = 65_536;

/** The first few recordings, and their sidecars, whose beginnings cannot be read, with the reasons. Names are relative to the directory. Never rejects. */
export async function unreadableRecordings(directory: string, clock: Clock): Promise<string[]> {
  const unreadable: string[] = [];
  const endMilliseconds = clock.monotonicMilliseconds() + patienceMilliseconds;
  const buffer = Buffer.alloc(readBytes);
  const hidden = (await filesIn(join(directory, '.petlog'))).filter((name) => name.endsWith('.json')).map((name) => join('.petlog', name));
  const videos = (await filesIn(directory)).filter((name) => name.endsWith('.mp4'));
  for (const name of [...videos, ...hidden]) {
    if (unreadable.length === mostNames || clock.monotonicMilliseconds() > endMilliseconds) {
      break;
    }
    try {
      if (!(await stat(join(directory, name))).isFile()) {
        continue;
      }
      const file = await open(join(directory, name), constants.O_RDONLY | constants.O_NONBLOCK); // what has become a pipe is not waited for
      await file.read(buffer, 0, readBytes, 0).finally(() => file.close());
    } catch (error) {
      if (!isMissing(error)) {
        unreadable.push(`${name} (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
      }
    }
  }
  return unreadable;
}

const filesIn = (directory: string): Promise<string[]> =>
  readdir(directory, { withFileTypes: true }).then(
    (entries) => entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => name),
    () => [],
  );
