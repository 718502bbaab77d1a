import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../system/logger.ts';
import { writeAtomically } from '../system/write-atomically.ts';

/** In the data directory. */
const petlogIdFile = 'petlog-id';

/**
 * What one PetLog is known by to others, whatever its address and name: 32 hexadecimal
 * digits that are made once and kept in the data directory. It is no secret. Where it
 * cannot be kept, it holds until the end.
 */
export async function openPetLogId({ dataDirectory, logger }: { dataDirectory: string; logger: Logger }): Promise<string> {
  const path = join(dataDirectory, petlogIdFile);
  const kept = await readFile(path, 'utf8').then(
    (content) => /^([0-9a-f]{32})\n?$/.exec(content)?.[1],
    () => undefined,
  );
  if (kept !== undefined) {
    return kept;
  }
  const id = randomBytes(16).toString('hex');
  try {
    await writeAtomically(path, `${id}\n`);
  } catch (error) {
    logger.warn({ err: error }, 'what this PetLog is known by on the network could not be kept, and is another after the next start');
  }
  return id;
}
