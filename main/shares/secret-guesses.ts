import { CountedGuesses } from '../access/counted-guesses.ts';
import { ofAddress } from '../access/attempts.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';

const windowMilliseconds = 60_000;
/** Of one network address. Somebody whose link has ended opens it some times; a program that guesses asks for others. */
const mostGuesses = 10;
const mostAddresses = 10_000;

/**
 * Secrets of links that there are not, counted by address. Nobody guesses one of
 * 2^128, and who tries is stopped early. It keeps nobody from signing in, and is
 * forgotten with a restart.
 */
export class SecretGuesses {
  readonly #clock: Pick<Clock, 'monotonicMilliseconds'>;
  readonly #known = new CountedGuesses();
  readonly #counts = new Map<string, number>();
  #windowEndMilliseconds = 0;

  constructor(clock: Pick<Clock, 'monotonicMilliseconds'>) {
    this.#clock = clock;
  }

  /** @throws PetLogError `too_many_attempts` */
  assertAllowed(address: string): void {
    const now = this.#clock.monotonicMilliseconds();
    if (now >= this.#windowEndMilliseconds) {
      this.#counts.clear();
      this.#windowEndMilliseconds = now + windowMilliseconds;
    }
    if ((this.#counts.get(ofAddress(address).subject) ?? 0) >= mostGuesses) {
      const seconds = Math.max(1, Math.ceil((this.#windowEndMilliseconds - now) / 1000));
      throw new PetLogError('too_many_attempts', { seconds }, { retryAfterSeconds: seconds });
    }
  }

  failed(address: string, secret: string): void {
    const { subject } = ofAddress(address);
    if (this.#known.has(subject, secret)) {
      return; // the same link once more, which has ended
    }
    this.#known.add(subject, secret);
    if (this.#counts.size < mostAddresses || this.#counts.has(subject)) {
      this.#counts.set(subject, (this.#counts.get(subject) ?? 0) + 1);
    }
  }
}
