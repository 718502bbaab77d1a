/** Everything that is said and written in a life with passwords, codes and tokens, searched for them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../main/system/log.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { kioskCaller } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const passwords = ['wool and cat hair', 'a second long one', 'not the right one'];
const pins = ['40718263', '91827364'];

let running: RunningPetLog;
let events: HeldAnswer;
let log = '';
/** Every answer, with what was asked. */
const answers: { asked: string; text: string }[] = [];
/** Each secret, and the questions whose answers have to tell it. */
const secrets = new Map<string, readonly string[]>();
const hashes: string[] = [];
const privateKeys: string[] = [];

async function ask(asked: string, body?: unknown, headers: Record<string, string> = {}): Promise<JsonAnswer> {
  const [method = '', path = ''] = asked.split(' ');
  const answer = await call(running.url + path, method, body, headers);
  answers.push({ asked, text: JSON.stringify([...answer.headers]) + JSON.stringify(answer.body) });
  return answer;
}

/** Codes and PINs are numbers, which may be a part of longer ones by chance. */
const tells = (text: string, secret: string): boolean =>
  /^\d+$/.test(secret) ? new RegExp(`(?<![\\d.])${secret}(?!\\d)`).test(text) : text.includes(secret);

const bearer = (token: unknown): { Authorization: string } => ({ Authorization: `Bearer ${String(token)}` });

function keep(asked: string, ...values: unknown[]): void {
  values.forEach((value) => secrets.set(String(value), [asked]));
}

/** Lets a device in with a code that an admin's device shows; returns its access token. */
async function pair(code: string, name: string): Promise<string> {
  const { body } = await ask('POST /auth/pair', { code, device_name: name, token_delivery: 'body' });
  keep('POST /auth/pair', body.access_token, body.refresh_token);
  return String(body.access_token);
}

beforeAll(async () => {
  const output = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk);
      done();
    },
  });
  const logger = createLogger('debug', output);
  running = await runPetLog(
    { PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96', PETLOG_SERVER_LOG_LEVEL: 'debug' },
    { logger },
  );
  const first = await running.petlog.control.operations['invitations.create']({ role: 'admin' }, kioskCaller);
  secrets.set(first.code, []);
  const admin = bearer(await pair(first.code, 'Phone'));
  events = new HeldAnswer(running.port, '/live/events', admin);
  await events.until('event: heartbeat');

  const { body: invitation } = await ask('POST /auth/invitations', { role: 'viewer' }, admin);
  keep('POST /auth/invitations', invitation.code);
  await ask('POST /auth/pair', { code: invitation.code === '000000' ? '000001' : '000000', device_name: 'Stranger' });
  const viewer = await pair(String(invitation.code), 'Tablet');
  await ask('POST /auth/pair', { code: invitation.code, device_name: 'Too late' });
  await ask(`GET /auth/invitations/${String(invitation.invitation_id)}`, undefined, admin);
  await ask('DELETE /auth/devices/none', undefined, bearer(viewer));

  passwords.forEach((password) => secrets.set(password, []));
  const { body: account } = await ask('POST /auth/accounts', { name: 'Robin', password: passwords[0], role: 'admin' }, admin);
  await ask('POST /auth/accounts', { name: 'Robin', password: passwords[1] }, admin);
  await ask('POST /auth/sign-in', { name: 'Robin', password: passwords[2] });
  await ask('POST /auth/sign-in', `{"name":"Robin","password":"${String(passwords[0])}"`);
  await ask('POST /auth/sign-in', { name: 'Robin', passwort: passwords[0] });
  await ask('POST /auth/sign-in', { name: 'Robin', password: [passwords[0]] });
  const { body: signedIn } = await ask('POST /auth/sign-in', { name: 'robin', password: passwords[0], token_delivery: 'body' });
  keep('POST /auth/sign-in', signedIn.access_token, signedIn.refresh_token);
  const { body: refreshed } = await ask('POST /auth/refresh', { refresh_token: signedIn.refresh_token });
  keep('POST /auth/refresh', refreshed.access_token, refreshed.refresh_token);
  await ask('POST /auth/refresh', { refresh_token: signedIn.refresh_token });
  await ask('GET /live/status', undefined, bearer(refreshed.access_token));
  const browser = await ask('POST /auth/sign-in', { name: 'robin', password: passwords[0] });
  const cookies = browser.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  cookies.forEach((cookie) => keep('POST /auth/sign-in', cookie.split('=')[1]));
  await ask('GET /auth/session', undefined, { Cookie: cookies.join('; ') });
  await ask(`PATCH /auth/accounts/${String(account.account_id)}`, { password: passwords[1] }, admin);
  await ask('GET /auth/session', undefined, { Cookie: cookies.join('; ') });

  const { body: token } = await ask('POST /auth/tokens', { name: 'Integration', scope: 'admin' }, admin);
  keep('POST /auth/tokens', token.token);
  await ask('PATCH /settings', { camera: { quality: 70 } }, bearer(token.token));
  await ask(`GET /live/status?access_token=${viewer}`);
  await ask('GET /live/status', undefined, bearer(`${viewer}x`));
  await ask('POST /live/stop', undefined, { ...admin, Origin: `https://evil.example` });

  pins.forEach((pin) => secrets.set(pin, []));
  await running.petlog.kiosk.kioskLock.setPin(pins[0] ?? '');
  running.petlog.kiosk.kioskLock.lock();
  await running.petlog.kiosk.kioskLock.unlock(pins[1] ?? '').catch(() => undefined);
  secrets.set(running.petlog.kiosk.kioskToken, []);

  for (const path of [
    '/settings',
    '/audit',
    '/auth/devices',
    '/auth/accounts',
    '/auth/tokens',
    '/openapi.json',
    '/auth/session',
    '/live/status',
    '/health',
    '/api',
  ]) {
    expect((await ask(`GET ${path}`, undefined, admin)).status).toBe(200);
  }
  answers.push({ asked: 'GET /metrics', text: await (await fetch(`${running.url}/metrics`, { headers: admin })).text() });

  const { keys } = JSON.parse(await readFile(join(running.dataDirectory, 'access', 'signing-keys.json'), 'utf8')) as {
    keys: { jwk: { d: string } }[];
  };
  privateKeys.push(...keys.map(({ jwk }) => jwk.d));
  privateKeys.forEach((key) => secrets.set(key, []));
  const database = new DatabaseSync(join(running.dataDirectory, 'access', 'access.db'), { readOnly: true });
  for (const sql of [
    'SELECT password_hash AS hash FROM accounts',
    'SELECT hash FROM refresh_tokens',
    'SELECT hash FROM api_tokens',
    'SELECT hash FROM secrets',
  ]) {
    hashes.push(
      ...database
        .prepare(sql)
        .all()
        .map((row) => String(row['hash'])),
    );
  }
  database.close();
});

afterAll(async () => {
  events.close();
  await running.stop();
});

describe('a secret', () => {
  it('was there to be found', () => {
    expect(secrets.size).toBeGreaterThan(15);
    expect(hashes.length).toBeGreaterThan(4);
    expect(log).toContain('access.changed');
    expect(answers.filter(({ text }) => text.includes('"status":4')).length).toBeGreaterThan(8);
    for (const [secret, where] of secrets) {
      expect(secret.length).toBeGreaterThan(5);
      where.forEach((asked) => expect(answers.some((answer) => answer.asked === asked && tells(answer.text, secret))).toBe(true));
    }
  });

  it('is in no answer but the one that gives it, and no hash is in any', () => {
    for (const { asked, text } of answers) {
      for (const [secret, where] of secrets) {
        expect(tells(text, secret) && !where.includes(asked), `${secret} in the answer to ${asked}: ${text}`).toBe(false);
      }
      hashes.forEach((hash) => expect(text).not.toContain(hash));
    }
  });

  it('is neither in the log nor in what screens are told', () => {
    for (const text of [log, events.text]) {
      for (const value of [...secrets.keys(), ...hashes]) {
        expect(tells(text, value), value).toBe(false);
      }
    }
  });

  it("is in no file but where keys and hashes belong, which only PetLog's own user may read", async () => {
    expect((await stat(join(running.dataDirectory, 'access'))).mode & 0o077).toBe(0);
    const files = (await readdir(running.dataDirectory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['access.db', 'audit.db', 'signing-keys.json']));
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const text = await readFile(path, 'latin1');
      if (/^(access\.db|signing-keys|kiosk-pin)/.test(name)) {
        expect((await stat(path)).mode & 0o077).toBe(0);
      }
      const mayHold = name === 'signing-keys.json' ? privateKeys : [];
      for (const secret of secrets.keys()) {
        expect(tells(text, secret) && !mayHold.includes(secret), `${secret} in ${name}`).toBe(false);
      }
      if (!name.startsWith('access.db')) {
        // The PIN's hash, and no other, is kept twice, so that a damaged database leaves the screen locked.
        const held = hashes.filter((hash) => text.includes(hash));
        expect(held.length, `${held.join()} in ${name}`).toBe(name === 'kiosk-pin' ? 1 : 0);
      }
    }
  });
});
