import { beforeEach, expect, test } from 'vitest';
import { StorageChannel, type StorageWindow } from '../../../renderer/transport/storage-channel.ts';

type StorageListener = Parameters<StorageWindow['addEventListener']>[1];

/** The storage of a browser, which tells each change to all windows but the one that made it. */
class SharedStorage {
  readonly values = new Map<string, string>();
  readonly #windows = new Set<Set<StorageListener>>();
  isFull = false;

  window(): StorageWindow & { readonly listeners: Set<StorageListener> } {
    const listeners = new Set<StorageListener>();
    this.#windows.add(listeners);
    const change = (key: string, newValue: string | null): void => {
      if ((this.values.get(key) ?? null) === newValue) {
        return;
      }
      if (newValue !== null && this.isFull) {
        throw new Error('QuotaExceededError');
      }
      if (newValue === null) {
        this.values.delete(key);
      } else {
        this.values.set(key, newValue);
      }
      for (const others of this.#windows) {
        if (others !== listeners) {
          for (const listener of others) {
            listener({ key, newValue });
          }
        }
      }
    };
    return {
      listeners,
      localStorage: { setItem: change, removeItem: (key) => change(key, null) },
      addEventListener: (_type, listener) => listeners.add(listener),
      removeEventListener: (_type, listener) => listeners.delete(listener),
    };
  }
}

let storage: SharedStorage;

beforeEach(() => (storage = new SharedStorage()));

function open(name = 'petlog'): { channel: StorageChannel; heard: unknown[]; listeners: Set<StorageListener> } {
  const window = storage.window();
  const channel = new StorageChannel(window, name);
  const heard: unknown[] = [];
  channel.addEventListener('message', ({ data }) => heard.push(data));
  return { channel, heard, listeners: window.listeners };
}

test('what is posted is heard by all others, twice when it is said twice, and nothing stays in the storage', () => {
  const [one, other, stranger] = [open(), open(), open('another')];
  one.channel.postMessage({ type: 'leave' });
  one.channel.postMessage({ type: 'leave' });
  other.channel.postMessage({ type: 'ask', rank: 1 });
  expect([one.heard, other.heard, stranger.heard]).toEqual([[{ type: 'ask', rank: 1 }], [{ type: 'leave' }, { type: 'leave' }], []]);
  expect([...storage.values]).toEqual([]);
});

test('one that is closed hears nothing', () => {
  const [one, other] = [open(), open()];
  other.channel.close();
  one.channel.postMessage('x');
  expect(other.heard).toEqual([]);
  expect(other.listeners.size).toBe(0);
});

test('a full storage breaks nothing', () => {
  const [one, other] = [open(), open()];
  storage.isFull = true;
  one.channel.postMessage('x');
  storage.isFull = false;
  one.channel.postMessage('y');
  expect(other.heard).toEqual(['y']);
});
