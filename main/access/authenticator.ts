import type { Clock } from '../system/clock.ts';
import type { AccessTokens } from './access-tokens.ts';
import { type ApiTokenStore, isApiToken } from './api-token-store.ts';
import type { DeviceStore } from './device-store.ts';
import { isSameSecret } from './hash.ts';
import type { Principal } from './principal.ts';

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
  apiTokens: Pick<ApiTokenStore, 'findBySecret' | 'used'>;
  /** Of this run of the application; only its own window gets it. */
  kioskToken: string;
  clock: Clock;
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
      return { principal: { kind: 'kiosk', id: null, name: 'kiosk', role: 'viewer', address: null }, expiresAtMilliseconds: null, accountName: null };
    }
    return accessCookie === null ? null : this.#device(accessCookie, address);
  }

  async #device(token: string, address: string): Promise<Authentication | null> {
    const { tokens, devices, clock } = this.#dependencies;
    const verified = await tokens.verify(token);
    const device = verified === null ? null : devices.find(verified.deviceId);
    const now = Math.round(clock.nowMicroseconds() / 1000);
    if (verified === null || device === null || device.expiresAtMilliseconds <= now) {
      return null;
    }
    if (Math.abs(now - device.lastSeenAtMilliseconds) > seenIntervalMilliseconds || device.lastAddress !== address) {
      devices.seen(device.id, address, now);
    }
    return { principal: { kind: 'device', id: device.id, name: device.name, role: device.role, address }, expiresAtMilliseconds: verified.expiresAtMilliseconds, accountName: device.accountName };
  }

  #apiToken(secret: string, address: string): Authentication | null {
    const { apiTokens, clock } = this.#dependencies;
    const token = apiTokens.findBySecret(secret);
    const now = Math.round(clock.nowMicroseconds() / 1000);
    if (token === null || (token.expiresAtMilliseconds !== null && token.expiresAtMilliseconds <= now)) {
      return null;
    }
    if (Math.abs(now - (token.lastUsedAtMilliseconds ?? 0)) > seenIntervalMilliseconds) {
      apiTokens.used(token.id, now);
    }
    return { principal: { kind: 'token', id: token.id, name: token.name, role: token.scope, address }, expiresAtMilliseconds: token.expiresAtMilliseconds, accountName: null };
  }
}
