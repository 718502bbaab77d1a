import type { FileHandle } from 'node:fs/promises';

const headerBytes = 16;

/**
 * How much of a file is whole: readers take a fragment that its writer was
 * killed in as a reason to read nothing at all. All of a file without
 * fragments, and of one that ends with a whole one.
 *
 * @throws the system's error
 */
export async function wholeBytesOf(file: Pick<FileHandle, 'read' | 'stat'>): Promise<number> {
  const { size } = await file.stat();
  const header = Buffer.alloc(headerBytes);
  let wholeBytes = 0;
  let hasFragments = false;
  for (let begin = 0; begin < size;) {
    const { bytesRead } = await file.read(header, 0, headerBytes, begin);
    const end = bytesRead < 8 ? Infinity : begin + boxBytes(header, bytesRead, size - begin);
    if (end > size) {
      return hasFragments ? wholeBytes : size;
    }
    const type = header.toString('latin1', 4, 8);
    if (type === 'moof') {
      hasFragments = true;
    } else {
      wholeBytes = end; // a table counts only with its pictures
    }
    begin = end;
  }
  return hasFragments ? wholeBytes : size;
}

/** ISO/IEC 14496-12, 4.2: 1 announces a 64-bit size, 0 reaches to the end of the file. */
function boxBytes(header: Buffer, bytesRead: number, remainingBytes: number): number {
  const size = header.readUInt32BE(0);
  if (size === 1) {
    return bytesRead < headerBytes ? Infinity : Number(header.readBigUInt64BE(8));
  }
  return size === 0 ? remainingBytes : Math.max(size, 8);
}
