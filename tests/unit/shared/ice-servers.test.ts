import { expect, test } from 'vitest';
import { Config } from '../../../shared/config.ts';
import { readIceServerUrl } from '../../../shared/ice-servers.ts';
import { redactSecrets } from '../../../shared/secret.ts';
import { validate } from '../../../shared/validation.ts';

test('addresses of STUN and TURN servers are taken apart, with the ports that they usually have', () => {
  const plain = { isRelay: false, host: 'stun.example.net', port: 3478, isPlainUdp: true };
  expect(readIceServerUrl('stun:Stun.example.net')).toEqual(plain);
  expect(readIceServerUrl('stuns:stun.example.net')).toEqual({ ...plain, port: 5349, isPlainUdp: false });
  expect(readIceServerUrl('turn:192.0.2.1:80?transport=udp')).toEqual({ isRelay: true, host: '192.0.2.1', port: 80, isPlainUdp: true });
  expect(readIceServerUrl('turn:192.0.2.1?transport=tcp')).toEqual({ isRelay: true, host: '192.0.2.1', port: 3478, isPlainUdp: false });
  expect(readIceServerUrl('turns:[2001:db8::1]')).toEqual({ isRelay: true, host: '2001:db8::1', port: 5349, isPlainUdp: false });
});

test.each([
  'stun.example.net',
  'http://stun.example.net',
  'stun://stun.example.net',
  'stun:stun.example.net?transport=udp',
  'stun:2001:db8::1',
  'stun:10.0.0.0/8',
  'stun:stun.example.net:0',
  'turn:user@turn.example.net',
  'turn:turn.example.net?transport=sctp',
  'turn:a>; rel="ice-server"',
  'turn:a\r\nSet-Cookie: x',
])('%j is no address of one', (url) => expect(readIceServerUrl(url)).toBeNull());

const sentences = (server: object): string[] => {
  const result = validate(Config, { video: { ice_servers: [server] } });
  return result.ok ? [] : result.errors.map(({ path, message }) => `${path}: ${message}`);
};

test('a server that cannot be is refused in a sentence, which has no credential in it', () => {
  expect(sentences({ urls: ['stun:stun.example.net'] })).toEqual([]);
  expect(sentences({ urls: ['turn:turn.example.net'], username: 'u', credential: 'c' })).toEqual([]);
  expect(sentences({ urls: ['turn:turn.example.net'], username: 'u' })).toEqual([
    'video.ice_servers.0: the value given is not allowed; it must have username and credential, as every TURN server asks for them.',
  ]);
  const [sentence] = sentences({ urls: ['turn:turn.example.net'], username: 'u', credential: 'se\ncret' });
  expect(sentence).toBe('video.ice_servers.0.credential: the value given is not allowed; it must be of printable ASCII characters.');
  expect(sentences({ urls: ['nothing'] })[0]).toMatch(
    /^video\.ice_servers\.0\.urls\.0: "nothing" is not allowed; it must be an address such as stun:/,
  );
  expect(sentences({ urls: [] })).toHaveLength(1);
});

test('a credential is shown to nobody', () => {
  const config = Config.parse({ video: { ice_servers: [{ urls: ['turn:turn.example.net'], username: 'u', credential: 'secret' }] } });
  expect(redactSecrets(Config, config).video.ice_servers).toEqual([
    { urls: ['turn:turn.example.net'], username: 'u', credential: '<redacted>' },
  ]);
});
