import { scryptSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { OpenSession } from '../../../main/access/sessions.ts';
import { admin, days, hours, openAccess, type OpenAccess, refusalOf } from '../../support/open-access.ts';

const password = 'a sunny day';
const from = '192.168.1.20';
const stranger = '192.168.1.66';

const signIn = (set: OpenAccess, name: string, guess: string, address = from): Promise<OpenSession> =>
  set.access.sessions.signIn({ name, password: guess, device_name: 'Browser', token_delivery: 'cookie' }, address);

const who = async (set: OpenAccess, { accessToken }: Pick<OpenSession, 'accessToken'>): Promise<string> => {
  const authentication = await set.access.authenticator.authenticate({ bearer: accessToken, accessCookie: null, kioskCookie: null, address: from });
  return authentication === null ? 'nobody' : `${authentication.principal.name} (${authentication.principal.role})`;
};

const pairWith = (set: OpenAccess, code: string, address = from) => () => set.access.sessions.pair({ code, device_name: 'Phone', token_delivery: 'cookie' }, address);

describe('pairing', () => {
  it('makes a device with the role of its code', async () => {
    await using set = await openAccess();
    const viewer = await set.pair('viewer');
    const paired = await set.pair('admin');
    expect(await Promise.all([who(set, viewer), who(set, paired)])).toEqual(['Phone (viewer)', 'Phone (admin)']);
    expect(set.changes).toEqual([{ device_name: 'Phone', reason: 'paired' }, { device_name: 'Phone', reason: 'paired' }]);
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
      Array.from({ length: 10_000 }, (_, guess) => (guess === Number(code) ? Promise.resolve('skipped') : refusalOf(pairWith(set, String(guess).padStart(6, '0'), `10.0.0.${guess % 250}`)))),
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
    const outcomes = await Promise.all(Array.from({ length: 10_000 }, (_, guess) => refusalOf(() => signIn(set, 'Anna', guess < 3 ? `guess ${guess}` : password, `10.0.${guess >> 8}.${guess & 255}`))));
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
    using database = new DatabaseSync(join(set.dataDirectory, 'access', 'access.db'));
    const salt = Buffer.alloc(16);
    const cheap = ['scrypt', 2, 1, 1, salt.toString('base64url'), scryptSync(password, salt, 32, { N: 2, r: 1, p: 1 }).toString('base64url')];
    database.prepare('UPDATE accounts SET password_hash = ?').run(cheap.join('$'));
    const other = await set.pair();
    const first = await signIn(set, 'Anna', password);
    await set.clock.advance(1000);
    for (let index = 0; index < 49; index += 1) {
      await signIn(set, 'Anna', password);
    }
    expect(await who(set, first)).toBe('Browser (viewer)');
    const last = await signIn(set, 'Anna', password);
    expect(await Promise.all([first, last, other].map((session) => who(set, session)))).toEqual(['nobody', 'Browser (viewer)', 'Phone (viewer)']);
    const { devices } = await set.access.operations['devices.list']({}, admin);
    expect(devices.filter(({ account_name }) => account_name === 'Anna')).toHaveLength(50);
  });
});

describe('refreshing', () => {
  it('gives new tokens for the same device, again and again', async () => {
    await using set = await openAccess();
    let session = await set.pair();
    const { id } = session.device;
    for (let time = 0; time < 5; time += 1) {
      await set.clock.advance(20 * 60_000);
      expect(await who(set, session)).toBe('nobody');
      session = await set.access.sessions.refresh(session.refreshToken, from);
      expect([session.device.id, await who(set, session)]).toEqual([id, 'Phone (viewer)']);
    }
  });

  it('with a token that was used ends the session for both, at once, with everything they watch', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    const next = await set.access.sessions.refresh(session.refreshToken, from);
    let ended = 0;
    set.access.permissions.onEnd(`device:${session.device.id}`, () => (ended += 1));
    expect(await refusalOf(() => set.access.sessions.refresh(session.refreshToken, stranger))).toBe('session_ended');
    expect(ended).toBe(1);
    expect(await who(set, next)).toBe('nobody');
    expect(await refusalOf(() => set.access.sessions.refresh(next.refreshToken, from))).toBe('unauthorized');
    expect(set.changes.at(-1)).toEqual({ device_name: 'Phone', reason: 'reused' });
  });

  it('with an old token ends the session also long after, and after a restart', async () => {
    await using set = await openAccess();
    const first = await set.pair();
    let session = first;
    for (let time = 0; time < 20; time += 1) {
      session = await set.access.sessions.refresh(session.refreshToken, from);
    }
    await set.runFor(60 * days);
    expect(await refusalOf(() => set.access.sessions.refresh(first.refreshToken, stranger))).toBe('session_ended');
    expect(await refusalOf(() => set.access.sessions.refresh(session.refreshToken, from))).toBe('unauthorized');
  });

  it('twice at the same time succeeds at most once, and ends the session', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    const outcomes = await Promise.all([from, stranger].map((address) => refusalOf(() => set.access.sessions.refresh(session.refreshToken, address))));
    expect(outcomes).toEqual(['accepted', 'session_ended']);
    expect((await set.access.operations['devices.list']({}, admin)).devices).toEqual([]);
  });

  it('of a device that is shut out meanwhile gives nothing', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    const refreshing = refusalOf(() => set.access.sessions.refresh(session.refreshToken, from));
    set.access.sessions.end(session.device.id, 'revoked');
    expect(await refreshing).toBe('unauthorized');
  });

  it('leaves the token good when the disk is full', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    using database = new DatabaseSync(join(set.dataDirectory, 'access', 'access.db'));
    for (const statement of ['INSERT ON refresh_tokens', 'UPDATE ON devices']) {
      database.exec(`CREATE TRIGGER full_disk BEFORE ${statement} BEGIN SELECT RAISE(FAIL, 'disk full'); END`);
      await expect(set.access.sessions.refresh(session.refreshToken, from)).rejects.toThrow(/disk full/);
      database.exec('DROP TRIGGER full_disk');
    }
    expect(await refusalOf(() => set.access.sessions.refresh(session.refreshToken, from))).toBe('accepted');
  });

  it('is taken back when its answer never left: the token is good again, and only that one', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    const lost = await set.access.sessions.refresh(session.refreshToken, from);
    set.access.sessions.takeBack(session.refreshToken, lost);
    expect(await refusalOf(() => set.access.sessions.refresh(lost.refreshToken, stranger))).toBe('unauthorized');
    const next = await set.access.sessions.refresh(session.refreshToken, from);
    expect(await who(set, next)).toBe('Phone (viewer)');
  });

  it('is not taken back when the answer did arrive and was used', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    const arrived = await set.access.sessions.refresh(session.refreshToken, from);
    const next = await set.access.sessions.refresh(arrived.refreshToken, from);
    set.access.sessions.takeBack(session.refreshToken, arrived);
    expect(await refusalOf(() => set.access.sessions.refresh(next.refreshToken, from))).toBe('accepted');
    expect(await refusalOf(() => set.access.sessions.refresh(session.refreshToken, from))).toBe('session_ended');
  });

  it('makes who guesses wait, and nobody else: a family shares its network with its guests', async () => {
    await using set = await openAccess();
    const session = await set.pair('viewer', 'fd00::20');
    for (let guess = 0; guess < 3; guess += 1) {
      expect(await refusalOf(() => set.access.sessions.refresh(`guess ${guess}`, 'fd00::66'))).toBe('unauthorized');
    }
    expect(await refusalOf(() => set.access.sessions.refresh('guess', 'fd00::66'))).toBe('too_many_attempts');
    expect(await refusalOf(() => set.access.sessions.refresh(session.refreshToken, 'fd00::20'))).toBe('accepted');
  });
});

describe('the end of a session', () => {
  it('comes after 90 days away, and not when the device was there meanwhile', async () => {
    await using set = await openAccess();
    const [away, present] = [await set.pair(), await set.pair()];
    await set.runFor(90 * days - hours);
    const next = await set.access.sessions.refresh(present.refreshToken, from);
    await set.clock.advance(hours - 1);
    expect(set.changes.at(-1)?.reason).toBe('paired');
    await set.clock.advance(1);
    expect(await refusalOf(() => set.access.sessions.refresh(away.refreshToken, from))).toBe('unauthorized');
    expect(set.changes.at(-1)).toEqual({ device_name: 'Phone', reason: 'expired' });
    expect(await refusalOf(() => set.access.sessions.refresh(next.refreshToken, from))).toBe('accepted');
  });

  it('does not come because the clock jumped, forward, back, and forth, with and without a restart', async () => {
    await using set = await openAccess();
    let session = await set.pair();
    for (const years of [20, -40, 20, -56, 57]) {
      set.clock.jump(years * 365 * days);
      await set.clock.advance(2 * hours);
      expect(await refusalOf(async () => (session = await set.access.sessions.refresh(session.refreshToken, from)))).toBe('accepted');
      expect(await who(set, session)).toBe('Phone (viewer)');
      await set.restart();
    }
    expect((await set.access.operations['devices.list']({}, admin)).devices).toHaveLength(1);
  });

  it('comes 90 days later also when a clock that was wrong is right again', async () => {
    await using set = await openAccess();
    set.clock.jump(-20 * 365 * days);
    const session = await set.pair();
    set.clock.jump(20 * 365 * days);
    await set.runFor(90 * days - hours);
    await set.clock.advance(hours - 1);
    expect((await set.access.operations['devices.list']({}, admin)).devices).toHaveLength(1);
    await set.clock.advance(1);
    expect((await set.access.operations['devices.list']({}, admin)).devices).toEqual([]);
    expect(await who(set, session)).toBe('nobody');
  });

  it('lasts through a restart', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    set.access.sessions.end(session.device.id, 'revoked');
    await set.restart();
    expect(await who(set, session)).toBe('nobody');
    expect(await refusalOf(() => set.access.sessions.refresh(session.refreshToken, from))).toBe('unauthorized');
  });
});

it('no refresh token and no password is stored as it is', async () => {
  await using set = await openAccess();
  await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'viewer' }, admin);
  const sessions = [await set.pair(), await signIn(set, 'Anna', password)];
  sessions.push(await set.access.sessions.refresh(sessions[0]?.refreshToken ?? '', from));
  const { token } = await set.access.operations['tokens.create']({ name: 'Home', scope: 'viewer' }, admin);
  const files = await Promise.all(['access.db', 'access.db-wal', 'audit.db', 'audit.db-wal', 'signing-keys.json'].map((name) => readFile(join(set.dataDirectory, 'access', name), 'latin1').catch(() => '')));
  const stored = files.join('');
  expect(stored).toContain('Phone');
  for (const secret of [password, token, token.replace('petlog_', ''), ...sessions.flatMap(({ refreshToken, accessToken }) => [refreshToken, accessToken])]) {
    expect(stored.includes(secret)).toBe(false);
  }
});
