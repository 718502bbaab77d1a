import type { PetLogError } from '../../shared/errors.ts';
import type { BusEvents } from '../../shared/events.ts';
import type { Clock } from '../system/clock.ts';
import type { FallbackDatabase } from '../system/fallback-database.ts';
import type { Logger } from '../system/logger.ts';
import type { SavedDatabase } from '../system/saved-database.ts';
import { transaction } from '../system/sqlite.ts';
import { openAccessDatabase, openAuditDatabase } from './access-database.ts';
import { AccessTokens } from './access-tokens.ts';
import { type AccessOperations, createAccessOperations } from './access-operations.ts';
import { AccountStore } from './account-store.ts';
import { ApiTokenStore } from './api-token-store.ts';
import { Attempts } from './attempts.ts';
import { AuditLog } from './audit-log.ts';
import { Authenticator } from './authenticator.ts';
import { DeviceStore } from './device-store.ts';
import { randomSecret } from './hash.ts';
import { Invitations } from './invitations.ts';
import { KioskLock } from './kiosk-lock.ts';
import { Passwords } from './passwords.ts';
import { Permissions } from './permissions.ts';
import { PinCopy } from './pin-copy.ts';
import { type PortableAccess, readPortableAccess } from './portable-access.ts';
import { permissionOf } from './principal.ts';
import { RunningTime } from './running-time.ts';
import { Sessions } from './sessions.ts';
import { SigningKeys } from './signing-keys.ts';
import type { StoredCameraIds } from './stored-camera-ids.ts';

/** Everything about who may come in. */
export interface AccessControl {
  readonly operations: AccessOperations;
  readonly sessions: Sessions;
  readonly authenticator: Authenticator;
  readonly permissions: Permissions;
  readonly attempts: Attempts;
  readonly passwords: Passwords;
  readonly audit: AuditLog;
  readonly kioskLock: KioskLock;
  /** For the cookie of the kiosk's own window; new in each run. */
  readonly kioskToken: string;
  /** Whether anybody could let others in; until then, the first device has to be paired. */
  readonly hasAdmin: boolean;
  /** Whether somebody was let in, as far as that is known: true also where it cannot be read who was. */
  readonly hasAnyone: boolean;
  /**
   * A camera is added: who may see some cameras alone does not see it, though one of that id was
   * among these before it was removed.
   */
  forgetCamera(cameraId: string): void;
  /** Who may come in, for another machine. Throws what the disk says. */
  portable(): Promise<PortableAccess>;
  /** What cannot be saved of it now, or was lost. */
  readonly problems: readonly PetLogError[];
  /** Saves what could not be saved. Never throws. */
  retry(): void;
  close(): void;
}

export interface AccessControlDependencies {
  dataDirectory: string;
  clock: Clock;
  logger: Logger;
  /** What passwords and PINs are stored with; as strong as it is meant to be unless told. */
  passwords?: Passwords;
  /** Of every camera there is. */
  cameraIds(): readonly string[];
  /** Where a phone on the network opens the page that takes the code; null without a network. */
  pairingUrl(code: string): string | null;
  onChanged(change: BusEvents['access.changed']): void;
}

/**
 * At the longest: whatever expires before is ended when it does, unless the
 * clock was set. It is also what a killed process may lose of the running time;
 * each time costs a write to the disk.
 */
const checkMilliseconds = 10 * 60_000;

/** @throws the system's error when the data directory cannot be used */
export async function openAccessControl(dependencies: AccessControlDependencies): Promise<AccessControl> {
  const { dataDirectory, clock, logger } = dependencies;
  const database = openAccessDatabase(dataDirectory, logger);
  const auditFile = openAuditDatabase(dataDirectory, logger);
  const closeDatabases = (): void => {
    database.close();
    auditFile.close();
  };
  try {
    const keys = await SigningKeys.open(dataDirectory, { clock, logger });
    return assemble(dependencies, { database, auditFile, keys, closeDatabases });
  } catch (error) {
    closeDatabases();
    throw error;
  }
}

interface AccessFiles {
  database: SavedDatabase;
  auditFile: FallbackDatabase;
  keys: SigningKeys;
  closeDatabases(): void;
}

function assemble(
  { dataDirectory, clock, logger, passwords = new Passwords(), cameraIds, pairingUrl, onChanged }: AccessControlDependencies,
  { database, auditFile, keys, closeDatabases }: AccessFiles,
): AccessControl {
  const runningTime = new RunningTime(database, clock);
  const tokens = new AccessTokens({ keys, clock });
  const devices = new DeviceStore(database, { clock, runningTime, isSaved: () => database.isSaved });
  const accounts = new AccountStore(database);
  const apiTokens = new ApiTokenStore(database);
  const invitations = new Invitations(clock);
  const attempts = new Attempts(database, runningTime);
  const permissions = new Permissions();
  const audit = new AuditLog(auditFile, { clock, runningTime, logger });
  const sessions = new Sessions({ devices, accounts, invitations, passwords, attempts, tokens, permissions, runningTime, onChanged });
  const kioskToken = randomSecret();
  const endExpired = (): number => {
    const now = clock.nowMicroseconds() / 1000;
    const leftMilliseconds = [
      ...devices
        .list()
        .map(
          ({ id, expiresAtRunningMilliseconds }) =>
            [expiresAtRunningMilliseconds - runningTime.milliseconds(), () => sessions.end(id, 'expired')] as const,
        ),
      ...apiTokens
        .list()
        .map(
          ({ id, expiresAtMilliseconds }) =>
            [(expiresAtMilliseconds ?? Infinity) - now, () => permissions.end(permissionOf({ kind: 'token', id }))] as const,
        ),
    ];
    leftMilliseconds.filter(([left]) => left <= 0).forEach(([, end]) => end());
    return Math.min(checkMilliseconds, ...leftMilliseconds.map(([left]) => left).filter((left) => left > 0));
  };
  const stopChecks = repeat(clock, logger, () => {
    runningTime.save();
    return endExpired();
  });

  return {
    operations: createAccessOperations({
      devices,
      accounts,
      apiTokens,
      invitations,
      sessions,
      passwords,
      permissions,
      audit,
      clock,
      together: (work) => transaction(database, work),
      cameraIds,
      pairingUrl,
      onChanged,
    }),
    sessions,
    authenticator: new Authenticator({ tokens, devices, apiTokens, kioskToken, clock, runningTime, logger }),
    permissions,
    attempts,
    passwords,
    audit,
    kioskLock: new KioskLock(database, {
      attempts,
      passwords,
      audit,
      clock,
      copy: new PinCopy(dataDirectory, logger),
      isDatabaseLost: !database.isComplete,
    }),
    kioskToken,
    get hasAdmin() {
      return devices.hasAdmin || accounts.hasAdmin;
    },
    get hasAnyone() {
      return !database.isComplete || devices.list().length + accounts.list().length + apiTokens.list().length > 0;
    },
    get problems() {
      return [database.problem, audit.problem].filter((problem) => problem !== null);
    },
    forgetCamera(cameraId) {
      const without = (ids: StoredCameraIds): string[] => (ids ?? []).filter((id) => id !== cameraId);
      const listed = <Limited extends { cameraIds: StoredCameraIds }>(all: readonly Limited[]): Limited[] =>
        all.filter(({ cameraIds: ids }) => ids?.includes(cameraId) === true);
      transaction(database, () => {
        listed(accounts.list()).forEach(({ id, cameraIds: ids }) => accounts.setCameraIds(id, without(ids)));
        listed(devices.list())
          .filter(({ accountId }) => accountId === null)
          .forEach(({ id, cameraIds: ids }) => devices.setCameraIds(id, without(ids)));
        listed(apiTokens.list()).forEach((token) => apiTokens.change(token.id, { ...token, cameraIds: without(token.cameraIds) }));
      });
    },
    portable: () => readPortableAccess(database, dataDirectory, runningTime.milliseconds()),
    retry() {
      database.retry();
      audit.retry();
      void keys.retry();
    },
    close() {
      stopChecks();
      audit.close();
      try {
        runningTime.save();
        database.retry();
      } finally {
        closeDatabases();
      }
    },
  };
}

/**
 * Works now, and again after as many milliseconds as it says. What fails, as on
 * a full disk, is tried again. Returns the function that stops it.
 */
function repeat(clock: Clock, logger: Logger, work: () => number): () => void {
  let cancel = (): void => {};
  const once = (): void => {
    let milliseconds = checkMilliseconds;
    try {
      milliseconds = work();
    } catch (error) {
      logger.error({ err: error }, 'the database of devices and accounts could not be written');
    }
    cancel = clock.after(milliseconds, once);
  };
  once();
  return () => cancel();
}
