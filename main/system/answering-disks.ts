import { dirname } from 'node:path';
import type { Clock } from './clock.ts';

/** A healthy disk that sleeps takes some seconds to spin up. */
const limitMilliseconds = 8000;

const sleptMilliseconds = 1000;

/** The error of a disk that let us wait for too long. */
export class DiskTimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * Asks disks that may be gone, such as a network share whose server is off: what
 * is asked there never ends by itself, and holds one of the few threads that all
 * files are read with. So each question has an end, and while one is overdue,
 * nothing else is asked of that directory.
 */
export class AnsweringDisks {
  readonly #clock: Clock;
  /** Overdue questions, by directory. */
  readonly #overdue = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param directory which disk is asked; one below an overdue one is not asked either
   * @throws DiskTimeoutError when it does not answer, else what `work` throws
   */
  ask<Value>(directory: string, work: () => Promise<Value>): Promise<Value> {
    if (this.#isOverdue(directory)) {
      return Promise.reject(new DiskTimeoutError(`${directory} does not answer`));
    }
    return new Promise((resolve, reject) => {
      let isLate = false;
      const cancel = this.#afterRunning(limitMilliseconds, () => {
        isLate = true;
        this.#overdue.set(directory, (this.#overdue.get(directory) ?? 0) + 1);
        reject(new DiskTimeoutError(`${directory} does not answer`));
      });
      work()
        .then(resolve, reject)
        .finally(() => {
          cancel();
          if (isLate) {
            this.#answered(directory);
          }
        });
    });
  }

  /** A timer that comes late means that this process slept, and the answer may be waiting to be read. */
  #afterRunning(milliseconds: number, callback: () => void): () => void {
    const due = this.#clock.monotonicMilliseconds() + milliseconds;
    let cancel = this.#clock.after(milliseconds, () => {
      if (this.#clock.monotonicMilliseconds() - due > sleptMilliseconds) {
        cancel = this.#afterRunning(milliseconds, callback);
      } else {
        callback();
      }
    });
    return () => cancel();
  }

  #isOverdue(directory: string): boolean {
    const parent = dirname(directory);
    return this.#overdue.has(directory) || (parent !== directory && this.#isOverdue(parent));
  }

  #answered(directory: string): void {
    const left = (this.#overdue.get(directory) ?? 0) - 1;
    if (left > 0) {
      this.#overdue.set(directory, left);
    } else {
      this.#overdue.delete(directory);
    }
  }
}
