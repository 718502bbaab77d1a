import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { describe, expect, it } from 'vitest';
import { accessTokenSeconds, AccessTokens } from '../../../main/access/access-tokens.ts';
import { SigningKeys } from '../../../main/access/signing-keys.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { days } from '../../support/open-access.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** With anything in it. */
type Loose<T> = { [K in keyof T]?: unknown };

async function setUp() {
  const directory = await temporaryDirectory();
  await mkdir(join(directory.path, 'access'));
  const clock = new ManualClock();
  const keys = await SigningKeys.open(directory.path, { clock, logger: silentLogger });
  const nowSeconds = Math.floor(clock.nowMicroseconds() / 1e6);
  const good: JWTPayload = { iss: 'petlog', aud: 'petlog', sub: 'device', iat: nowSeconds, exp: nowSeconds + 900 };
  /** Signed with the real key, whatever it says. */
  const sign = async (payload: Loose<JWTPayload>, header: Loose<JWTHeaderParameters> = {}): Promise<string> => {
    const { kid, privateKey } = await keys.current();
    return new SignJWT(payload as JWTPayload)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid, ...header } as JWTHeaderParameters)
      .sign(privateKey);
  };
  return {
    clock,
    keys,
    tokens: new AccessTokens({ keys, clock }),
    good,
    sign,
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('access tokens', () => {
  it('say which device asks, and nothing that is secret', async () => {
    await using access = await setUp();
    const { token, expiresAtMilliseconds } = await access.tokens.issue('phone');
    expect(await access.tokens.verify(token)).toMatchObject({ deviceId: 'phone', expiresAtMilliseconds });
    expect(Object.keys(decodeJwt(token)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub']);
    expect(Object.keys(decodeProtectedHeader(token)).sort()).toEqual(['alg', 'kid', 'typ']);
  });

  it('end after 15 minutes, also those that were remembered', async () => {
    await using access = await setUp();
    const [asked, unasked] = await Promise.all([access.tokens.issue('phone'), access.tokens.issue('phone')]);
    await access.clock.advance(accessTokenSeconds * 1000 - 1);
    expect(await access.tokens.verify(asked.token)).not.toBeNull();
    await access.clock.advance(1);
    expect(await access.tokens.verify(asked.token)).toBeNull();
    expect(await access.tokens.verify(asked.token)).toBeNull();
    expect(await access.tokens.verify(unasked.token)).toBeNull();
  });

  it('are not good again on a clock that was set back, but bear a clock that is corrected a little', async () => {
    await using access = await setUp();
    const { token } = await access.tokens.issue('phone');
    access.clock.jump(-30_000);
    expect(await access.tokens.verify(token)).not.toBeNull();
    access.clock.jump(-31_000);
    expect(await access.tokens.verify(token)).toBeNull();
    access.clock.jump(-10 * 365 * days);
    expect(await access.tokens.verify(token)).toBeNull();
  });

  it('outlive the change of keys', async () => {
    await using access = await setUp();
    await access.clock.advance(90 * days - 60_000);
    const { token } = await access.tokens.issue('phone');
    await access.clock.advance(60_000);
    expect(decodeProtectedHeader((await access.tokens.issue('phone')).token).kid).not.toBe(decodeProtectedHeader(token).kid);
    expect(await new AccessTokens(access).verify(token)).not.toBeNull();
  });

  it('the tests below would be accepted if nothing were wrong with them', async () => {
    await using access = await setUp();
    expect(await access.tokens.verify(await access.sign(access.good))).toMatchObject({ deviceId: 'device' });
  });

  it.each<[string, (access: Awaited<ReturnType<typeof setUp>>) => Promise<string> | string]>([
    [
      'no signature and alg none',
      async ({ good, keys }) => `${encode({ alg: 'none', typ: 'JWT', kid: (await keys.current()).kid })}.${encode(good)}.`,
    ],
    ['alg nOnE', async ({ good, keys }) => `${encode({ alg: 'nOnE', typ: 'JWT', kid: (await keys.current()).kid })}.${encode(good)}.`],
    ['its signature cut off', async ({ good, sign }) => (await sign(good)).replace(/[^.]+$/, '')],
    ['half a signature', async ({ good, sign }) => (await sign(good)).slice(0, -43)],
    [
      'a signature of zeros (CVE-2022-21449)',
      async ({ good, sign }) => (await sign(good)).replace(/[^.]+$/, Buffer.alloc(64).toString('base64url')),
    ],
    [
      'HS256 with the public key as PEM',
      async ({ good, keys }) => {
        const { kid, publicKey } = await keys.current();
        const text = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode(good)}`;
        return `${text}.${createHmac('sha256', await exportSPKI(publicKey))
          .update(text)
          .digest('base64url')}`;
      },
    ],
    [
      'HS256 with the public key as JWK',
      async ({ good, keys }) => {
        const { kid, publicKey } = await keys.current();
        return new SignJWT(good)
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
          .sign(Buffer.from(JSON.stringify(await exportJWK(publicKey))));
      },
    ],
    [
      'another key under our id',
      async ({ good, keys }) =>
        new SignJWT(good)
          .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: (await keys.current()).kid })
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
    [
      'its own key in the header',
      async ({ good, keys }) => {
        const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
        return new SignJWT(good)
          .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: (await keys.current()).kid, jwk: await exportJWK(publicKey) })
          .sign(privateKey);
      },
    ],
    ['a changed device', async ({ good, sign }) => (await sign(good)).replace(/\.[^.]+\./, `.${encode({ ...good, sub: 'other' })}.`)],
    ['no key id', ({ good, sign }) => sign(good, { kid: undefined })],
    ['an unknown key id', ({ good, sign }) => sign(good, { kid: 'other' })],
    ['a path as key id', ({ good, sign }) => sign(good, { kid: '../../etc/passwd' })],
    ['a name that every object has as key id', ({ good, sign }) => sign(good, { kid: '__proto__' })],
    ['SQL as key id', ({ good, sign }) => sign(good, { kid: "' OR 1=1 --" })],
    ['a list as key id', async ({ good, sign, keys }) => sign(good, { kid: [(await keys.current()).kid] })],
    ['another type', ({ good, sign }) => sign(good, { typ: 'at+jwt' })],
    [
      'an unknown critical header',
      async ({ good, sign }) => (await sign(good)).replace(/^[^.]+/, encode({ alg: 'ES256', typ: 'JWT', crit: ['x'], x: 1 })),
    ],
    ['another issuer', ({ good, sign }) => sign({ ...good, iss: 'other' })],
    ['another audience', ({ good, sign }) => sign({ ...good, aud: 'other' })],
    ['no end', ({ good, sign }) => sign({ ...good, exp: undefined })],
    ['no subject', ({ good, sign }) => sign({ ...good, sub: undefined })],
    ['an end in the past', ({ good, sign }) => sign({ ...good, exp: (good.iat ?? 0) - 1 })],
    ['a time that is no number', ({ good, sign }) => sign({ ...good, exp: '9999999999' })],
    ['the future', ({ good, sign }) => sign({ ...good, iat: (good.iat ?? 0) + 3600, exp: (good.exp ?? 0) + 3600 })],
    ['four parts', async ({ good, sign }) => `${await sign(good)}.x`],
    ['five parts', async ({ good, sign }) => `${await sign(good)}.x.y`],
    ['nothing', () => ''],
    ['two dots', () => '..'],
    ['a long text', () => 'a'.repeat(100_000)],
  ])('with %s are refused', async (_what, forge) => {
    await using access = await setUp();
    const token = await forge(access);
    expect(await access.tokens.verify(token)).toBeNull();
    expect(await access.tokens.verify(token)).toBeNull();
  });

  it('with any one character changed, or any text at all, are refused and never throw', async () => {
    await using access = await setUp();
    const { token } = await access.tokens.issue('phone');
    const signedLength = token.lastIndexOf('.');
    await fc.assert(
      fc.asyncProperty(fc.nat(signedLength - 1), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.'), async (index, character) => {
        fc.pre(token[index] !== character);
        expect(await access.tokens.verify(token.slice(0, index) + character + token.slice(index + 1))).toBeNull();
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await access.tokens.verify(text)).toBeNull();
      }),
    );
  });

  it('are remembered by the thousand, and no more', async () => {
    await using access = await setUp();
    let checks = 0;
    const tokens = new AccessTokens({
      clock: access.clock,
      keys: { current: () => access.keys.current(), find: (kid) => ((checks += 1), access.keys.find(kid)) },
    });
    const issued = await Promise.all(Array.from({ length: 1001 }, async () => (await tokens.issue('phone')).token));
    for (const token of issued) {
      await tokens.verify(token);
    }
    const distinct = new Set(issued).size;
    expect(checks).toBe(distinct);
    await tokens.verify(issued.at(-1) ?? '');
    expect(checks).toBe(distinct);
    await tokens.verify(issued[0] ?? '');
    expect(checks).toBe(distinct + 1);
  });
});
