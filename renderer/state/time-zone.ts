/** A moment as a calendar and a clock show it; months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const dayMilliseconds = 86_400_000;
/** Clocks of today's zones are put forward and back at the full quarter of an hour. */
export const quarterMilliseconds = 900_000;
const mostOffsets = 2_000;

/** The zone in which a page tells the time: the reader's own until it is told another. */
export class PageTimeZone {
  readonly #listeners = new Set<() => void>();
  #name: string | undefined;
  #formatter: Intl.DateTimeFormat | undefined;
  /** Making one is slow, and a finger on the strip of time needs several at each move. */
  readonly #formatters = new Map<string, Intl.DateTimeFormat>();
  /** By quarter of an hour: the ticks of a strip that is moved need the same hundred of them for each frame. */
  readonly #offsets = new Map<number, number>();

  /** From the IANA database; undefined for the reader's own. */
  get name(): string | undefined {
    return this.#name;
  }

  use(name: string | undefined): void {
    if (name === this.#name) {
      return;
    }
    this.#name = name;
    this.#formatter = undefined;
    this.#formatters.clear();
    this.#offsets.clear();
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  /** Returns the function that ends the subscription. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  format(time: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
    const key = `${locale} ${JSON.stringify(options)}`;
    let formatter = this.#formatters.get(key);
    if (formatter === undefined) {
      formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: this.#name });
      this.#formatters.set(key, formatter);
    }
    return formatter.format(time);
  }

  /** Days since 1970 on the calendar, for moments of today's zones. */
  dayNumber(milliseconds: number): number {
    return Math.floor((milliseconds + this.offsetOfQuarter(milliseconds)) / dayMilliseconds);
  }

  wallTime(time: Date): WallTime {
    this.#formatter ??= new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
      timeZone: this.#name,
    });
    const parts = new Map(this.#formatter.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute'), second: of('second') };
  }

  /** The first moment with this wall time; where clocks were put forward over it, as long after the change. Days may be 0 or 32. */
  momentOf({ year, month, day, hour = 0, minute = 0, second = 0 }: Pick<WallTime, 'year' | 'month' | 'day'> & Partial<WallTime>): Date {
    const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
    if (Number.isNaN(asUtc)) {
      return new Date(NaN);
    }
    const [before, after] = [asUtc - dayMilliseconds, asUtc + dayMilliseconds].map((near) => asUtc - this.#offset(near));
    const moments = [before ?? asUtc, after ?? asUtc].toSorted((a, b) => a - b);
    return new Date(moments.find((moment) => moment + this.#offset(moment) === asUtc) ?? Math.max(...moments));
  }

  /** How far its clocks are ahead of UTC at the beginning of the quarter of an hour that a moment is in, in milliseconds. */
  offsetOfQuarter(milliseconds: number): number {
    const quarter = Math.floor(milliseconds / quarterMilliseconds) * quarterMilliseconds;
    const known = this.#offsets.get(quarter);
    if (known !== undefined) {
      return known;
    }
    if (this.#offsets.size >= mostOffsets) {
      this.#offsets.clear();
    }
    const offset = this.#offset(quarter);
    this.#offsets.set(quarter, offset);
    return offset;
  }

  /** How far its clocks are ahead of UTC, in milliseconds. */
  #offset(milliseconds: number): number {
    const { year, month, day, hour, minute, second } = this.wallTime(new Date(milliseconds));
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(milliseconds / 1000) * 1000;
  }
}

/** Of the page, of which there is one. */
export const timeZone = new PageTimeZone();
