import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutboxDatabase } from '../../../main/alerts/alert-databases.ts';
import { DeliveryError, type StoredDelivery, type Target } from '../../../main/alerts/delivery.ts';
import { Dispatcher } from '../../../main/alerts/dispatcher.ts';
import { Outbox } from '../../../main/alerts/outbox.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { newDelivery } from '../../support/alert-delivery.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { WebReceiver } from '../../support/web-receiver.ts';

const minute = 60_000;
const hour = 60 * minute;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let clock: ManualClock;
let outbox: Outbox;
let dispatcher: Dispatcher;
let attempts: { id: string; at: number }[];
let gone: Target[];
/** How a channel answers; those that are not here take everything. */
let failures: Record<string, (delivery: StoredDelivery, signal: AbortSignal) => Promise<never>>;

function open(): void {
  outbox = new Outbox(openOutboxDatabase(directory.path, silentLogger), clock);
  dispatcher = new Dispatcher({
    outbox,
    async send(delivery, signal) {
      attempts.push({ id: delivery.deliveryId, at: clock.monotonicMilliseconds() });
      await failures[delivery.channelId]?.(delivery, signal);
      return { title: 'as sent', remoteId: 'remote' };
    },
    onGone: (target) => gone.push(target),
    clock,
    logger: silentLogger,
    random: () => 0.4567,
  });
}

beforeEach(async () => {
  directory = await temporaryDirectory();
  clock = new ManualClock();
  attempts = [];
  gone = [];
  failures = {};
  open();
});

afterEach(async () => {
  await dispatcher.close();
  outbox.close();
  await directory[Symbol.asyncDispose]();
});

function put(id: string, channelId = 'channel'): void {
  const now = clock.nowMicroseconds() / 1000;
  outbox.fire(`event:${id}`, { ruleId: 'rule', cameraId: 'main', isTrouble: false }, now, (alertId) => [
    newDelivery({ alertId, deliveryId: id, channelId, createdAtMilliseconds: now }),
  ]);
  dispatcher.wake({ channelId, subscriptionId: '' });
}

const found = (id: string): StoredDelivery => {
  const { deliveries } = outbox.list({ page: 1, page_size: 500 });
  return deliveries.find(({ deliveryId }) => deliveryId === id)!;
};
const doesNotAnswer = (): Promise<never> => Promise.reject(new DeliveryError('connection', 'It does not answer.'));
const never = (_delivery: StoredDelivery, signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new DeliveryError('connection', 'Too slow.'))));

describe('what is in the outbox', () => {
  it('is sent at once, in order, and is not sent again', async () => {
    put('a');
    put('b');
    await clock.advance(0);
    expect(attempts).toEqual([
      { id: 'a', at: 0 },
      { id: 'b', at: 0 },
    ]);
    expect(found('a')).toMatchObject({ state: 'delivered', attempts: 1, title: 'as sent', remoteId: 'remote', lastError: null });
    expect(outbox.health('channel').lastError).toBeNull();
    await clock.advance(hour);
    expect(attempts).toHaveLength(2);
  });

  it('waits for no channel that is dead or slow', async () => {
    failures = { dead: doesNotAnswer, slow: never };
    put('to-dead', 'dead');
    put('to-slow', 'slow');
    put('to-live', 'live');
    await clock.advance(0);
    expect(found('to-live').state).toBe('delivered');
    expect(found('to-dead')).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: { step: 'connection', message: 'It does not answer.' },
    });
    expect(found('to-slow')).toMatchObject({ state: 'waiting', attempts: 0 });
    await clock.advance(20_000);
    expect(found('to-slow')).toMatchObject({ state: 'waiting', attempts: 1, lastError: { message: 'Too slow.' } });
  });

  it('is tried again with growing delays, and goes out all at once when the channel is back', async () => {
    failures = { channel: doesNotAnswer };
    put('a');
    put('b');
    await clock.advance(10 * minute);
    const delays = attempts.map(({ at }, index) => at - (attempts[index - 1]?.at ?? 0)).slice(1);
    expect(delays.every((delay, index) => delay >= (delays[index - 1] ?? 0))).toBe(true);
    expect(attempts.length).toBeLessThan(8);
    failures = {};
    await clock.advance(30 * minute);
    expect([found('a').state, found('b').state]).toEqual(['delivered', 'delivered']);
  });

  it('that is new is tried within seconds, also where others failed', async () => {
    failures = { channel: doesNotAnswer };
    put('a');
    await clock.advance(40 * minute);
    failures = {};
    put('b');
    await clock.advance(5000);
    expect([found('a').state, found('b').state]).toEqual(['delivered', 'delivered']);
  });

  it('is given up after a day, which is said', async () => {
    dispatcher.start();
    failures = { channel: doesNotAnswer };
    put('a');
    await clock.advance(23 * hour);
    expect(found('a').state).toBe('waiting');
    await clock.advance(hour + 2 * minute);
    expect(found('a')).toMatchObject({ state: 'expired', lastError: { message: 'It does not answer.' } });
    expect(outbox.waitingTargets()).toEqual([]);
  });

  it('is not given up because the clock of the machine jumps', async () => {
    failures = { channel: doesNotAnswer };
    dispatcher.start();
    put('a');
    await clock.advance(minute);
    clock.jump(400 * 24 * hour);
    await clock.advance(2 * minute);
    expect(found('a').state).toBe('waiting');
  });

  it('that is refused for good is not tried again', async () => {
    failures = { channel: () => Promise.reject(new DeliveryError('answer', 'No.', { isPermanent: true, isGone: true })) };
    put('a');
    await clock.advance(hour);
    expect(attempts).toHaveLength(1);
    expect(found('a')).toMatchObject({ state: 'failed', attempts: 1, lastError: { step: 'answer', message: 'No.' } });
    expect(gone).toEqual([{ channelId: 'channel', subscriptionId: '' }]);
  });

  it('is asked for again when the other side says', async () => {
    failures = { channel: () => Promise.reject(new DeliveryError('answer', 'Busy.', { retryAfterSeconds: 600 })) };
    put('a');
    await clock.advance(300_000);
    put('b'); // is no reason to ask earlier
    await clock.advance(299_000); // 600 s at least
    expect(attempts).toHaveLength(1);
    failures = {};
    await clock.advance(2000);
    expect([found('a').state, found('b').state]).toEqual(['delivered', 'delivered']);
  });

  it('outlives an orderly end in the middle of an attempt', async () => {
    failures = { channel: never };
    put('a');
    await clock.advance(0);
    await dispatcher.close();
    outbox.close();
    failures = {};
    open();
    expect(found('a')).toMatchObject({ state: 'waiting', attempts: 0 });
    dispatcher.start();
    await clock.advance(0);
    expect(found('a').state).toBe('delivered');
    await dispatcher.close();
    outbox.close();
    expect(clock.pendingTimers).toBe(0);
    open();
  });
});

it('arrives at least once with the same id, however often PetLog is killed', async () => {
  const receiver = await WebReceiver.start();
  const program = fileURLToPath(new URL('../../support/outbox-program.ts', import.meta.url));
  const count = 40;
  const seen = (): string[] => receiver.requests.map(({ body }) => body.toString());
  try {
    for (const until of [3, 9, 17, 29, Infinity]) {
      const child = spawn(process.execPath, [program, directory.path, receiver.url, String(count)], { stdio: 'ignore' });
      const exited = once(child, 'exit');
      while (new Set(seen()).size < Math.min(until, count)) {
        await receiver.until(receiver.requests.length + 1);
      }
      child.kill('SIGKILL');
      await exited;
    }
    expect(new Set(seen()).size).toBe(count);
    expect(receiver.requests.length).toBeLessThanOrEqual(count + 5);
  } finally {
    await receiver.close();
  }
});
