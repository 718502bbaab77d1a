/** What pages of other sites, strange paths and oversized requests get. */
import { request } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteName, routes } from '../../shared/routes.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { pairDevice, type PairedDevice, pairingCode } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
let admin: PairedDevice;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const rendererDirectory = join(directory.path, 'site');
  await mkdir(join(rendererDirectory, 'assets'), { recursive: true });
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><title>PetLog</title>');
  await writeFile(join(rendererDirectory, 'assets', 'page.js'), 'export {};');
  await writeFile(join(rendererDirectory, '.hidden'), 'not for anybody');
  await writeFile(join(directory.path, 'beside.txt'), 'not for anybody');
  running = await runPetLog(
    { PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96', PETLOG_SECURITY_ALLOWED_ORIGINS: 'https://home.example' },
    { rendererDirectory },
  );
  admin = await pairDevice(running, 'admin');
});

afterAll(async () => {
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

const byMethod = (...methods: string[]): [RouteName, string, string][] =>
  (Object.entries(routes) as [RouteName, { method: string; path: string }][])
    .filter(([, { method }]) => methods.includes(method))
    .map(([name, { method, path }]) => [name, method, path.replace(/:\w+/g, 'none')]);

/** The path as it is written: fetch would tidy it up. */
function rawGet(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: running.port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .once('error', reject)
      .end();
  });
}

describe('pages of other sites', () => {
  describe.each(byMethod('POST', 'PATCH', 'DELETE'))('%s', (_name, method, path) => {
    it.each([
      ['a foreign origin', { Origin: 'https://evil.example' }],
      ['an origin that is none', { Origin: 'null' }],
      ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
      ['no origin, as the browser says, from another site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['no origin, as the browser says, from beside', { 'Sec-Fetch-Site': 'same-site' }],
    ])("changes nothing for %s, whoever's cookie comes along", async (_what, headers) => {
      const answer = await call(running.url + path, method, {}, { ...headers, ...admin.cookie });
      expect([answer.status, answer.body.code]).toEqual([403, 'origin_not_allowed']);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  it('are told apart from its own and from programs', async () => {
    for (const headers of [{}, { Origin: running.url }, { 'Sec-Fetch-Site': 'same-origin' }, { 'Sec-Fetch-Site': 'none' }]) {
      expect((await call(`${running.url}/live/stop`, 'POST', undefined, { ...admin.bearer, ...headers })).status).toBe(200);
    }
  });

  it('that are listed may send a token, and never cookies', async () => {
    const origin = { Origin: 'https://home.example' };
    const preflight = await fetch(`${running.url}/live/stop`, {
      method: 'OPTIONS',
      headers: { ...origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' },
    });
    expect([
      preflight.status,
      preflight.headers.get('access-control-allow-origin'),
      preflight.headers.get('access-control-allow-headers'),
    ]).toEqual([204, 'https://home.example', 'Authorization, Content-Type']);
    const answer = await call(`${running.url}/live/stop`, 'POST', undefined, { ...origin, ...admin.bearer });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, 'https://home.example']);
    const refused = await call(`${running.url}/live/stop`, 'POST', undefined, origin);
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'https://home.example']);
    for (const { headers } of [preflight, answer, refused]) {
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('that are not listed are allowed nothing beforehand', async () => {
    const { headers } = await fetch(`${running.url}/live/stop`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('every answer', () => {
  it.each(['/', '/assets/page.js', '/docs', '/openapi.json', '/api', '/live/status', '/nothing', '/recordings/none?download=1'])(
    '%s keeps browsers strict',
    async (path) => {
      const { headers } = await fetch(running.url + path, { headers: admin.cookie });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});

const climbs = [
  '../../../../../../etc/passwd',
  '..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%5c..%5cetc%5cpasswd',
  '%252e%252e%252fetc%252fpasswd',
  '%2fetc%2fpasswd',
  '..%00',
  '%c0%ae%c0%ae%2fetc%2fpasswd',
  '....%2f%2f....%2f%2fetc%2fpasswd',
  'file:%2f%2f%2fetc%2fpasswd',
  '..%2faccess%2faccess.db',
  '..%2f..%2faccess%2fsigning-keys.json',
  '__proto__',
  'constructor',
];

describe('path traversal', () => {
  const withParameters = (Object.entries(routes) as [RouteName, { method: string; path: string }][]).filter(([, { path }]) =>
    path.includes(':'),
  );

  it.each(withParameters)('leads %s nowhere', async (_name, { method, path }) => {
    for (const climb of climbs) {
      const url = path.replace(/:\w+/g, climb);
      const { status, body } =
        method === 'GET'
          ? await rawGet(url, admin.bearer)
          : await call(running.url + url, method, method === 'PATCH' ? { kept: true, name: 'x' } : undefined, admin.bearer).then(
              (answer) => ({ status: answer.status, body: JSON.stringify(answer.body) }),
            );
      // 415: it takes no JSON. 429: so many secrets of links at once are guesses.
      expect([400, 404, 415, 422, 429], `${status} for ${url}: ${body}`).toContain(status);
      expect(body).not.toMatch(/root:|SQLite format|"jwk"/);
    }
  });

  it('leads nowhere from static files', async () => {
    for (const start of ['/', '/assets/', '/docs/', '//', '/./']) {
      for (const climb of [...climbs, '../beside.txt', '..%2fbeside.txt', '%2e%2e/beside.txt', '.hidden', 'assets/../.hidden', 'assets/']) {
        const { status, body } = await rawGet(start + climb);
        expect([200, 301, 308], `${status} for ${start}${climb}`).not.toContain(status);
        expect(body).not.toMatch(/root:|not for anybody|SQLite format|"jwk"/);
      }
    }
    expect((await rawGet('/assets/page.js')).status).toBe(200);
  });

  it('leads nowhere from names of recordings', async () => {
    for (const climb of ['../../evil', '/etc/evil', 'a/../../b', 'a\0b', '..']) {
      const { status, body } = await call(`${running.url}/live/record/start`, 'POST', { duration: 1, filename: climb }, admin.bearer);
      expect([status, body.code]).toEqual([422, 'invalid_input']);
    }
  });
});

describe('secrets', () => {
  it.each([
    ['/auth/pair?code=123456', { device_name: 'Phone' }, 'code'],
    ['/auth/sign-in?password=hunter2hunter2', { name: 'Robin' }, 'password'],
    ['/auth/refresh?refresh_token=abcdef', undefined, 'refresh_token'],
    ['/auth/accounts?password=hunter2hunter2&name=Robin', undefined, 'password'],
  ])('are refused in the address: %s', async (path, body, secret) => {
    const answer = await call(running.url + path, 'POST', body, admin.bearer);
    expect(answer.body).toMatchObject({ status: 422, code: 'invalid_input', errors: [{ path: secret }] });
    expect(JSON.stringify(answer.body)).not.toMatch(/123456|hunter2|abcdef/);
  });

  it.each([
    ['/auth/pair', { code: '12345678', device_name: 'Phone' }],
    ['/auth/pair', { code: ['1234567'], device_name: 'Phone' }],
    ['/auth/pair', { code: { deep: '12345678' }, device_name: 'Phone' }],
    ['/auth/sign-in', { name: 'Robin', password: 12_345_678 }],
    ['/auth/refresh', { refresh_token: { deep: '12345678' } }],
    ['/auth/accounts', { name: 'Robin', password: '1234567' }],
    ['/auth/accounts', { name: 'Robin', password: '12345678'.repeat(100) }],
    ['/auth/accounts', '{"name":"Robin","password":"12345678",}'],
    ['/auth/accounts', '"12345678"'],
  ])('are not repeated where they are refused: %s %j', async (path, body) => {
    const answer = await call(running.url + path, 'POST', body, admin.bearer);
    expect([400, 422]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toContain('123456');
  });
});

describe('what is too large or too slow, from nobody', () => {
  it('is refused before it is read, or as soon as it is too much', async () => {
    const large = 'x'.repeat(70_000);
    expect((await call(`${running.url}/settings`, 'PATCH', { camera: { source: large } })).status).toBe(401);
    expect((await call(`${running.url}/settings`, 'PATCH', { camera: { source: large } }, admin.bearer)).status).toBe(413);
    expect((await call(`${running.url}/auth/pair`, 'POST', { code: '123456', device_name: large })).status).toBe(413);
    expect((await call(`${running.url}/auth/pair`, 'POST', { code: '123456', device_name: 'x'.repeat(61) })).status).toBe(422);
    expect((await call(`${running.url}/auth/sign-in`, 'POST', { name: 'x', password: 'x'.repeat(60_000) })).status).toBe(422);
    expect((await call(`${running.url}/auth/pair`, 'POST', `${'['.repeat(30_000)}${']'.repeat(30_000)}`)).status).toBe(422);
    expect((await call(`${running.url}/live/status`, 'GET', undefined, { Authorization: `Bearer ${'x'.repeat(12_000)}` })).status).toBe(
      401,
    );
    expect((await call(`${running.url}/live/status`, 'GET', undefined, { Cookie: `petlog_access=${'x'.repeat(12_000)}` })).status).toBe(
      401,
    );
    expect((await call(`${running.url}/live/status`, 'GET', undefined, { Authorization: `Bearer ${'x'.repeat(20_000)}` })).status).toBe(
      431,
    );
  });

  it('is ended when it does not come, whether it is read or not', async () => {
    const code = await pairingCode(running, 'viewer');
    const head = (method: string, path: string): string =>
      `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"code":"${code}"`;
    const slow = await Promise.all(
      [head('POST', '/auth/pair'), head('PATCH', '/settings'), head('GET', '/live/stream')].map(async (text) => {
        const client = new HeldAnswer(running.port, '/api', {});
        await client.until('Welcome');
        client.socket.write(text);
        return client;
      }),
    );
    await Promise.all(slow.map((client) => client.ended()));
    expect(slow[0]?.text).toContain('"code":"request_timeout"');
    expect(slow[1]?.text).toContain('"code":"unauthorized"');
    expect(slow[2]?.text).toContain('"code":"unauthorized"');
    expect((await call(`${running.url}/auth/pair`, 'POST', { code, device_name: 'Phone' })).status).toBe(200);
  });

  it('does not pile up behind an answer', async () => {
    const eager = new HeldAnswer(running.port, '/live/events', admin.bearer);
    await eager.until('event: heartbeat');
    eager.socket.write('GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(500));
    await eager.ended();
  });
});
