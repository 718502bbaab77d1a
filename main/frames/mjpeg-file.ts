import { open, stat } from 'node:fs/promises';

/**
 * Whether the file begins like a JPEG: then it is JPEGs back to back, or a single one.
 *
 * @throws the file system's error when it cannot be read
 */
export async function startsLikeJpeg(path: string): Promise<boolean> {
  if (!(await stat(path)).isFile()) {
    return false; // opening a pipe would wait for a writer
  }
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(3), 0, 3, 0);
  return buffer.equals(Buffer.from([0xff, 0xd8, 0xff]));
}
