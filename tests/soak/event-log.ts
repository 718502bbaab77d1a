import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type BusEventName, type BusEvents, busEvents } from '../../shared/events.ts';

const LogLine = z.looseObject({ level: z.string(), time: z.string(), msg: z.string().optional(), event: z.string().optional() });

export interface LoggedEvent<N extends BusEventName = BusEventName> {
  name: N;
  atMilliseconds: number;
  data: BusEvents[N];
}

const isEventName = (name: string | undefined): name is BusEventName => name !== undefined && name in busEvents;

/** What PetLog's log says has happened. */
export class EventLog {
  readonly events: LoggedEvent[] = [];
  /** Lines that are errors, and lines that are no log lines at all. */
  readonly errors: { atMilliseconds: number; line: string }[] = [];
  readonly #waiting = new Set<() => void>();
  #rest = '';

  constructor(output: Readable) {
    output.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      lines.forEach((line) => this.#read(line));
      this.#waiting.forEach((check) => check());
    });
  }

  of<N extends BusEventName>(name: N): LoggedEvent<N>[] {
    return this.events.filter((event): event is LoggedEvent<N> => event.name === name);
  }

  /** The first such event since a moment; null when none comes in time. */
  async next<N extends BusEventName>(name: N, sinceMilliseconds: number, patienceSeconds: number): Promise<LoggedEvent<N> | null> {
    const find = (): LoggedEvent<N> | undefined => this.of(name).find(({ atMilliseconds }) => atMilliseconds >= sinceMilliseconds);
    return new Promise((resolve) => {
      const check = (): void => {
        const found = find();
        if (found !== undefined) {
          done(found);
        }
      };
      const done = (result: LoggedEvent<N> | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(result);
      };
      const timer = setTimeout(() => done(null), patienceSeconds * 1000);
      this.#waiting.add(check);
      check();
    });
  }

  #read(line: string): void {
    const parsed = line.startsWith('{') ? LogLine.safeParse(JSON.parse(line)) : null;
    if (parsed?.success !== true) {
      this.errors.push({ atMilliseconds: Date.now(), line });
      return;
    }
    const { level, time, event } = parsed.data;
    if (level === 'error' || level === 'fatal') {
      this.errors.push({ atMilliseconds: Date.parse(time), line });
    }
    if (isEventName(event)) {
      const data = busEvents[event].safeParse(parsed.data);
      if (data.success) {
        this.events.push({ name: event, atMilliseconds: Date.parse(time), data: data.data });
      }
    }
  }
}
