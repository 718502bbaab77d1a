/** Forged, stolen and used-up tokens. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type CryptoKey, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../support/http-client.ts';
import { apiToken, deviceOf, pairDevice, type PairedDevice, pairingCode } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

let running: RunningPetLog;
let device: PairedDevice;
/** PetLog's own, as a thief of its disk would have them. */
let kid: string;
let privateKey: CryptoKey;
let publicKey: CryptoKey;

async function importKey(jwk: JWK): Promise<CryptoKey> {
  return (await importJWK(jwk, 'ES256', { extractable: true })) as CryptoKey;
}

beforeEach(async () => {
  running = await runPetLog({ PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96' });
  device = await pairDevice(running, 'viewer');
  const { keys } = JSON.parse(await readFile(join(running.dataDirectory, 'access', 'signing-keys.json'), 'utf8')) as {
    keys: [{ kid: string; jwk: JWK }];
  };
  kid = keys[0].kid;
  const { d: _, ...publicJwk } = keys[0].jwk;
  privateKey = await importKey(keys[0].jwk);
  publicKey = await importKey(publicJwk);
});

afterEach(() => running.stop());

const statusOf = async (headers: Record<string, string>): Promise<number> =>
  (await call(`${running.url}/live/status`, 'GET', undefined, headers)).status;
/** Both ways of showing it. */
const statusesOf = async (token: string): Promise<number[]> => [
  await statusOf({ Authorization: `Bearer ${token}` }),
  await statusOf({ Cookie: `petlog_access=${token}` }),
];

interface Forgery {
  header?: Partial<JWTHeaderParameters>;
  issuer?: string;
  audience?: string;
  subject?: string | null;
  /** Seconds from now. */
  expires?: number | null;
  notBefore?: number;
}

function forge(
  { header = {}, issuer = 'petlog', audience = 'petlog', subject = device.id, expires = 900, notBefore }: Forgery,
  key: CryptoKey | Uint8Array = privateKey,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT', ...header })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now - 3600);
  if (subject !== null) {
    token.setSubject(subject);
  }
  if (expires !== null) {
    token.setExpirationTime(now + expires);
  }
  if (notBefore !== undefined) {
    token.setNotBefore(now + notBefore);
  }
  return token.sign(key);
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('access tokens', () => {
  it('are taken as a header and as a cookie, also when made outside with the right key', async () => {
    expect(await statusesOf(device.accessToken)).toEqual([200, 200]);
    expect(await statusesOf(await forge({}))).toEqual([200, 200]); // so that what follows is refused for the reason it names
  });

  it.each<[string, Forgery]>([
    ['expired', { expires: -1 }],
    ['without an end', { expires: null }],
    ['not valid yet', { notBefore: 600 }],
    ['from another issuer', { issuer: 'https://evil.example' }],
    ['for another audience', { audience: 'other' }],
    ['of a device that never was', { subject: 'nobody' }],
    ['of no device', { subject: null }],
    ['of another kind', { header: { typ: 'at+jwt' } }],
    ['of an unknown key', { header: { kid: 'other' } }],
    ['that asks for a key by path', { header: { kid: '../../../../dev/null' } }],
    ['of no stated key', { header: { kid: undefined } as never }],
  ])('%s are refused', async (_what, forgery) => {
    expect(await statusesOf(await forge(forgery))).toEqual([401, 401]);
  });

  it('signed with another key are refused, also one that they bring along', async () => {
    const other = await generateKeyPair('ES256', { extractable: true });
    expect(await statusesOf(await forge({}, other.privateKey))).toEqual([401, 401]);
    const broughtAlong = await exportJWK(other.publicKey);
    expect(await statusesOf(await forge({ header: { jwk: broughtAlong } }, other.privateKey))).toEqual([401, 401]);
  });

  it('signed with HS256 and the public key as its secret are refused', async () => {
    const secrets = [Buffer.from(await exportSPKI(publicKey)), Buffer.from(JSON.stringify(await exportJWK(publicKey))), Buffer.alloc(32)];
    for (const secret of secrets) {
      expect(await statusesOf(await forge({ header: { alg: 'HS256' } }, secret))).toEqual([401, 401]);
    }
  });

  it.each(['none', 'None', 'NONE', 'ES256'])('without a signature are refused (alg: %s)', async (alg) => {
    const now = Math.floor(Date.now() / 1000);
    const parts = [
      base64url({ alg, kid, typ: 'JWT' }),
      base64url({ iss: 'petlog', aud: 'petlog', sub: device.id, iat: now, exp: now + 900 }),
    ];
    expect(await statusesOf(`${parts.join('.')}.`)).toEqual([401, 401]);
    expect(await statusesOf(parts.join('.'))).toEqual([401, 401]);
  });

  it('that were changed or cut anywhere are refused', async () => {
    const [head = '', payload = '', signature = ''] = device.accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const changed = [
      [head, base64url({ ...claims, sub: 'other' }), signature],
      [head, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
      [head, payload, ''],
      [head, '', signature],
      [head, payload, Buffer.alloc(64).toString('base64url')], // r = s = 0, which broken verifiers took for any message
    ].map((parts) => parts.join('.'));
    const cut = Array.from({ length: 40 }, (_, index) => device.accessToken.slice(0, Math.floor((index * device.accessToken.length) / 40)));
    for (const token of [...changed, ...cut]) {
      expect(await statusesOf(token)).toEqual([401, 401]);
    }
    expect(await statusesOf(device.accessToken)).toEqual([200, 200]);
  });

  it.each(['Bearer', 'Bearer ', 'Basic dTpw', 'Bearer a b', 'Bearer ;', 'bearer  petlog_', 'Token x'])(
    'are no other things: Authorization: %s',
    async (authorization) => {
      expect(await statusOf({ Authorization: authorization })).toBe(401);
    },
  );

  it('are taken from no address', async () => {
    for (const name of ['access_token', 'token', 'petlog_access']) {
      expect((await call(`${running.url}/live/status?${name}=${device.accessToken}`)).status).toBe(401);
    }
  });

  it('a wrong header is not made good by a cookie', async () => {
    expect(await statusOf({ Authorization: 'Bearer x.y.z', ...device.cookie })).toBe(401);
  });
});

describe('refresh tokens', () => {
  const refresh = (token: string) => call(`${running.url}/auth/refresh`, 'POST', { refresh_token: token });

  it('are used once; a second use ends the whole family, and its access tokens at once', async () => {
    const first = await pairDevice(running, 'viewer', 'Laptop');
    const { status, body } = await refresh(first.refreshToken);
    expect(status).toBe(200);
    const second = deviceOf(body as never);
    expect([await statusOf(first.bearer), await statusOf(second.bearer)]).toEqual([200, 200]);
    expect((await refresh(first.refreshToken)).body).toMatchObject({ status: 401, code: 'session_ended' });
    expect([await statusOf(first.bearer), await statusOf(second.bearer), await statusOf(second.cookie)]).toEqual([401, 401, 401]);
    expect((await refresh(second.refreshToken)).status).toBe(401);
    expect(await statusOf(device.bearer)).toBe(200);
  });

  it('win no race: of many uses at once at most one is answered, and the device is out', async () => {
    const raced = await pairDevice(running, 'viewer', 'Laptop');
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(raced.refreshToken)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await statusOf(raced.bearer)).toBe(401);
  });

  it('are no access tokens, nor the other way round', async () => {
    expect(await statusesOf(device.refreshToken)).toEqual([401, 401]);
    expect((await refresh(device.accessToken)).status).toBe(401);
  });
});

describe('a stolen cookie', () => {
  async function browser(): Promise<{ id: string; cookies: string[]; header: { Cookie: string } }> {
    const answer = await call(`${running.url}/auth/pair`, 'POST', { code: await pairingCode(running, 'viewer'), device_name: 'Browser' });
    const cookies = answer.headers.getSetCookie();
    return { id: answer.body.device_id as string, cookies, header: { Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') } };
  }

  it('is out of reach of scripts and other sites, and its tokens are in no answer', async () => {
    const { cookies } = await browser();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Strict/);
      expect(cookie).not.toMatch(/; Domain/i);
    }
    expect(cookies.find((cookie) => cookie.startsWith('petlog_refresh='))).toMatch(/; Path=\/auth\/refresh;/);
  });

  it('is worth nothing after the device was shut out', async () => {
    const admin = await pairDevice(running, 'admin');
    const { id, header } = await browser();
    expect(await statusOf(header)).toBe(200);
    expect((await call(`${running.url}/auth/devices/${id}`, 'DELETE', undefined, admin.bearer)).status).toBe(200);
    expect(await statusOf(header)).toBe(401);
    expect((await call(`${running.url}/auth/refresh`, 'POST', undefined, header)).status).toBe(401);
  });

  it('is worth nothing after its owner signed out', async () => {
    const { header } = await browser();
    expect((await call(`${running.url}/auth/sign-out`, 'POST', undefined, header)).status).toBe(200);
    expect(await statusOf(header)).toBe(401);
    expect((await call(`${running.url}/auth/refresh`, 'POST', undefined, header)).status).toBe(401);
  });
});

describe('tokens of integrations', () => {
  it('end when they are ended, and are never cookies', async () => {
    const { id, token, bearer } = await apiToken(running, 'admin');
    expect(await statusesOf(token)).toEqual([200, 401]);
    expect((await call(`${running.url}/auth/tokens/${id}`, 'DELETE', undefined, bearer)).status).toBe(200);
    expect(await statusesOf(token)).toEqual([401, 401]);
    expect(await statusesOf(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toEqual([401, 401]);
  });
});

describe('the cookie of the kiosk', () => {
  it('lets its window watch, and change nothing; any other value lets nobody in', async () => {
    const { kioskToken } = running.petlog.kiosk;
    const cookie = (value: string) => ({ Cookie: `petlog_kiosk=${value}` });
    expect(await statusOf(cookie(kioskToken))).toBe(200);
    expect((await call(`${running.url}/live/stop`, 'POST', undefined, cookie(kioskToken))).body.code).toBe('forbidden');
    for (const value of ['', 'x', kioskToken.slice(1), `${kioskToken}x`, encodeURIComponent(' '), 'undefined', 'null']) {
      expect(await statusOf(cookie(value))).toBe(401);
    }
    expect(await statusOf({ Authorization: `Bearer ${kioskToken}` })).toBe(401);
    expect(await statusOf({ Cookie: `petlog_access=${kioskToken}` })).toBe(401);
  });
});
