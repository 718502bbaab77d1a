import { EventEmitter } from 'node:events';
import type { IpcRenderer } from 'electron';
import { expect, test } from 'vitest';
import { createBridge } from '../../../preload/bridge.ts';

function create() {
  const calls: unknown[][] = [];
  const emitter = Object.assign(new EventEmitter(), { invoke: async (...call: unknown[]) => (calls.push(call), { ok: true, value: {} }) });
  return { calls, emitter, bridge: createBridge(emitter as unknown as IpcRenderer) };
}

test('a call goes to its channel', async () => {
  const { bridge, calls } = create();
  expect(await bridge.call('live.start', { record_duration: 5 })).toEqual({ ok: true, value: {} });
  expect(calls).toEqual([['petlog:call:live.start', { record_duration: 5 }]]);
});

test.each(['nothing', '__proto__', 'live.start ', ''])('there is no channel "%s"', (name) => {
  const { bridge, calls, emitter } = create();
  expect(() => bridge.call(name as 'live.start', {})).toThrow('no channel');
  expect(() => bridge.on(name as 'status', () => {})).toThrow('no channel');
  expect(calls).toEqual([]);
  expect(emitter.eventNames()).toEqual([]);
});

test('a listener gets the payload without the event, until it is taken back', () => {
  const { bridge, emitter } = create();
  const heard: unknown[][] = [];
  const unsubscribe = bridge.on('notice', (...args) => heard.push(args));
  emitter.emit('petlog:push:notice', { sender: 'ipcRenderer' }, { name: 'camera.lost' });
  unsubscribe();
  emitter.emit('petlog:push:notice', {}, { name: 'camera.live' });
  expect(heard).toEqual([[{ name: 'camera.lost' }]]);
});
