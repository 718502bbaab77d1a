import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * A file that takes long to make, made once for all tests on this machine. They may ask for it at the same time: it
 * appears whole or not at all.
 *
 * @param name ends with its version, which changes when what is made does, and its extension
 * @param make writes it to the path it is given, whose name ends in the same way
 * @returns its path
 */
export async function madeOnce(name: string, make: (unfinished: string) => Promise<unknown>): Promise<string> {
  const directory = join(tmpdir(), `petlog-footage-${userInfo().uid}`);
  const path = join(directory, name);
  try {
    await access(path);
  } catch {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const unfinished = join(directory, `${process.pid}-${name}`);
    await make(unfinished);
    await rename(unfinished, path);
  }
  return path;
}
