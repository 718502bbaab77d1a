import type { ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { MovementWatch } from '../../../../renderer/state/activity/movement-watch.ts';
import { ManualDelay } from '../../../support/manual-delay.ts';

const host: ReactiveControllerHost = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};
const seen = { is_looking: true, sensitivity: 50, regions: [], is_new_scene: false };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A camera that answers when a test lets it. */
function open() {
  const time = new ManualDelay();
  const asked: unknown[] = [];
  const answers: { resolve: (answer: typeof seen) => void; reject: (error: Error) => void }[] = [];
  const shown = new Set<string>();
  const page = { isHidden: false };
  let pictures = 0;
  const watch = new MovementWatch(host, {
    client: {
      call: ((_name: string, input: unknown) => {
        asked.push(input);
        const { promise, resolve, reject } = Promise.withResolvers<typeof seen>();
        answers.push({ resolve, reject });
        return promise;
      }) as never,
    },
    snapshots: { snapshot: async () => ({ jpeg: new Blob(), capturedAt: null }) as never },
    delay: time.delay,
    isHidden: () => page.isHidden,
    addresses: {
      create: () => {
        const address = `picture-${(pictures += 1)}`;
        shown.add(address);
        return address;
      },
      revoke: (address) => shown.delete(address),
    },
  });
  return {
    watch,
    time,
    asked,
    shown,
    page,
    answer: async () => (answers.shift()!.resolve(seen), settled()),
    fail: async () => (answers.shift()!.reject(new Error('gone')), settled()),
  };
}

test('asks one question at a time while somebody watches, keeps one picture, and asks nothing before or after', async () => {
  const { watch, asked, shown, answer } = open();
  await settled();
  expect(asked).toEqual([]);
  watch.watch('main');
  expect(asked).toEqual([{ camera: 'main' }]);
  await answer();
  expect(watch.look).toMatchObject({ seen, picture: 'picture-1' });
  await answer();
  expect([...shown]).toEqual(['picture-2']);
  expect(asked).toHaveLength(3);
  watch.stop();
  await answer();
  expect(asked).toHaveLength(3);
  expect(shown.size).toBe(0);
  expect(watch.look).toBeNull();
});

test('says what went wrong and tries again after a while', async () => {
  const { watch, time, asked, fail, answer } = open();
  watch.watch('main');
  await fail();
  expect(watch.failure).toEqual(new Error('gone'));
  expect(asked).toHaveLength(1);
  time.pass(2000);
  await settled();
  expect(asked).toHaveLength(2);
  await answer();
  expect(watch.failure).toBeUndefined();
});

test('costs nothing while the page is hidden, and ends by itself after some minutes', async () => {
  const { watch, time, asked, page, answer } = open();
  watch.watch('main');
  page.isHidden = true;
  await answer();
  time.pass(20_000);
  await settled();
  expect(asked).toHaveLength(1);
  time.pass(3 * 60_000);
  expect(watch.isWatching).toBe(false);
  await settled();
  expect(asked).toHaveLength(1);
});

test('another camera takes the place of the first, whose answer is in vain', async () => {
  const { watch, asked, answer } = open();
  watch.watch('main');
  watch.watch('garden');
  await answer();
  expect(watch.look).toBeNull();
  await answer();
  expect(watch.look).not.toBeNull();
  expect(asked).toEqual([{ camera: 'main' }, { camera: 'garden' }, { camera: 'garden' }]);
});
