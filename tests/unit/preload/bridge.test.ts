import { EventEmitter } from 'node:events';
import type { IpcRenderer } from 'electron';
import { expect, test } from 'vitest';
import { createBridge } from '../../../preload/bridge.ts';

function create() {
  const calls: unknown[][] = [];
  const emitter = Object.assign(new EventEmitter(), { invoke: async (...call: unknown[]) => (calls.push(call), { ok: true, value: {} }) });
  return { calls, emitter, bridge: createBridge(emitter as unknown as IpcRenderer) };
}

test('a call goes to its channel with its name', async () => {
  const { bridge, calls } = create();
  expect(await bridge.call('live.start', { record_duration: 5 })).toEqual({ ok: true, value: {} });
  expect(calls).toEqual([['petlog:call', 'live.start', { record_duration: 5 }]]);
});

test.each(['__proto__', 'constructor', 'toString', ''])('what is called "%s" reaches nobody', (name) => {
  const { bridge, emitter } = create();
  const heard: unknown[] = [];
  bridge.on('status', (status) => heard.push(status));
  bridge.on(name as 'notice', (notice) => heard.push(notice))();
  emitter.emit('petlog:push', {}, name, {});
  expect(heard).toEqual([]);
});

test('each listener hears what has its name, once, until it is taken back', () => {
  const { bridge, emitter } = create();
  const heard: unknown[] = [];
  const listen = (payload: unknown): void => void heard.push(payload);
  const unsubscribe = bridge.on('notice', listen);
  bridge.on('notice', listen);
  bridge.on('screen', listen);
  emitter.emit('petlog:push', {}, 'notice', 1);
  unsubscribe();
  unsubscribe();
  emitter.emit('petlog:push', {}, 'notice', 2);
  emitter.emit('petlog:push', {}, 'screen', 3);
  expect(heard).toEqual([1, 1, 2, 3]);
  expect(emitter.listenerCount('petlog:push')).toBe(1);
});

test('a listener gets the payload without the event, until it is taken back', () => {
  const { bridge, emitter } = create();
  const heard: unknown[][] = [];
  const unsubscribe = bridge.on('notice', (...args) => heard.push(args));
  emitter.emit('petlog:push', { sender: 'ipcRenderer' }, 'notice', { name: 'camera.lost' });
  unsubscribe();
  emitter.emit('petlog:push', {}, 'notice', { name: 'camera.live' });
  expect(heard).toEqual([[{ name: 'camera.lost' }]]);
});
