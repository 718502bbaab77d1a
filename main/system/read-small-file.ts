import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The text of a file of which somebody else gave the path: one that never ends
 * (`/dev/zero`) or never begins (a pipe) is refused instead of read.
 *
 * @throws the system's error, or one that says what is there instead
 */
export async function readSmallFile(path: string, mostBytes = 1024 * 1024): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (found.isDirectory()) {
      throw Object.assign(new Error(`EISDIR: ${path} is a directory`), { code: 'EISDIR', path });
    }
    if (!found.isFile()) {
      throw Object.assign(new Error(`EINVAL: ${path} is no file`), { code: 'EINVAL', path });
    }
    if (found.size > mostBytes) {
      throw Object.assign(new Error(`EFBIG: ${path} is larger than ${mostBytes} bytes`), { code: 'EFBIG', path });
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
