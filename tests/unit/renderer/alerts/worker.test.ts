import { describe, expect, test, vi } from 'vitest';
import { type AlertNotification, AlertReceiver, type AppWindow } from '../../../../renderer/installation/push/alert-receiver.ts';
import { CachedMemory, type KeptSubscription, renewSubscription } from '../../../../renderer/installation/push/renewed-subscription.ts';
import { WorkerClient } from '../../../../renderer/installation/push/worker-client.ts';
import { PushMessage } from '../../../../shared/alerts-push.ts';

const scope = new URL('https://camera.local/home/');

const message = (values: Partial<PushMessage> = {}): PushMessage =>
  PushMessage.parse({
    alert_id: 'alert-1',
    tag: 'visit-7',
    is_update: false,
    title: 'Luna am Napf',
    body: 'Küche, 14:02',
    path: 'app/activity/7',
    picture_path: null,
    event_id: 7,
    event_type: 'visit',
    camera_id: 'main',
    rule_id: 'r',
    subscription_id: 's-1',
    timestamp: '2026-05-01T12:02:00Z',
    language: 'de',
    actions: [{ action: 'snooze-30', title: '30 Minuten still' }],
    ...values,
  });

type Ask = WorkerClient['ask'];

function open({ ask = async () => new Response(), windows = [] }: { ask?: Ask; windows?: readonly AppWindow[] } = {}) {
  const shown: { title: string; options: AlertNotification }[] = [];
  const opened: string[] = [];
  let giveUp = (): void => {};
  const receiver = new AlertReceiver({
    scope,
    client: { ask },
    windows: { matchAll: async () => windows, openWindow: async (address) => void opened.push(address) },
    showNotification: async (title, options) => void shown.push({ title, options }),
    sleep: () => new Promise<void>((resolve) => (giveUp = resolve)),
  });
  return { receiver, shown, opened, giveUp: () => giveUp() };
}

function windowAt(url: string, focused = false): AppWindow & { readonly log: string[] } {
  const log: string[] = [];
  return { url, focused, log, focus: async () => void log.push('focus'), navigate: async (address) => void log.push(address) };
}

describe('an alert', () => {
  test('is shown in its own language, with its buttons, and an update takes its place without a sound', async () => {
    const { receiver, shown } = open();
    await receiver.show(message());
    await receiver.show(message({ is_update: true, body: '2 Minuten' }));
    expect(shown[0]).toMatchObject({
      title: 'Luna am Napf',
      options: {
        body: 'Küche, 14:02',
        tag: 'visit-7',
        lang: 'de',
        renotify: true,
        silent: false,
        icon: 'https://camera.local/home/icons/192.png',
      },
    });
    expect(shown[0]?.options.actions).toEqual([{ action: 'snooze-30', title: '30 Minuten still' }]);
    expect(shown[1]?.options).toMatchObject({
      tag: 'visit-7',
      renotify: false,
      silent: true,
      timestamp: Date.parse('2026-05-01T12:02:00Z'),
    });
    expect(shown[0]?.options).not.toHaveProperty('image');
  });

  test('has its picture, and comes without one that is refused, or late', async () => {
    const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
    const asked: string[] = [];
    const ask: Ask = async (path) => {
      asked.push(path);
      return new Response(picture, { headers: { 'content-type': 'image/jpeg' } });
    };
    const withPicture = open({ ask });
    await withPicture.receiver.show(message({ picture_path: 'events/7/picture' }));
    expect(asked).toEqual(['events/7/picture']);
    expect(withPicture.shown[0]?.options.image).toBe(`data:image/jpeg;base64,${Buffer.from(picture).toString('base64')}`);

    const refused = open({ ask: async () => new Response(null, { status: 404 }) });
    await refused.receiver.show(message({ picture_path: 'events/7/picture' }));
    expect(refused.shown[0]?.options).not.toHaveProperty('image');

    const away = open({ ask: () => new Promise<Response>(() => {}) });
    const showing = away.receiver.show(message({ picture_path: 'events/7/picture' }));
    away.giveUp();
    await showing;
    expect(away.shown).toHaveLength(1);
  });

  test('opens its moment in the window of the app that is there', async () => {
    const elsewhere = windowAt('https://camera.local/other/');
    const wall = windowAt('https://camera.local/home/?view=plain');
    const page = windowAt('https://camera.local/home/app/more');
    const focused = windowAt('https://camera.local/home/', true);
    const many = open({ windows: [elsewhere, wall, page, focused] });
    await many.receiver.press('', { path: 'app/activity/7', subscriptionId: 's' });
    expect(focused.log).toEqual(['focus', 'https://camera.local/home/app/activity/7']);
    expect([elsewhere.log, wall.log, page.log, many.opened]).toEqual([[], [], [], []]);

    const none = open({ windows: [elsewhere, wall] });
    await none.receiver.press('', { path: 'app/activity/7', subscriptionId: 's' });
    expect(none.opened).toEqual(['https://camera.local/home/app/activity/7']);

    const strange = { ...page, navigate: async () => Promise.reject(new TypeError('not controlled')) };
    const other = open({ windows: [strange] });
    await other.receiver.press('', { path: '/elsewhere', subscriptionId: 's' });
    expect(other.opened).toEqual(['https://camera.local/home/']);
  });

  test('snoozes this browser by its buttons, and opens the page of alerts where that fails', async () => {
    const asked: unknown[] = [];
    let status = 200;
    const ask: Ask = async (...request) => {
      asked.push(request);
      return new Response('{}', { status });
    };
    const { receiver, opened } = open({ ask });
    await receiver.press('snooze-30', { path: 'app/activity/7', subscriptionId: 's-1' });
    await receiver.press('snooze-morning', { path: 'app/activity/7', subscriptionId: 's-1' });
    expect(asked).toEqual([
      ['alerts/snooze', 'POST', { minutes: 30, subscription_id: 's-1' }],
      ['alerts/snooze', 'POST', { until: 'morning', subscription_id: 's-1' }],
    ]);
    expect(opened).toEqual([]);
    status = 401;
    await receiver.press('snooze-15', { path: 'app/activity/7', subscriptionId: 's-1' });
    expect(opened).toEqual(['https://camera.local/home/app/more/alerts']);
  });
});

describe('a worker that asks', () => {
  const client = (answer: (path: string, request: RequestInit) => Response) => {
    const asked: string[] = [];
    const locks: string[] = [];
    const worker = new WorkerClient({
      scope,
      fetch: async (address, request) => {
        const path = (address as URL).href.slice(scope.href.length);
        asked.push(`${request?.method} ${path}`);
        return answer(path, request ?? {});
      },
      locks: {
        request: (async (name: string, work: () => Promise<unknown>) => {
          locks.push(name);
          return work();
        }) as LockManager['request'],
      },
    });
    return { worker, asked, locks };
  };

  test('renews a session that has ended, in turn with the pages, and asks once more', async () => {
    let isIn = false;
    const { worker, asked, locks } = client((path) => {
      if (path === 'auth/session') {
        return Response.json({ state: 'signed_out' });
      }
      isIn ||= path === 'auth/refresh';
      return new Response('{}', { status: isIn ? 200 : 401 });
    });
    expect((await worker.ask('alerts/snooze', 'POST', { minutes: 15 })).status).toBe(200);
    expect(asked).toEqual(['POST alerts/snooze', 'GET auth/session', 'POST auth/refresh', 'POST alerts/snooze']);
    expect(locks).toEqual(['petlog-session /home/']);
  });

  test('uses no token where a page has renewed the session, and gives up after that', async () => {
    const { worker, asked } = client((path) =>
      path === 'auth/session' ? Response.json({ state: 'signed_in' }) : new Response(null, { status: 401 }),
    );
    expect((await worker.ask('events/7/picture')).status).toBe(401);
    expect(asked).toEqual(['GET events/7/picture', 'GET auth/session', 'GET events/7/picture']);
  });
});

describe('a subscription that the browser changed', () => {
  const keys = { p256dh: 'p', auth: 'a' };
  const subscribe = async () => ({ toJSON: () => ({ endpoint: 'https://push.example/2', keys }) });
  const memoryOf = (kept: KeptSubscription | null) => ({ read: async () => kept, write: vi.fn(async () => {}) });

  test('is told to PetLog in the language of before, and the old one is ended', async () => {
    const memory = memoryOf({ language: 'ja', subscriptionId: 'old' });
    const ask = vi.fn<Ask>(async () => Response.json({ subscription_id: 'new' }, { status: 201 }));
    await renewSubscription({ client: { ask }, memory, subscribe });
    expect(ask.mock.calls).toEqual([
      ['alerts/push-subscriptions', 'POST', { endpoint: 'https://push.example/2', keys, language: 'ja' }],
      ['alerts/push-subscriptions/old', 'DELETE'],
    ]);
    expect(memory.write).toHaveBeenCalledWith({ language: 'ja', subscriptionId: 'new' });
  });

  test('is left alone where nobody asked for alerts, and kept as it was where PetLog refuses', async () => {
    const ask = vi.fn<Ask>(async () => new Response(null, { status: 401 }));
    const nothing = memoryOf(null);
    await renewSubscription({ client: { ask }, memory: nothing, subscribe });
    expect(ask).not.toHaveBeenCalled();
    const memory = memoryOf({ language: 'en', subscriptionId: 'old' });
    await renewSubscription({ client: { ask }, memory, subscribe });
    expect(ask).toHaveBeenCalledTimes(1);
    expect(memory.write).not.toHaveBeenCalled();
  });

  test('is remembered in the cache of the browser', async () => {
    const files = new Map<string, Response>();
    const names: string[] = [];
    const caches = {
      open: async (name: string) => {
        names.push(name);
        return {
          match: async (address: string) => files.get(address)?.clone(),
          put: async (address: string, file: Response) => void files.set(address, file),
        };
      },
    } as unknown as CacheStorage;
    const memory = new CachedMemory(caches, scope);
    expect(await memory.read()).toBeNull();
    await memory.write({ language: 'de', subscriptionId: 's' });
    expect(await memory.read()).toEqual({ language: 'de', subscriptionId: 's' });
    expect(new Set(names)).toEqual(new Set(['petlog-push https://camera.local/home/']));
  });
});
