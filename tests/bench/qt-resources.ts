import { readFileSync } from 'node:fs';

const headerBytes = 20;
/** Of the entry of a file or folder, in versions 2 and later. */
const entryBytes = 22;
const folderFlag = 2;
const compressedFlags = 1 | 4;

/**
 * A file of a collection as Qt's `rcc` makes it (`.rcc`): a tree of entries, their names in UTF-16, and their data.
 *
 * @throws Error when there is no file of that name that is stored as it is
 */
export function qtResource(path: string, name: string): Buffer {
  const all = readFileSync(path);
  const [version, tree, data, names] = [4, 8, 12, 16].map((at) => all.readUInt32BE(at)) as [number, number, number, number];
  if (all.toString('latin1', 0, 4) !== 'qres' || version < 2 || all.length < headerBytes) {
    throw new Error(`${path} is no collection of Qt's resources`);
  }
  for (let entry = tree; entry + entryBytes <= all.length; entry += entryBytes) {
    const nameAt = names + all.readUInt32BE(entry);
    const length = all.readUInt16BE(nameAt);
    const flags = all.readUInt16BE(entry + 4);
    const isIt =
      Buffer.from(all.subarray(nameAt + 6, nameAt + 6 + 2 * length))
        .swap16()
        .toString('utf16le') === name;
    if (entry > tree && isIt && (flags & (folderFlag | compressedFlags)) === 0) {
      const dataAt = data + all.readUInt32BE(entry + 10);
      return all.subarray(dataAt + 4, dataAt + 4 + all.readUInt32BE(dataAt));
    }
  }
  throw new Error(`${path} has no ${name}`);
}
