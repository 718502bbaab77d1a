import type { DatabaseSync } from 'node:sqlite';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';

/** Everyone mistypes. */
const freeFailures = 3;
const firstDelaySeconds = 2;
const forgottenMilliseconds = 24 * 3600 * 1000;

/** Whose attempts are counted, and how long the longest wait is. */
export interface AttemptSubject {
  /** For example `address:192.168.1.5`. */
  readonly subject: string;
  readonly longestDelaySeconds: number;
}

/** One who guesses waits longer than one who does not: an hour. */
export const ofAddress = (address: string): AttemptSubject => ({ subject: `address:${addressBlock(address)}`, longestDelaySeconds: 3600 });
/** A stranger's guesses shut the owner of an account out as well: never for more than five minutes. */
export const ofAccount = (name: string): AttemptSubject => ({ subject: `account:${name.normalize('NFKC').toLowerCase()}`, longestDelaySeconds: 300 });
export const ofKioskPin: AttemptSubject = { subject: 'kiosk-pin', longestDelaySeconds: 300 };

/** A home network has 2^64 IPv6 addresses (RFC 6177), and a guesser could use one a guess. */
function addressBlock(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) {
    return plain;
  }
  const [head = '', tail = ''] = plain.replace(/%.*$/, '').split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = plain.includes('::') ? [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right] : left;
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/**
 * Wrong attempts, by address and by account, with growing delays: two seconds
 * after the third, then twice as long each time. They survive a restart, and
 * are forgotten after a day or a right attempt.
 */
export class Attempts {
  readonly #clock: Clock;
  readonly #find;
  readonly #count;
  readonly #forget;
  readonly #forgetOld;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#clock = clock;
    this.#find = database.prepare('SELECT failures, last_failure_at_ms FROM attempts WHERE subject = ?');
    this.#count = database.prepare(
      'INSERT INTO attempts (subject, failures, last_failure_at_ms) VALUES (?, 1, ?) ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_failure_at_ms = excluded.last_failure_at_ms',
    );
    this.#forget = database.prepare('DELETE FROM attempts WHERE subject = ?');
    this.#forgetOld = database.prepare('DELETE FROM attempts WHERE last_failure_at_ms < ?');
  }

  /** @throws PetLogError `too_many_attempts` while one of them has to wait */
  assertAllowed(...subjects: AttemptSubject[]): void {
    const seconds = Math.max(...subjects.map((subject) => this.#secondsToWait(subject)));
    if (seconds > 0) {
      throw new PetLogError('too_many_attempts', { seconds }, { retryAfterSeconds: seconds });
    }
  }

  failed(...subjects: AttemptSubject[]): void {
    const now = Math.round(this.#clock.nowMicroseconds() / 1000);
    this.#forgetOld.run(now - forgottenMilliseconds);
    for (const { subject } of subjects) {
      this.#count.run(subject, now);
    }
  }

  succeeded(...subjects: AttemptSubject[]): void {
    for (const { subject } of subjects) {
      this.#forget.run(subject);
    }
  }

  #secondsToWait({ subject, longestDelaySeconds }: AttemptSubject): number {
    const row = this.#find.get(subject);
    const failures = Number(row?.['failures'] ?? 0);
    if (failures < freeFailures) {
      return 0;
    }
    const delaySeconds = Math.min(firstDelaySeconds * 2 ** (failures - freeFailures), longestDelaySeconds);
    const sinceSeconds = (this.#clock.nowMicroseconds() / 1000 - Number(row?.['last_failure_at_ms'])) / 1000;
    // A clock that was set back must not make anyone wait for days.
    return sinceSeconds < 0 ? 0 : Math.max(0, Math.ceil(delaySeconds - sinceSeconds));
  }
}
