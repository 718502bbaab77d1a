import type { PageTimeZone } from '../time-zone.ts';
import { clockTicks, tickStep, type Tick } from './clock-ticks.ts';
import type { Span } from './time-window.ts';

const labelPixels = 84;
const linePixels = 14;
const mostLabels = 400;

/** The ticks of a strip, with what is written at some of them. Formatting is slow, so each label is made once. */
export class StripTicks {
  readonly #zone: PageTimeZone;
  readonly #labels = new Map<string, string>();
  #language = '';

  constructor(zone: PageTimeZone) {
    this.#zone = zone;
  }

  of(window: Span, widthPixels: number, locale: string): (Tick & { readonly label: string })[] {
    const labelled = tickStep(window, Math.max(1, widthPixels / labelPixels));
    const lines = tickStep(window, Math.max(1, widthPixels / linePixels));
    const written = new Map(clockTicks(window, labelled, this.#zone).map((tick) => [tick.time, this.#labelOf(tick, locale)]));
    return clockTicks(window, Math.min(lines, labelled), this.#zone).map((tick) => ({ ...tick, label: written.get(tick.time) ?? '' }));
  }

  #labelOf({ time, kind }: Tick, locale: string): string {
    const language = `${locale} ${this.#zone.name ?? ''}`;
    if (language !== this.#language || this.#labels.size > mostLabels) {
      this.#language = language;
      this.#labels.clear();
    }
    const key = `${kind}${time}`;
    const label = this.#labels.get(key) ?? write(new Date(time), kind, locale, this.#zone);
    this.#labels.set(key, label);
    return label;
  }
}

function write(time: Date, kind: Tick['kind'], locale: string, zone: PageTimeZone): string {
  if (kind === 'day') {
    return zone.format(time, locale, { weekday: 'short', day: 'numeric' });
  }
  return zone.format(time, locale, { timeStyle: kind === 'second' ? 'medium' : 'short' });
}
