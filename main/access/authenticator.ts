import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import type { AccessTokens } from './access-tokens.ts';
import { type ApiTokenStore, isApiToken } from './api-token-store.ts';
import type { DeviceStore } from './device-store.ts';
import { isSameSecret } from './hash.ts';
import { mayTalk, type Principal } from './principal.ts';
import type { RunningTime } from './running-time.ts';

/** What a request shows to be let in. */
export interface Credentials {
  /** Of `Authorization: Bearer`. */
  readonly bearer: string | null;
  readonly accessCookie: string | null;
  readonly kioskCookie: string | null;
  readonly address: string;
}

/** Somebody who was recognized, and until when by this token. */
export interface Authentication {
  readonly principal: Principal;
  readonly expiresAtMilliseconds: number | null;
  /** Of the device, where it has one. */
  readonly accountName: string | null;
}

/** Writing down who was seen costs a write to the disk: once a minute is enough. */
const seenIntervalMilliseconds = 60_000;

interface AuthenticatorDependencies {
  tokens: Pick<AccessTokens, 'verify'>;
  devices: Pick<DeviceStore, 'find' | 'seen'>;
  apiTokens: Pick<ApiTokenStore, 'findBySecret' | 'used' | 'list'>;
  /** Of this run of the application; only its own window gets it. */
  kioskToken: string;
  clock: Clock;
  runningTime: Pick<RunningTime, 'milliseconds'>;
  logger: Logger;
}

/** Recognizes who asks. A permission that was taken away is gone with the next request, however long the token runs. */
export class Authenticator {
  readonly #dependencies: AuthenticatorDependencies;

  constructor(dependencies: AuthenticatorDependencies) {
    this.#dependencies = dependencies;
  }

  /** Null for nobody, and for what is forged, expired or shut out. */
  async authenticate({ bearer, accessCookie, kioskCookie, address }: Credentials): Promise<Authentication | null> {
    if (bearer !== null) {
      return isApiToken(bearer) ? this.#apiToken(bearer, address) : this.#device(bearer, address);
    }
    const { kioskToken } = this.#dependencies;
    if (kioskCookie !== null && isSameSecret(kioskCookie, kioskToken)) {
      // What changes things goes over its bridge.
      return {
        principal: { kind: 'kiosk', id: null, name: 'kiosk', role: 'viewer', address: null, canTalk: true },
        expiresAtMilliseconds: null,
        accountName: null,
      };
    }
    return accessCookie === null ? null : this.#device(accessCookie, address);
  }

  /** Whether somebody who talks may still do so. */
  mayTalk(principal: Principal): boolean {
    const { devices, apiTokens } = this.#dependencies;
    if (principal.kind === 'device') {
      const device = devices.find(principal.id ?? '');
      return device !== null && mayTalk(device);
    }
    const token = principal.kind === 'token' ? apiTokens.list().find(({ id }) => id === principal.id) : undefined;
    return principal.kind === 'token' ? token?.scope === 'admin' : mayTalk(principal);
  }

  /** Which cameras somebody may see now on whose behalf something was begun: undefined for all. Null for who is shut out. */
  camerasOf({ kind, id }: Pick<Principal, 'kind' | 'id'>): { readonly cameraIds: readonly string[] | undefined } | null {
    const { devices, apiTokens, runningTime } = this.#dependencies;
    if (kind === 'device') {
      const device = devices.find(id ?? '');
      return device === null || device.expiresAtRunningMilliseconds <= runningTime.milliseconds()
        ? null
        : { cameraIds: device.cameraIds ?? undefined };
    }
    if (kind === 'token') {
      const token = apiTokens.list().find((each) => each.id === id);
      return token === undefined || (token.expiresAtMilliseconds !== null && token.expiresAtMilliseconds <= this.#nowMilliseconds)
        ? null
        : { cameraIds: token.cameraIds ?? undefined };
    }
    return { cameraIds: undefined };
  }

  async #device(token: string, address: string): Promise<Authentication | null> {
    const { tokens, devices, runningTime } = this.#dependencies;
    const verified = await tokens.verify(token);
    const device = verified === null ? null : devices.find(verified.deviceId);
    if (verified === null || device === null || device.expiresAtRunningMilliseconds <= runningTime.milliseconds()) {
      return null;
    }
    if (this.#isLongAgo(device.lastSeenAtMilliseconds)) {
      this.#note(() => devices.seen(device.id, address));
    }
    return {
      principal: {
        kind: 'device',
        id: device.id,
        name: device.name,
        role: device.role,
        address,
        cameraIds: device.cameraIds ?? undefined,
        canTalk: device.canTalk,
      },
      expiresAtMilliseconds: verified.expiresAtMilliseconds,
      accountName: device.accountName,
    };
  }

  #apiToken(secret: string, address: string): Authentication | null {
    const { apiTokens } = this.#dependencies;
    const token = apiTokens.findBySecret(secret);
    if (token === null || (token.expiresAtMilliseconds !== null && token.expiresAtMilliseconds <= this.#nowMilliseconds)) {
      return null;
    }
    if (this.#isLongAgo(token.lastUsedAtMilliseconds ?? 0)) {
      this.#note(() => apiTokens.used(token.id, this.#nowMilliseconds));
    }
    return {
      principal: { kind: 'token', id: token.id, name: token.name, role: token.scope, address, cameraIds: token.cameraIds ?? undefined },
      expiresAtMilliseconds: token.expiresAtMilliseconds,
      accountName: null,
    };
  }

  get #nowMilliseconds(): number {
    return Math.round(this.#dependencies.clock.nowMicroseconds() / 1000);
  }

  #isLongAgo(milliseconds: number): boolean {
    return Math.abs(this.#nowMilliseconds - milliseconds) > seenIntervalMilliseconds;
  }

  /** On a full disk one may still watch. */
  #note(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#dependencies.logger.warn({ err: error }, 'when somebody was seen last could not be written down');
    }
  }
}
