import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Messages } from '../../../renderer/state/messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const words = (messages: Messages): string[] => messages.list.map(({ text }) => text);

test('messages go by themselves, errors later than information', () => {
  const messages = new Messages(() => undefined);
  messages.add('error', 'failed');
  messages.add('information', 'saved');
  vi.advanceTimersToNextTimer();
  expect(words(messages)).toEqual(['failed']);
  vi.advanceTimersToNextTimer();
  expect(words(messages)).toEqual([]);
});

test('the same words stand there once, and no more than three messages', () => {
  const messages = new Messages(() => undefined);
  for (const text of ['a', 'b', 'a', 'c', 'd']) {
    messages.add('error', text);
  }
  expect(words(messages)).toEqual(['a', 'c', 'd']);
});

test('a dismissed message is gone, and close leaves no timer', () => {
  let changes = 0;
  const messages = new Messages(() => (changes += 1));
  messages.add('error', 'a');
  messages.dismiss(messages.list[0]!.id);
  expect(words(messages)).toEqual([]);
  expect(changes).toBe(2);
  messages.add('error', 'b');
  messages.close();
  expect(vi.getTimerCount()).toBe(0);
});
