import type { DatabaseSync } from 'node:sqlite';
import ipaddr from 'ipaddr.js';
import { PetLogError } from '../../shared/errors.ts';
import { transaction } from '../system/sqlite.ts';
import type { RunningTime } from './running-time.ts';

/** Everyone mistypes. */
const freeFailures = 3;
const firstDelaySeconds = 2;
const sharedDelaySeconds = 300;
const forgottenMilliseconds = 24 * 3600 * 1000;
/** Somebody who invents names must not fill the disk; who failed most often is remembered. */
const mostSubjects = 10_000;

/** Whose attempts are counted, and how long the longest wait is. */
export interface AttemptSubject {
  /** For example `address:192.168.1.5`. */
  readonly subject: string;
  readonly longestDelaySeconds: number;
}

/**
 * Who guesses waits for up to an hour; where others may share the address, for
 * five minutes. A machine can take any of the 2^64 IPv6 addresses of its
 * network (RFC 4291, 2.5.4), and a guesser could use one a guess.
 */
export function ofAddress(address: string): AttemptSubject {
  const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : address;
  return parsed instanceof ipaddr.IPv6
    ? { subject: `address:${networkOf(parsed)}`, longestDelaySeconds: sharedDelaySeconds }
    : { subject: `address:${parsed.toString()}`, longestDelaySeconds: 3600 };
}

const networkOf = ({ parts }: ipaddr.IPv6): string =>
  `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;

/** A stranger's guesses shut the owner of an account out as well. */
export const ofAccount = (name: string): AttemptSubject => ({
  subject: `account:${name.normalize('NFKC').toLowerCase()}`,
  longestDelaySeconds: sharedDelaySeconds,
});
export const ofKioskPin: AttemptSubject = { subject: 'kiosk-pin', longestDelaySeconds: sharedDelaySeconds };

/**
 * Wrong attempts, by address and by account, with growing delays: two seconds
 * after the third, then twice as long each time. They survive a restart, and
 * are forgotten after a day or a right attempt.
 */
export class Attempts {
  readonly #database: DatabaseSync;
  readonly #runningTime: Pick<RunningTime, 'milliseconds' | 'save'>;
  readonly #find;
  readonly #count;
  readonly #forget;
  readonly #forgetOld;
  readonly #forgetLeast;

  constructor(database: DatabaseSync, runningTime: Pick<RunningTime, 'milliseconds' | 'save'>) {
    this.#database = database;
    this.#runningTime = runningTime;
    this.#find = database.prepare('SELECT failures, last_failure_at_running_ms FROM attempts WHERE subject = ?');
    this.#count = database.prepare(
      'INSERT INTO attempts (subject, failures, last_failure_at_running_ms) VALUES (?, 1, ?) ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_failure_at_running_ms = excluded.last_failure_at_running_ms',
    );
    this.#forget = database.prepare('DELETE FROM attempts WHERE subject = ?');
    this.#forgetOld = database.prepare('DELETE FROM attempts WHERE last_failure_at_running_ms < ?');
    this.#forgetLeast = database.prepare(
      'DELETE FROM attempts WHERE subject IN (SELECT subject FROM attempts ORDER BY failures DESC, last_failure_at_running_ms DESC LIMIT -1 OFFSET ?)',
    );
  }

  /** @throws PetLogError `too_many_attempts` while one of them has to wait */
  assertAllowed(...subjects: AttemptSubject[]): void {
    const seconds = Math.max(...subjects.map((subject) => this.#secondsToWait(subject)));
    if (seconds > 0) {
      throw new PetLogError('too_many_attempts', { seconds }, { retryAfterSeconds: seconds });
    }
  }

  failed(...subjects: AttemptSubject[]): void {
    const now = this.#runningTime.milliseconds();
    transaction(this.#database, () => {
      this.#forgetOld.run(now - forgottenMilliseconds);
      for (const { subject } of subjects) {
        this.#count.run(subject, now);
      }
      this.#forgetLeast.run(mostSubjects);
      this.#runningTime.save(); // a restart must not begin before the failure
    });
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
    const sinceSeconds = (this.#runningTime.milliseconds() - Number(row?.['last_failure_at_running_ms'])) / 1000;
    return Math.max(0, Math.ceil(delaySeconds - sinceSeconds));
  }
}
