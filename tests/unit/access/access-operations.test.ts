import { beforeEach, afterEach, expect, test } from 'vitest';
import { openAccessDatabase, openAuditDatabase } from '../../../main/access/access-database.ts';
import { type AccessOperations, createAccessOperations } from '../../../main/access/access-operations.ts';
import { AccessTokens } from '../../../main/access/access-tokens.ts';
import { AccountStore } from '../../../main/access/account-store.ts';
import { ApiTokenStore } from '../../../main/access/api-token-store.ts';
import { Attempts } from '../../../main/access/attempts.ts';
import { AuditLog } from '../../../main/access/audit-log.ts';
import { DeviceStore } from '../../../main/access/device-store.ts';
import { Invitations } from '../../../main/access/invitations.ts';
import { Permissions } from '../../../main/access/permissions.ts';
import { RunningTime } from '../../../main/access/running-time.ts';
import { Sessions } from '../../../main/access/sessions.ts';
import { SigningKeys } from '../../../main/access/signing-keys.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import type { SavedDatabase } from '../../../main/system/saved-database.ts';
import { transaction } from '../../../main/system/sqlite.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { admin } from '../../support/open-access.ts';
import { quickPasswords } from '../../support/quick-passwords.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let database: SavedDatabase;
let audit: AuditLog;
let operations: AccessOperations;
let devices: DeviceStore;
let accounts: AccountStore;
let changes: unknown[];

beforeEach(async () => {
  directory = await temporaryDirectory();
  changes = [];
  const clock = new ManualClock();
  database = openAccessDatabase(directory.path, silentLogger);
  const runningTime = new RunningTime(database, clock);
  audit = new AuditLog(openAuditDatabase(directory.path, silentLogger), { clock, runningTime, logger: silentLogger });
  devices = new DeviceStore(database, { clock, runningTime, isSaved: () => database.isSaved });
  accounts = new AccountStore(database);
  const common = { devices, accounts, invitations: new Invitations(clock), passwords: quickPasswords(), permissions: new Permissions() };
  const tokens = new AccessTokens({ keys: await SigningKeys.open(directory.path, { clock, logger: silentLogger }), clock });
  const onChanged = (change: unknown): void => void changes.push(change);
  operations = createAccessOperations({
    ...common,
    sessions: new Sessions({ ...common, attempts: new Attempts(database, runningTime), tokens, runningTime, onChanged }),
    apiTokens: new ApiTokenStore(database),
    audit,
    clock,
    together: (work) => transaction(database, work),
    cameraIds: () => ['main', 'garden'],
    pairingUrl: () => null,
    onChanged,
  });
});

afterEach(async () => {
  audit.close();
  database.close();
  await directory[Symbol.asyncDispose]();
});

/** As a database does that has no room. */
const refuse = (column: string, table: string): void =>
  database.exec(`CREATE TRIGGER refuse BEFORE UPDATE OF ${column} ON ${table} BEGIN SELECT RAISE(ABORT, 'no room'); END`);

const phone = (accountId: string | null) =>
  devices.add({ name: 'Phone', role: 'admin', cameraIds: null, accountId, address: '192.168.1.20' }).id;

test('of a change of a device that fails halfway, nothing is kept', async () => {
  const id = phone(null);
  const before = devices.find(id);
  refuse('name', 'devices');
  const change = { id, role: 'viewer', camera_ids: ['garden'], can_talk: true, name: 'Tablet' } as const;
  await expect(operations['devices.change']({ ...change, camera_ids: ['garden'] }, admin)).rejects.toThrow('no room');
  expect(devices.find(id)).toEqual(before);
  expect(changes).toEqual([]);
  database.exec('DROP TRIGGER refuse');
  expect(await operations['devices.change']({ ...change, camera_ids: ['garden'] }, admin)).toMatchObject({
    name: 'Tablet',
    role: 'viewer',
    camera_ids: ['garden'],
    can_talk: true,
  });
});

test('of a change of an account that fails halfway, nothing is kept: its devices stay with the password that they came in with', async () => {
  const { account_id: id } = await operations['accounts.create']({ name: 'Mia', password: 'a sunny day', role: 'admin' }, admin);
  const deviceId = phone(id);
  const before = accounts.find(id);
  changes = [];
  refuse('can_talk', 'accounts');
  const change = { id, password: 'another sunny day', role: 'viewer', camera_ids: ['garden'], can_talk: true } as const;
  await expect(operations['accounts.change']({ ...change, camera_ids: ['garden'] }, admin)).rejects.toThrow('no room');
  expect(accounts.find(id)).toEqual(before);
  expect(devices.find(deviceId)).toMatchObject({ role: 'admin', cameraIds: null });
  expect(changes).toEqual([]);
  database.exec('DROP TRIGGER refuse');
  await operations['accounts.change']({ ...change, camera_ids: ['garden'] }, admin);
  expect(accounts.find(id)).toMatchObject({ role: 'viewer', cameraIds: ['garden'], canTalk: true });
  expect(devices.find(deviceId)).toBeNull();
  expect(changes).toEqual([
    { device_name: 'Phone', reason: 'revoked' },
    { device_name: 'Mia', reason: 'changed' },
  ]);
});
