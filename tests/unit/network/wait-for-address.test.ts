import { expect, test } from 'vitest';
import { waitForAddress } from '../../../main/network/wait-for-address.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const failing = (codes: string[]) => {
  let tries = 0;
  const tryToListen = async (): Promise<void> => {
    const code = codes[tries];
    tries += 1;
    if (code !== undefined) {
      throw Object.assign(new Error(code), { code });
    }
  };
  return { tryToListen, tries: () => tries };
};

test('an address that the router has not given yet is waited for', async () => {
  const clock = new ManualClock();
  const { tryToListen, tries } = failing(['EADDRNOTAVAIL', 'EAI_AGAIN']);
  const waiting = waitForAddress('192.0.2.1', { clock, logger: silentLogger, mayWait: () => true, tryToListen });
  await clock.advance(1999);
  expect(tries()).toBe(2);
  await clock.advance(1);
  await waiting;
  expect(tries()).toBe(3);
});

test('but not for ever, and nothing else is', async () => {
  const clock = new ManualClock();
  const never = failing(Array.from({ length: 100 }, () => 'EADDRNOTAVAIL'));
  let left = 3;
  const waiting = waitForAddress('192.0.2.1', { clock, logger: silentLogger, mayWait: () => left-- > 0, tryToListen: never.tryToListen });
  await clock.advance(10_000);
  await waiting;
  expect(never.tries()).toBe(4);
  const taken = failing(['EACCES']);
  await waitForAddress('192.0.2.1', { clock, logger: silentLogger, mayWait: () => true, tryToListen: taken.tryToListen });
  expect(taken.tries()).toBe(1);
});
