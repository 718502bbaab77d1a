import { readFile, writeFile } from 'node:fs/promises';
import { footagePath } from './footage-jpegs.ts';

/** Columns of the matrix that turns what is stored (ISO/IEC 14496-12, 6.2.2). */
const matrices = { 90: [0, 1, -1, 0], 180: [-1, 0, 0, -1], 270: [0, -1, 1, 0] } as const;

/** In the box of a track, version 0, after its type (ISO/IEC 14496-12, 8.3.2). */
const matrixOffset = 44;

/** The footage as a phone would store it that is held that way: lying on its side, with a matrix that says by how many degrees to turn it clockwise. */
export async function writePhoneVideo(path: string, degrees: keyof typeof matrices): Promise<void> {
  const file = await readFile(footagePath);
  const matrix = file.indexOf('tkhd') + matrixOffset;
  matrices[degrees].forEach((value, index) => file.writeInt32BE(value * 0x10000, matrix + [0, 4, 12, 16][index]!));
  await writeFile(path, file);
}
