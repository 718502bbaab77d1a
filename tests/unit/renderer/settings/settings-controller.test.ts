import type { ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { SettingsController } from '../../../../renderer/state/settings/settings-controller.ts';
import { CallError, type PetLogClient } from '../../../../renderer/transport/petlog-client.ts';
import { Config, type ConfigPatch } from '../../../../shared/config.ts';
import type { Notice } from '../../../../shared/events.ts';

const host: ReactiveControllerHost = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};

/** A camera whose answers to changes a test holds back and lets go. */
function start() {
  let config = Config.parse({});
  const changes: ConfigPatch[] = [];
  const held: PromiseWithResolvers<void>[] = [];
  const listeners = new Set<(notice: Notice) => void>();
  const later: (() => void)[] = [];
  const apply = (patch: ConfigPatch): void =>
    void (config = { ...config, camera: { ...config.camera, ...patch.camera }, kiosk: { ...config.kiosk, ...patch.kiosk } });
  const client = {
    async call(name: string, input: object) {
      if (name === 'settings.change') {
        changes.push(input);
        const answer = Promise.withResolvers<void>();
        held.push(answer);
        await answer.promise;
        apply(input);
      }
      return config;
    },
    onNotice(listener: (notice: Notice) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as PetLogClient;
  const settings = new SettingsController(host, client, (_milliseconds, work) => {
    later.push(work);
    return () => void later.splice(later.indexOf(work), 1);
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    settings,
    changes,
    listeners,
    settle,
    typed: () => later.splice(0).forEach((work) => work()),
    async answer(error?: CallError) {
      const next = held.shift();
      if (error === undefined) {
        next?.resolve();
      } else {
        next?.reject(error);
      }
      await settle();
    },
    async other(patch: ConfigPatch) {
      apply(patch);
      for (const listener of listeners) {
        listener({ name: 'settings.changed' } as Notice);
      }
      await settle();
    },
  };
}

test('a switch counts at once, and what is typed once it was typed', async () => {
  const { settings, changes, answer, typed } = start();
  expect(settings.values).toBeNull();
  await settings.open();
  settings.change('camera.rotation', 180);
  expect(changes).toEqual([{ camera: { rotation: 180 } }]);
  expect([settings.state, settings.values?.['camera.rotation']]).toEqual(['saving', 180]);
  await answer();
  expect(settings.state).toBe('saved');
  settings.change('camera.quality', 8);
  settings.change('camera.quality', 80);
  expect(changes).toHaveLength(1);
  typed();
  expect(changes.slice(1)).toEqual([{ camera: { quality: 80 } }]);
});

test('one change follows the other, so that the last one stays', async () => {
  const { settings, changes, answer } = start();
  await settings.open();
  settings.change('camera.hflip', true);
  settings.change('camera.hflip', false);
  settings.change('camera.vflip', true);
  expect(changes).toHaveLength(1);
  await answer();
  expect(changes.slice(1)).toEqual([{ camera: { hflip: false, vflip: true } }]);
  await answer();
  expect(changes).toHaveLength(2);
  expect(settings.values).toMatchObject({ 'camera.hflip': false, 'camera.vflip': true });
});

test('one that is refused is taken back and told, until the next one', async () => {
  const { settings, answer } = start();
  await settings.open();
  settings.change('camera.hflip', true);
  const refusal = new CallError('settings_not_saved', 'no room');
  await answer(refusal);
  expect(settings.values?.['camera.hflip']).toBe(false);
  expect(settings.failure).toEqual({ what: 'change', reason: refusal });
  settings.change('camera.vflip', true);
  expect(settings.failure).toBeNull();
  await answer();
  expect(settings.values).toMatchObject({ 'camera.hflip': false, 'camera.vflip': true });
});

test('what is not allowed is not sent, and stays on the screen only', async () => {
  const { settings, changes, typed } = start();
  await settings.open();
  settings.change('camera.quality', 101);
  typed();
  expect(changes).toEqual([]);
  expect(settings.values?.['camera.quality']).toBe(101);
  settings.close();
  await settings.open();
  expect(settings.values?.['camera.quality']).toBe(85);
  expect(changes).toEqual([]);
});

test('closing saves what was typed last, and follows nothing any more', async () => {
  const { settings, changes, listeners, typed } = start();
  await settings.open();
  expect(listeners.size).toBe(1);
  settings.change('kiosk.night_from', '21:30');
  settings.close();
  expect(changes).toEqual([{ kiosk: { night_from: '21:30' } }]);
  expect(listeners.size).toBe(0);
  typed();
  expect(changes).toHaveLength(1);
});

test('what others change is seen, also during a change of its own', async () => {
  const { settings, answer, other } = start();
  await settings.open();
  await other({ camera: { rotation: 180 } });
  expect(settings.values?.['camera.rotation']).toBe(180);
  settings.change('camera.hflip', true);
  await answer();
  settings.change('camera.vflip', true);
  const answered = answer();
  await other({ camera: { rotation: 0 } });
  await answered;
  expect(settings.values).toMatchObject({ 'camera.rotation': 0, 'camera.hflip': true, 'camera.vflip': true });
});

test.each(['main', 'garden'])('how far back %s is kept is its own, and what it does not say is that of all', async (cameraId) => {
  const own = { recording: { rewind_minutes: 3 } };
  const config = Config.parse({ camera: own, cameras: { garden: own }, recording: { pre_roll_seconds: 7 } });
  const calls: unknown[] = [];
  const client = {
    call: (name: string, input: object) => Promise.resolve().then(() => (calls.push([name, input]), config)),
    onNotice: () => () => {},
  } as unknown as PetLogClient;
  let typed = (): void => {};
  const settings = new SettingsController(host, client, (_milliseconds, work) => ((typed = work), () => {}), cameraId);
  await settings.open();
  expect(settings.values).toMatchObject({ 'recording.rewind_minutes': 3, 'recording.pre_roll_seconds': 7 });
  settings.change('recording.rewind_minutes', 20);
  typed();
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toEqual([
    ['settings.get', {}],
    ['cameras.change', { id: cameraId, recording: { rewind_minutes: 20 } }],
    ['settings.get', {}],
  ]);
  settings.close();
});
