import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EventLink, silenceMilliseconds, type EventSourceLike } from '../../../renderer/transport/event-link.ts';

class ManualSource implements EventSourceLike {
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>();
  closed = false;

  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string, data?: string): void {
    this.#listeners.get(type)?.({ data });
  }

  close(): void {
    this.closed = true;
  }
}

const sources: ManualSource[] = [];
const heard: string[] = [];

function openLink(): EventLink {
  const link = new EventLink(
    () => {
      const source = new ManualSource();
      sources.push(source);
      return source;
    },
    {
      message: (data) => heard.push(`message ${data}`),
      notice: (data) => heard.push(`notice ${data}`),
      disconnected: () => heard.push('disconnected'),
    },
  );
  link.open();
  return link;
}

const latest = (): ManualSource => sources.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  sources.length = 0;
  heard.length = 0;
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('passes messages and notices on', () => {
  const link = openLink();
  latest().emit('message', '1');
  latest().emit('notice', '2');
  expect(heard).toEqual(['message 1', 'notice 2']);
  link.close();
});

test('heartbeats keep a quiet link alive; silence ends it', () => {
  const link = openLink();
  for (let count = 0; count < 5; count += 1) {
    vi.advanceTimersByTime(silenceMilliseconds - 1);
    latest().emit('heartbeat', '');
  }
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(silenceMilliseconds);
  expect(heard).toEqual(['disconnected']);
  expect(latest().closed).toBe(true);
  link.close();
});

test('connects again with growing delays of at most 5 s, and quickly again after it was heard', () => {
  const link = openLink();
  const delays: number[] = [];
  for (let count = 0; count < 7; count += 1) {
    latest().emit('error');
    const failedAt = Date.now();
    vi.advanceTimersToNextTimer();
    delays.push(Date.now() - failedAt);
  }
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  expect(delays.at(-1)).toBe(5_000);
  expect(sources.slice(0, -1).every(({ closed }) => closed)).toBe(true);
  latest().emit('message', 'back');
  latest().emit('error');
  vi.advanceTimersByTime(delays[0]!);
  expect(sources).toHaveLength(9);
  link.close();
});

test('an attempt that is neither refused nor answered is given up', () => {
  const link = openLink();
  vi.advanceTimersByTime(silenceMilliseconds);
  vi.advanceTimersToNextTimer();
  expect(sources).toHaveLength(2);
  link.close();
});

test('nothing is heard from a source that was given up, or after close', () => {
  const link = openLink();
  const first = latest();
  first.emit('error');
  vi.advanceTimersToNextTimer();
  first.emit('message', 'late');
  first.emit('error');
  expect(heard).toEqual(['disconnected']);
  link.close();
  latest().emit('message', 'late');
  expect(heard).toEqual(['disconnected']);
});

test('retryNow does not wait, and does nothing while connected', () => {
  const link = openLink();
  link.retryNow();
  expect(sources).toHaveLength(1);
  latest().emit('error');
  link.retryNow();
  expect(sources).toHaveLength(2);
  link.close();
  link.retryNow();
  expect(sources).toHaveLength(2);
});

test('what has to come before is waited for, and a link that is not worth while is tried later', async () => {
  const asked: boolean[] = [];
  let isWorthWhile = true;
  const link = new EventLink(
    () => {
      const source = new ManualSource();
      sources.push(source);
      return source;
    },
    { message: () => undefined, notice: () => undefined, disconnected: () => heard.push('disconnected') },
    async (isRetry) => {
      asked.push(isRetry);
      return isWorthWhile;
    },
  );
  link.open();
  expect(sources).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(sources).toHaveLength(1);
  isWorthWhile = false;
  latest().emit('error');
  await vi.advanceTimersByTimeAsync(400);
  expect(asked).toEqual([false, true]);
  expect(sources).toHaveLength(1);
  isWorthWhile = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sources).toHaveLength(2);
  link.close();
});

test('a link that is closed while it prepares is not opened', async () => {
  const link = new EventLink(
    () => {
      throw new Error('opened');
    },
    { message: () => undefined, notice: () => undefined, disconnected: () => heard.push('disconnected') },
    async () => true,
  );
  link.open();
  link.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual([]);
});

test('reopen takes a new source while there is one, without a word', () => {
  const link = openLink();
  latest().emit('message', 'hello');
  link.reopen();
  expect(sources.map(({ closed }) => closed)).toEqual([true, false]);
  expect(heard).toEqual(['message hello']);
  link.close();
  link.reopen();
  expect(sources).toHaveLength(2);
});
