/** Somebody tries codes and passwords, ten thousand times, from two hundred addresses at once. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, StreamReader } from '../support/http-client.ts';
import { addressNumber, ManyAddresses, type ManyAnswer } from '../support/many-addresses.ts';
import { kioskCaller, pairDevice, type PairedDevice, pairingCode } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const guessCount = 10_000;
const addressCount = 200;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
let attacker: ManyAddresses;
let owner: PairedDevice;

async function start(environment: Record<string, string> = {}): Promise<void> {
  // What limits requests of any kind stays out of the way: the guesses have to fail by themselves.
  const limits = { PETLOG_LIMITS_CHANGES_PER_MINUTE: '1000000', PETLOG_LIMITS_REQUESTS_PER_MINUTE: '1000000' };
  running = await runPetLog({ PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96', ...limits, ...environment }, { dataDirectory: directory.path });
  attacker = new ManyAddresses(running.port);
}

async function stop(): Promise<void> {
  attacker.close();
  await running.stop();
}

beforeEach(async () => {
  directory = await temporaryDirectory();
  await start();
  owner = await pairDevice(running, 'viewer');
});

afterEach(async () => {
  await stop();
  await directory[Symbol.asyncDispose]();
});

/** Sends all guesses, while the owner goes on watching and asking; counts what came of them. */
async function guess(bodyOf: (index: number) => object, path: string): Promise<Map<string, number>> {
  const witness = new StreamReader(running.port, '/live/stream', '127.0.0.1', owner.bearer);
  await witness.next(1);
  const seen = new Map<string, number>();
  let isOver = false;
  const questions = (async () => {
    let answered = 0;
    while (!isOver) {
      expect((await call(`${running.url}/live/status`, 'GET', undefined, owner.bearer)).status).toBe(200);
      answered += 1;
    }
    return answered;
  })();
  const answers = await Promise.all(Array.from({ length: guessCount }, (_, index) => attacker.post(addressNumber(index % addressCount), path, bodyOf(index))));
  isOver = true;
  expect(await questions).toBeGreaterThan(0);
  await witness.next(1);
  witness.close();
  for (const { status, code, retryAfterSeconds } of answers) {
    seen.set(`${status} ${code}`, (seen.get(`${status} ${code}`) ?? 0) + 1);
    expect(status !== 429 || (retryAfterSeconds ?? 0) > 0).toBe(true);
  }
  return seen;
}

describe('10,000 guesses', () => {
  it('at the pairing code admit nobody, not even with the right one among them', async () => {
    const code = await pairingCode(running, 'admin');
    const devices = async () => (await running.petlog.control.operations['devices.list']({}, kioskCaller)).devices.length;
    const before = await devices();
    const outcome = await guess((index) => ({ code: index % 100 === 99 ? code : String((Number(code) + index + 1) % 1_000_000).padStart(6, '0'), device_name: 'Stranger' }), '/auth/pair');
    expect([...outcome.keys()].sort()).toEqual(['401 wrong_code', '429 too_many_attempts']);
    expect(outcome.get('401 wrong_code')).toBeLessThan(guessCount / 5);
    expect(await devices()).toBe(before);
    // Who stands in front of the camera makes a new code, and is let in.
    await pairDevice(running, 'viewer', 'Tablet');
  }, 60_000);

  it('at passwords admit nobody, and do not take all there is to compute with', async () => {
    await running.petlog.control.operations['accounts.create']({ name: 'Robin', password: 'wool and cat hair', role: 'admin' }, kioskCaller);
    const outcome = await guess((index) => ({ name: index % 2 === 0 ? 'Robin' : `Person ${index}`, password: `password-${index}` }), '/auth/sign-in');
    expect([...outcome.keys()].sort()).toEqual(['401 wrong_password', '429 too_many_attempts']);
    expect(outcome.get('401 wrong_password')).toBeLessThan(guessCount / 50);
    const { entries } = await running.petlog.control.operations['audit.list']({ page: 1, page_size: 500, outcome: 'refused' }, kioskCaller);
    expect(entries.filter(({ action }) => action === 'POST /auth/sign-in').length).toBeGreaterThan(0);
  }, 60_000);
});

describe('delays', () => {
  const wrongCode = (): Promise<ManyAnswer> => attacker.post('127.0.0.9', '/auth/pair', { code: '000000', device_name: 'Stranger' });

  it('grow, concern the address alone, and survive a restart', async () => {
    const waits: number[] = [];
    for (let answer = await wrongCode(); (waits.at(-1) ?? 0) < 8; answer = await wrongCode()) {
      if (answer.status === 429) {
        waits.push(answer.retryAfterSeconds ?? 0);
        await delay((waits.at(-1) ?? 0) < 8 ? (answer.retryAfterSeconds ?? 0) * 1000 : 0);
      }
    }
    expect(waits).toEqual([2, 4, 8]);
    await stop();
    await start();
    expect(await wrongCode()).toMatchObject({ status: 429, code: 'too_many_attempts' });
    await pairDevice(running, 'viewer', 'Tablet');
  }, 60_000);

  it('of an account concern its name, from wherever it is tried', async () => {
    await running.petlog.control.operations['accounts.create']({ name: 'Robin', password: 'wool and cat hair', role: 'viewer' }, kioskCaller);
    const signIn = (index: number, name: string, password: string) => attacker.post(addressNumber(index), '/auth/sign-in', { name, password });
    for (let index = 0; index < 3; index += 1) {
      expect((await signIn(index, 'robin', 'wrong password')).status).toBe(401);
    }
    expect(await signIn(10, 'ROBIN', 'wool and cat hair')).toMatchObject({ status: 429, code: 'too_many_attempts' });
    expect((await signIn(11, 'somebody else', 'wrong password')).code).toBe('wrong_password');
  });
});

describe('requests of any kind', () => {
  it('are limited by address, and others are served', async () => {
    await stop();
    await start({ PETLOG_LIMITS_REQUESTS_PER_MINUTE: '20' });
    const paths = ['/api', '/live/status', '/', '/nothing', '/docs/swagger-ui.css'];
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1) {
      const response = await fetch(running.url + (paths[index % paths.length] as string));
      await response.arrayBuffer();
      statuses.push(response.status);
      expect(response.status !== 429 || Number(response.headers.get('retry-after')) > 0).toBe(true);
    }
    expect(statuses.slice(0, 20)).not.toContain(429);
    expect(statuses[20]).toBe(429);
    expect((await attacker.post('127.0.0.2', '/auth/sign-in', { name: 'x', password: 'wrong password' })).code).toBe('wrong_password');
  });

  it('that are refused fill no record with paths that somebody invents', async () => {
    for (let index = 0; index < 20; index += 1) {
      expect((await call(`${running.url}/recordings/invented-${index}`)).status).toBe(401);
      expect((await call(`${running.url}/invented-${index}`, 'POST', undefined, { Origin: 'https://evil.example' })).status).toBe(403);
    }
    const { entries } = await running.petlog.control.operations['audit.list']({ page: 1, page_size: 500, outcome: 'refused' }, kioskCaller);
    expect(entries.map(({ action, detail, count }) => [action, detail, count]).sort()).toEqual([
      ['GET /recordings/:id', 'unauthorized', 20],
      ['POST elsewhere', 'origin_not_allowed', 20],
    ]);
  });
});
