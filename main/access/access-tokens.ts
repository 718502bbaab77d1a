import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../system/clock.ts';
import type { SigningKeys } from './signing-keys.ts';

const issuer = 'petlog';
/** How long a stolen one is of use, where the device it was stolen from is not shut out. */
export const accessTokenSeconds = 15 * 60;
/** Clocks that are set move a little. */
const mostAheadMilliseconds = 60_000;
const mostRemembered = 1000;

interface Verified {
  readonly deviceId: string;
  readonly issuedAtMilliseconds: number;
  readonly expiresAtMilliseconds: number;
}

interface AccessTokensDependencies {
  keys: Pick<SigningKeys, 'current' | 'find'>;
  clock: Clock;
}

/** Access tokens: JWTs (RFC 7519) signed with ES256, and with nothing else. They say which device asks; what it may do is looked up. */
export class AccessTokens {
  readonly #dependencies: AccessTokensDependencies;
  /** A page asks many times with one token; its signature does not change. */
  readonly #remembered = new Map<string, Verified>();

  constructor(dependencies: AccessTokensDependencies) {
    this.#dependencies = dependencies;
  }

  async issue(deviceId: string): Promise<{ token: string; expiresAtMilliseconds: number }> {
    const { keys, clock } = this.#dependencies;
    const { kid, privateKey } = await keys.current();
    const nowSeconds = Math.floor(clock.nowMicroseconds() / 1e6);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(deviceId)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + accessTokenSeconds)
      .sign(privateKey);
    return { token, expiresAtMilliseconds: (nowSeconds + accessTokenSeconds) * 1000 };
  }

  /** The device of a token; null for one that is forged, expired, or none at all. */
  async verify(token: string): Promise<Verified | null> {
    const nowMilliseconds = this.#dependencies.clock.nowMicroseconds() / 1000;
    const verified = this.#remembered.get(token) ?? (await this.#check(token));
    if (verified === null) {
      return null;
    }
    // On a clock that was set back, tokens that ended long ago would be good again.
    const isCurrent =
      verified.issuedAtMilliseconds <= nowMilliseconds + mostAheadMilliseconds && nowMilliseconds < verified.expiresAtMilliseconds;
    if (!isCurrent) {
      this.#remembered.delete(token);
      return null;
    }
    this.#remember(token, verified);
    return verified;
  }

  #remember(token: string, verified: Verified): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= mostRemembered && oldest !== undefined && !this.#remembered.has(token)) {
      this.#remembered.delete(oldest);
    }
    this.#remembered.set(token, verified);
  }

  async #check(token: string): Promise<Verified | null> {
    try {
      const key = this.#dependencies.keys.find(decodeProtectedHeader(token).kid ?? '');
      if (key === null) {
        return null;
      }
      const { payload } = await jwtVerify(token, key.publicKey, {
        algorithms: ['ES256'],
        typ: 'JWT',
        issuer,
        audience: issuer,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: new Date(0), // times are looked at with each request, not with the first alone
      });
      return {
        deviceId: payload.sub ?? '',
        issuedAtMilliseconds: (payload.iat ?? 0) * 1000,
        expiresAtMilliseconds: (payload.exp ?? 0) * 1000,
      };
    } catch {
      return null;
    }
  }
}
