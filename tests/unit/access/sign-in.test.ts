import { scryptSync } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { admin, openAccess, type OpenAccess, refusalOf } from '../../support/open-access.ts';
import { from, password, signIn, stranger, who } from '../../support/sign-in.ts';

const pairWith =
  (set: OpenAccess, code: string, address = from) =>
  () =>
    set.access.sessions.pair({ code, device_name: 'Phone', token_delivery: 'cookie' }, address);

describe('pairing', () => {
  it('makes a device with the role of its code', async () => {
    await using set = await openAccess();
    const viewer = await set.pair('viewer');
    const paired = await set.pair('admin');
    expect(await Promise.all([who(set, viewer), who(set, paired)])).toEqual(['Phone (viewer)', 'Phone (admin)']);
    expect(set.changes).toEqual([
      { device_name: 'Phone', reason: 'paired' },
      { device_name: 'Phone', reason: 'paired' },
    ]);
  });

  it('lets one of many in that show the code at the same time', async () => {
    await using set = await openAccess();
    const { code } = await set.access.operations['invitations.create']({ role: 'viewer' }, admin);
    const outcomes = await Promise.all(Array.from({ length: 4 }, (_, index) => refusalOf(pairWith(set, code, `192.168.1.${index + 1}`))));
    expect(outcomes.sort()).toEqual(['accepted', 'wrong_code', 'wrong_code', 'wrong_code']);
    expect((await set.access.operations['devices.list']({}, admin)).devices).toHaveLength(1);
  });

  it('10,000 guesses from many addresses at once let nobody in, and cost the others nothing but the code', async () => {
    await using set = await openAccess();
    const { code, invitation_id } = await set.access.operations['invitations.create']({ role: 'admin' }, admin);
    const outcomes = await Promise.all(
      Array.from({ length: 10_000 }, (_, guess) =>
        guess === Number(code)
          ? Promise.resolve('skipped')
          : refusalOf(pairWith(set, String(guess).padStart(6, '0'), `10.0.0.${guess % 250}`)),
      ),
    );
    expect(outcomes).not.toContain('accepted');
    expect(outcomes.filter((outcome) => outcome === 'wrong_code').length).toBeLessThanOrEqual(3 * 250);
    expect(await refusalOf(pairWith(set, code))).toBe('wrong_code');
    expect(await set.access.operations['invitations.get']({ id: invitation_id }, admin)).toMatchObject({ state: 'refused' });
    expect(await who(set, await set.pair())).toBe('Phone (viewer)');
  });

  it('makes who guesses wait, with the right code too', async () => {
    await using set = await openAccess();
    const { code } = await set.access.operations['invitations.create']({ role: 'viewer' }, admin);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 3; guess += 1) {
      expect(await refusalOf(pairWith(set, wrong, stranger))).toBe('wrong_code');
    }
    expect(await refusalOf(pairWith(set, code, stranger))).toBe('too_many_attempts');
    await set.clock.advance(2000);
    expect(await refusalOf(pairWith(set, code, stranger))).toBe('accepted');
  });
});

describe('signing in', () => {
  it('gives a device what its account may do', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    const session = await signIn(set, 'ANNA', password);
    expect(session.device).toMatchObject({ name: 'Browser', role: 'admin', accountName: 'Anna' });
    expect(await who(set, session)).toBe('Browser (admin)');
  });

  it('says the same of a wrong name and a wrong password', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'viewer' }, admin);
    expect(await refusalOf(() => signIn(set, 'Anna', 'a rainy day'))).toBe('wrong_password');
    expect(await refusalOf(() => signIn(set, 'Bert', 'a rainy day'))).toBe('wrong_password');
    expect(await refusalOf(() => signIn(set, 'Bert', password))).toBe('wrong_password');
  });

  it('counts guesses before it checks them: 10,000 at once are three, and the right one is not among them', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    const outcomes = await Promise.all(
      Array.from({ length: 10_000 }, (_, guess) =>
        refusalOf(() => signIn(set, 'Anna', guess < 3 ? `guess ${guess}` : password, `10.0.${guess >> 8}.${guess & 255}`)),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'wrong_password')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'too_many_attempts')).toHaveLength(9997);
  });

  it('stays possible for others meanwhile', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'viewer' }, admin);
    const guesses = Array.from({ length: 30 }, (_, guess) => refusalOf(() => signIn(set, `Nobody ${guess}`, 'a rainy day', stranger)));
    const [session, ...outcomes] = await Promise.all([signIn(set, 'Anna', password), ...guesses]);
    expect(await who(set, session)).toBe('Browser (viewer)');
    expect(outcomes.filter((outcome) => outcome === 'wrong_password')).toHaveLength(3);
  });

  it('takes no more on than can be worked on, and does not count what it did not look at', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'viewer' }, admin);
    const waiting = Array.from({ length: 20 }, () => set.access.passwords.matches('x', 'scrypt$16$8$1$AAAA$AAAA').catch(() => false));
    expect(await refusalOf(() => signIn(set, 'Anna', password))).toBe('too_many_attempts');
    await Promise.all(waiting);
    expect(await refusalOf(() => signIn(set, 'Anna', password))).toBe('accepted');
  });

  it('is refused for an account that is removed while the password is compared', async () => {
    await using set = await openAccess();
    const { account_id } = await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    const signingIn = refusalOf(() => signIn(set, 'Anna', password));
    await set.access.operations['accounts.remove']({ id: account_id }, admin);
    expect(await signingIn).toBe('wrong_password');
    expect((await set.access.operations['devices.list']({}, admin)).devices).toEqual([]);
  });

  it('is refused with a password that is replaced while it is compared', async () => {
    await using set = await openAccess();
    const { account_id } = await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    const changing = set.access.operations['accounts.change']({ id: account_id, password: 'another day' }, admin);
    const signingIn = refusalOf(() => signIn(set, 'Anna', password));
    await changing;
    expect(await signingIn).toBe('wrong_password');
    expect((await set.access.operations['devices.list']({}, admin)).devices).toEqual([]);
  });

  it('again and again with one account keeps its 50 latest devices', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'viewer' }, admin);
    const salt = Buffer.alloc(16);
    const cheap = [
      'scrypt',
      2,
      1,
      1,
      salt.toString('base64url'),
      scryptSync(password, salt, 32, { N: 2, r: 1, p: 1 }).toString('base64url'),
    ];
    set.stop();
    {
      using database = new DatabaseSync(join(set.dataDirectory, 'access', 'access.db'));
      database.prepare('UPDATE accounts SET password_hash = ?').run(cheap.join('$'));
    }
    await set.restart();
    const other = await set.pair();
    const first = await signIn(set, 'Anna', password);
    await set.clock.advance(1000);
    for (let index = 0; index < 49; index += 1) {
      await signIn(set, 'Anna', password);
    }
    expect(await who(set, first)).toBe('Browser (viewer)');
    const last = await signIn(set, 'Anna', password);
    expect(await Promise.all([first, last, other].map((session) => who(set, session)))).toEqual([
      'nobody',
      'Browser (viewer)',
      'Phone (viewer)',
    ]);
    const { devices } = await set.access.operations['devices.list']({}, admin);
    expect(devices.filter(({ account_name }) => account_name === 'Anna')).toHaveLength(50);
  });
});
