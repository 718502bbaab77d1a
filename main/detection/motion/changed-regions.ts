/** Samples that changed are counted in cells of so many by so many. */
export const cellPixels = 4;

/** A connected part of the picture that changed, in samples; the second corner is outside. */
export interface ChangedRegion {
  /** Its cells have this number in `labels`. */
  readonly id: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Changed samples in it. */
  readonly changed: number;
}

/** Joins what changed to regions: neighbouring cells, corners included, belong together. */
export class ChangedRegions {
  readonly columns: number;
  readonly #rows: number;
  readonly #leastInCell: number;
  /** Changed samples in each cell; whoever looks at the picture counts them. */
  readonly cells: Uint8Array;
  /** To which region each cell belongs; 0 for none. */
  readonly labels: Int16Array;
  readonly #stack: Int32Array;

  /** @param leastInCell a cell with fewer of its 16 samples changed is noise */
  constructor(widthPixels: number, heightPixels: number, leastInCell: number) {
    this.#leastInCell = leastInCell;
    this.columns = Math.floor(widthPixels / cellPixels);
    this.#rows = Math.floor(heightPixels / cellPixels);
    const cells = this.columns * this.#rows;
    this.cells = new Uint8Array(cells);
    this.labels = new Int16Array(cells);
    this.#stack = new Int32Array(cells);
  }

  /** @param leastChanged smaller ones are left out */
  find(leastChanged: number): ChangedRegion[] {
    const regions: ChangedRegion[] = [];
    this.labels.fill(0);
    let id = 0;
    for (let start = 0; start < this.cells.length; start += 1) {
      if (this.cells[start]! >= this.#leastInCell && this.labels[start] === 0) {
        id += 1;
        const region = this.#grow(start, id);
        if (region.changed >= leastChanged) {
          regions.push(region);
        }
      }
    }
    return regions;
  }

  #grow(start: number, id: number): ChangedRegion {
    const { columns, cells, labels } = this;
    const leastInCell = this.#leastInCell;
    const stack = this.#stack;
    let depth = 1;
    stack[0] = start;
    labels[start] = id;
    let left = columns;
    let right = 0;
    let top = this.#rows;
    let bottom = 0;
    let changed = 0;
    while (depth > 0) {
      depth -= 1;
      const cell = stack[depth]!;
      const column = cell % columns;
      const row = (cell - column) / columns;
      changed += cells[cell]!;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      for (let y = Math.max(0, row - 1); y <= Math.min(this.#rows - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          const next = y * columns + x;
          if (cells[next]! >= leastInCell && labels[next] === 0) {
            labels[next] = id;
            stack[depth] = next;
            depth += 1;
          }
        }
      }
    }
    return {
      id,
      left: left * cellPixels,
      top: top * cellPixels,
      right: (right + 1) * cellPixels,
      bottom: (bottom + 1) * cellPixels,
      changed,
    };
  }
}
