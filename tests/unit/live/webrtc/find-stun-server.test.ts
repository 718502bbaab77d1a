import { expect, test, vi } from 'vitest';
import { findStunServer } from '../../../../main/live/webrtc/find-stun-server.ts';
import { EnteredAddresses } from '../../../../main/network/entered-address.ts';
import { silentLogger } from '../../../../main/system/logger.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const addresses = (lookup: (name: string) => Promise<readonly string[]>): EnteredAddresses =>
  new EnteredAddresses({ allowedTargets: () => [], ownPorts: () => [], ownAddresses: () => [], lookup });

test('asks the first one that takes plain UDP and may be asked, by the address that was looked up', async () => {
  const warn = vi.fn();
  const options = {
    addresses: addresses(async (name) => (name === 'six.example' ? ['2001:db8::1'] : Promise.reject(new Error('unknown')))),
    clock: new ManualClock(),
    logger: { ...silentLogger, warn },
  };
  const find = (...urls: string[]): Promise<string | null> => findStunServer([{ urls }], options);
  expect(await find()).toBeNull();
  expect(await find('turns:192.0.2.7', 'turn:192.0.2.7?transport=tcp', 'turn:192.0.2.7:80')).toBe('stun:192.0.2.7:80');
  expect(await find('stun:six.example')).toBe('stun:[2001:db8::1]:3478');
  expect(warn).not.toHaveBeenCalled();
  expect(await find('stun:127.0.0.1', 'stun:nowhere.example', 'stun:192.0.2.7')).toBe('stun:192.0.2.7:3478');
  expect(warn.mock.calls.map(([{ reason }]) => reason as string)).toEqual([
    expect.stringContaining('is this machine itself'),
    'there is no nowhere.example on the network',
  ]);
});

test('a name server that does not answer makes nobody wait for the picture', async () => {
  const clock = new ManualClock();
  const found = findStunServer([{ urls: ['stun:slow.example'] }], {
    addresses: addresses(() => new Promise(() => {})),
    clock,
    logger: silentLogger,
  });
  await clock.advance(1000);
  expect(await found).toBeNull();
});
