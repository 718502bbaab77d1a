import type { BusEvents } from '../../shared/events.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
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
import { permissionOf } from './principal.ts';
import { Sessions } from './sessions.ts';
import { SigningKeys } from './signing-keys.ts';

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
  close(): void;
}

export interface AccessControlDependencies {
  dataDirectory: string;
  clock: Clock;
  logger: Logger;
  /** Where a phone on the network opens the page that takes the code; null without a network. */
  pairingUrl(code: string): string | null;
  onChanged(change: BusEvents['access.changed']): void;
}

/** At the longest: whatever expires before is ended when it does. */
const expiryCheckMilliseconds = 60_000;

/** @throws the system's error when the data directory cannot be used */
export async function openAccessControl({ dataDirectory, clock, logger, pairingUrl, onChanged }: AccessControlDependencies): Promise<AccessControl> {
  const database = openAccessDatabase(dataDirectory, logger);
  const auditDatabase = openAuditDatabase(dataDirectory, logger);
  const tokens = new AccessTokens({ keys: await SigningKeys.open(dataDirectory, { clock, logger }), clock });
  const devices = new DeviceStore(database);
  const accounts = new AccountStore(database);
  const apiTokens = new ApiTokenStore(database);
  const invitations = new Invitations(clock);
  const passwords = new Passwords();
  const attempts = new Attempts(database, clock);
  const permissions = new Permissions();
  const audit = new AuditLog(auditDatabase, clock);
  const sessions = new Sessions({ devices, accounts, invitations, passwords, attempts, tokens, permissions, clock, onChanged });
  const kioskToken = randomSecret();

  let cancelExpiryCheck = (): void => {};
  const endExpired = (): void => {
    const now = clock.nowMicroseconds() / 1000;
    let next = now + expiryCheckMilliseconds;
    for (const { id, expiresAtMilliseconds } of devices.list()) {
      if (expiresAtMilliseconds <= now) {
        sessions.end(id, 'expired');
      } else {
        next = Math.min(next, expiresAtMilliseconds);
      }
    }
    for (const { id, expiresAtMilliseconds } of apiTokens.list()) {
      if ((expiresAtMilliseconds ?? Infinity) <= now) {
        permissions.end(permissionOf({ kind: 'token', id }));
      } else {
        next = Math.min(next, expiresAtMilliseconds ?? Infinity);
      }
    }
    cancelExpiryCheck = clock.after(next - now, endExpired);
  };
  endExpired();

  return {
    operations: createAccessOperations({ devices, accounts, apiTokens, invitations, sessions, passwords, permissions, audit, clock, pairingUrl, onChanged }),
    sessions,
    authenticator: new Authenticator({ tokens, devices, apiTokens, kioskToken, clock }),
    permissions,
    attempts,
    passwords,
    audit,
    kioskLock: new KioskLock(database, { attempts, passwords, audit, clock }),
    kioskToken,
    get hasAdmin() {
      return devices.list().some(({ role }) => role === 'admin') || accounts.list().some(({ role }) => role === 'admin');
    },
    close() {
      cancelExpiryCheck();
      audit.close();
      database.close();
      auditDatabase.close();
    },
  };
}
