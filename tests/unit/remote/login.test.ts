import { expect, test } from 'vitest';
import { Login } from '../../../main/remote/login.ts';

const mufasa = { username: 'Mufasa', password: 'Circle of Life' };
const clientNonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const challengeWith = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

test('the example of RFC 7616, 3.9.1', () => {
  const login = new Login(mufasa, () => clientNonce);
  expect(login.learn([challengeWith('MD5'), challengeWith('SHA-256')], false)).toBe(true);
  const answer = login.authorization('GET', '/dir/index.html') ?? '';
  expect(answer).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"');
  expect(answer).toContain('algorithm=SHA-256');
  const older = new Login(mufasa, () => clientNonce);
  older.learn(challengeWith('MD5'), false);
  expect(older.authorization('GET', '/dir/index.html')).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
});

test('counts how often a nonce was used, and begins anew with the next', () => {
  const login = new Login(mufasa);
  login.learn(challengeWith('MD5'), false);
  const count = (): string => /nc=(\w+)/.exec(login.authorization('GET', '/') ?? '')?.[1] ?? '';
  expect([count(), count(), count()]).toEqual(['00000001', '00000002', '00000003']);
  login.learn(challengeWith('MD5'), false);
  expect(count()).toBe('00000001');
});

test('a refusal of what was answered is final, unless the nonce was old', () => {
  const login = new Login(mufasa);
  expect(login.learn(challengeWith('MD5'), true)).toBe(false);
  expect(login.learn(`${challengeWith('MD5')}, stale=TRUE`, true)).toBe(true);
});

test.each([
  ['nothing that can be answered', 'Negotiate, NTLM'],
  ['a digest of an unknown kind', 'Digest realm="x", nonce="y", algorithm=SHA-1'],
  ['a digest that only protects bodies', 'Digest realm="x", nonce="y", qop="auth-int"'],
  ['nothing', undefined],
  ['nonsense', '=,"",\\"='],
])('does not answer %s', (_, header) => {
  const login = new Login(mufasa);
  expect(login.learn(header, false)).toBe(false);
  expect(login.authorization('GET', '/')).toBeNull();
});

test('prefers what does not give the password away', () => {
  const login = new Login(mufasa);
  expect(login.learn(`Basic realm="a, Digest b", ${challengeWith('MD5')}`, false)).toBe(true);
  expect(login.authorization('GET', '/')).toMatch(/^Digest /);
});

test('a name with quotes stays inside its own', () => {
  const login = new Login({ username: 'a"b\\c', password: '' });
  login.learn('Digest realm="x", nonce="y"', false);
  expect(login.authorization('GET', '/')).toContain('username="a\\"b\\\\c", realm="x"');
});

test('without credentials there is nothing to answer with', () => {
  const login = new Login({ username: '', password: '' });
  expect(login.learn('Basic realm="x"', false)).toBe(false);
});
