import { PetLogError } from '../../../shared/errors.ts';
import type { Clock } from '../../system/clock.ts';
import { afterAwake } from '../../system/patience.ts';

interface Waiter {
  /** Whether it was answered. */
  look(): boolean;
  refuse(error: Error): void;
}

/** Requests that are held until what they ask for is there. */
export class HlsWaiting {
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param find what is waited for; null while it is not there
   * @param signal nobody waits any more
   * @throws PetLogError `camera_unavailable` where it takes longer, or what `endAll` says
   */
  until<Found>(find: () => Found | null, mostMilliseconds: number, signal: AbortSignal): Promise<Found> {
    const found = find();
    if (found !== null) {
      return Promise.resolve(found);
    }
    if (signal.aborted) {
      return Promise.reject(nobodyWaits());
    }
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        this.#waiters.delete(waiter);
        settle();
      };
      const waiter: Waiter = {
        look: () => {
          const come = find();
          if (come !== null) {
            end(() => resolve(come));
          }
          return come !== null;
        },
        refuse: (error) => end(() => reject(error)),
      };
      const cancel = afterAwake(this.#clock, mostMilliseconds, () =>
        waiter.refuse(new PetLogError('camera_unavailable', { reason: 'it gives no picture' })),
      );
      const onAbort = (): void => waiter.refuse(nobodyWaits());
      signal.addEventListener('abort', onAbort);
      this.#waiters.add(waiter);
    });
  }

  /** Something new is there. */
  look(): void {
    [...this.#waiters].forEach((waiter) => waiter.look());
  }

  endAll(error: Error): void {
    [...this.#waiters].forEach((waiter) => waiter.refuse(error));
  }
}

const nobodyWaits = (): Error => new Error('nobody waits any more');
