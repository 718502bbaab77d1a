import { readFile } from 'node:fs/promises';
import { isMissing } from './is-missing.ts';

/**
 * The text of a file; null where there is none.
 *
 * @throws the system's error for one that cannot be read
 */
export async function textIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  }
}
