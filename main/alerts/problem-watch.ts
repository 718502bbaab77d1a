import type { Problem } from '../../shared/api.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { Occurrence } from './delivery.ts';

interface ProblemWatchOptions {
  problems(): readonly Problem[];
  consider(occurrence: Occurrence): void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The disks are looked at as often. */
const intervalMilliseconds = 5000;

const ofDisks = /^(disk_|storage_|data_directory_gone$|database_(damaged|not_saved)$|backup_copies_(damaged|late)$)/;

/** Notices when something is wrong with a disk, or with copies elsewhere; once, until it was right in between. */
export class ProblemWatch {
  readonly #options: ProblemWatchOptions;
  #known = new Set<string>();
  #cancel = (): void => {};

  constructor(options: ProblemWatchOptions) {
    this.#options = options;
    this.#schedule();
  }

  close(): void {
    this.#cancel();
  }

  #schedule(): void {
    this.#cancel = this.#options.clock.after(intervalMilliseconds, () => {
      try {
        this.#look();
      } catch (error) {
        this.#options.logger.error({ err: error }, 'an alert about a disk could not be considered');
      }
      this.#schedule();
    });
  }

  #look(): void {
    const problems = this.#options.problems().filter(({ code }) => ofDisks.test(code));
    const known = this.#known;
    this.#known = new Set(problems.map(({ code }) => code));
    for (const { code, message, since } of problems.filter((problem) => !known.has(problem.code))) {
      this.#options.consider({
        subject: `problem:${code}:${since}`,
        eventType: 'disk_problem',
        cameraId: null,
        eventId: null,
        label: null,
        petId: null,
        zoneIds: [],
        startedAtMilliseconds: Date.parse(since),
        durationSeconds: 0,
        isOver: false,
        ruleId: null,
        reason: message,
      });
    }
  }
}
