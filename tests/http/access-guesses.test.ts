/** Somebody tries codes and passwords, ten thousand times, from two hundred addresses at once. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type JsonAnswer, StreamReader } from '../support/http-client.ts';
import { addressNumber, postAll, type ShortAnswer } from '../support/many-addresses.ts';
import { apiTokenBeforeStart, type PairedDevice } from '../support/paired-device.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const addressCount = 200;
const guessesOfAddress = 50;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let petlog: PetLogProcess;
let port: number;
/** Of the owner. */
let admin: PairedDevice['bearer'];

async function start(limits: object = {}): Promise<void> {
  petlog = await startPetLog({
    // What limits requests of any kind stays out of the way: the guesses have to fail by themselves.
    config: {
      security: { access: 'accounts' },
      camera: { resolution: [128, 96] },
      limits: { changes_per_minute: 1_000_000, requests_per_minute: 1_000_000, ...limits },
    },
    dataDirectory: directory.path,
  });
  port = Number(new URL(petlog.url).port);
}

/** One for all: each test guesses from addresses, and at names, that no other one has guessed from. */
beforeAll(async () => {
  directory = await temporaryDirectory();
  admin = await apiTokenBeforeStart(directory.path, 'admin');
  await start();
});

afterAll(async () => {
  await petlog[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const asAdmin = (path: string, method = 'GET', body?: unknown): Promise<JsonAnswer> => call(petlog.url + path, method, body, admin);
const invite = async (): Promise<string> => String((await asAdmin('/auth/invitations', 'POST', { role: 'viewer' })).body.code);
const pair = (code: string): Promise<JsonAnswer> => call(`${petlog.url}/auth/pair`, 'POST', { code, device_name: 'Phone' });
async function post(localAddress: string, path: string, body: object): Promise<ShortAnswer> {
  const [answer] = await postAll(port, localAddress, path, [body]);
  return answer as ShortAnswer;
}

/** Sends all guesses, from that address on, while the owner goes on watching and asking; counts what came of them. */
async function guess(path: string, firstAddress: number, bodyOf: (index: number) => object): Promise<Record<string, number>> {
  const witness = new StreamReader(port, '/live/stream', '127.0.0.1', { ...admin });
  await witness.next(1);
  let isOver = false;
  const questions = (async () => {
    let answered = 0;
    while (!isOver) {
      await witness.next(1);
      expect((await asAdmin('/live/status')).status).toBe(200);
      answered += 1;
    }
    return answered;
  })();
  const answers = await Promise.all(
    Array.from({ length: addressCount }, (_, address) =>
      postAll(
        port,
        addressNumber(firstAddress + address),
        path,
        Array.from({ length: guessesOfAddress }, (__, index) => bodyOf(address * guessesOfAddress + index)),
      ),
    ),
  );
  isOver = true;
  expect(await questions).toBeGreaterThan(0);
  await witness.next(1);
  witness.close();
  const seen: Record<string, number> = {};
  for (const { status, code, retryAfterSeconds } of answers.flat()) {
    seen[`${status} ${code}`] = (seen[`${status} ${code}`] ?? 0) + 1;
    expect(status !== 429 || (retryAfterSeconds ?? 0) > 0).toBe(true);
  }
  expect(answers.flat()).toHaveLength(addressCount * guessesOfAddress);
  return seen;
}

describe('10,000 guesses', () => {
  const devices = async (): Promise<unknown> => (await asAdmin('/auth/devices')).body;

  it('at the pairing code admit nobody, not even with the right one among them', async () => {
    const before = await devices();
    const code = await invite();
    // Five wrong ones have closed the invitation before the first right one comes.
    const outcome = await guess('/auth/pair', 0, (index) => ({
      code: index % 10 === 9 ? code : String((Number(code) + index + 1) % 1_000_000).padStart(6, '0'),
      device_name: 'Stranger',
    }));
    expect(Object.keys(outcome).sort()).toEqual(['401 wrong_code', '429 too_many_attempts']);
    expect(outcome['401 wrong_code']).toBeLessThan(2000);
    expect(await devices()).toEqual(before);
    expect((await pair(await invite())).status).toBe(200); // from an address that did not guess
  }, 120_000);

  it('at a password admit nobody', async () => {
    const before = await devices();
    expect((await asAdmin('/auth/accounts', 'POST', { name: 'Robin', password: 'wool and cat hair', role: 'admin' })).status).toBe(200);
    const outcome = await guess('/auth/sign-in', addressCount, (index) => ({
      name: index % 2 === 0 ? 'Robin' : 'ROBIN',
      password: `wool and cat hair ${index}`,
    }));
    expect(Object.keys(outcome).sort()).toEqual(['401 wrong_password', '429 too_many_attempts']);
    expect(outcome['401 wrong_password']).toBeLessThan(20);
    expect(await devices()).toEqual(before);
    const { entries } = (await asAdmin('/audit?outcome=refused&page_size=500')).body as { entries: { action: string }[] };
    expect(entries.some(({ action }) => action === 'POST /auth/sign-in')).toBe(true);
  }, 120_000);
});

describe('delays', () => {
  const wrongCode = (): Promise<ShortAnswer> => post('127.0.0.9', '/auth/pair', { code: '000000', device_name: 'Stranger' });

  it('grow, concern the address alone, and survive a restart', async () => {
    const waits: number[] = [];
    for (let longest = 0; longest < 6;) {
      const { status, retryAfterSeconds } = await wrongCode();
      if (status === 429) {
        longest = retryAfterSeconds ?? 0;
        waits.push(longest);
        await delay(longest < 6 ? longest * 1000 : 0);
      }
    }
    expect(waits).toEqual([...new Set(waits)].sort((one, other) => one - other));
    expect(waits.length).toBeGreaterThan(2);
    await petlog.stop();
    await start();
    expect(await wrongCode()).toMatchObject({ status: 429, code: 'too_many_attempts' });
    expect((await pair(await invite())).status).toBe(200);
  }, 120_000);

  it('of an account concern its name, from wherever it is tried', async () => {
    await asAdmin('/auth/accounts', 'POST', { name: 'Kim', password: 'wool and cat hair', role: 'viewer' });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        post(addressNumber(2 * addressCount + index), '/auth/sign-in', {
          name: index % 2 === 0 ? 'kim' : 'KIM',
          password: 'wrong password',
        }),
      ),
    );
    const codes = answers.map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['wrong_password', 'too_many_attempts']));
    expect(codes.filter((code) => code === 'wrong_password').length).toBeLessThan(6);
  });
});

describe('requests of any kind', () => {
  it('that are refused fill no record with paths that somebody invents', async () => {
    for (let index = 0; index < 20; index += 1) {
      expect((await call(`${petlog.url}/recordings/invented-${index}`)).status).toBe(401);
      expect((await call(`${petlog.url}/invented-${index}`, 'POST', undefined, { Origin: 'https://evil.example' })).status).toBe(403);
    }
    const { entries } = (await asAdmin('/audit?outcome=refused&page_size=500')).body as {
      entries: { action: string; detail: string; count: number }[];
    };
    const refused = entries.filter(({ action }) => !action.startsWith('POST /auth/')); // those are guesses
    expect(refused.map(({ action, detail, count }) => [action, detail, count]).sort()).toEqual([
      ['GET /recordings/:id', 'unauthorized', 20],
      ['POST elsewhere', 'origin_not_allowed', 20],
    ]);
  });

  it('are limited by address, and others are served', async () => {
    await petlog.stop();
    await start({ requests_per_minute: 20 });
    const paths = ['/api', '/live/status', '/', '/nothing', '/docs/swagger-ui.css'];
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1) {
      const response = await fetch(petlog.url + (paths[index % paths.length] as string));
      await response.arrayBuffer();
      statuses.push(response.status);
      expect(response.status !== 429 || Number(response.headers.get('retry-after')) > 0).toBe(true);
    }
    expect(statuses.slice(0, 20)).not.toContain(429);
    expect(statuses[20]).toBe(429);
    expect((await post('127.0.0.2', '/auth/pair', { code: '000000', device_name: 'Stranger' })).code).toBe('wrong_code');
  });
});
