import type { SavedDatabase } from './saved-database.ts';

/** What rows of a database say, which are read again only after something may have changed there: nobody may change what they get. */
export class KeptRows<Row> {
  readonly #database: Pick<SavedDatabase, 'changeCount'>;
  readonly #read: () => readonly Row[];
  #rows: readonly Row[] = [];
  /** Which changes these know of. */
  #changeCount = -1;

  constructor(database: Pick<SavedDatabase, 'changeCount'>, read: () => readonly Row[]) {
    this.#database = database;
    this.#read = read;
  }

  /** As they are now. Throws what reading throws. */
  get current(): readonly Row[] {
    const { changeCount } = this.#database;
    if (changeCount !== this.#changeCount) {
      this.#rows = this.#read();
      this.#changeCount = changeCount;
    }
    return this.#rows;
  }
}
