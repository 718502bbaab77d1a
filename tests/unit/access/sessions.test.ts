import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { admin, days, hours, openAccess, refusalOf } from '../../support/open-access.ts';
import { from, password, signIn, stranger, who } from '../../support/sign-in.ts';

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
    const outcomes = await Promise.all(
      [from, stranger].map((address) => refusalOf(() => set.access.sessions.refresh(session.refreshToken, address))),
    );
    expect(outcomes.toSorted()).toEqual(['accepted', 'session_ended']); // which of them is first is for the thread pool to say
    expect((await set.access.operations['devices.list']({}, admin)).devices).toEqual([]);
  });

  it('of a device that is shut out meanwhile gives nothing', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    const refreshing = refusalOf(() => set.access.sessions.refresh(session.refreshToken, from));
    set.access.sessions.end(session.device.id, 'revoked');
    expect(await refreshing).toBe('unauthorized');
  });

  it('keeps the same token good while the disk is full, over a restart too', async () => {
    await using set = await openAccess();
    const session = await set.pair();
    using database = new DatabaseSync(join(set.dataDirectory, 'access', 'access.db'));
    database.exec("CREATE TRIGGER full_disk BEFORE INSERT ON refresh_tokens BEGIN SELECT RAISE(FAIL, 'disk full'); END");
    for (let count = 0; count < 3; count += 1) {
      expect((await set.access.sessions.refresh(session.refreshToken, from)).refreshToken).toBe(session.refreshToken);
    }
    expect(set.access.problems).toMatchObject([{ code: 'database_not_saved', message: expect.stringContaining('disk full') as string }]);
    set.stop();
    database.exec('DROP TRIGGER full_disk');
    await set.restart();
    const next = await set.access.sessions.refresh(session.refreshToken, from);
    expect(next.refreshToken).not.toBe(session.refreshToken);
    expect(await who(set, next)).toBe('Phone (viewer)');
  });

  it('is possible for who came in while the disk was full, and saved when it is not any more', async () => {
    await using set = await openAccess();
    await set.pair('admin');
    using database = new DatabaseSync(join(set.dataDirectory, 'access', 'access.db'));
    database.exec("CREATE TRIGGER full_disk BEFORE INSERT ON devices BEGIN SELECT RAISE(FAIL, 'disk full'); END");
    const late = await set.pair();
    expect(await who(set, late)).toBe('Phone (viewer)');
    set.access.retry();
    expect(set.access.problems).toMatchObject([{ code: 'database_not_saved' }]);
    database.exec('DROP TRIGGER full_disk');
    set.access.retry();
    expect(set.access.problems).toEqual([]);
    await set.restart();
    expect(await who(set, await set.access.sessions.refresh(late.refreshToken, from))).toBe('Phone (viewer)');
    expect(set.access.hasAdmin).toBe(true);
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
  const files = await Promise.all(
    ['access.db', 'access.db-wal', 'audit.db', 'audit.db-wal', 'signing-keys.json'].map((name) =>
      readFile(join(set.dataDirectory, 'access', name), 'latin1').catch(() => ''),
    ),
  );
  const stored = files.join('');
  expect(stored).toContain('Phone');
  for (const secret of [
    password,
    token,
    token.replace('petlog_', ''),
    ...sessions.flatMap(({ refreshToken, accessToken }) => [refreshToken, accessToken]),
  ]) {
    expect(stored.includes(secret)).toBe(false);
  }
});
