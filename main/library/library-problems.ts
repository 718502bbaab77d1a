import type { Problem } from '../../shared/api.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';

type Code = 'recording_unreadable' | 'recording_unlisted';

interface Trouble {
  readonly reason: string;
  readonly since: string;
}

/** More names would not fit on a screen; the log has them all. */
const mostNames = 3;

/** What is wrong with single recordings, until it is right again. */
export class LibraryProblems {
  readonly #clock: Clock;
  readonly #troubles: Readonly<Record<Code, Map<string, Trouble>>> = { recording_unreadable: new Map(), recording_unlisted: new Map() };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One sentence for each kind, with the first few names. */
  get all(): Problem[] {
    return Object.entries(this.#troubles).flatMap(([code, troubles]) => {
      const [first] = troubles.values();
      if (first === undefined) {
        return [];
      }
      const names = [...troubles.keys()];
      const path = `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`;
      return [{ code, message: new PetLogError(code as Code, { path, reason: first.reason }).message, since: first.since }];
    });
  }

  add(code: Code, path: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const since = this.#troubles[code].get(path)?.since ?? new Date(this.#clock.nowMicroseconds() / 1000).toISOString();
    this.#troubles[code].set(path, { reason, since });
  }

  settle(code: Code, path: string): void {
    this.#troubles[code].delete(path);
  }

  /** Forgets those that a whole look at the recordings did not find again. */
  settleOthers(code: Code, found: ReadonlySet<string>): void {
    [...this.#troubles[code].keys()].filter((path) => !found.has(path)).forEach((path) => this.settle(code, path));
  }
}
