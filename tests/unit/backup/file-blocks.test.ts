import { randomBytes } from 'node:crypto';
import { readdir, readlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileBlocks } from '../../../main/backup/file-blocks.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const blockBytes = 256 * 1024;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let path: string;

beforeEach(async () => {
  directory = await temporaryDirectory();
  path = join(directory.path, 'film.mp4');
});

afterEach(async () => {
  await directory[Symbol.asyncDispose]();
});

async function read(fromByte: number, count: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of fileBlocks(path, fromByte, count)) {
    expect(piece.length).toBeGreaterThan(0);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Whether this process still has the file open. */
async function isOpen(): Promise<boolean> {
  const links = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return links.some((link) => link.startsWith(path));
}

describe.each([1, blockBytes - 1, blockBytes, blockBytes + 1, 2 * blockBytes, 3 * blockBytes + 77])('of %i bytes', (sizeBytes) => {
  it('any part is the same, also one that reaches beyond the end', async () => {
    const bytes = randomBytes(sizeBytes);
    await writeFile(path, bytes);
    for (const [from, count] of [
      [0, sizeBytes],
      [0, 1],
      [Math.floor(sizeBytes / 2), Math.ceil(sizeBytes / 3)],
      [sizeBytes - 1, 1],
      [0, sizeBytes + blockBytes],
      [0, 4 * blockBytes],
    ] as const) {
      expect((await read(from, count)).equals(bytes.subarray(from, from + count))).toBe(true);
    }
    expect(await isOpen()).toBe(false);
  });
});

it('a file that is cut off while it is read ends there', async () => {
  await writeFile(path, randomBytes(4 * blockBytes));
  let readBytes = 0;
  for await (const piece of fileBlocks(path, 0, 4 * blockBytes)) {
    if (readBytes === 0) {
      await truncate(path, 10);
    }
    readBytes += piece.length;
  }
  expect(readBytes).toBeLessThan(4 * blockBytes);
});

it('a file is let go of by whoever needs no more of it, and one that is not there is named', async () => {
  await writeFile(path, randomBytes(3 * blockBytes));
  for await (const _ of fileBlocks(path, 0, 3 * blockBytes)) {
    expect(await isOpen()).toBe(true);
    break;
  }
  expect(await isOpen()).toBe(false);
  path = join(directory.path, 'gone.mp4');
  await expect(read(0, 10)).rejects.toMatchObject({ code: 'ENOENT' });
});
