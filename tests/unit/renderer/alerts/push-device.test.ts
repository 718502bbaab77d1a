import { describe, expect, test } from 'vitest';
import {
  type BrowserSubscription,
  type PushBrowser,
  PushDevice,
  PushServiceError,
} from '../../../../renderer/installation/push/push-device.ts';
import { pushStateOf } from '../../../../renderer/installation/push/push-state.ts';
import type { PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import type { PushSubscriptionInfo } from '../../../../shared/alerts-push.ts';
import type { Language } from '../../../../shared/languages.ts';

/** A browser, PetLog, and what each knows of the other. */
function setUp(browserValues: Partial<PushBrowser> = {}) {
  const log: string[] = [];
  const posted: unknown[] = [];
  const kept = new Map<string, string>();
  const server: PushSubscriptionInfo[] = [];
  const state = {
    language: 'de' as Language,
    refusal: null as Error | null,
    here: null as (BrowserSubscription & { readonly number: number }) | null,
    count: 0,
  };
  const newSubscription = () => {
    state.count += 1;
    const number = state.count;
    state.here = {
      number,
      endpoint: `https://push.example/${number}`,
      toJSON: () => ({ endpoint: `https://push.example/${number}`, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: async () => {
        log.push(`browser ends ${number}`);
        state.here = null;
        return true;
      },
    };
    return state.here;
  };
  const registration = {
    pushManager: {
      getSubscription: async () => state.here,
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        if (state.refusal !== null) {
          throw state.refusal;
        }
        log.push(`browser subscribes with ${applicationServerKey}`);
        return newSubscription();
      },
    },
    active: { postMessage: (message: unknown) => void posted.push(message) },
  };
  const call = async (name: string, input: Record<string, unknown>): Promise<unknown> => {
    log.push(name);
    switch (name) {
      case 'push.key':
        return { public_key: 'key' };
      case 'push.list':
        return { subscriptions: server };
      case 'push.subscribe': {
        const id = `s ${String(input['endpoint']).slice(-1)}`;
        const info = { subscription_id: id, language: input['language'], device_name: input['device_name'] } as PushSubscriptionInfo;
        const at = server.findIndex(({ subscription_id }) => subscription_id === id);
        server.splice(at === -1 ? server.length : at, at === -1 ? 0 : 1, info);
        return info;
      }
      default:
        server.splice(0, server.length, ...server.filter(({ subscription_id }) => subscription_id !== input['id']));
        return {};
    }
  };
  const browser: PushBrowser = {
    isSecure: true,
    takesPush: true,
    isApplePage: false,
    permission: 'granted',
    askPermission: async () => 'granted',
    registration: async () => registration,
    register: async () => registration,
    ...browserValues,
  };
  const device = (): PushDevice =>
    new PushDevice({
      browser,
      client: { call: call as PetLogClient['call'] },
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      language: () => state.language,
      deviceName: () => 'Pixel',
    });
  return { device, log, posted, server, state, newSubscription, kept };
}

test('says why alerts do not come', () => {
  const all = { isSecure: true, takesPush: true, isApplePage: false, permission: 'granted', isSubscribed: true } as const;
  expect(pushStateOf(all)).toBe('on');
  expect(pushStateOf({ ...all, isSubscribed: false })).toBe('off');
  expect(pushStateOf({ ...all, permission: 'default' })).toBe('off');
  expect(pushStateOf({ ...all, permission: 'denied' })).toBe('denied');
  expect(pushStateOf({ ...all, takesPush: false })).toBe('unsupported');
  expect(pushStateOf({ ...all, takesPush: false, isApplePage: true })).toBe('apple');
  expect(pushStateOf({ ...all, takesPush: false, isApplePage: true, isSecure: false })).toBe('insecure');
});

describe('alerts to this browser', () => {
  test('begin with a press, are known the next time, and end', async () => {
    const { device, server, posted, state } = setUp();
    const first = device();
    expect(await first.look()).toBe('off');
    expect(await first.start()).toBe('on');
    expect(server).toEqual([{ subscription_id: 's 1', language: 'de', device_name: 'Pixel' }]);
    expect(posted).toEqual([{ pushSubscription: { language: 'de', subscriptionId: 's 1' } }]);
    const second = device();
    expect(await second.look()).toBe('on');
    expect(second.subscription?.subscription_id).toBe('s 1');
    expect(await second.stop()).toBe('off');
    expect([server, state.here]).toEqual([[], null]);
    expect(await device().look()).toBe('off');
  });

  test('ask for nothing without a yes', async () => {
    for (const [answer, outcome] of [
      ['default', 'off'],
      ['denied', 'denied'],
    ] as const) {
      const { device, log } = setUp({ permission: 'default', askPermission: async () => answer });
      expect(await device().start()).toBe(outcome);
      expect(log).toEqual([]);
    }
  });

  test('follow the language, and an address that the browser changed', async () => {
    const { device, server, state, newSubscription } = setUp();
    await device().start();
    state.language = 'fr';
    expect(await device().look()).toBe('on');
    expect(server.map(({ language }) => language)).toEqual(['fr']);
    newSubscription();
    expect(await device().look()).toBe('on');
    expect(server.map(({ subscription_id }) => subscription_id)).toEqual(['s 1', 's 2']);
  });

  test('end here when somebody ended them elsewhere', async () => {
    const { device, server, state, kept } = setUp();
    await device().start();
    server.length = 0;
    expect(await device().look()).toBe('off');
    expect([state.here, kept.size]).toEqual([null, 0]);
  });

  test('do not begin where the push service refuses, or PetLog does', async () => {
    const unreachable = setUp();
    unreachable.state.refusal = new Error('push service error');
    await expect(unreachable.device().start()).rejects.toThrow(PushServiceError);
    expect([unreachable.server, unreachable.kept.size]).toEqual([[], 0]);

    const refused = setUp();
    Object.defineProperty(refused.server, 'findIndex', {
      value: () => {
        throw new Error('full');
      },
    });
    await expect(refused.device().start()).rejects.toThrow('full');
    expect(refused.state.here).toBeNull();
  });
});
