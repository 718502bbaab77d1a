import { frameMilliseconds } from './sound-frame.ts';

/** About a second and a third: a page is let go of as a whole. */
const framesOfPage = 64;

/** Its frames, one behind the other; an empty one was not heard. */
interface Page {
  readonly bytes: Buffer;
  /** Where each begins, and where the last one ends. */
  readonly offsets: Uint16Array;
}

/** The newest sound of a camera, by the numbers of its frames, bounded in time and bytes. */
export class SoundBuffer {
  readonly #pages = new Map<number, Page>();
  /** The page that is being filled; what was not heard is no element of it. */
  #open: { readonly number: number; readonly frames: Buffer[] } | null = null;
  #newest = -1;
  #sizeBytes = 0;
  #keptMilliseconds: number;
  readonly #mostBytes: number;

  constructor(keptMilliseconds: number, mostBytes = Infinity) {
    this.#keptMilliseconds = keptMilliseconds;
    this.#mostBytes = mostBytes;
  }

  /** Number of the newest frame; -1 before the first one. */
  get newest(): number {
    return this.#newest;
  }

  keep(milliseconds: number): void {
    this.#keptMilliseconds = milliseconds;
    this.#trim();
  }

  /** Frames come in the order of their numbers; one that comes too late is left out. */
  add(number: number, data: Buffer): void {
    if (number <= this.#newest) {
      return;
    }
    const pageNumber = Math.floor(number / framesOfPage);
    if (this.#open?.number !== pageNumber) {
      this.#close();
      this.#open = { number: pageNumber, frames: [] };
    }
    this.#open.frames[number % framesOfPage] = data;
    this.#newest = number;
  }

  /** null where nothing was heard, or it is not kept any more. */
  get(number: number): Buffer | null {
    const pageNumber = Math.floor(number / framesOfPage);
    if (this.#open?.number === pageNumber) {
      return this.#open.frames[number % framesOfPage] ?? null;
    }
    const page = this.#pages.get(pageNumber);
    const [begin = 0, end = 0] = page?.offsets.subarray(number % framesOfPage) ?? [];
    return page === undefined || begin === end ? null : page.bytes.subarray(begin, end);
  }

  /** Whether anything of that time is kept. */
  hasAny(fromMilliseconds: number, untilMilliseconds: number): boolean {
    const first = Math.floor(fromMilliseconds / frameMilliseconds / framesOfPage);
    const last = Math.floor(untilMilliseconds / frameMilliseconds / framesOfPage);
    return [...this.#pages.keys(), ...(this.#open === null ? [] : [this.#open.number])].some((page) => page >= first && page <= last);
  }

  /** All but the last second or so, which may be on its way into a file. */
  forget(): void {
    this.#pages.clear();
    this.#sizeBytes = 0;
  }

  /** All of it: nobody is to hear it any more. */
  forgetAll(): void {
    this.forget();
    this.#open = null;
  }

  #close(): void {
    if (this.#open === null) {
      return;
    }
    const { number, frames } = this.#open;
    const offsets = new Uint16Array(framesOfPage + 1);
    for (let index = 0; index < framesOfPage; index += 1) {
      offsets[index + 1] = (offsets[index] ?? 0) + (frames[index]?.length ?? 0);
    }
    const bytes = Buffer.allocUnsafeSlow(offsets[framesOfPage] ?? 0); // of its own: part of a pool, it would hold that for minutes
    frames.forEach((frame, index) => frame.copy(bytes, offsets[index]));
    this.#pages.set(number, { bytes, offsets });
    this.#sizeBytes += bytes.length;
    this.#trim();
  }

  #trim(): void {
    const oldestPage = Math.floor((this.#newest - this.#keptMilliseconds / frameMilliseconds) / framesOfPage);
    for (const [number, { bytes }] of this.#pages) {
      if (number >= oldestPage && this.#sizeBytes <= this.#mostBytes) {
        return;
      }
      this.#pages.delete(number);
      this.#sizeBytes -= bytes.length;
    }
  }
}
