import { afterEach, expect, test, vi } from 'vitest';
import { BridgeClient } from '../../../renderer/transport/bridge-client.ts';
import { callTimeoutSeconds } from '../../../renderer/transport/petlog-client.ts';
import type { IpcPushes, IpcPushName, IpcReply, PetLogBridge } from '../../../shared/ipc.ts';
import { liveStatus } from './status.ts';

/** The kiosk's bridge with a given answer to every call. */
function bridgeWith(reply: () => Promise<IpcReply<unknown>>) {
  const listeners = new Map<IpcPushName, (payload: never) => void>();
  const bridge: PetLogBridge = {
    call: () => reply() as Promise<IpcReply<never>>,
    on: (name, listener) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
  };
  return { bridge, listeners, push: <N extends IpcPushName>(name: N, payload: IpcPushes[N]) => listeners.get(name)?.(payload as never) };
}

afterEach(() => void vi.useRealTimers());

test('unwraps answers', async () => {
  const { bridge } = bridgeWith(() => Promise.resolve({ ok: true, value: { version: '1.0.0', addresses: [] } }));
  expect(await new BridgeClient(bridge).call('kiosk.info', {})).toEqual({ version: '1.0.0', addresses: [] });
});

test('fails with the code and the sentence of the other side', async () => {
  const { bridge } = bridgeWith(() =>
    Promise.resolve({ ok: false, code: 'not_recording', message: 'No recording is running.', retryAfterSeconds: null, errors: [] }),
  );
  await expect(new BridgeClient(bridge).call('record.stop', {})).rejects.toMatchObject({
    code: 'not_recording',
    message: 'No recording is running.',
  });
});

test('says which values were wrong', async () => {
  const errors = [{ path: 'camera.source', message: 'is not allowed.' }];
  const { bridge } = bridgeWith(() =>
    Promise.resolve({ ok: false, code: 'invalid_input', message: 'camera.source: is not allowed.', retryAfterSeconds: null, errors }),
  );
  await expect(new BridgeClient(bridge).call('settings.change', {})).rejects.toMatchObject({ code: 'invalid_input', errors });
});

test('fails when the bridge itself does', async () => {
  const { bridge } = bridgeWith(() => Promise.reject(new Error('channel closed')));
  await expect(new BridgeClient(bridge).call('record.stop', {})).rejects.toMatchObject({ code: 'unreachable' });
});

test('gives up waiting, and leaves no timer', async () => {
  vi.useFakeTimers();
  const { bridge } = bridgeWith(() => new Promise(() => undefined));
  const outcome = expect(new BridgeClient(bridge).call('live.stop', {})).rejects.toMatchObject({ code: 'no_answer' });
  await vi.advanceTimersByTimeAsync(callTimeoutSeconds * 1000);
  await outcome;
  expect(vi.getTimerCount()).toBe(0);
});

test('waits longer while a camera is tried, and says how long', async () => {
  vi.useFakeTimers();
  const { bridge } = bridgeWith(() => new Promise(() => undefined));
  const outcome = expect(new BridgeClient(bridge).call('cameras.test', { source: 'v4l2' })).rejects.toMatchObject({ afterSeconds: 15 });
  await vi.advanceTimersByTimeAsync(15_000);
  await outcome;
});

test('is connected from the first status on, and unsubscribes', async () => {
  const { bridge, listeners, push } = bridgeWith(() => Promise.resolve({ ok: true, value: liveStatus({ frame_counter: 1 }) }));
  const client = new BridgeClient(bridge);
  const connections: string[] = [];
  const counters: number[] = [];
  client.onConnection((connection) => connections.push(connection));
  client.onStatus((status) => counters.push(status.frame_counter));
  client.open();
  await vi.waitFor(() => expect(counters).toEqual([1]), 60_000);
  push('status', liveStatus({ frame_counter: 2 }));
  expect(counters).toEqual([1, 2]);
  expect(connections).toEqual(['connecting', 'connected']);
  client.close();
  expect(listeners.size).toBe(0);
});

test('asks again when the first status does not come, until it is closed', async () => {
  vi.useFakeTimers();
  let calls = 0;
  const { bridge } = bridgeWith(() => {
    calls += 1;
    return Promise.resolve(
      calls < 3
        ? { ok: false, code: 'internal', message: 'not yet', retryAfterSeconds: null, errors: [] }
        : { ok: true, value: liveStatus() },
    );
  });
  const client = new BridgeClient(bridge);
  const connections: string[] = [];
  client.onConnection((connection) => connections.push(connection));
  client.open();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(connections).toEqual(['connecting', 'disconnected', 'connected']);
  expect(calls).toBe(3);
  client.close();
  expect(vi.getTimerCount()).toBe(0);
});
