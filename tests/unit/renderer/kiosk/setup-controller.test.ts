import type { ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SetupController } from '../../../../renderer/state/kiosk/setup-controller.ts';
import { CallError, type PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import { Config, type ConfigPatch } from '../../../../shared/config.ts';
import type { KioskInfo } from '../../../../shared/ipc.ts';

const host: ReactiveControllerHost = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};

/** A camera and its screen, as far as the setup asks them. */
function start(information: Partial<KioskInfo> = {}) {
  let config = Config.parse({});
  const calls: unknown[][] = [];
  const refused = new Set<string>();
  let info: KioskInfo = {
    version: '1',
    name: 'PetLog',
    time_zone: 'UTC',
    system_time_zone: 'UTC',
    setup: { step: 'language', finished: false },
    proposes_always_on: false,
    recordings_directory: '/r',
    addresses: [],
    certificate_fingerprint: null,
    authority_fingerprint: null,
    access: 'open',
    has_admin: false,
    lock: { has_pin: false, locked: false, locks_in_seconds: null },
    screen: { page_brightness_percent: 100, hide_cursor: true, on_screen_keyboard: true },
    ...information,
  };
  let looks = 0;
  const client = {
    async call(name: string, input: object) {
      if (name !== 'settings.get' && name !== 'storage.get') {
        calls.push([name, input]);
      }
      if (refused.has(name)) {
        throw new CallError('settings_not_saved', 'no room');
      }
      if (name === 'settings.change') {
        const patch = input as ConfigPatch;
        config = {
          ...config,
          server: { ...config.server, ...patch.server },
          camera: { ...config.camera, ...patch.camera },
          security: { ...config.security, ...patch.security },
        };
        info = { ...info, access: config.security.access };
      }
      return name.startsWith('settings.') ? config : input;
    },
  } as unknown as PetLogClient;
  const setup = new SetupController(host, client, async () => {
    looks += 1;
    return info;
  });
  return { setup, calls, refused, information: () => info, looks: () => looks };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it begins by itself on a new camera only, and where it was', () => {
  for (const [known, step] of [
    [{}, 'language'],
    [{ setup: { step: 'storage', finished: false } }, 'storage'],
    // Meanwhile somebody was let in.
    [{ setup: { step: 'pairing', finished: false } }, 'done'],
    [{ setup: { step: 'pairing', finished: false }, access: 'accounts' }, 'pairing'],
    [{ setup: { step: 'done', finished: true } }, null],
    [{ lock: { has_pin: true, locked: true, locks_in_seconds: null } }, null],
  ] as [Partial<KioskInfo>, string | null][]) {
    const { setup, information } = start(known);
    setup.follow(information());
    expect(setup.step, JSON.stringify(known)).toBe(step);
    setup.close();
  }
});

test('skipped while a step is being saved, it stays closed', async () => {
  const { setup, calls, information } = start({ setup: { step: 'name', finished: false } });
  setup.follow(information());
  await vi.runAllTimersAsync();
  setup.change('server', { name: 'Kitchen' });
  const next = setup.next();
  await setup.skip();
  await next;
  expect(setup.step).toBeNull();
  expect(calls.at(-1)).toEqual(['kiosk.save_setup', { step: 'done', finished: true }]);
});

test('a step is left with what was chosen saved, then the step itself', async () => {
  const { setup, calls, information } = start({ setup: { step: 'name', finished: false } });
  setup.follow(information());
  await vi.runAllTimersAsync();
  setup.change('server', { name: ' Kitchen ' });
  await setup.next();
  expect(calls).toEqual([
    ['settings.change', { server: { name: 'Kitchen' } }],
    ['kiosk.save_setup', { step: 'time_zone', finished: false }],
  ]);
  expect(setup.step).toBe('time_zone');
  await setup.back();
  expect([setup.step, setup.settings?.server.name]).toEqual(['name', 'Kitchen']);
  setup.change('server', { name: '  ' });
  expect(setup.isRight).toBe(false);
  await setup.next();
  expect(setup.step).toBe('name');
  await setup.back();
  expect([setup.step, setup.settings?.server.name]).toEqual(['language', 'Kitchen']);
});

test('what the disk refuses stays on the screen, with the reason, and can be tried again', async () => {
  const { setup, refused, information } = start({ setup: { step: 'name', finished: false } });
  setup.follow(information());
  await vi.runAllTimersAsync();
  refused.add('settings.change');
  setup.change('server', { name: 'Kitchen' });
  await setup.next();
  expect([setup.step, setup.settings?.server.name, setup.saved?.server.name]).toEqual(['name', 'Kitchen', 'PetLog']);
  expect(setup.failure).toBeInstanceOf(CallError);
  refused.clear();
  await setup.next();
  expect([setup.step, setup.saved?.server.name, setup.failure]).toEqual(['time_zone', 'Kitchen', undefined]);
});

test('accounts put the pairing on the way, and the end is remembered', async () => {
  const { setup, calls, information } = start({ setup: { step: 'access', finished: false } });
  setup.follow(information());
  await vi.runAllTimersAsync();
  expect(setup.steps).not.toContain('pairing');
  setup.change('security', { access: 'accounts' });
  await setup.next();
  expect(setup.step).toBe('pairing');
  await setup.next();
  expect(setup.step).toBe('done');
  await setup.next();
  expect(setup.step).toBeNull();
  expect(calls.at(-1)).toEqual(['kiosk.save_setup', { step: 'done', finished: true }]);
  setup.follow(information());
  expect(setup.step).toBeNull();
});

test('the network is looked for in its step, and no longer', async () => {
  const { setup, information, looks } = start({ setup: { step: 'network', finished: false } });
  setup.follow(information());
  await vi.advanceTimersByTimeAsync(5000);
  expect(looks()).toBe(2);
  await setup.next();
  const then = looks();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(looks()).toBe(then);
  expect(vi.getTimerCount()).toBe(0);
});

test('whoever opens it again changes settings, but not how far the first setup came', async () => {
  const { setup, calls } = start({ setup: { step: 'done', finished: true } });
  setup.open();
  await vi.runAllTimersAsync();
  setup.change('server', { language: 'de' });
  await setup.next();
  await setup.skip();
  expect(calls).toEqual([['settings.change', { server: { language: 'de' } }]]);
  expect(setup.step).toBeNull();
});

test('proposes on a Raspberry Pi that the camera is always on, saves what is chosen, and proposes nothing where it was set up before', async () => {
  const { setup, calls, information } = start({ setup: { step: 'always_on', finished: false }, proposes_always_on: true });
  setup.follow(information());
  await vi.waitFor(() => expect(setup.settings?.camera.always_on).toBe(true), 60_000);
  await setup.next();
  expect(calls[0]).toEqual(['settings.change', { camera: { always_on: true } }]);
  setup.change('recording', {});
  await setup.back();
  setup.change('camera', { always_on: false });
  await setup.next();
  expect(calls).toContainEqual(['settings.change', { camera: { always_on: false } }]);

  const again = start({ setup: { step: 'done', finished: true }, proposes_always_on: true });
  again.setup.follow(again.information());
  again.setup.open();
  await vi.waitFor(() => expect(again.setup.settings).not.toBeNull(), 60_000);
  expect(again.setup.settings?.camera.always_on).toBe(false);
});
