/**
 * How a video wants to be turned and mirrored for show: phones store their
 * pictures lying on the side. A stored picture's edge to the right goes to
 * (a, b), its lower edge to (c, d).
 */
export interface DisplayTurn {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/**
 * @param matrix AV_PKT_DATA_DISPLAYMATRIX or AV_FRAME_DATA_DISPLAYMATRIX: nine 32-bit integers in the machine's byte order, of which the
 *   first, second, fourth and fifth are the turn and mirror in 16.16 fixed point (ISO/IEC 14496-12, 6.2.2)
 * @returns null when there is nothing to turn, or by no quarter
 */
export function displayTurn(matrix: Buffer | null): DisplayTurn | null {
  if (matrix === null || matrix.length < 36) {
    return null;
  }
  const [a = 0, b = 0, c = 0, d = 0] = [0, 4, 12, 16].map((offset) => Math.sign(matrix.readInt32LE(offset)));
  const isUpright = a === 1 && b === 0 && c === 0 && d === 1;
  const isByQuarters = Math.abs(a) + Math.abs(b) === 1 && Math.abs(c) + Math.abs(d) === 1 && Math.abs(a) === Math.abs(d);
  return isUpright || !isByQuarters ? null : { a, b, c, d };
}

/** Whether width and height change places. */
export const liesOnItsSide = (turn: DisplayTurn | null): boolean => turn?.a === 0;
