import { networkInterfaces, hostname } from 'node:os';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/ask.ts';
import { type RunningPetLog, runPetLog } from '../support/running-petlog.ts';

let open: RunningPetLog;
let accounts: RunningPetLog;

beforeAll(async () => {
  const proxied = {
    PETLOG_SERVER_TRUSTED_PROXIES: '127.0.0.1',
    PETLOG_SECURITY_ALLOWED_HOSTS: 'camera.home.example,proxy.example:8443,[2001:db8::7]',
    PETLOG_SERVER_BASE_PATH: '/camera',
  };
  open = await runPetLog(proxied);
  accounts = await runPetLog({ ...proxied, PETLOG_SECURITY_ACCESS: 'accounts' });
});

afterAll(async () => {
  await open.stop();
  await accounts.stop();
});

const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.internal === false)?.address;
const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

describe('the name that a request asks for', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1:1234',
    '127.8.8.8',
    'localhost',
    'LocalHost:80',
    'localhost.',
    '[::1]',
    '[0:0:0:0:0:0:0:1]:8000',
    '0.0.0.0:8000',
    '[::]',
    hostname(),
    `${hostname().toUpperCase()}:8000`,
    `${hostname().split('.')[0]}.local:8000`,
    ...(ownAddress === undefined ? [] : [inUrl(ownAddress), `${inUrl(ownAddress)}:9`]),
    'camera.home.example',
    'Camera.Home.Example:443',
    'proxy.example:8443',
    '[2001:DB8::7]:8000',
  ])('may be %s', async (host) => {
    expect((await ask(`${open.url}/health`, { headers: { Host: host } })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:8000',
    'localhost.evil.example',
    'evil.localhost',
    `${hostname()}.evil.example`,
    'camera.home.example.evil.example',
    'home.example',
    'proxy.example',
    'proxy.example:8000',
    '8.8.8.8',
    '2130706433',
    '0x7f.1',
    '[2001:db8::8]',
    '[::ffff:8.8.8.8]',
    '[localhost]',
    '127.0.0.1@evil.example',
    'localhost/',
    'localhost:x',
    'a b',
    ' ',
    ':8000',
    'ö.example',
  ])('may not be %j, in any mode, for anything', async (host) => {
    for (const { url } of [open, accounts]) {
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/live/stream'],
        ['POST', '/auth/pair'],
        ['GET', '/camera/health'],
        ['OPTIONS', '/live/start'],
      ] as const) {
        const answer = await ask(url + path, { method, headers: { Host: Buffer.from(host).toString('latin1') } });
        expect([answer.status, answer.json['code']]).toEqual([421, 'host_not_allowed']);
      }
    }
  });

  it.each([
    ['is refused when there is none though HTTP/1.1 demands one', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', '400'],
    ['is refused when it is empty', 'GET /health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', '421'],
    ['is refused when there are two', 'GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n', '400'],
  ])('%s', async (_what, text, status) => {
    const socket = connect(open.port, '127.0.0.1');
    socket.end(text);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    await once(socket, 'close');
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('application/problem+json');
  });

  it('may be none in HTTP/1.0, as monitors of proxies ask', async () => {
    const socket = connect(open.port, '127.0.0.1');
    socket.write('GET /health HTTP/1.0\r\n\r\n');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    await once(socket, 'close');
    expect(answer).toContain('HTTP/1.1 200 ');
  });

  it('is checked twice behind a proxy: what it was sent, and what it was asked for', async () => {
    const health = (headers: Record<string, string>) => ask(`${open.url}/health`, { headers }).then(({ status }) => status);
    expect(await health({ Host: 'localhost', 'X-Forwarded-Host': 'camera.home.example' })).toBe(200);
    expect(await health({ Host: 'localhost', 'X-Forwarded-Host': 'evil.example' })).toBe(421);
    expect(await health({ Host: 'evil.example', 'X-Forwarded-Host': 'localhost' })).toBe(421);
    expect(await health({ Host: 'localhost', 'X-Forwarded-Host': 'localhost, evil.example' })).toBe(421);
  });
});

describe('where everyone on the local network is let in', () => {
  const at = (running: RunningPetLog, address: string, path = '/live/status') =>
    ask(running.url + path, { headers: { 'X-Forwarded-For': address } });

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.2',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '::1',
    'fe80::1',
    'fd12:3456::1',
    '::ffff:192.168.1.2',
    '::FFFF:10.0.0.1',
  ])('%s is', async (address) => {
    expect((await at(open, address)).status).toBe(200);
  });

  it.each([
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '11.0.0.1',
    '100.128.0.1',
    '100.63.0.1',
    '169.253.0.1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    'fec0::1',
    '0.0.0.0',
  ])('%s is not, whatever it asks for', async (address) => {
    for (const path of ['/live/status', '/health', '/', '/docs', '/live/stream', '/openapi.json', '/camera', '/nothing']) {
      const answer = await at(open, address, path);
      expect([answer.status, answer.json['code']], path).toEqual([403, 'not_local']);
    }
    const audit = await ask(`${open.url}/audit`);
    expect(audit.json['entries']).toContainEqual(
      expect.objectContaining({ address: address.replace('::ffff:', ''), outcome: 'refused', detail: 'not_local' }),
    );
  });

  it('an address of the internet is let in when the configuration says so, and has to sign in where there are accounts', async () => {
    const everywhere = await runPetLog({ PETLOG_SERVER_TRUSTED_PROXIES: '127.0.0.0/8', PETLOG_SECURITY_ALLOW_PUBLIC_ADDRESSES: 'true' });
    expect((await at(everywhere, '8.8.8.8')).status).toBe(200);
    await everywhere.stop();
    expect((await at(accounts, '8.8.8.8')).status).toBe(401);
    expect((await at(accounts, '8.8.8.8', '/health')).status).toBe(200);
  });

  it('the last address that no trusted proxy vouches for counts, not what stands before it', async () => {
    const code = async (forwarded: string) => (await at(open, forwarded)).status;
    expect(await code('192.168.1.9, 8.8.8.8')).toBe(403);
    expect(await code('8.8.8.8, 192.168.1.9')).toBe(200);
    expect(await code('8.8.8.8, 127.0.0.1')).toBe(403);
    expect(await code('nonsense')).toBe(200);
    const direct = await runPetLog();
    expect((await at(direct, '8.8.8.8')).status).toBe(200);
    await direct.stop();
  });
});

describe('a path of a proxy', () => {
  it('is taken off, and stands before every address in the answer', async () => {
    const welcome = (path: string, headers: Record<string, string> = {}) =>
      ask(open.url + path, { headers }).then(({ json }) => json['documentation']);
    expect(await welcome('/camera/api')).toBe('/camera/docs');
    expect(await welcome('/api')).toBe('/camera/docs');
    expect(await welcome('/api', { 'X-Forwarded-Prefix': '/eyes/cat/' })).toBe('/eyes/cat/docs');
    expect(await welcome('/eyes/cat/api', { 'X-Forwarded-Prefix': '/eyes/cat' })).toBe('/eyes/cat/docs');
    expect(await welcome('/api', { 'X-Ingress-Path': '/api/hassio_ingress/x-Y_z' })).toBe('/api/hassio_ingress/x-Y_z/docs');
    expect(await welcome('/api', { 'X-Forwarded-Prefix': '//evil.example' })).toBe('/camera/docs');
    const direct = await runPetLog({ PETLOG_SERVER_BASE_PATH: '/camera' });
    const documentation = async (path: string) =>
      (await ask(direct.url + path, { headers: { 'X-Forwarded-Prefix': '/forged' } })).json['documentation'];
    expect(await documentation('/api')).toBe('/docs');
    expect(await documentation('/camera/api')).toBe('/camera/docs');
    const started = await ask(`${direct.url}/camera/live/start`, { method: 'POST' });
    expect(started.json['stream_url']).toBe('/camera/live/stream');
    await direct.stop();
  });

  it('may look like a path of PetLog, and needs its slash', async () => {
    expect((await ask(`${open.url}/camera/status`)).json).toHaveProperty('streaming');
    expect((await ask(`${open.url}/camera/camera/status`)).json).toHaveProperty('streaming');
    const answer = await ask(`${open.url}/camera?view=library`);
    expect([answer.status, answer.headers.location]).toEqual([308, '/camera/?view=library']);
    expect((await ask(`${open.url}/cameras/health`)).status).toBe(404);
  });

  it('is where the cookies of a session belong', async () => {
    const { operations } = accounts.petlog.control;
    const pair = async (path: string, headers: Record<string, string>) => {
      const { code } = await operations['invitations.create'](
        { role: 'viewer' },
        { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null },
      );
      const answer = await ask(accounts.url + path, { method: 'POST', body: { code, device_name: 'phone' }, headers });
      expect(answer.status).toBe(200);
      return (answer.headers['set-cookie'] ?? []).map((cookie) =>
        cookie.replace(/^(\w+)=[^;]*/, '$1').replace(/; (Max-Age|Expires)=[^;]*/g, ''),
      );
    };
    expect(await pair('/camera/auth/pair', {})).toEqual([
      'petlog_access; Path=/camera/; HttpOnly; SameSite=Strict',
      'petlog_refresh; Path=/camera/auth/refresh; HttpOnly; SameSite=Strict',
    ]);
    expect(await pair('/auth/pair', { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.168.1.2' })).toEqual([
      'petlog_access; Path=/camera/; HttpOnly; Secure; SameSite=Strict',
      'petlog_refresh; Path=/camera/auth/refresh; HttpOnly; Secure; SameSite=Strict',
    ]);
  });
});

describe('the origin of a page', () => {
  it("has to be the camera's own, as the proxy was asked for it", async () => {
    const start = (headers: Record<string, string>) =>
      ask(`${open.url}/live/stop`, { method: 'POST', headers }).then(({ status }) => status);
    expect(await start({ Host: 'localhost', Origin: 'http://localhost' })).toBe(200);
    expect(
      await start({
        Host: 'localhost',
        Origin: 'https://camera.home.example',
        'X-Forwarded-Host': 'camera.home.example',
        'X-Forwarded-Proto': 'https',
      }),
    ).toBe(200);
    expect(await start({ Host: 'localhost', Origin: 'http://camera.home.example' })).toBe(403);
    expect(await start({ Host: 'evil.example', Origin: 'http://evil.example' })).toBe(421);
  });
});
