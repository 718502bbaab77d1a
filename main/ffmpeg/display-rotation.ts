import { displayTurn } from './display-matrix.ts';

/**
 * The filter that shows a video as it was filmed.
 *
 * @param matrix AV_FRAME_DATA_DISPLAYMATRIX
 * @returns null when there is nothing to turn, or by no quarter
 */
export function displayRotationFilter(matrix: Buffer | null): string | null {
  const turn = displayTurn(matrix);
  return turn === null ? null : (FILTERS.get([turn.a, turn.b, turn.c, turn.d].join(' ')) ?? null);
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
