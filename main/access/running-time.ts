import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../system/clock.ts';

/**
 * How long PetLog has run on this data, in milliseconds, over all its starts.
 * No setting of the system's clock changes it: a Raspberry Pi has no clock
 * battery, boots in the past, and jumps when the network comes; and whoever
 * owns the network can answer its questions for the time. So waiting times and
 * the end of sessions are counted by this clock: while PetLog is off, nobody
 * can come in or guess anyway.
 */
export class RunningTime {
  readonly #clock: Clock;
  readonly #save;
  readonly #zeroMonotonicMilliseconds: number;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#clock = clock;
    this.#save = database.prepare(
      'INSERT INTO running_time (id, milliseconds) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET milliseconds = excluded.milliseconds',
    );
    const savedMilliseconds = Number(database.prepare('SELECT milliseconds FROM running_time').get()?.['milliseconds'] ?? 0);
    this.#zeroMonotonicMilliseconds = clock.monotonicMilliseconds() - savedMilliseconds;
  }

  milliseconds(): number {
    return Math.round(this.#clock.monotonicMilliseconds() - this.#zeroMonotonicMilliseconds);
  }

  /** What was not saved is lost with a killed process, and counted again. */
  save(): void {
    this.#save.run(this.milliseconds());
  }
}
