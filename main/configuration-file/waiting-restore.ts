import { readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { diskReason } from '../system/disk-errors.ts';
import type { Logger } from '../system/logger.ts';
import { StartupError } from '../system/startup-error.ts';
import { syncDirectory, writeAtomically } from '../system/write-atomically.ts';
import { sections } from './sections.ts';
import { waitingPath } from './waiting-file.ts';

const Waiting = z.strictObject({ sections: z.record(z.string(), z.unknown()) });

/**
 * Has these sections brought back before the next start.
 *
 * @throws the system's error; then nothing waits that did not before
 */
export async function leaveForNextStart(dataDirectory: string, contents: Readonly<Record<string, unknown>>): Promise<void> {
  const waiting: z.input<typeof Waiting> = { sections: contents };
  await writeAtomically(waitingPath(dataDirectory), JSON.stringify(waiting), 0o600);
}

/**
 * Brings back what waits, in a data directory that this process has claimed. Where it is interrupted, it is done again
 * from the beginning, so that nothing runs on half of it.
 *
 * @throws StartupError when the disk does not take it
 */
export async function bringBackWaiting(dataDirectory: string, logger: Logger): Promise<void> {
  const path = waitingPath(dataDirectory);
  const contents = await readWaiting(path, logger);
  try {
    for (const section of contents === null ? [] : sections) {
      const content = contents?.[section.name];
      if (content !== undefined) {
        await section.bringBack(section.schema.parse(content), { dataDirectory, logger });
      }
    }
    await rm(path, { force: true });
    await syncDirectory(dirname(path));
  } catch (error) {
    throw new StartupError(
      `Settings from a file could not be brought back: ${diskReason(error)}; make room on the disk and start PetLog again, or remove ${path} to go on without them.`,
      { cause: error },
    );
  }
}

/** Null for what nobody can use, which is put aside. */
async function readWaiting(path: string, logger: Logger): Promise<Readonly<Record<string, unknown>> | null> {
  const text = await readFile(path, 'utf8');
  try {
    const { sections: contents } = Waiting.parse(JSON.parse(text));
    sections.forEach(({ name, schema }) => contents[name] !== undefined && schema.parse(contents[name]));
    return contents;
  } catch (error) {
    logger.error({ err: error, path }, 'the settings that waited to be brought back are damaged, and were put aside');
    await rename(path, `${path}.damaged`);
    return null;
  }
}
