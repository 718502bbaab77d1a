import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Permissions } from '../../../main/access/permissions.ts';
import { mayUse } from '../../../main/access/principal.ts';
import { admin, days, hours, openAccess, type OpenAccess, refusalOf } from '../../support/open-access.ts';

const password = 'a sunny day';
const nothing = { bearer: null, accessCookie: null, kioskCookie: null, address: '192.168.1.20' };

const recognize = async (set: OpenAccess, credentials: Partial<Parameters<OpenAccess['access']['authenticator']['authenticate']>[0]>) =>
  (await set.access.authenticator.authenticate({ ...nothing, ...credentials }))?.principal ?? null;

describe('who asks', () => {
  it('is a device by its cookie or bearer token, a program by its token, the kiosk by its cookie, and else nobody', async () => {
    await using set = await openAccess();
    const { accessToken, device, refreshToken } = await set.pair('admin');
    const { token, token_id } = await set.access.operations['tokens.create']({ name: 'Home', scope: 'viewer' }, admin);
    const phone = { kind: 'device', id: device.id, name: 'Phone', role: 'admin', address: '192.168.1.20', canTalk: false };
    expect(await recognize(set, { accessCookie: accessToken })).toEqual(phone);
    expect(await recognize(set, { bearer: accessToken })).toEqual(phone);
    expect(await recognize(set, { bearer: token })).toEqual({
      kind: 'token',
      id: token_id,
      name: 'Home',
      role: 'viewer',
      address: '192.168.1.20',
    });
    expect(await recognize(set, { kioskCookie: set.access.kioskToken })).toMatchObject({ kind: 'kiosk', role: 'viewer' });
    for (const credentials of [
      {},
      { bearer: refreshToken },
      { accessCookie: token },
      { bearer: set.access.kioskToken },
      { accessCookie: set.access.kioskToken },
      { kioskCookie: accessToken },
      { kioskCookie: '' },
      { bearer: 'petlog_' },
    ]) {
      expect(await recognize(set, credentials)).toBeNull();
    }
  });

  it('is who the bearer token says, and nobody when that is not good, whatever cookies are there', async () => {
    await using set = await openAccess();
    const { accessToken } = await set.pair('admin');
    expect(await recognize(set, { bearer: 'petlog_wrong', accessCookie: accessToken, kioskCookie: set.access.kioskToken })).toBeNull();
  });

  it('is no longer the kiosk after a restart', async () => {
    await using set = await openAccess();
    const before = set.access.kioskToken;
    await set.restart();
    expect(await recognize(set, { kioskCookie: before })).toBeNull();
  });

  it('is seen at most once a minute, and may watch also when that cannot be written', async () => {
    await using set = await openAccess();
    const { accessToken } = await set.pair();
    const lastSeen = async (): Promise<string | undefined> =>
      (await set.access.operations['devices.list']({}, admin)).devices[0]?.last_address;
    await recognize(set, { bearer: accessToken, address: '192.168.1.21' });
    expect(await lastSeen()).toBe('192.168.1.20');
    await set.clock.advance(60_001);
    await recognize(set, { bearer: accessToken, address: '192.168.1.21' });
    expect(await lastSeen()).toBe('192.168.1.21');
    await set.clock.advance(60_001);
    using database = new DatabaseSync(join(set.dataDirectory, 'access', 'access.db'));
    database.exec("CREATE TRIGGER full_disk BEFORE UPDATE ON devices BEGIN SELECT RAISE(FAIL, 'disk full'); END");
    expect(await recognize(set, { bearer: accessToken, address: '192.168.1.22' })).toMatchObject({ kind: 'device' });
  });
});

describe('tokens of integrations', () => {
  it('are shown once, and ended at once', async () => {
    await using set = await openAccess();
    const { token, token_id } = await set.access.operations['tokens.create']({ name: 'Home', scope: 'admin' }, admin);
    expect(token).toMatch(/^petlog_[\w-]{43}$/);
    expect(JSON.stringify(await set.access.operations['tokens.list']({}, admin))).not.toContain(token.slice(7));
    expect(await recognize(set, { bearer: token })).toMatchObject({ role: 'admin' });
    let ended = 0;
    set.access.permissions.onEnd(`token:${token_id}`, () => (ended += 1));
    await set.access.operations['tokens.revoke']({ id: token_id }, admin);
    expect(ended).toBe(1);
    expect(await recognize(set, { bearer: token })).toBeNull();
    expect(await refusalOf(() => set.access.operations['tokens.revoke']({ id: token_id }, admin))).toBe('token_not_found');
  });

  it('end on their day, with what they watch, and not before', async () => {
    await using set = await openAccess();
    const { token, token_id, expires_at } = await set.access.operations['tokens.create'](
      { name: 'Home', scope: 'viewer', expires_days: 2 },
      admin,
    );
    expect(Date.parse(expires_at ?? '') - set.clock.nowMicroseconds() / 1000).toBe(2 * days);
    await set.runFor(2 * days - hours);
    const forever = await set.access.operations['tokens.create']({ name: 'Other', scope: 'viewer' }, admin);
    let ended = 0;
    set.access.permissions.onEnd(`token:${token_id}`, () => (ended += 1));
    await set.clock.advance(hours - 1);
    expect([(await recognize(set, { bearer: token }))?.name, ended]).toEqual(['Home', 0]);
    await set.clock.advance(1);
    expect([await recognize(set, { bearer: token }), ended]).toEqual([null, 1]);
    await set.runFor(3650 * days);
    expect(await recognize(set, { bearer: forever.token })).toMatchObject({ name: 'Other' });
  });

  it('are good again when a clock that was ahead is corrected', async () => {
    await using set = await openAccess();
    const { token } = await set.access.operations['tokens.create']({ name: 'Home', scope: 'viewer', expires_days: 30 }, admin);
    set.clock.jump(365 * days);
    await set.clock.advance(hours);
    expect(await recognize(set, { bearer: token })).toBeNull();
    set.clock.jump(-365 * days);
    expect(await recognize(set, { bearer: token })).toMatchObject({ name: 'Home' });
  });
});

describe('devices and people', () => {
  it('there is no admin before the first, and none after the last', async () => {
    await using set = await openAccess();
    await set.pair('viewer');
    expect(set.access.hasAdmin).toBe(false);
    const { device } = await set.pair('admin');
    expect(set.access.hasAdmin).toBe(true);
    await set.access.operations['devices.change']({ id: device.id, role: 'viewer' }, admin);
    expect(set.access.hasAdmin).toBe(false);
    const { account_id } = await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    expect(set.access.hasAdmin).toBe(true);
    await set.access.operations['accounts.remove']({ id: account_id }, admin);
    expect(set.access.hasAdmin).toBe(false);
  });

  it('a role that is taken away counts with the next request, also of an account', async () => {
    await using set = await openAccess();
    const { account_id } = await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'admin' }, admin);
    const session = await set.access.sessions.signIn(
      { name: 'Anna', password, device_name: 'Browser', token_delivery: 'cookie' },
      '192.168.1.20',
    );
    const paired = await set.pair('admin');
    await set.access.operations['accounts.change']({ id: account_id, role: 'viewer' }, admin);
    await set.access.operations['devices.change']({ id: paired.device.id, role: 'viewer', name: 'Old phone' }, admin);
    expect(await recognize(set, { bearer: session.accessToken })).toMatchObject({ name: 'Browser', role: 'viewer' });
    expect(await recognize(set, { bearer: paired.accessToken })).toMatchObject({ name: 'Old phone', role: 'viewer' });
    expect(await refusalOf(() => set.access.operations['devices.change']({ id: session.device.id, role: 'admin' }, admin))).toBe(
      'role_of_account',
    );
  });

  it('a new password, and the end of an account, shut its devices out and nobody else', async () => {
    await using set = await openAccess();
    const anna = await set.access.operations['accounts.create']({ name: 'Anna', password, role: 'viewer' }, admin);
    await set.access.operations['accounts.create']({ name: 'Bert', password, role: 'viewer' }, admin);
    const signIn = (name: string, guess: string) =>
      set.access.sessions.signIn({ name, password: guess, device_name: `of ${name}`, token_delivery: 'cookie' }, '192.168.1.20');
    const [first, other, paired] = [await signIn('Anna', password), await signIn('Bert', password), await set.pair()];
    await set.access.operations['accounts.change']({ id: anna.account_id, password: 'another day' }, admin);
    expect(await recognize(set, { bearer: first.accessToken })).toBeNull();
    const second = await signIn('Anna', 'another day');
    await set.access.operations['accounts.remove']({ id: anna.account_id }, admin);
    expect(await recognize(set, { bearer: second.accessToken })).toBeNull();
    expect(await refusalOf(() => signIn('Anna', 'another day'))).toBe('wrong_password');
    expect([await recognize(set, { bearer: other.accessToken }), await recognize(set, { bearer: paired.accessToken })]).toMatchObject([
      { name: 'of Bert' },
      { name: 'Phone' },
    ]);
  });

  it('names of accounts are there once, in capitals too, and in other ways to write a letter', async () => {
    await using set = await openAccess();
    await set.access.operations['accounts.create']({ name: 'Zoë', password, role: 'viewer' }, admin);
    const create = (name: string) => refusalOf(() => set.access.operations['accounts.create']({ name, password, role: 'viewer' }, admin));
    expect([await create('zoë'), await create('Zoe\u0308'), await create('Zoe')]).toEqual(['account_exists', 'account_exists', 'accepted']);
    const twice = await Promise.all([create('Bert'), create('Bert')]);
    expect(twice.sort()).toEqual(['accepted', 'account_exists']);
  });

  it.each([
    'devices.change',
    'devices.revoke',
    'accounts.change',
    'accounts.remove',
    'tokens.revoke',
    'invitations.get',
    'invitations.cancel',
  ] as const)('%s of what is not there says so', async (name) => {
    await using set = await openAccess();
    expect(await refusalOf(() => set.access.operations[name]({ id: "' OR 1=1 --" }, admin))).toMatch(/_not_found$/);
  });
});

it('leaves no timer behind', async () => {
  await using set = await openAccess();
  await set.pair();
  set.stop();
  expect(set.clock.pendingTimers).toBe(0);
});

describe('permissions', () => {
  it('tell each holder once, and not those that are gone or of others', () => {
    const permissions = new Permissions();
    const ended: string[] = [];
    permissions.onEnd('device:a', () => ended.push('first'));
    permissions.onEnd('device:a', () => ended.push('gone'))();
    permissions.onEnd('device:a', () => ended.push('second'));
    permissions.onEnd('device:b', () => ended.push('other'));
    permissions.end('device:a');
    permissions.end('device:a');
    permissions.end('device:c');
    expect(ended).toEqual(['first', 'second']);
  });

  it('end for all, also when one of them fails, and for those that a lower role is not enough for', () => {
    const permissions = new Permissions();
    const ended: string[] = [];
    permissions.onEnd('device:a', () => {
      throw new Error('a bug');
    });
    permissions.onEnd('device:a', () => ended.push('second'));
    expect(() => permissions.end('device:a')).toThrow(AggregateError);
    permissions.onEnd('device:a', () => ended.push('viewer'), 'viewer');
    permissions.onEnd('device:a', () => ended.push('admin'), 'admin');
    permissions.restrict('device:a', 'admin');
    expect(ended).toEqual(['second']);
    permissions.restrict('device:a', 'viewer');
    permissions.restrict('device:a', 'viewer');
    expect(ended).toEqual(['second', 'admin']);
    permissions.end('device:a');
    expect(ended).toEqual(['second', 'admin', 'viewer']);
  });

  it('end for what is of a camera that may not be seen any more, and for what depends on which they are', () => {
    const permissions = new Permissions();
    const ended: string[] = [];
    for (const cameras of [['main'], ['garden'], ['main', 'garden'], [], 'all'] as const) {
      permissions.onEnd('device:a', () => ended.push(String(cameras)), 'viewer', cameras);
    }
    permissions.changeCameras('device:a', ['main', 'attic']);
    expect(ended).toEqual(['garden', 'main,garden', 'all']);
    permissions.changeCameras('device:a', null);
    expect(ended).toHaveLength(3);
    permissions.changeCameras('device:a', []);
    expect(ended.slice(3)).toEqual(['main']);
  });

  it('let a role do what it suffices for', () => {
    const may = (role: 'viewer' | 'admin' | null) =>
      (['none', 'viewer', 'admin'] as const).filter((access) => mayUse(role === null ? null : { role }, access));
    expect([may(null), may('viewer'), may('admin')]).toEqual([['none'], ['none', 'viewer'], ['none', 'viewer', 'admin']]);
  });
});
