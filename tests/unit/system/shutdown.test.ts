import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../main/system/logger.ts';
import { endingSignals, Shutdown } from '../../../main/system/shutdown.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function create() {
  const clock = new ManualClock();
  const events = new EventEmitter();
  const exits: number[] = [];
  const messages: string[] = [];
  const logger = { ...silentLogger, error: (_fields: object, message: string) => messages.push(message) };
  const shutdown = new Shutdown({ clock, logger, events, exit: (code) => exits.push(code), deadlineMilliseconds: 4500 });
  shutdown.listen();
  return { clock, events, exits, messages, shutdown };
}

describe('shutdown', () => {
  test.each(endingSignals)('%s closes everything, newest first, and exits with 0', async (signal) => {
    const { clock, events, exits, shutdown } = create();
    const closed: string[] = [];
    shutdown.add('PetLog', async () => void closed.push('PetLog'));
    shutdown.add('window', async () => void closed.push('window'));
    events.emit(signal);
    await clock.advance(0);
    expect(closed).toEqual(['window', 'PetLog']);
    expect(exits).toEqual([0]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('a second signal neither closes twice nor exits early', async () => {
    const { clock, events, exits, shutdown } = create();
    const closing = Promise.withResolvers<undefined>();
    let closes = 0;
    shutdown.add('PetLog', () => ((closes += 1), closing.promise));
    events.emit('SIGINT');
    events.emit('SIGINT');
    events.emit('SIGTERM');
    await clock.advance(100);
    expect({ closes, exits }).toEqual({ closes: 1, exits: [] });
    closing.resolve(undefined);
    await clock.advance(0);
    expect(exits).toEqual([0]);
  });

  test('past the deadline it exits with 1 and says what would not close', async () => {
    const { clock, events, exits, messages, shutdown } = create();
    shutdown.add('PetLog', () => new Promise(() => {}));
    events.emit('SIGTERM');
    await clock.advance(4499);
    expect(exits).toEqual([]);
    await clock.advance(1);
    expect(exits).toEqual([1]);
    expect(messages).toEqual(['Stopping took too long; the process ends without it.']);
  });

  test.each(['uncaughtException', 'unhandledRejection'])('%s is logged, closes everything and exits with 1', async (name) => {
    const { clock, events, exits, messages, shutdown } = create();
    let isClosed = false;
    shutdown.add('PetLog', async () => void (isClosed = true));
    events.emit(name, new Error('a bug'));
    await clock.advance(0);
    expect({ isClosed, exits }).toEqual({ isClosed: true, exits: [1] });
    expect(messages).toEqual(['PetLog has a bug and stops.']);
  });

  test('a bug while closing turns success into failure', async () => {
    const { clock, events, exits, shutdown } = create();
    const closing = Promise.withResolvers<undefined>();
    shutdown.add('PetLog', () => closing.promise);
    events.emit('SIGTERM');
    events.emit('uncaughtException', new Error('a bug'));
    closing.resolve(undefined);
    await clock.advance(0);
    expect(exits).toEqual([1]);
  });

  test('what cannot be closed does not keep the rest open', async () => {
    const { clock, events, exits, shutdown } = create();
    let isClosed = false;
    shutdown.add('PetLog', async () => void (isClosed = true));
    shutdown.add('window', () => Promise.reject(new Error('no')));
    events.emit('SIGTERM');
    await clock.advance(0);
    expect({ isClosed, exits }).toEqual({ isClosed: true, exits: [1] });
  });

  test('listening again neither doubles nor loses a signal', async () => {
    const { clock, events, exits, shutdown } = create();
    events.removeAllListeners('SIGTERM');
    shutdown.listen();
    expect(events.listenerCount('SIGTERM')).toBe(1);
    expect(events.listenerCount('SIGINT')).toBe(1);
    events.emit('SIGTERM');
    await clock.advance(0);
    expect(exits).toEqual([0]);
  });
});
