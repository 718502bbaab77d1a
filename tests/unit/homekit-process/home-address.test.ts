import { describe, expect, it } from 'vitest';
import { sendAddress } from '../../../main/homekit-process/home-address.ts';
import { homeName } from '../../../main/homekit-process/home-name.ts';

describe('where a picture is sent to', () => {
  it.each([
    ['192.168.1.7', '192.168.1.7', '192.168.1.7'],
    ['192.168.1.7', '::ffff:192.168.1.7', '192.168.1.7'],
    ['fd00::7', 'fd00:0:0::7', 'fd00:0:0::7'],
    ['fe80::7', 'fe80::7%eth0', 'fe80::7%eth0'],
  ])('%s of a connection from %s', (askedFor, remote, address) => {
    expect(sendAddress(askedFor, remote)).toBe(address);
  });

  it.each([
    ['192.168.1.8', '192.168.1.7'],
    ['fd00::8', 'fd00::7'],
    ['255.255.255.255', '192.168.1.7'],
    ['', '192.168.1.7'],
    ['192.168.1.7', undefined],
  ])('not to %s for one that comes from %s', (askedFor, remote) => {
    expect(sendAddress(askedFor, remote)).toBeNull();
  });
});

describe('a name', () => {
  it.each([
    ['Kitchen', 'Kitchen'],
    ['Luna’s bed (left)', 'Luna’s bed (left'],
    ['🐈 Katzen-Cam 🐈', 'Katzen-Cam'],
    ['猫のへや', '猫のへや'],
    ['Bowl | water', 'Bowl water'],
    ['🐈', 'main'],
    ['', 'main'],
  ])('%s is %s for a home', (name, shown) => {
    expect(homeName(name, 'main')).toBe(shown);
  });
});
