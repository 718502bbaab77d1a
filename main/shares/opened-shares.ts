import type { Clock } from '../system/clock.ts';

/** A reader who reloads a page again and again must not wear out a memory card. */
const saveMilliseconds = 10_000;

interface Opened {
  times: number;
  lastAtMilliseconds: number;
}

/** How often links were opened since that was saved last. */
export class OpenedShares {
  readonly #clock: Clock;
  readonly #save: (id: string, times: number, lastAtMilliseconds: number) => void;
  readonly #opened = new Map<string, Opened>();
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, save: (id: string, times: number, lastAtMilliseconds: number) => void) {
    this.#clock = clock;
    this.#save = save;
  }

  count(id: string): void {
    const opened = this.#opened.get(id) ?? { times: 0, lastAtMilliseconds: 0 };
    this.#opened.set(id, { times: opened.times + 1, lastAtMilliseconds: Math.round(this.#clock.nowMicroseconds() / 1000) });
    this.#cancel ??= this.#clock.after(saveMilliseconds, () => this.save());
  }

  save(): void {
    this.#cancel?.();
    this.#cancel = null;
    for (const [id, { times, lastAtMilliseconds }] of this.#opened) {
      this.#save(id, times, lastAtMilliseconds);
    }
    this.#opened.clear();
  }
}
