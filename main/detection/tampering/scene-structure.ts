import { correlationOf } from '../correlation.ts';
import type { LookedAtPicture } from '../motion/motion-detector.ts';

/** Samples are averaged in blocks of so many by so many, which takes the noise out, and edges are counted in cells of two by two blocks. */
const blockSamples = 4;
/** Of 255; one edge of high contrast shall not outweigh a room full of them. */
const strongestEdge = 40;

/** What a picture shows apart from its light: where its edges are, and how bright it is, by cells. */
export interface SceneStructure {
  readonly columns: number;
  readonly rows: number;
  /** How much brightness changes within a cell, from 0 to 80. */
  readonly edges: Float32Array;
  /** From 0 to 255. */
  readonly brightness: Float32Array;
}

/** Room for a picture's structure; it is made once, and written with each picture. */
export class StructureFinder {
  readonly #blockColumns: number;
  readonly #blocks: Float32Array;
  readonly structure: SceneStructure;

  constructor(widthPixels: number, heightPixels: number) {
    const columns = Math.floor(widthPixels / (2 * blockSamples));
    const rows = Math.floor(heightPixels / (2 * blockSamples));
    this.#blockColumns = columns * 2;
    this.#blocks = new Float32Array(columns * 2 * rows * 2);
    this.structure = { columns, rows, edges: new Float32Array(columns * rows), brightness: new Float32Array(columns * rows) };
  }

  find({ samples, widthPixels }: LookedAtPicture): SceneStructure {
    this.#average(samples, widthPixels);
    const { columns, rows, edges, brightness } = this.structure;
    for (let row = 0, cell = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1, cell += 1) {
        edges[cell] = this.#edgesOf(column, row);
        const first = row * 2 * this.#blockColumns + column * 2;
        const blocks = this.#blocks;
        const below = first + this.#blockColumns;
        brightness[cell] = (blocks[first]! + blocks[first + 1]! + blocks[below]! + blocks[below + 1]!) / 4;
      }
    }
    return this.structure;
  }

  #average(samples: Uint8Array, widthPixels: number): void {
    const blocks = this.#blocks;
    const columns = this.#blockColumns;
    for (let block = 0; block < blocks.length; block += 1) {
      const column = block % columns;
      const start = ((block - column) / columns) * blockSamples * widthPixels + column * blockSamples;
      let sum = 0;
      for (let y = start; y < start + blockSamples * widthPixels; y += widthPixels) {
        sum += samples[y]! + samples[y + 1]! + samples[y + 2]! + samples[y + 3]!;
      }
      blocks[block] = sum / blockSamples ** 2;
    }
  }

  /** Mean over its four blocks of what differs to the next one on the right and below, of each at most so much. */
  #edgesOf(column: number, row: number): number {
    const blocks = this.#blocks;
    const columns = this.#blockColumns;
    let sum = 0;
    for (let y = row * 2; y < row * 2 + 2; y += 1) {
      for (let x = column * 2; x < column * 2 + 2; x += 1) {
        const at = y * columns + x;
        const right = x + 1 < columns ? Math.abs(blocks[at + 1]! - blocks[at]!) : 0;
        const below = at + columns < blocks.length ? Math.abs(blocks[at + columns]! - blocks[at]!) : 0;
        sum += Math.min(strongestEdge, right) + Math.min(strongestEdge, below);
      }
    }
    return sum / 4;
  }
}

/** Pearson's correlation of two pictures' edges, the second moved by so many cells; 0 where one of them has none. */
export function similarityAt(
  { columns, rows, edges }: SceneStructure,
  known: Float32Array,
  mask: Uint8Array | null,
  moved: { readonly columns: number; readonly rows: number },
): number {
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let sumAA = 0;
  let sumBB = 0;
  let sumAB = 0;
  for (let row = Math.max(0, -moved.rows); row < Math.min(rows, rows - moved.rows); row += 1) {
    for (let column = Math.max(0, -moved.columns); column < Math.min(columns, columns - moved.columns); column += 1) {
      const at = row * columns + column;
      if (mask?.[at] !== 0) {
        const a = edges[at]!;
        const b = known[at + moved.rows * columns + moved.columns]!;
        count += 1;
        sumA += a;
        sumB += b;
        sumAA += a * a;
        sumBB += b * b;
        sumAB += a * b;
      }
    }
  }
  return correlationOf({ count, a: sumA, b: sumB, aa: sumAA, bb: sumBB, ab: sumAB }, 0.01);
}

/** A camera that was nudged shows the same a little aside: the best of the places so many cells around. */
export function similarity(structure: SceneStructure, known: Float32Array, mask: Uint8Array | null, good: number): number {
  let best = similarityAt(structure, known, mask, { columns: 0, rows: 0 });
  for (let rows = -2; rows <= 2 && best < good; rows += 1) {
    for (let columns = -2; columns <= 2 && best < good; columns += 1) {
      best = Math.max(best, similarityAt(structure, known, mask, { columns, rows }));
    }
  }
  return best;
}
