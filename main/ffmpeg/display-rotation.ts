import { displayTurn } from './display-matrix.ts';

/**
 * The filters that show a video as it was filmed.
 *
 * @param matrix AV_FRAME_DATA_DISPLAYMATRIX
 * @returns none when there is nothing to turn, or by no quarter
 */
export function displayRotationFilters(matrix: Buffer | null): readonly string[] {
  const turn = displayTurn(matrix);
  return turn === null ? [] : (filtersBySigns.get([turn.a, turn.b, turn.c, turn.d].join(' ')) ?? []);
}

/** By the signs of the matrix: where the right and the lower edge of the stored picture go. */
const filtersBySigns: ReadonlyMap<string, readonly string[]> = new Map([
  ['0 1 -1 0', ['transpose=clock']],
  ['0 -1 1 0', ['transpose=cclock']],
  ['-1 0 0 -1', ['hflip', 'vflip']],
  ['-1 0 0 1', ['hflip']],
  ['1 0 0 -1', ['vflip']],
  ['0 1 1 0', ['transpose=cclock_flip']],
  ['0 -1 -1 0', ['transpose=clock_flip']],
]);
