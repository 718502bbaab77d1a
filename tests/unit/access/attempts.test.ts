import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openAccessDatabase } from '../../../main/access/access-database.ts';
import { Attempts, type AttemptSubject, ofAccount, ofAddress } from '../../../main/access/attempts.ts';
import { RunningTime } from '../../../main/access/running-time.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { days, hours } from '../../support/open-access.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function setUp() {
  const directory = await temporaryDirectory();
  const clock = new ManualClock();
  let database: DatabaseSync | undefined;
  const start = (): { attempts: Attempts; database: DatabaseSync } => {
    database?.close();
    database = openAccessDatabase(directory.path, silentLogger);
    return { attempts: new Attempts(database, new RunningTime(database, clock)), database };
  };
  return {
    ...start(),
    clock,
    restart: () => start().attempts,
    async [Symbol.asyncDispose]() {
      database?.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** Seconds that the next attempt has to wait. */
function waitOf(attempts: Attempts, ...subjects: AttemptSubject[]): number {
  try {
    attempts.assertAllowed(...subjects);
    return 0;
  } catch (error) {
    if (error instanceof PetLogError && error.code === 'too_many_attempts') {
      return error.retryAfterSeconds ?? Number.NaN;
    }
    throw error;
  }
}

const address = ofAddress('192.168.1.5');

function fail(attempts: Attempts, times: number, subject = address): void {
  for (let time = 0; time < times; time += 1) {
    attempts.failed(subject);
  }
}

describe('wrong attempts', () => {
  it('cost nothing twice, then two seconds, then twice as long each time, and never more than an hour', async () => {
    await using set = await setUp();
    const waits = Array.from({ length: 16 }, () => {
      set.attempts.failed(address);
      return waitOf(set.attempts, address);
    });
    expect(waits).toEqual([0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600]);
  });

  it('may be followed by another when the wait is over, and not before', async () => {
    await using set = await setUp();
    fail(set.attempts, 5);
    await set.clock.advance(7999);
    expect(waitOf(set.attempts, address)).toBe(1);
    await set.clock.advance(1);
    expect(waitOf(set.attempts, address)).toBe(0);
  });

  it('are forgotten by a right one, and after a day', async () => {
    await using set = await setUp();
    fail(set.attempts, 9);
    set.attempts.succeeded(address);
    fail(set.attempts, 2);
    expect(waitOf(set.attempts, address)).toBe(0);
    fail(set.attempts, 9);
    await set.clock.advance(days + 1);
    fail(set.attempts, 1);
    expect(waitOf(set.attempts, address)).toBe(0);
  });

  it('make the one wait who made them: the longest of those that are asked about', async () => {
    await using set = await setUp();
    const other = ofAddress('192.168.1.6');
    fail(set.attempts, 6);
    fail(set.attempts, 4, ofAccount('Anna'));
    expect([
      waitOf(set.attempts, other),
      waitOf(set.attempts, other, ofAccount('Anna')),
      waitOf(set.attempts, address, ofAccount('Anna')),
    ]).toEqual([0, 4, 16]);
  });

  it('shut nobody out for more than five minutes who may be somebody else', async () => {
    await using set = await setUp();
    for (const subject of [ofAccount('Anna'), ofAddress('fd00::1')]) {
      fail(set.attempts, 30, subject);
      expect(waitOf(set.attempts, subject)).toBe(300);
    }
  });

  it('survive a restart, however long it is off, and also one that was not planned', async () => {
    await using set = await setUp();
    await set.clock.advance(5 * hours);
    fail(set.attempts, 12);
    const attempts = set.restart();
    expect(waitOf(attempts, address)).toBe(1024);
    await set.clock.advance(1_000_000);
    expect(waitOf(attempts, address)).toBe(24);
  });

  it('do not ask the system for the time: setting it, forward or back, changes nothing', async () => {
    await using set = await setUp();
    fail(set.attempts, 8);
    let { attempts } = set;
    for (const jump of [10 * 365 * days, -20 * 365 * days]) {
      set.clock.jump(jump);
      expect(waitOf(attempts, address)).toBe(64);
      attempts = set.restart();
      expect(waitOf(attempts, address)).toBe(64);
    }
  });

  it('take no more than so much of the disk; who failed most is remembered', async () => {
    await using set = await setUp();
    fail(set.attempts, 5);
    set.database.exec('BEGIN');
    const insert = set.database.prepare('INSERT INTO attempts VALUES (?, 1, 0)');
    for (let index = 0; index < 10_050; index += 1) {
      insert.run(`account:${index}`);
    }
    set.database.exec('COMMIT');
    set.attempts.failed(ofAccount('one more'));
    expect(set.database.prepare('SELECT count(*) AS count FROM attempts').get()?.['count']).toBe(10_000);
    expect(waitOf(set.attempts, address)).toBe(8);
  });

  it('are not free when they cannot be written down', async () => {
    await using set = await setUp();
    set.database.exec('PRAGMA query_only = ON');
    expect(() => set.attempts.failed(address)).toThrow(/readonly/);
    set.database.exec('PRAGMA query_only = OFF');
    set.attempts.failed(address);
  });
});

describe('whose attempts they are', () => {
  it.each([
    ['192.168.1.5', 'address:192.168.1.5'],
    ['::ffff:192.168.1.5', 'address:192.168.1.5'],
    ['::FFFF:192.168.1.5', 'address:192.168.1.5'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', 'address:2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::', 'address:2001:db8:1:2::/64'],
    ['2001:db8::1', 'address:2001:db8:0:0::/64'],
    ['2001:db8::2:0:0:0:1', 'address:2001:db8:0:2::/64'],
    ['fe80::1%eth0', 'address:fe80:0:0:0::/64'],
    ['fe80::abcd:1%wlan0', 'address:fe80:0:0:0::/64'],
    ['::1', 'address:0:0:0:0::/64'],
    ['::', 'address:0:0:0:0::/64'],
    ['unknown', 'address:unknown'],
    ['', 'address:'],
    [':::::::::::::::', 'address::::::::::::::::'],
  ])('the address %j counts as %j', (text, subject) => {
    expect(ofAddress(text).subject).toBe(subject);
  });

  it('an account is the same in capitals and in other ways to write a letter', () => {
    expect(new Set(['Zoë', 'ZOË', 'zoe\u0308', 'Ｚoë'].map((name) => ofAccount(name).subject)).size).toBe(1);
  });
});
