/**
 * The filter that shows a video as it was filmed: phones store their pictures
 * lying on the side, with a matrix that says how to turn them.
 *
 * @param matrix AV_FRAME_DATA_DISPLAYMATRIX: nine 32-bit integers in the machine's byte order, of which the first, second, fourth and fifth
 *   are the turn and mirror in 16.16 fixed point (ISO/IEC 14496-12, 6.2.2)
 * @returns null when there is nothing to turn, or by no quarter
 */
export function displayRotationFilter(matrix: Buffer | null): string | null {
  if (matrix === null || matrix.length < 36) {
    return null;
  }
  const [a, b, c, d] = [0, 4, 12, 16].map((offset) => Math.sign(matrix.readInt32LE(offset)));
  return FILTERS.get([a, b, c, d].join(' ')) ?? null;
}

/** By the signs of the matrix: where the right and the lower edge of the stored picture go. */
const FILTERS: ReadonlyMap<string, string> = new Map([
  ['0 1 -1 0', 'transpose=clock'],
  ['0 -1 1 0', 'transpose=cclock'],
  ['-1 0 0 -1', 'hflip,vflip'],
  ['-1 0 0 1', 'hflip'],
  ['1 0 0 -1', 'vflip'],
  ['0 1 1 0', 'transpose=cclock_flip'],
  ['0 -1 -1 0', 'transpose=clock_flip'],
]);
