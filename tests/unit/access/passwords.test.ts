import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Passwords } from '../../../main/access/passwords.ts';
import { quickPasswords } from '../../support/quick-passwords.ts';

describe('passwords', () => {
  it('are stored as scrypt with its cost and a salt of their own', async () => {
    const passwords = new Passwords();
    const [first, second] = await Promise.all([passwords.hash('a sunny day'), passwords.hash('a sunny day')]);
    expect(first).not.toBe(second);
    const [name, N, r, p, salt, key] = first.split('$');
    expect([name, N, r, p]).toEqual(['scrypt', '32768', '8', '3']);
    expect(Buffer.from(salt ?? '', 'base64url')).toHaveLength(16);
    expect(key).toBe(
      scryptSync('a sunny day', Buffer.from(salt ?? '', 'base64url'), 32, { N: 32768, r: 8, p: 3, maxmem: 2 ** 27 }).toString('base64url'),
    );
  });

  it('match themselves, also from a keyboard that writes letters in another way, and nothing else', async () => {
    const passwords = quickPasswords();
    const hash = await passwords.hash('Zoë sunny');
    expect(
      await Promise.all(['Zoë sunny', 'Zoe\u0308 sunny', 'zoë sunny', 'Zoë sunny ', ''].map((guess) => passwords.matches(guess, hash))),
    ).toEqual([true, true, false, false, false]);
  });

  it('are compared at the cost they were stored with', async () => {
    const salt = Buffer.alloc(16, 1);
    const old = [
      'scrypt',
      1024,
      8,
      1,
      salt.toString('base64url'),
      scryptSync('older', salt, 32, { N: 1024, r: 8, p: 1 }).toString('base64url'),
    ].join('$');
    expect(await new Passwords().matches('older', old)).toBe(true);
    expect(await new Passwords().matches('newer', old)).toBe(false);
  });

  it('of nobody match nothing, also what that is compared with', async () => {
    const passwords = new Passwords();
    expect(await passwords.matches('', null)).toBe(false);
    expect(await passwords.matches('a sunny day', null)).toBe(false);
  });

  it('cost as much where there is no such name: a guess waits for one turn, not for none or two', async () => {
    const passwords = quickPasswords();
    const finished: string[] = [];
    const hash = await passwords.hash('a sunny day');
    const guess = (name: string, stored: string | null): Promise<void> =>
      passwords.matches('a rainy day', stored).then(() => void finished.push(name));
    await Promise.all([guess('known 1', hash), guess('unknown 1', null), guess('known 2', hash), guess('unknown 2', null)]);
    expect(finished).toEqual(['known 1', 'unknown 1', 'known 2', 'unknown 2']);
  });

  it('are worked on one at a time; too many waiting is said, until they are done, also when one fails', async () => {
    const passwords = new Passwords();
    const broken = passwords.matches('x', 'scrypt$3$8$1$AAAA$AAAA');
    const cheap = 'scrypt$2$1$1$AAAA$AAAA';
    const waiting = Array.from({ length: 18 }, () => passwords.matches('x', cheap).catch(() => false));
    expect(passwords.isBusy).toBe(false);
    waiting.push(passwords.matches('x', cheap).catch(() => false));
    expect(passwords.isBusy).toBe(true);
    await expect(broken).rejects.toThrow();
    await Promise.all(waiting);
    expect(passwords.isBusy).toBe(false);
    expect(await passwords.matches('', null)).toBe(false);
  });
});
