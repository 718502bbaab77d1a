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

/** The zone in which a page tells the time: the reader's own until it is told another. */
export class PageTimeZone {
  readonly #listeners = new Set<() => void>();
  #name: string | undefined;
  #formatter: Intl.DateTimeFormat | undefined;

  /** From the IANA database; undefined for the reader's own. */
  get name(): string | undefined {
    return this.#name;
  }

  use(name: string | undefined): void {
    if (name === this.#name) return;
    this.#name = name;
    this.#formatter = undefined;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns the function that ends the subscription. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  format(time: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: this.#name }).format(time);
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
    if (Number.isNaN(asUtc)) return new Date(NaN);
    const [before, after] = [asUtc - dayMilliseconds, asUtc + dayMilliseconds].map((near) => asUtc - this.#offset(near));
    const moments = [before ?? asUtc, after ?? asUtc].toSorted((a, b) => a - b);
    return new Date(moments.find((moment) => moment + this.#offset(moment) === asUtc) ?? Math.max(...moments));
  }

  /** How far its clocks are ahead of UTC, in milliseconds. */
  #offset(milliseconds: number): number {
    const { year, month, day, hour, minute, second } = this.wallTime(new Date(milliseconds));
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(milliseconds / 1000) * 1000;
  }
}

/** Of the page, of which there is one. */
export const timeZone = new PageTimeZone();
