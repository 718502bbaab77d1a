import { type FileHandle, open } from 'node:fs/promises';

/** Each read wakes the process once, and a thread, however short. */
const blockBytes = 256 * 1024;
/** Two chunks of encryption: what is done with a piece, as hashing it, is done before anything else has its turn. */
const pieceBytes = 128 * 1024;

/**
 * The bytes of a file from one on, as many of them as there are. The next block is read while one is in use. It costs a
 * fraction of a stream of Node's, which is much work for few and large blocks.
 *
 * @throws the system's error
 */
export async function* fileBlocks(path: string, fromByte: number, count: number): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    let at = fromByte;
    const next = (): Promise<Buffer> => {
      const reading = readBlock(file, at, Math.min(blockBytes, fromByte + count - at));
      at += blockBytes;
      // Whoever needs no more of it never hears of it.
      reading.catch(() => {});
      return reading;
    };
    for (let reading = next(); ;) {
      const block = await reading;
      const isLast = block.length < blockBytes || at >= fromByte + count;
      if (!isLast) {
        reading = next();
      }
      for (let offset = 0; offset < block.length; offset += pieceBytes) {
        yield block.subarray(offset, offset + pieceBytes);
      }
      if (isLast) {
        return;
      }
    }
  } finally {
    await file.close();
  }
}

/** Shorter only at the end of the file. */
async function readBlock(file: FileHandle, fromByte: number, sizeBytes: number): Promise<Buffer> {
  const block = Buffer.allocUnsafeSlow(sizeBytes);
  let filledBytes = 0;
  while (filledBytes < sizeBytes) {
    const { bytesRead } = await file.read(block, filledBytes, sizeBytes - filledBytes, fromByte + filledBytes);
    if (bytesRead === 0) {
      break;
    }
    filledBytes += bytesRead;
  }
  return block.subarray(0, filledBytes);
}
