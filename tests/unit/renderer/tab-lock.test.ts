import { expect, test } from 'vitest';
import { LeaseLock, leaseMilliseconds } from '../../../renderer/transport/tab-lock.ts';

/** Storage and time that several tabs share. */
class Browser {
  readonly #values = new Map<string, string>();
  now = 1_000_000;
  readonly #sleeping: { until: number; wake: () => void }[] = [];

  readonly storage = {
    getItem: (key: string): string | null => this.#values.get(key) ?? null,
    setItem: (key: string, value: string): void => void this.#values.set(key, value),
    removeItem: (key: string): void => void this.#values.delete(key),
  };

  tab(): LeaseLock {
    return new LeaseLock({
      storage: this.storage,
      key: 'lock',
      now: () => this.now,
      sleep: (milliseconds) => new Promise((wake) => void this.#sleeping.push({ until: this.now + milliseconds, wake })),
    });
  }

  /** Lets time pass, a little at once. */
  async pass(milliseconds: number): Promise<void> {
    for (const end = this.now + milliseconds; this.now < end; this.now += 10) {
      for (const one of this.#sleeping.filter(({ until }) => until <= this.now)) {
        this.#sleeping.splice(this.#sleeping.indexOf(one), 1);
        one.wake();
      }
      for (let turn = 0; turn < 5; turn += 1) {
        await Promise.resolve();
      }
    }
  }
}

test('two tabs that begin at the same time take turns', async () => {
  const browser = new Browser();
  const tabs = [browser.tab(), browser.tab(), browser.tab()];
  let inside = 0;
  let most = 0;
  let done = 0;
  for (const tab of tabs) {
    void tab.hold(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      await Promise.resolve();
      inside -= 1;
      done += 1;
    });
  }
  await browser.pass(5_000);
  expect({ done, most }).toEqual({ done: 3, most: 1 });
  expect(browser.storage.getItem('lock')).toBeNull();
});

test('a tab that never comes back keeps the others waiting for its lease and no longer, and learns that it lost it', async () => {
  const browser = new Browser();
  let isStillMine: (() => boolean) | undefined;
  void browser.tab().hold((isHeld) => {
    isStillMine = isHeld;
    return new Promise(() => undefined);
  });
  await browser.pass(500);
  expect(isStillMine?.()).toBe(true);
  let hasTurn = false;
  void browser.tab().hold(async () => void (hasTurn = true));
  await browser.pass(leaseMilliseconds - 1_000);
  expect(hasTurn).toBe(false);
  await browser.pass(2_000);
  expect(hasTurn).toBe(true);
  expect(isStillMine?.()).toBe(false);
});

test('work that fails gives the turn on', async () => {
  const browser = new Browser();
  const tab = browser.tab();
  const failing = tab.hold(() => Promise.reject(new Error('broken')));
  const caught = failing.catch((error: unknown) => String(error));
  await browser.pass(600);
  expect(await caught).toBe('Error: broken');
  expect(browser.storage.getItem('lock')).toBeNull();
});

test('neither nonsense in the storage nor a clock that was set back blocks anybody', async () => {
  for (const left of ['nonsense', JSON.stringify({ owner: 'x', untilMilliseconds: 9e15 }), 'null', '{}']) {
    const browser = new Browser();
    browser.storage.setItem('lock', left);
    let hasTurn = false;
    void browser.tab().hold(async () => void (hasTurn = true));
    await browser.pass(600);
    expect(hasTurn, left).toBe(true);
  }
});

test('a page that goes before its turn has begun keeps nobody waiting; one whose turn has begun does', async () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  void first.hold(() => new Promise(() => {}));
  await browser.pass(100);
  first.abandon();
  expect(browser.storage.getItem('lock')).toBeNull();
  let isIn = false;
  void second.hold(async () => {
    isIn = true;
    await new Promise(() => {});
  });
  await browser.pass(1_000);
  expect(isIn).toBe(true);
  const held = browser.storage.getItem('lock');
  second.abandon();
  expect(browser.storage.getItem('lock')).toBe(held);
});
