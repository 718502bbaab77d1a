import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { readOwnNames } from '../../main/network/own-names.ts';
import { kioskCookieName } from '../../main/server/access/cookies.ts';
import { ask } from '../support/ask.ts';
import { HttpsStage, httpsOn } from '../support/https-stage.ts';
import { runPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const days = 24 * 3600_000;

const stage = new HttpsStage();

afterEach(() => stage.end());

describe('HTTPS with a certificate that PetLog makes', () => {
  it('is trusted for every name and address of this machine by who trusts the certificate, and for no other', async () => {
    const { petlog, url, port, ca } = await stage.start();
    const { names, addresses } = readOwnNames();
    expect((await ask(`${url}/api`, { ca })).status).toBe(200);
    for (const servername of names) {
      const socket = await stage.handshake(port, { ca, servername, rejectUnauthorized: true });
      expect(socket.authorized).toBe(true);
    }
    expect(addresses).toContain('127.0.0.1');
    const stranger = connectSecurely({ port, host: '127.0.0.1', ca, servername: 'camera.example' });
    expect(await once(stranger, 'error')).toMatchObject([{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }]);
    expect(await stage.fingerprintAt(port)).toBe(petlog.petlog.network.certificateFingerprint);
    const key = await stat(join(petlog.dataDirectory, 'access/tls/certificate-of-authority.pem'));
    expect(key.mode & 0o777).toBe(0o600);
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    const { port } = await stage.start();
    // As weak as a client can be, so that it is the server that refuses.
    const ciphers = 'DEFAULT@SECLEVEL=0';
    expect((await stage.handshake(port, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers })).getProtocol()).toBe('TLSv1.2');
    expect((await stage.handshake(port)).getProtocol()).toBe('TLSv1.3');
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

  it('has no suite of CBC', async () => {
    const { port } = await stage.start();
    for (const suite of ['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-ECDSA-AES128-SHA']) {
      const old = connectSecurely({
        port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        minVersion: 'TLSv1.2',
        maxVersion: 'TLSv1.2',
        ciphers: `${suite}:@SECLEVEL=0`,
      });
      expect([suite, await once(old, 'error')]).toMatchObject([suite, [{ code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE' }]]);
    }
  });

  it('is renewed before its end without dropping a stream', async () => {
    const { petlog, port, ca, clock } = await stage.start();
    const before = await stage.fingerprintAt(port);
    const stream = await stage.watch(port);
    await clock.checkCertificate();
    clock.offsetMilliseconds = 366 * days;
    await clock.checkCertificate();
    expect(await stage.fingerprintAt(port)).toBe(before);
    clock.offsetMilliseconds = 368 * days;
    await clock.checkCertificate();
    const after = await stage.fingerprintAt(port);
    expect(after).not.toBe(before);
    expect(after).toBe(petlog.petlog.network.certificateFingerprint);
    await stream.next(3);
    expect(stream.isEnded).toBe(false);
    // The authority stays, so that no device has to trust anything anew.
    expect(await readFile(join(petlog.dataDirectory, 'access/tls/authority.pem'), 'utf8')).toBe(ca);
  });

  it('stays over a restart', async () => {
    const directory = await temporaryDirectory();
    stage.atEnd(() => directory[Symbol.asyncDispose]());
    const fingerprints: (string | null)[] = [];
    for (let run = 0; run < 2; run += 1) {
      const petlog = await runPetLog(httpsOn, { dataDirectory: directory.path });
      fingerprints.push(petlog.petlog.network.certificateFingerprint);
      await petlog.stop();
    }
    expect(fingerprints[0]).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(fingerprints[1]).toBe(fingerprints[0]);
  });

  it('gives cookies to HTTPS alone, and no HSTS', async () => {
    const { petlog, url, ca } = await stage.start({ PETLOG_SECURITY_ACCESS: 'accounts' });
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
    const { port } = await stage.start({ PETLOG_CAMERA_FRAME_RATE: '30', PETLOG_CAMERA_QUALITY: '95' });
    const slow = await stage.watch(port);
    slow.socket.pause();
    const quick = await stage.watch(port);
    await quick.next(90);
    const newest = quick.parts.at(-1)?.headers['X-Timestamp'];
    slow.socket.resume();
    const before = slow.parts.length;
    await slow.until(({ parts }) => Number(parts.at(-1)?.headers['X-Timestamp']) >= Number(newest));
    // Far fewer than were taken in the meantime: the others were never sent to it.
    expect(slow.parts.length - before).toBeLessThan(30);
  });

  it('a plain request at its port ends, and disturbs nobody', async () => {
    const { url, port, ca } = await stage.start();
    await expect(ask(`http://127.0.0.1:${port}/api`)).rejects.toThrow();
    expect((await ask(`${url}/api`, { ca })).status).toBe(200);
  });
});

describe('HTTP where HTTPS is on', () => {
  it('sends everyone to the same place over HTTPS, with the method and without keeping the answer', async () => {
    const { petlog, port } = await stage.start();
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
    const { petlog } = await stage.start({ PETLOG_SECURITY_HEALTH_OVER_HTTP: 'true' });
    expect((await ask(`${petlog.url}/health`)).json).toMatchObject({ service: 'petlog-api' });
    expect((await ask(`${petlog.url}/health`, { method: 'HEAD' })).status).toBe(200);
    expect((await ask(`${petlog.url}/health`, { method: 'POST' })).status).toBe(308);
    expect((await ask(`${petlog.url}/live/status`)).status).toBe(308);
  });

  it("serves this machine's own window, which shows its cookie, and no other cookie", async () => {
    const { petlog } = await stage.start({ PETLOG_SECURITY_ACCESS: 'accounts' });
    const cookie = (value: string) => ({ headers: { Cookie: `${kioskCookieName}=${value}` } });
    expect((await ask(`${petlog.url}/live/status`, cookie(petlog.petlog.kiosk.kioskToken))).status).toBe(200);
    expect((await ask(`${petlog.url}/live/status`, cookie('guessed'))).status).toBe(308);
  });
});

it('closing ends connections of every kind: idle ones, those that never shook hands, and half of a request', async () => {
  const { petlog, port } = await stage.start();
  const idle = await stage.handshake(port);
  const half = await stage.handshake(port);
  half.write('GET /api HT');
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  const closed = [idle, half, silent].map((socket) => once(socket.on('error', () => {}).resume(), 'close'));
  await petlog.petlog.close();
  await Promise.all(closed);
});
