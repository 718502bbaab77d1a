import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Selection } from '../../../../renderer/state/library/selection.ts';
import {
  changedValues,
  isAllowed,
  storageFieldNames,
  storageFields,
  storageValues,
} from '../../../../renderer/state/library/storage-fields.ts';
import { bytesPerHour, storageShares } from '../../../../renderer/state/library/storage-shares.ts';
import { ConcurrencyLimit } from '../../../../renderer/state/library/concurrency-limit.ts';
import { undoMilliseconds, UndoQueue } from '../../../../renderer/state/library/undo-queue.ts';
import { Config } from '../../../../shared/config.ts';
import { recording } from './recordings.ts';

describe('undo', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const open = () => {
    const done: string[][] = [];
    return {
      done,
      queue: new UndoQueue<string>(
        (items) => void done.push([...items]),
        () => {},
      ),
    };
  };

  test('what is not taken back is done once, after a while', () => {
    const { done, queue } = open();
    queue.add(['a']);
    vi.advanceTimersByTime(undoMilliseconds - 1);
    expect(done).toEqual([]);
    queue.add(['b']);
    vi.advanceTimersByTime(undoMilliseconds - 1);
    expect([done, queue.items]).toEqual([[], ['a', 'b']]);
    vi.advanceTimersByTime(1);
    expect([done, queue.items]).toEqual([[['a', 'b']], []]);
    vi.advanceTimersByTime(undoMilliseconds * 2);
    expect(done).toHaveLength(1);
  });

  test('what is taken back is never done', () => {
    const { done, queue } = open();
    queue.add(['a', 'b']);
    queue.undo();
    vi.advanceTimersByTime(undoMilliseconds * 2);
    queue.flush();
    expect([done, queue.items]).toEqual([[], []]);
  });

  test('leaving does it at once', () => {
    const { done, queue } = open();
    queue.add(['a']);
    queue.flush();
    vi.advanceTimersByTime(undoMilliseconds * 2);
    expect(done).toEqual([['a']]);
  });
});

test('a selection knows how many, how much and how many of them are kept', () => {
  const [a, b, c] = [
    recording({ recording_id: 'a', file_size: 1 }),
    recording({ recording_id: 'b', file_size: 2, kept: true }),
    recording({ recording_id: 'c', file_size: 4 }),
  ];
  const selection = new Selection();
  selection.toggle(a);
  selection.toggleAll([a, b, c]);
  expect([selection.count, selection.sizeBytes, selection.keptCount]).toEqual([3, 7, 1]);
  selection.toggle(c);
  expect(selection.hasAll([a, b])).toBe(true);
  selection.update([c], () => false);
  expect(selection.has(a)).toBe(true);
  selection.update([{ ...a, kept: true }, c], () => true);
  expect([selection.recordings.map(({ recording_id }) => recording_id), selection.keptCount]).toEqual([['a'], 1]);
  selection.toggleAll([a]);
  expect(selection.count).toBe(0);
});

describe('storage', () => {
  const usage = {
    total_bytes: 100,
    available_bytes: 40,
    recordings_count: 3,
    recordings_bytes: 30,
    kept_bytes: 10,
    automatic_bytes: 0,
    oldest: null,
    limit_bytes: null,
    hours_left: null,
  };
  const sizes = (change: Partial<typeof usage>) => storageShares({ ...usage, ...change }).map(({ name, sizeBytes }) => [name, sizeBytes]);

  test('the shares add up to the disk', () => {
    expect(sizes({})).toEqual([
      ['recordings', 20],
      ['kept', 10],
      ['other', 30],
      ['free', 40],
    ]);
    expect(storageShares(usage).reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1);
  });

  test('numbers that contradict each other give no negative share', () => {
    expect(sizes({ recordings_bytes: 80, kept_bytes: 90 })).toEqual([
      ['recordings', 0],
      ['kept', 80],
      ['other', 0],
      ['free', 20],
    ]);
    expect(
      storageShares({ ...usage, total_bytes: 0, available_bytes: 0, recordings_bytes: 0, kept_bytes: 0 }).every(
        ({ fraction }) => fraction === 0,
      ),
    ).toBe(true);
  });

  test('2000 kbit/s are 0.9 GB an hour', () => expect(bytesPerHour(2000)).toBe(900_000_000));
});

describe('storage settings', () => {
  test.each(storageFieldNames)('%s has the limits of the schema', (name) => {
    const { min, max } = storageFields[name];
    const accepts = (value: number) => Config.safeParse({ recording: { [name]: value } }).success;
    expect([accepts(min), accepts(max), accepts(min - 1), accepts(max + 1), accepts(min + 0.5)]).toEqual([true, true, false, false, false]);
    expect([min, max, min - 1, max + 1, min + 0.5, Number.NaN].map((value) => isAllowed(name, value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('only what was changed is sent', () => {
    const before = storageValues(Config.parse({}).recording);
    expect(changedValues(before, { ...before, max_age_days: 30 })).toEqual({ max_age_days: 30 });
    expect(changedValues(before, before)).toEqual({});
  });
});

test('only so many have their turn at once; the last that waits comes first, and who gives up never', () => {
  const limit = new ConcurrencyLimit(2);
  const started: string[] = [];
  const [endA, , endC, endD] = ['a', 'b', 'c', 'd'].map((name) => limit.request(() => void started.push(name)));
  expect(started).toEqual(['a', 'b']);
  endA?.();
  expect(started).toEqual(['a', 'b', 'd']);
  endC?.();
  endD?.();
  endD?.();
  expect(started).toEqual(['a', 'b', 'd']);
  limit.request(() => void started.push('e'));
  limit.request(() => void started.push('f'));
  expect(started).toEqual(['a', 'b', 'd', 'e']);
});
