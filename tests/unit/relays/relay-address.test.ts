import { expect, it } from 'vitest';
import { AddressRefusal } from '../../../main/network/entered-address.ts';
import {
  bearerTokenFor,
  destinationOf,
  isRelayUrl,
  readRelayUrl,
  shownRelayUrl,
  withKnownSecrets,
} from '../../../main/relays/relay-address.ts';
import { redacted } from '../../../shared/secret.ts';

it.each([
  ['rtsp://cat:meow@nas.home:8554/cat?token=abc', 'rtsp://cat:<redacted>@nas.home:8554/cat?token=<redacted>'],
  ['rtsp://cat@nas.home/cat', 'rtsp://cat@nas.home/cat'],
  ['rtmps://live.example/app/key-1234', 'rtmps://live.example/app/<redacted>'],
  ['rtmp://[fd00::7]:1936/live/a/key?user=me', 'rtmp://[fd00::7]:1936/live/a/<redacted>?user=<redacted>'],
  ['srt://nas.home:9000?streamid=publish%3Acat&latency=300', 'srt://nas.home:9000?streamid=<redacted>&latency=300'],
  ['https://cat:meow@nas.home:8889/cat/whip?token=abc', 'https://cat:<redacted>@nas.home:8889/cat/whip?token=<redacted>'],
  ['https://live.example/0123456789abcdef/publish', 'https://live.example/<redacted>/publish'],
])('hides what is secret in %s, and has it back', (url, shown) => {
  expect(shownRelayUrl(url)).toBe(shown);
  const again = readRelayUrl(withKnownSecrets(shown, url));
  const before = readRelayUrl(url);
  expect([again.url.href, again.username, again.password]).toEqual([before.url.href, before.username, before.password]);
});

it('gives no secret to another server', () => {
  const known = 'rtsp://cat:meow@nas.home/cat';
  for (const url of [
    'rtsp://cat:<redacted>@evil.example/cat',
    'rtsps://cat:<redacted>@nas.home/cat',
    'rtsp://cat:<redacted>@nas.home:9/cat',
  ]) {
    expect(() => withKnownSecrets(url, known)).toThrow(AddressRefusal);
  }
  expect(() => withKnownSecrets('rtmp://nas.home/live/<redacted>', null)).toThrow('there is no secret for this server yet');
});

it('gives the token of a server to that one alone', () => {
  const known = { url: 'https://nas.home/cat/whip', bearer_token: 'abc' };
  expect(bearerTokenFor('https://nas.home/dog/whip', redacted, known)).toBe('abc');
  expect(bearerTokenFor('https://nas.home/dog/whip', null, known)).toBe('abc');
  expect(bearerTokenFor('https://nas.home/dog/whip', '', known)).toBe('');
  expect(bearerTokenFor('https://evil.example/cat/whip', null, known)).toBe('');
  expect(bearerTokenFor('https://evil.example/cat/whip', 'def', known)).toBe('def');
  for (const url of ['https://evil.example/cat/whip', 'http://nas.home/cat/whip', 'https://nas.home:444/cat/whip']) {
    expect(() => bearerTokenFor(url, redacted, known)).toThrow('there is no token for this server yet');
  }
  expect(() => bearerTokenFor('rtsp://nas.home/cat', 'def', null)).toThrow('only an address of WHIP');
});

it.each([
  'ftp://nas.home/whip',
  'rtsp:///cat',
  'srt://nas.home',
  'srt://nas.home:9000/cat',
  'srt://nas.home:9000?mode=listener',
  'srt://nas.home:9000?passphrase=short',
  'srt://me:secret-word@nas.home:9000',
  'rtmp://nas.home/live',
  'rtmp://nas.home/live/secret-word/',
  'rtsp://nas.home/cat?udp',
  'rtsp://nas.home/cat?token=secret-word?udp',
  'rtsp://nas.home/cat#secret-word',
])('refuses %s in a sentence without what is secret', (url) => {
  expect(isRelayUrl(url)).toBe(false);
  expect(() => readRelayUrl(url)).toThrow(AddressRefusal);
  expect(() => readRelayUrl(url)).not.toThrow(/secret-word/);
});

it('leads to the address that was looked up', () => {
  const pinned = { host: 'nas.home', port: 322, address: '192.168.7.7', family: 4, lookup: () => {} } as const;
  expect(destinationOf('rtsps://cat:m%40w@nas.home/cat?a=b', pinned)).toEqual({
    protocol: 'rtsps:',
    host: 'nas.home',
    address: '192.168.7.7',
    family: 4,
    port: 322,
    username: 'cat',
    password: 'm@w',
    path: '/cat?a=b',
    srtOptions: {},
  });
});
