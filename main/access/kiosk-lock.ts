import type { DatabaseSync } from 'node:sqlite';
import type { KioskLock as KioskLockState } from '../../shared/ipc.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { Clock } from '../system/clock.ts';
import { type Attempts, ofKioskPin } from './attempts.ts';
import type { AuditFact } from './audit-log.ts';
import type { Passwords } from './passwords.ts';

/** Whoever walks away from an unlocked screen leaves it to whoever comes next for so long. */
const unlockedMilliseconds = 2 * 60 * 1000;
/** Of its row in `secrets`. */
const secretName = 'kiosk-pin';

export interface KioskLockDependencies {
  attempts: Pick<Attempts, 'assertAllowed' | 'failed' | 'succeeded'>;
  passwords: Pick<Passwords, 'hash' | 'matches'>;
  audit: { record(fact: AuditFact): void };
  clock: Clock;
  copy: { read(): string | null; write(hash: string | null): void };
  /** The database is a new one in place of one that was damaged. */
  isDatabaseLost: boolean;
}

/**
 * The PIN of the camera's own screen, where somebody has set one: who knows it
 * unlocks the screen until nobody has touched it for two minutes.
 */
export class KioskLock {
  readonly #dependencies: KioskLockDependencies;
  readonly #find;
  readonly #save;
  readonly #remove;
  #unlockedUntilMilliseconds = -Infinity;

  constructor(database: DatabaseSync, dependencies: KioskLockDependencies) {
    this.#dependencies = dependencies;
    this.#find = database.prepare('SELECT hash FROM secrets WHERE name = ?');
    this.#save = database.prepare('INSERT INTO secrets (name, hash) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash');
    this.#remove = database.prepare('DELETE FROM secrets WHERE name = ?');
    const kept = dependencies.isDatabaseLost ? dependencies.copy.read() : null;
    if (kept !== null && this.#hash === null) {
      this.#save.run(secretName, kept);
    } else {
      dependencies.copy.write(this.#hash);
    }
  }

  get state(): KioskLockState {
    const hasPin = this.#hash !== null;
    const leftMilliseconds = this.#unlockedUntilMilliseconds - this.#dependencies.clock.monotonicMilliseconds();
    const locked = hasPin && leftMilliseconds <= 0;
    return { has_pin: hasPin, locked, locks_in_seconds: hasPin && !locked ? leftMilliseconds / 1000 : null };
  }

  /** @throws PetLogError `locked` */
  assertUnlocked(): void {
    if (this.state.locked) {
      throw new PetLogError('locked');
    }
  }

  /** @throws PetLogError `wrong_pin`, `too_many_attempts` */
  async unlock(pin: string): Promise<KioskLockState> {
    const { attempts, passwords } = this.#dependencies;
    const hash = this.#hash;
    if (hash === null) {
      return this.state;
    }
    attempts.assertAllowed(ofKioskPin);
    attempts.failed(ofKioskPin); // before the answer is known: guesses at the same time count as well
    if (!(await passwords.matches(pin, hash))) {
      this.#record('kiosk.unlock', 'refused', 'wrong_pin');
      throw new PetLogError('wrong_pin');
    }
    attempts.succeeded(ofKioskPin);
    this.#record('kiosk.unlock', 'done');
    if (this.#hash === hash) {
      this.#unlock();
    }
    return this.state;
  }

  /** Somebody is still there; a screen that is locked stays so. */
  touch(): KioskLockState {
    if (this.state.locks_in_seconds !== null) {
      this.#unlock();
    }
    return this.state;
  }

  lock(): KioskLockState {
    this.#unlockedUntilMilliseconds = -Infinity;
    return this.state;
  }

  /**
   * Sets, changes or removes the PIN. Who does it goes on unlocked.
   *
   * @param pin null for none
   * @throws PetLogError `locked` when it was locked meanwhile
   */
  async setPin(pin: string | null): Promise<KioskLockState> {
    const { passwords, copy } = this.#dependencies;
    if (pin === null) {
      this.removePin();
    } else {
      const hash = await passwords.hash(pin);
      this.assertUnlocked();
      this.#save.run(secretName, hash);
      copy.write(hash);
      this.#unlock();
    }
    this.#record('kiosk.set_pin', 'done', pin === null ? 'removed' : 'set');
    return this.state;
  }

  /** For who may change everything, and has forgotten it. */
  removePin(): void {
    this.#remove.run(secretName);
    this.#dependencies.copy.write(null);
    this.#dependencies.attempts.succeeded(ofKioskPin);
    this.lock();
  }

  get #hash(): string | null {
    const hash = this.#find.get(secretName)?.['hash'];
    return typeof hash === 'string' ? hash : null;
  }

  #unlock(): void {
    this.#unlockedUntilMilliseconds = this.#dependencies.clock.monotonicMilliseconds() + unlockedMilliseconds;
  }

  #record(action: string, outcome: AuditFact['outcome'], detail = ''): void {
    this.#dependencies.audit.record({ actor: 'kiosk', address: 'this screen', action, outcome, detail });
  }
}
