import { describe, expect, it, test } from 'vitest';
import { AddressRefusal, EnteredAddresses, type EnteredAddressesOptions } from '../../../main/network/entered-address.ts';
import { readEnteredUrl } from '../../../main/network/entered-url.ts';
import { Config } from '../../../shared/config.ts';
import { readTarget } from '../../../shared/targets.ts';

function create(
  options: Partial<EnteredAddressesOptions> & { allowed?: readonly string[]; names?: Record<string, readonly string[]> } = {},
): { addresses: EnteredAddresses; asked: string[] } {
  const asked: string[] = [];
  const addresses = new EnteredAddresses({
    allowedTargets: () => options.allowed ?? [],
    ownPorts: () => [8000, 8443],
    ownAddresses: () => ['127.0.0.1', '::1', '192.168.1.2', 'fd00::2'],
    async lookup(name) {
      asked.push(name);
      const found = options.names?.[name];
      if (found === undefined) {
        throw new Error('ENOTFOUND');
      }
      return found;
    },
    ...options,
  });
  return { addresses, asked };
}

const refusal = async (host: string, port = 80, options: Parameters<typeof create>[0] = {}): Promise<string | null> =>
  create(options)
    .addresses.resolve(host, port)
    .then(
      () => null,
      (error: unknown) => {
        expect(error).toBeInstanceOf(AddressRefusal);
        return (error as AddressRefusal).message;
      },
    );

describe('addresses that people enter', () => {
  it.each([
    '192.168.1.7',
    '10.0.0.1',
    '172.20.1.1',
    '100.64.1.1',
    '8.8.8.8',
    '2606:4700::1111',
    'fd12::7',
    '[fd12::7]',
    '64:ff9b::808:808',
  ])('%s, of the local network or the internet, is allowed', async (host) => {
    expect(await refusal(host)).toBeNull();
  });

  it.each([
    ['127.0.0.1', 'is this machine itself'],
    ['127.8.9.10', 'is this machine itself'],
    ['0.0.0.0', 'is this machine itself'],
    ['::1', 'is this machine itself'],
    ['[::1]', 'is this machine itself'],
    ['::', 'is this machine itself'],
    ['::ffff:127.0.0.1', 'is this machine itself'],
    ['::ffff:7f00:1', 'is this machine itself'],
    ['64:ff9b::7f00:1', 'is this machine itself'],
    ['169.254.7.7', 'is of this link alone'],
    ['fe80::1', 'is of this link alone'],
    ['224.0.0.251', 'is of many machines at once'],
    ['255.255.255.255', 'is of many machines at once'],
    ['ff02::fb', 'is of many machines at once'],
    ['169.254.169.254', 'gives out the keys'],
    ['::ffff:a9fe:a9fe', 'gives out the keys'],
    ['fd00:ec2::254', 'gives out the keys'],
    ['100.100.100.200', 'gives out the keys'],
    ['2002:7f00:1::', 'is no address of a machine'],
  ])('%s is not: it %s', async (host, reason) => {
    expect(await refusal(host)).toContain(reason);
  });

  it('a name is what it leads to, and a wrong name is said', async () => {
    const names = { 'cat.test': ['127.0.0.1'], 'meta.test': ['169.254.169.254'], 'cam.test': ['192.168.1.7'] };
    expect(await refusal('CAT.test', 80, { names })).toBe(
      'cat.test, which leads to 127.0.0.1, is this machine itself, and port 80 of it is not in security.allowed_targets',
    );
    expect(await refusal('meta.test', 80, { names })).toContain('gives out the keys');
    expect(await refusal('cam.test', 80, { names })).toBeNull();
    expect(await refusal('nobody.test', 80, { names })).toBe('there is no nobody.test on the network');
    expect(await refusal('nobody.test', 80, { names: { 'nobody.test': [] } })).toBe('there is no nobody.test on the network');
  });

  it('of several addresses the first that is allowed is taken, as a camera has one of its link too', async () => {
    const { addresses } = create({ names: { 'cam.local': ['fe80::7', '192.168.1.7', '192.168.1.8'] } });
    expect(await addresses.resolve('cam.local', 554)).toMatchObject({ host: 'cam.local', port: 554, address: '192.168.1.7', family: 4 });
  });

  it('what security.allowed_targets names is allowed: a name, an address, a network, with a port or without', async () => {
    const names = { 'mqtt.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] };
    expect(await refusal('127.0.0.1', 1883, { allowed: ['127.0.0.1:1883'] })).toBeNull();
    expect(await refusal('127.0.0.1', 1884, { allowed: ['127.0.0.1:1883'] })).toContain('this machine itself');
    expect(await refusal('mqtt.test', 1883, { names, allowed: ['127.0.0.1'] })).toBeNull();
    expect(await refusal('mqtt.test', 1883, { names, allowed: ['MQTT.test:1883'] })).toBeNull();
    expect(await refusal('mqtt.test.', 1883, { names: { 'mqtt.test.': ['127.0.0.1'] }, allowed: ['mqtt.test'] })).toBeNull();
    expect(await refusal('other.test', 1883, { names, allowed: ['mqtt.test:1883'] })).toContain('this machine itself');
    expect(await refusal('169.254.3.4', 80, { allowed: ['169.254.0.0/16'] })).toBeNull();
    expect(await refusal('::1', 80, { allowed: ['[::1]:80'] })).toBeNull();
    expect(await refusal('::ffff:7f00:1', 1883, { allowed: ['127.0.0.1:1883'] })).toBeNull();
  });

  it("PetLog's own ports are for nobody but an entry with the port, at every address of this machine", async () => {
    for (const host of ['192.168.1.2', 'fd00::2', '::ffff:c0a8:102']) {
      expect(await refusal(host, 8443)).toContain('is PetLog itself');
      expect(await refusal(host, 9000)).toBeNull();
    }
    expect(await refusal('127.0.0.1', 8000, { allowed: ['127.0.0.1'] })).toContain('is PetLog itself');
    expect(await refusal('127.0.0.1', 8000, { allowed: ['127.0.0.1:8000'] })).toBeNull();
    expect(await refusal('192.168.1.3', 8000)).toBeNull();
  });

  it('the name is asked for once, and the connection goes where that led', async () => {
    const { addresses, asked } = create({ names: { 'cam.test': ['192.168.1.7'] } });
    const { lookup } = await addresses.resolve('cam.test', 80);
    const found = await new Promise((resolve) => lookup('cam.test', { all: true }, (_error, address) => resolve(address)));
    expect(found).toEqual([{ address: '192.168.1.7', family: 4 }]);
    expect(await new Promise((resolve) => lookup('cam.test', {}, (_error, address, family) => resolve([address, family])))).toEqual([
      '192.168.1.7',
      4,
    ]);
    expect(asked).toEqual(['cam.test']);
  });
});

test('an address is taken apart, and its credentials are in no sentence', () => {
  const schemes = ['rtsp:', 'http:'];
  expect(readEnteredUrl('rtsp://cat:p%40ss@[fd12::7]/stream?x=1', schemes)).toMatchObject({
    host: 'fd12::7',
    port: 554,
    username: 'cat',
    password: 'p@ss',
  });
  expect(readEnteredUrl('http://cat:100%25@cam.local:81/x', schemes)).toMatchObject({ host: 'cam.local', port: 81, password: '100%' });
  expect(readEnteredUrl('rtsp://cat:secret@cam.local/x', schemes).url.href).toBe('rtsp://cam.local/x');
  expect(readEnteredUrl('http://2130706433/', schemes).host).toBe('127.0.0.1');
  for (const text of ['ftp://cat:secret@cam.local/', 'file:///etc/secret', 'secret', 'http://', 'rtsp://cat:secret@cam.local:0/']) {
    expect(() => readEnteredUrl(text, schemes)).toThrow(AddressRefusal);
    expect(() => readEnteredUrl(text, schemes)).not.toThrow(/secret/);
  }
});

test.each([
  ['127.0.0.1:1883', { host: '127.0.0.1', port: 1883 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  ['::1', { host: '::1', port: null }],
  ['fe80::/10', { host: 'fe80::/10', port: null }],
  ['Mqtt.Home.', { host: 'mqtt.home', port: null }],
  ['[mqtt]', null],
  ['127.0.0.1:0', null],
  ['127.0.0.1:70000', null],
  ['10.0.0.0/40', null],
  ['http://127.0.0.1', null],
  ['a b', null],
  ['', null],
])('%j in security.allowed_targets', (text, expected) => {
  expect(readTarget(text)).toEqual(expected);
  expect(Config.safeParse({ security: { allowed_targets: [text] } }).success).toBe(expected !== null);
});
