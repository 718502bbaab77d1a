import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AccessControl, type AccessControlDependencies, openAccessControl } from '../../../main/access/access-control.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { quickPasswords } from '../../support/quick-passwords.ts';

let dataDirectory: string;
let clock: ManualClock;
let access: AccessControl;

const surroundings = (): AccessControlDependencies => ({
  dataDirectory,
  clock,
  logger: silentLogger,
  cameraIds: () => ['main'],
  pairingUrl: () => null,
  onChanged: () => {},
});
const openAccess = (): Promise<AccessControl> => openAccessControl({ ...surroundings(), passwords: quickPasswords() });

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-lock-'));
  clock = new ManualClock();
  access = await openAccess();
});

afterEach(async () => {
  access.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const open = { has_pin: false, locked: false, locks_in_seconds: null };
const locked = { has_pin: true, locked: true, locks_in_seconds: null };
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof PetLogError ? error.code : String(error)),
  );

describe('the lock of the kiosk', () => {
  test('is open without a PIN, and stays open for who sets one', async () => {
    const { kioskLock: lock } = access;
    expect(lock.state).toEqual(open);
    expect(await lock.unlock('9999')).toEqual(open);
    expect(await lock.setPin('2468')).toEqual({ has_pin: true, locked: false, locks_in_seconds: 120 });
    lock.assertUnlocked();
    expect(lock.lock()).toEqual(locked);
    expect(() => lock.assertUnlocked()).toThrow(new PetLogError('locked'));
  });

  test('opens by its PIN until nobody has touched it for two minutes', async () => {
    const { kioskLock: lock } = access;
    await lock.setPin('2468');
    lock.lock();
    expect(await lock.unlock('2468')).toEqual({ has_pin: true, locked: false, locks_in_seconds: 120 });
    await clock.advance(119_000);
    expect(lock.touch()).toMatchObject({ locked: false, locks_in_seconds: 120 });
    await clock.advance(119_999);
    expect(lock.state.locked).toBe(false);
    await clock.advance(1);
    expect(lock.state).toEqual(locked);
    expect(lock.touch()).toEqual(locked);
  });

  test('is locked also where the database of devices and people is damaged, and open where its owner removed it', async () => {
    const database = join(dataDirectory, 'access', 'access.db');
    const damage = async (): Promise<void> => {
      access.close();
      await Promise.all(['-wal', '-shm'].map((suffix) => rm(database + suffix, { force: true })));
      await writeFile(database, 'this is no database, though it is long enough to be one');
      access = await openAccess();
    };
    await access.kioskLock.setPin('2468');
    await damage();
    expect(access.kioskLock.state).toEqual(locked);
    expect(await access.kioskLock.unlock('2468')).toMatchObject({ has_pin: true, locked: false });
    access.kioskLock.removePin();
    await damage();
    expect(access.kioskLock.state).toEqual(open);
    await access.kioskLock.setPin('2468');
    access.close();
    await Promise.all(['', '-wal', '-shm', '.damaged'].map((suffix) => rm(database + suffix, { force: true })));
    access = await openAccess();
    expect(access.kioskLock.state).toEqual(open);
  });

  test('is locked after a restart, and keeps its PIN where nobody can read it, nor guess it soon', async () => {
    access.close();
    access = await openAccessControl(surroundings());
    await access.kioskLock.setPin('13572468');
    access.close();
    const stored = await readFile(join(dataDirectory, 'access/access.db'));
    expect(stored.includes('13572468')).toBe(false);
    expect(stored.includes('scrypt$32768$8$3$')).toBe(true);
    access = await openAccess();
    expect(access.kioskLock.state).toEqual(locked);
    expect(await access.kioskLock.unlock('13572468')).toMatchObject({ locked: false });
  });

  test('wrong PINs are refused, then ever more slowly, the right one too meanwhile', async () => {
    const { kioskLock: lock } = access;
    await lock.setPin('2468');
    lock.lock();
    for (let guess = 0; guess < 3; guess += 1) {
      expect(await code(lock.unlock('0000'))).toBe('wrong_pin');
    }
    expect(await code(lock.unlock('2468'))).toBe('too_many_attempts');
    await clock.advance(2000);
    expect(await code(lock.unlock('0000'))).toBe('wrong_pin');
    await clock.advance(2000);
    expect(await code(lock.unlock('2468'))).toBe('too_many_attempts');
    expect(lock.state).toEqual(locked);
    await clock.advance(2000);
    expect(await lock.unlock('2468')).toMatchObject({ locked: false });
    lock.lock();
    expect(await code(lock.unlock('0000'))).toBe('wrong_pin');
  });

  test('guesses at the same time count as well', async () => {
    const { kioskLock: lock } = access;
    await lock.setPin('2468');
    lock.lock();
    const answers = await Promise.all(['0000', '0001', '0002', '0003', '2468'].map((pin) => code(lock.unlock(pin))));
    expect(answers).toEqual(['wrong_pin', 'wrong_pin', 'wrong_pin', 'too_many_attempts', 'too_many_attempts']);
    expect(lock.state).toEqual(locked);
  });

  test('the PIN is changed and removed; removed by an admin, who has forgotten it, waits are over too', async () => {
    const { kioskLock: lock } = access;
    await lock.setPin('2468');
    await lock.setPin('1357');
    lock.lock();
    expect(await code(lock.unlock('2468'))).toBe('wrong_pin');
    await lock.unlock('1357');
    expect(await lock.setPin(null)).toEqual(open);
    await lock.setPin('2468');
    lock.lock();
    for (let guess = 0; guess < 4; guess += 1) {
      await code(lock.unlock('0000'));
    }
    lock.removePin();
    expect(lock.state).toEqual(open);
    await lock.setPin('1357');
    lock.lock();
    expect(await lock.unlock('1357')).toMatchObject({ locked: false });
  });

  test('a screen that locks itself while the new PIN is being made keeps the old one', async () => {
    const { kioskLock: lock } = access;
    await lock.setPin('2468');
    const changing = code(lock.setPin('1357'));
    lock.lock();
    expect(await changing).toBe('locked');
    expect(await lock.unlock('2468')).toMatchObject({ locked: false });
  });

  test('what happens to it is written down, the PIN never', async () => {
    const { kioskLock: lock } = access;
    await lock.setPin('2468');
    await code(lock.unlock('0000'));
    await lock.unlock('2468');
    const { entries } = access.audit.list({ page: 1, page_size: 10 });
    expect(entries.map(({ actor, action, outcome, detail }) => [actor, action, outcome, detail])).toEqual([
      ['kiosk', 'kiosk.unlock', 'done', ''],
      ['kiosk', 'kiosk.unlock', 'refused', 'wrong_pin'],
      ['kiosk', 'kiosk.set_pin', 'done', 'set'],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/2468|0000/);
  });
});
