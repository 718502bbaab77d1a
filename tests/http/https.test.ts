import { once } from 'node:events';
import { mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { certificateCheckMilliseconds } from '../../main/network/certificates.ts';
import { makeCertificate, makePrivateKey } from '../../main/network/make-certificate.ts';
import { readOwnNames } from '../../main/network/own-names.ts';
import type { TlsIdentity } from '../../main/network/tls-identity.ts';
import { kioskCookieName } from '../../main/server/access/cookies.ts';
import { type Clock, createSystemClock } from '../../main/system/clock.ts';
import { ask } from '../support/ask.ts';
import { StreamReader } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { type RunningPetLog, runPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const https = { PETLOG_SECURITY_HTTPS: 'true', PETLOG_SERVER_HTTPS_PORT: '0' };
const days = 24 * 3600_000;

/** The system's clock, whose date can be moved, and whose check of the certificate comes when the test wants it. */
class TestClock implements Clock {
  readonly #system = createSystemClock();
  readonly #checks = new Set<() => void>();
  offsetMilliseconds = 0;

  nowMicroseconds = (): number => this.#system.nowMicroseconds() + this.offsetMilliseconds * 1000;
  monotonicMilliseconds = (): number => this.#system.monotonicMilliseconds();

  after(milliseconds: number, callback: () => void): () => void {
    if (milliseconds !== certificateCheckMilliseconds) {
      return this.#system.after(milliseconds, callback);
    }
    this.#checks.add(callback);
    return () => this.#checks.delete(callback);
  }

  /** Resolves when the check is done and the next one is waiting. */
  async checkCertificate(): Promise<void> {
    const due = [...this.#checks];
    this.#checks.clear();
    due.forEach((callback) => callback());
    while (this.#checks.size < due.length) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

let running: RunningPetLog | null = null;
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
  await running?.stop();
  running = null;
});

async function start(
  environment: Record<string, string> = {},
  clock = new TestClock(),
): Promise<{ petlog: RunningPetLog; url: string; port: number; ca: string; clock: TestClock }> {
  const petlog = (running = await runPetLog({ ...https, ...environment }, { clock }));
  const port = petlog.petlog.address.httpsPort ?? 0;
  const ca = await readFile(join(petlog.dataDirectory, 'access/tls/authority.pem'), 'utf8').catch(() => '');
  return { petlog, url: `https://127.0.0.1:${port}`, port, ca, clock };
}

/** Shakes hands, whatever the certificate. */
async function handshake(port: number, options: object = {}): Promise<TLSSocket> {
  const socket = connectSecurely({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  closers.push(() => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

async function fingerprintAt(port: number): Promise<string> {
  return (await handshake(port)).getPeerCertificate().fingerprint256;
}

async function watch(port: number): Promise<StreamReader> {
  const reader = new StreamReader(port, '/live/stream', '127.0.0.1', {}, await handshake(port));
  closers.push(() => reader.close());
  await reader.next();
  return reader;
}

describe('HTTPS with a certificate that PetLog makes', () => {
  it('is trusted for every name and address of this machine by who trusts the certificate, and for no other', async () => {
    const { petlog, url, port, ca } = await start();
    const { names, addresses } = readOwnNames();
    expect((await ask(`${url}/api`, { ca })).status).toBe(200);
    for (const servername of names) {
      const socket = await handshake(port, { ca, servername, rejectUnauthorized: true });
      expect(socket.authorized).toBe(true);
    }
    expect(addresses).toContain('127.0.0.1');
    const stranger = connectSecurely({ port, host: '127.0.0.1', ca, servername: 'camera.example' });
    expect(await once(stranger, 'error')).toMatchObject([{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }]);
    expect(await fingerprintAt(port)).toBe(petlog.petlog.network.certificateFingerprint);
    const key = await stat(join(petlog.dataDirectory, 'access/tls/certificate-of-authority.pem'));
    expect(key.mode & 0o777).toBe(0o600);
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    const { port } = await start();
    // As weak as a client can be, so that it is the server that refuses.
    const ciphers = 'DEFAULT@SECLEVEL=0';
    expect((await handshake(port, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers })).getProtocol()).toBe('TLSv1.2');
    expect((await handshake(port)).getProtocol()).toBe('TLSv1.3');
    const old = connectSecurely({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers,
    });
    expect(await once(old, 'error')).toMatchObject([{ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }]);
  });

  it.each(['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-ECDSA-AES128-SHA'])(
    'has no suite of CBC: %s',
    async (ciphers) => {
      const { port } = await start();
      const old = connectSecurely({
        port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        minVersion: 'TLSv1.2',
        maxVersion: 'TLSv1.2',
        ciphers: `${ciphers}:@SECLEVEL=0`,
      });
      expect(await once(old, 'error')).toMatchObject([{ code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE' }]);
    },
  );

  it('is renewed before its end without dropping a stream', async () => {
    const { petlog, port, ca, clock } = await start();
    const before = await fingerprintAt(port);
    const stream = await watch(port);
    await clock.checkCertificate();
    clock.offsetMilliseconds = 366 * days;
    await clock.checkCertificate();
    expect(await fingerprintAt(port)).toBe(before);
    clock.offsetMilliseconds = 368 * days;
    await clock.checkCertificate();
    const after = await fingerprintAt(port);
    expect(after).not.toBe(before);
    expect(after).toBe(petlog.petlog.network.certificateFingerprint);
    await stream.next(3);
    expect(stream.isEnded).toBe(false);
    // The authority stays, so that no device has to trust anything anew.
    expect(await readFile(join(petlog.dataDirectory, 'access/tls/authority.pem'), 'utf8')).toBe(ca);
  });

  it('stays over a restart', async () => {
    const directory = await temporaryDirectory();
    closers.push(() => directory[Symbol.asyncDispose]());
    const fingerprints: (string | null)[] = [];
    for (let run = 0; run < 2; run += 1) {
      const petlog = await runPetLog(https, { dataDirectory: directory.path });
      fingerprints.push(petlog.petlog.network.certificateFingerprint);
      await petlog.stop();
    }
    expect(fingerprints[0]).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(fingerprints[1]).toBe(fingerprints[0]);
  });

  it('gives cookies to HTTPS alone, and no HSTS', async () => {
    const { petlog, url, ca } = await start({ PETLOG_SECURITY_ACCESS: 'accounts' });
    const { operations } = petlog.petlog.control;
    const { code } = await operations['invitations.create'](
      { role: 'viewer' },
      { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null },
    );
    const paired = await ask(`${url}/auth/pair`, { ca, method: 'POST', body: { code, device_name: 'phone' } });
    expect(paired.status).toBe(200);
    const cookies = paired.headers['set-cookie'] ?? [];
    expect(cookies).toHaveLength(2);
    expect(cookies.every((cookie) => cookie.includes('; HttpOnly; Secure; SameSite=Strict'))).toBe(true);
    expect(paired.headers['strict-transport-security']).toBeUndefined();
  });

  it('shows a slow reader nothing stale: what it left unread is skipped, not queued', async () => {
    const { port } = await start({ PETLOG_CAMERA_FRAME_RATE: '30', PETLOG_CAMERA_QUALITY: '95' });
    const slow = await watch(port);
    slow.socket.pause();
    const quick = await watch(port);
    await quick.next(90);
    const newest = quick.parts.at(-1)?.headers['X-Timestamp'];
    slow.socket.resume();
    const before = slow.parts.length;
    await slow.until(({ parts }) => Number(parts.at(-1)?.headers['X-Timestamp']) >= Number(newest));
    // Far fewer than were taken in the meantime: the others were never sent to it.
    expect(slow.parts.length - before).toBeLessThan(30);
  });

  it('a plain request at its port ends, and disturbs nobody', async () => {
    const { url, port, ca } = await start();
    await expect(ask(`http://127.0.0.1:${port}/api`)).rejects.toThrow();
    expect((await ask(`${url}/api`, { ca })).status).toBe(200);
  });
});

describe('HTTP where HTTPS is on', () => {
  it('sends everyone to the same place over HTTPS, with the method and without keeping the answer', async () => {
    const { petlog, port } = await start();
    for (const [method, path, host] of [
      ['GET', '/', '127.0.0.1'],
      ['POST', '/live/start?record_duration=3', 'localhost'],
      ['GET', '/live/stream', '[::1]'],
      ['HEAD', '/health', '127.0.0.1'],
      ['GET', '//elsewhere.example/', 'LOCALHOST'],
    ] as const) {
      const answer = await ask(petlog.url + path, { method, headers: { Host: `${host}:${petlog.port}` } });
      expect([answer.status, answer.headers.location, answer.headers['cache-control']]).toEqual([
        308,
        `https://${host.toLowerCase()}:${port}${path}`,
        'no-store',
      ]);
    }
    expect((await ask(`${petlog.url}/live/status`, { headers: { Host: 'evil.example' } })).status).toBe(421);
  });

  it('answers /health on request, to a question only', async () => {
    const { petlog } = await start({ PETLOG_SECURITY_HEALTH_OVER_HTTP: 'true' });
    expect((await ask(`${petlog.url}/health`)).json).toMatchObject({ service: 'petlog-api' });
    expect((await ask(`${petlog.url}/health`, { method: 'HEAD' })).status).toBe(200);
    expect((await ask(`${petlog.url}/health`, { method: 'POST' })).status).toBe(308);
    expect((await ask(`${petlog.url}/live/status`)).status).toBe(308);
  });

  it("serves this machine's own window, which shows its cookie, and no other cookie", async () => {
    const { petlog } = await start({ PETLOG_SECURITY_ACCESS: 'accounts' });
    const cookie = (value: string) => ({ headers: { Cookie: `${kioskCookieName}=${value}` } });
    expect((await ask(`${petlog.url}/live/status`, cookie(petlog.petlog.kiosk.kioskToken))).status).toBe(200);
    expect((await ask(`${petlog.url}/live/status`, cookie('guessed'))).status).toBe(308);
  });
});

describe("HTTPS with a certificate of one's own", () => {
  const make = async (): Promise<TlsIdentity> =>
    makeCertificate(await makePrivateKey(), { names: ['camera.home.example'], addresses: ['127.0.0.1'] }, Date.now());

  /** Files as certbot has them: links in one directory to the current version in another. */
  async function files(): Promise<{
    certificatePath: string;
    keyPath: string;
    put(identity: TlsIdentity): Promise<void>;
    environment: Record<string, string>;
  }> {
    const directory = await temporaryDirectory();
    closers.push(() => directory[Symbol.asyncDispose]());
    const certificatePath = join(directory.path, 'live', 'fullchain.pem');
    const keyPath = join(directory.path, 'live', 'privkey.pem');
    await mkdir(join(directory.path, 'live'));
    let version = 0;
    const put = async ({ certificate, key }: TlsIdentity): Promise<void> => {
      version += 1;
      for (const [path, content] of [
        [certificatePath, certificate],
        [keyPath, key],
      ] as const) {
        const target = join(directory.path, `${version}-${path.split('/').at(-1)}`);
        await writeFile(target, content);
        await symlink(target, `${path}.new`);
        await rename(`${path}.new`, path);
      }
    };
    return {
      certificatePath,
      keyPath,
      put,
      environment: { PETLOG_SECURITY_HTTPS_CERTIFICATE: certificatePath, PETLOG_SECURITY_HTTPS_KEY: keyPath },
    };
  }

  it('is read again when the files change, without dropping a stream; a pair that does not fit is not taken, and said', async () => {
    const own = await files();
    const first = await make();
    await own.put(first);
    const { petlog, url, port, clock } = await start(own.environment);
    const problems = async () => (await ask(`${url}/live/status`, { ca: first.certificate })).json['problems'];
    const before = await fingerprintAt(port);
    expect(before).toBe(petlog.petlog.network.certificateFingerprint);
    const stream = await watch(port);

    const second = await make();
    await rm(own.certificatePath);
    await writeFile(own.certificatePath, second.certificate);
    await clock.checkCertificate();
    await stream.next(2);
    expect(await problems()).toMatchObject([
      { code: 'certificate', message: expect.stringContaining('the private key is not that of the certificate') as string },
    ]);
    expect(await fingerprintAt(port)).toBe(before);
    await writeFile(own.certificatePath, second.certificate.slice(0, 200));
    await clock.checkCertificate();
    await stream.next(2);
    expect(await problems()).toMatchObject([
      { code: 'certificate', message: expect.stringContaining('the certificate is not one in PEM format') as string },
    ]);

    await own.put(second);
    await clock.checkCertificate();
    const after = await fingerprintAt(port);
    expect(after).not.toBe(before);
    expect(after).toBe(petlog.petlog.network.certificateFingerprint);
    await stream.next(2);
    expect((await ask(`${url}/live/status`, { ca: second.certificate })).json['problems']).toEqual([]);
  });

  it.each([
    [
      'security.https_certificate is set, but security.https_key is not',
      (own: { certificatePath: string }) => ({ https_certificate: own.certificatePath }),
    ],
    [
      'there is no such file',
      (own: { certificatePath: string }) => ({ https_certificate: own.certificatePath, https_key: '/nowhere/key.pem' }),
    ],
    [
      'the private key is not one in PEM format without a passphrase',
      (own: { certificatePath: string }) => ({ https_certificate: own.certificatePath, https_key: own.certificatePath }),
    ],
  ])('ends the start with one sentence: %s', async (sentence, keys) => {
    const own = await files();
    await own.put(await make());
    const starting = startPetLog({ config: { server: { https_port: 0 }, security: { https: true, ...keys(own) } } });
    await expect(starting).rejects.toThrow(sentence);
    await expect(starting).rejects.toThrow('{"code":1,"signal":null}');
  });

  it('ends the start when its port is in use, and says which setting chooses another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    closers.push(() => other.close());
    const { port } = other.address() as { port: number };
    await expect(startPetLog({ config: { server: { https_port: port }, security: { https: true } } })).rejects.toThrow(
      `Port ${port} is in use by another program; choose another with server.https_port`,
    );
  });
});

it('closing ends connections of every kind: idle ones, those that never shook hands, and half of a request', async () => {
  const { petlog, port } = await start();
  const idle = await handshake(port);
  const half = await handshake(port);
  half.write('GET /api HT');
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  const closed = [idle, half, silent].map((socket) => once(socket.on('error', () => {}).resume(), 'close'));
  await petlog.petlog.close();
  await Promise.all(closed);
});
