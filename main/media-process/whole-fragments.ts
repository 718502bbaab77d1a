import { open } from 'node:fs/promises';

const headerBytes = 16;

/**
 * Cuts off the fragment that its writer was killed in: readers take a broken
 * table at the end as a reason to read nothing at all. A file without
 * fragments, and one that ends with a whole one, stays as it is.
 *
 * @throws the system's error
 */
export async function dropIncompleteFragment(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const header = Buffer.alloc(headerBytes);
    let wholeBytes = 0;
    let hasFragments = false;
    for (let begin = 0; begin < size; ) {
      const { bytesRead } = await file.read(header, 0, headerBytes, begin);
      const end = bytesRead < 8 ? Infinity : begin + boxBytes(header, bytesRead, size - begin);
      if (end > size) {
        if (hasFragments) {
          await file.truncate(wholeBytes);
        }
        return;
      }
      const type = header.toString('latin1', 4, 8);
      if (type === 'moof') {
        hasFragments = true;
      } else {
        wholeBytes = end; // a table counts only with its pictures
      }
      begin = end;
    }
    if (hasFragments && wholeBytes < size) {
      await file.truncate(wholeBytes);
    }
  } finally {
    await file.close();
  }
}

/** ISO/IEC 14496-12, 4.2: 1 announces a 64-bit size, 0 reaches to the end of the file. */
function boxBytes(header: Buffer, bytesRead: number, remainingBytes: number): number {
  const size = header.readUInt32BE(0);
  if (size === 1) {
    return bytesRead < headerBytes ? Infinity : Number(header.readBigUInt64BE(8));
  }
  return size === 0 ? remainingBytes : Math.max(size, 8);
}
