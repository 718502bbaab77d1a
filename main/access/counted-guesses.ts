import { hashOf } from './hash.ts';

/** At a hundred bytes each. Who would push others out has to wait longer and longer between two guesses. */
const mostGuesses = 1000;

/**
 * Wrong secrets that have been counted. The same one again from the same place
 * finds out nothing: it is a program that goes on asking with a token that was
 * revoked, and must not keep the people beside it from signing in.
 */
export class CountedGuesses {
  /** Hashes, in the order of their last use. */
  readonly #guesses = new Set<string>();

  /** Whether it was counted before. */
  has(subject: string, secret: string): boolean {
    const guess = hashOf(`${subject} ${secret}`);
    const isKnown = this.#guesses.delete(guess);
    if (isKnown) {
      this.#guesses.add(guess);
    }
    return isKnown;
  }

  add(subject: string, secret: string): void {
    this.#guesses.add(hashOf(`${subject} ${secret}`));
    const [oldest] = this.#guesses;
    if (this.#guesses.size > mostGuesses && oldest !== undefined) {
      this.#guesses.delete(oldest);
    }
  }
}
