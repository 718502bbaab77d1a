import { expect, it } from 'vitest';
import { DeliveryError } from '../../../main/alerts/delivery.ts';
import type { BrokerConnection } from '../../../main/mqtt/broker-connection.ts';
import { BrokerLink } from '../../../main/mqtt/broker-link.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A broker that refuses for a reason, or lets in. */
class FakeBroker {
  refusal: DeliveryError | null = null;
  /** When somebody tried, in seconds. */
  readonly attempts: number[] = [];
  readonly states: string[] = [];
  lose = (): void => {};
  readonly clock = new ManualClock();
  readonly link = new BrokerLink({
    connect: async () => {
      this.attempts.push(this.clock.monotonicMilliseconds() / 1000);
      if (this.refusal !== null) {
        throw this.refusal;
      }
      const closed = new Promise<DeliveryError | null>((resolve) => {
        this.lose = () => resolve(new DeliveryError('connection', 'the broker broke the connection off.'));
      });
      return { closed, end: async () => this.lose() } as unknown as BrokerConnection;
    },
    onConnected: async () => {},
    onState: (isConnected, fault) => this.states.push(isConnected ? 'connected' : (fault?.step ?? 'ended')),
    clock: this.clock,
  });
}

it('a broker that is gone is asked again soon, and then every three seconds', async () => {
  const broker = new FakeBroker();
  broker.link.start();
  await broker.clock.advance(10_000);
  expect(broker.states).toEqual(['connected']);
  broker.refusal = new DeliveryError('connection', 'nothing listens there.');
  broker.lose();
  await broker.clock.advance(20_000);
  const waits = broker.attempts.slice(1).map((at, index) => at - (index === 0 ? 10 : broker.attempts[index]!));
  expect(waits).toEqual([0.5, 1, 2, 3, 3, 3, 3, 3]);
  // So that one that is back is known again within five seconds.
  broker.refusal = null;
  await broker.clock.advance(5000);
  expect(broker.states.at(-1)).toBe('connected');
  await broker.link.close();
  expect(broker.clock.pendingTimers).toBe(0);
});

it('a broker that refuses is asked more and more seldom, until a person mends it', async () => {
  const broker = new FakeBroker();
  broker.refusal = new DeliveryError('sign_in', 'wrong password.');
  broker.link.start();
  await broker.clock.advance(200_000);
  expect(broker.attempts).toEqual([0, 3, 13, 43, 103, 163]);
  expect(new Set(broker.states)).toEqual(new Set(['sign_in']));
  await broker.link.close();
  expect(broker.clock.pendingTimers).toBe(0);
});

it('a name server that never answers holds up neither the next attempt nor the end', async () => {
  const clock = new ManualClock();
  const faults: (string | undefined)[] = [];
  const link = new BrokerLink({
    connect: () => new Promise(() => {}),
    onConnected: async () => {},
    onState: (_isConnected, fault) => faults.push(fault?.message),
    clock,
  });
  link.start();
  await clock.advance(16_000);
  expect(faults).toEqual(['The broker does not answer in time.']);
  await link.close();
  expect(clock.pendingTimers).toBe(0);
});

it('a broker that lets in and then answers nothing does not hold up the end', async () => {
  const clock = new ManualClock();
  const closed = Promise.withResolvers<null>();
  const connected = Promise.withResolvers<void>();
  const link = new BrokerLink({
    connect: async () => ({ closed: closed.promise, end: async () => closed.resolve(null) }) as unknown as BrokerConnection,
    async onConnected(connection) {
      connected.resolve();
      await connection.closed;
      throw new DeliveryError('connection', 'the connection was ended.');
    },
    onState: () => {},
    clock,
  });
  link.start();
  await connected.promise;
  await link.close();
  expect(clock.pendingTimers).toBe(0);
});
