import { describe, expect, it } from 'vitest';
import { createAddressList, plainAddress } from '../../../main/network/addresses.ts';

describe('plainAddress', () => {
  it.each([
    ['192.168.1.2', '192.168.1.2'],
    ['::ffff:192.168.1.2', '192.168.1.2'],
    ['::FFFF:c0a8:102', '192.168.1.2'],
    ['0:0:0:0:0:ffff:192.168.1.2', '192.168.1.2'],
    ['fe80::1%wlan0', 'fe80::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['192.168.1.2:80', null],
    ['', null],
    ['cat', null],
    [undefined, null],
  ])('of %j is %j', (text, address) => {
    expect(plainAddress(text)).toBe(address);
  });
});

describe('createAddressList', () => {
  const isListed = createAddressList(['127.0.0.1', '172.30.32.0/23', '2001:db8::/32', '::1']);

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '172.30.32.1', '172.30.33.255', '2001:db8:1::1', '::1', '2001:db8::1%eth0'])(
    'holds %s',
    (address) => {
      expect(isListed(address)).toBe(true);
    },
  );

  it.each(['127.0.0.2', '172.30.34.0', '2001:db9::1', 'cat', '', undefined])('does not hold %j', (address) => {
    expect(isListed(address)).toBe(false);
  });

  it('holds nothing when it is empty', () => {
    expect(createAddressList([])('127.0.0.1')).toBe(false);
  });
});
