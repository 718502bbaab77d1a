import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is, among the directories of PATH; null when it is not installed. */
export function findProgram(name: string, path: string | undefined = process.env.PATH): string | null {
  for (const directory of (path ?? '').split(delimiter)) {
    const candidate = join(directory, name);
    if (directory !== '' && isProgram(candidate)) {
      return candidate;
    }
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
