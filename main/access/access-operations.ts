import { isDeepStrictEqual } from 'node:util';
import type { Account, ApiToken, Device } from '../../shared/access.ts';
import { PetLogError } from '../../shared/errors.ts';
import { invalidInput } from '../../shared/invalid-input.ts';
import type { BusEvents } from '../../shared/events.ts';
import type { Operations } from '../../shared/routes.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { Clock } from '../system/clock.ts';
import type { AccountStore, StoredAccount } from './account-store.ts';
import type { ApiTokenStore, StoredApiToken } from './api-token-store.ts';
import type { AuditLog } from './audit-log.ts';
import type { DeviceStore, StoredDevice } from './device-store.ts';
import type { Invitations } from './invitations.ts';
import type { Passwords } from './passwords.ts';
import type { Permissions } from './permissions.ts';
import { mayTalk, permissionOf } from './principal.ts';
import type { Sessions } from './sessions.ts';
import type { StoredCameraIds } from './stored-camera-ids.ts';

export type AccessOperationName = Extract<keyof Operations, `${'invitations' | 'devices' | 'accounts' | 'tokens' | 'audit'}.${string}`>;
export type AccessOperations = Pick<Operations, AccessOperationName>;

export interface AccessOperationsDependencies {
  devices: DeviceStore;
  accounts: AccountStore;
  apiTokens: ApiTokenStore;
  invitations: Invitations;
  sessions: Sessions;
  passwords: Passwords;
  permissions: Permissions;
  audit: AuditLog;
  clock: Clock;
  /** All that is changed within is kept, or nothing. */
  together<Result>(work: () => Result): Result;
  /** Of every camera there is. */
  cameraIds(): readonly string[];
  /** Where a phone on the network opens the page that takes the code; null without a network. */
  pairingUrl(code: string): string | null;
  onChanged(change: BusEvents['access.changed']): void;
}

const dayMilliseconds = 24 * 3600 * 1000;
const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
const isoTimeOrNull = (milliseconds: number | null): string | null => (milliseconds === null ? null : isoTime(milliseconds));

const shown = (cameraIds: StoredCameraIds): string[] | null => (cameraIds === null ? null : [...cameraIds]);

const showDevice = (device: StoredDevice, caller: Caller): Device => ({
  device_id: device.id,
  name: device.name,
  role: device.role,
  camera_ids: shown(device.cameraIds),
  can_talk: mayTalk(device),
  account_name: device.accountName,
  paired_at: isoTime(device.pairedAtMilliseconds),
  last_seen_at: isoTime(device.lastSeenAtMilliseconds),
  last_address: device.lastAddress,
  is_current: caller.kind === 'device' && caller.id === device.id,
});

const showAccount = ({ id, name, role, cameraIds, canTalk, createdAtMilliseconds }: StoredAccount): Account => ({
  account_id: id,
  name,
  role,
  camera_ids: shown(cameraIds),
  can_talk: mayTalk({ role, canTalk }),
  created_at: isoTime(createdAtMilliseconds),
});

const showApiToken = (token: StoredApiToken): ApiToken => ({
  token_id: token.id,
  name: token.name,
  scope: token.scope,
  camera_ids: shown(token.cameraIds),
  created_at: isoTime(token.createdAtMilliseconds),
  expires_at: isoTimeOrNull(token.expiresAtMilliseconds),
  last_used_at: isoTimeOrNull(token.lastUsedAtMilliseconds),
});

function found<T>(value: T | null, code: 'device_not_found' | 'account_not_found' | 'token_not_found', id: string): T {
  if (value === null) {
    throw new PetLogError(code, { id });
  }
  return value;
}

/**
 * The cameras that somebody is to see. Those that were removed may stay in a list, and not come into one.
 *
 * @param known that somebody may see so far
 */
function checkedCameraIds(asked: StoredCameraIds, all: readonly string[], known: StoredCameraIds): StoredCameraIds {
  const unknown = (asked ?? []).flatMap((id, index) => (all.includes(id) || known?.includes(id) === true ? [] : [{ id, index }]));
  if (unknown.length > 0) {
    const errors = unknown.map(({ id, index }) => ({
      path: `camera_ids.${index}`,
      message: `there is no camera "${id}"; there are ${all.join(', ')}.`,
    }));
    throw invalidInput(errors);
  }
  return asked;
}

/** What an admin does about who may come in. */
export function createAccessOperations(dependencies: AccessOperationsDependencies): AccessOperations {
  const { devices, accounts, apiTokens, invitations, sessions, passwords, permissions, audit, clock, together, pairingUrl, onChanged } =
    dependencies;
  const cameraIdsOf = (asked: StoredCameraIds | undefined, known: StoredCameraIds = null): StoredCameraIds =>
    asked === undefined ? known : checkedCameraIds(asked, dependencies.cameraIds(), known);
  const changeCamerasOfDevice = (id: string, cameraIds: StoredCameraIds): void =>
    permissions.changeCameras(permissionOf({ kind: 'device', id }), cameraIds);
  const now = (): number => Math.round(clock.nowMicroseconds() / 1000);
  const changed = (name: string): void => onChanged({ device_name: name, reason: 'changed' });
  const tellRevoked = (removed: readonly StoredDevice[]): void => removed.forEach((device) => sessions.ended(device, 'revoked'));
  return {
    async 'invitations.create'({ role, camera_ids }) {
      const invitation = invitations.create({ role, cameraIds: cameraIdsOf(camera_ids) });
      return { ...invitation, url: pairingUrl(invitation.code) };
    },
    'invitations.get': async ({ id }) => invitations.find(id),
    'invitations.cancel': async ({ id }) => invitations.cancel(id),
    'devices.list': async (_input, caller) => ({ devices: devices.list().map((device) => showDevice(device, caller)) }),
    async 'devices.change'({ id, name, role, camera_ids, can_talk }, caller) {
      const device = found(devices.find(id), 'device_not_found', id);
      const cameraIds = cameraIdsOf(camera_ids, device.cameraIds);
      const seesOthers = !isDeepStrictEqual(cameraIds, device.cameraIds);
      const changesTalk = can_talk !== undefined && can_talk !== mayTalk(device);
      const isOtherRole = role !== undefined && role !== device.role;
      if ((seesOthers || changesTalk || isOtherRole) && device.accountName !== null) {
        throw new PetLogError('role_of_account', { name: device.accountName });
      }
      together(() => {
        if (isOtherRole) {
          devices.setRole(id, role);
        }
        if (seesOthers) {
          devices.setCameraIds(id, cameraIds);
        }
        if (can_talk !== undefined && device.accountName === null) {
          devices.setCanTalk(id, can_talk);
        }
        if (name !== undefined) {
          devices.rename(id, name);
        }
      });
      if (isOtherRole) {
        permissions.restrict(permissionOf({ kind: 'device', id }), role);
      }
      if (seesOthers) {
        changeCamerasOfDevice(id, cameraIds);
      }
      changed(name ?? device.name);
      return showDevice(found(devices.find(id), 'device_not_found', id), caller);
    },
    async 'devices.revoke'({ id }) {
      const { name } = found(devices.find(id), 'device_not_found', id);
      sessions.end(id, 'revoked');
      return { message: `${name} was shut out.` };
    },
    'accounts.list': async () => ({ accounts: accounts.list().map(showAccount) }),
    async 'accounts.create'({ name, password, role, camera_ids, can_talk = false }) {
      const cameraIds = cameraIdsOf(camera_ids);
      const passwordHash = await passwords.hash(password);
      if (accounts.findByName(name) !== null) {
        throw new PetLogError('account_exists', { name });
      }
      const id = accounts.add({ name, role, cameraIds, canTalk: can_talk, passwordHash, createdAtMilliseconds: now() });
      changed(name);
      return showAccount(found(accounts.find(id), 'account_not_found', id));
    },
    async 'accounts.change'({ id, password, role, camera_ids, can_talk }) {
      const { name, cameraIds: known } = found(accounts.find(id), 'account_not_found', id);
      const cameraIds = cameraIdsOf(camera_ids, known);
      const passwordHash = password === undefined ? null : await passwords.hash(password);
      found(accounts.find(id), 'account_not_found', id);
      const seesOthers = !isDeepStrictEqual(cameraIds, known);
      // One changes a password because somebody else may know it.
      const removed = passwordHash === null ? [] : devices.listOfAccount(id);
      together(() => {
        if (passwordHash !== null) {
          accounts.setPasswordHash(id, passwordHash);
          removed.forEach((device) => devices.remove(device.id));
        }
        if (role !== undefined) {
          accounts.setRole(id, role);
        }
        if (seesOthers) {
          accounts.setCameraIds(id, cameraIds);
        }
        if (can_talk !== undefined) {
          accounts.setCanTalk(id, can_talk);
        }
      });
      tellRevoked(removed);
      for (const device of devices.listOfAccount(id)) {
        if (role !== undefined) {
          permissions.restrict(permissionOf({ kind: 'device', id: device.id }), role);
        }
        if (seesOthers) {
          changeCamerasOfDevice(device.id, cameraIds);
        }
      }
      changed(name);
      return showAccount(found(accounts.find(id), 'account_not_found', id));
    },
    async 'accounts.remove'({ id }) {
      const { name } = found(accounts.find(id), 'account_not_found', id);
      const removed = devices.listOfAccount(id);
      accounts.remove(id);
      tellRevoked(removed);
      changed(name);
      return { message: `The account ${name} was removed.` };
    },
    'tokens.list': async () => ({ tokens: apiTokens.list().map(showApiToken) }),
    async 'tokens.create'({ name, scope, camera_ids, expires_days }) {
      const cameraIds = cameraIdsOf(camera_ids);
      const createdAtMilliseconds = now();
      const { id, secret } = apiTokens.add({
        name,
        scope,
        cameraIds,
        createdAtMilliseconds,
        expiresAtMilliseconds: expires_days === undefined ? null : createdAtMilliseconds + expires_days * dayMilliseconds,
      });
      changed(name);
      return { ...showApiToken(found(apiTokens.find(id), 'token_not_found', id)), token: secret };
    },
    async 'tokens.change'({ id, name, scope, camera_ids }) {
      const token = found(apiTokens.find(id), 'token_not_found', id);
      const changedTo = {
        name: name ?? token.name,
        scope: scope ?? token.scope,
        cameraIds: cameraIdsOf(camera_ids, token.cameraIds),
      };
      apiTokens.change(id, changedTo);
      const permission = permissionOf({ kind: 'token', id });
      permissions.restrict(permission, changedTo.scope);
      if (!isDeepStrictEqual(changedTo.cameraIds, token.cameraIds)) {
        permissions.changeCameras(permission, changedTo.cameraIds);
      }
      changed(changedTo.name);
      return showApiToken(found(apiTokens.find(id), 'token_not_found', id));
    },
    async 'tokens.revoke'({ id }) {
      const { name } = found(apiTokens.find(id), 'token_not_found', id);
      apiTokens.remove(id);
      permissions.end(permissionOf({ kind: 'token', id }));
      changed(name);
      return { message: `The token ${name} was ended.` };
    },
    'audit.list': async (query) => audit.list(query),
  };
}
