import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { footageJpegs } from './footage-jpegs.ts';

/** Changes when the footage does, so that no older file is taken for it. */
const NAME = 'cat-visit-720p15-v1.mjpeg';

/**
 * The test footage as a file of JPEGs back to back, as a camera would send it.
 * Made once for all tests on this machine, which may ask for it at the same
 * time: the file appears whole or not at all.
 *
 * @returns its path
 */
export async function footageMjpegFile(): Promise<string> {
  const directory = join(tmpdir(), `petlog-footage-${userInfo().uid}`);
  const path = join(directory, NAME);
  try {
    await access(path);
  } catch {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}`;
    await writeFile(unfinished, Buffer.concat(footageJpegs()));
    await rename(unfinished, path);
  }
  return path;
}
