/**
 * What runs inside the page: Electron's contextBridge and ipcRenderer. These
 * functions are handed to Chromium as text, so they know nothing of this file
 * and each other but what they are given.
 */

interface Peer {
  expose(name: string, value: unknown): void;
}

/**
 * One side of the bridge between the page's world and the preload script's. The
 * worlds share the document but no objects: values are copied through the events
 * of the document, functions and promises are handed over as numbers.
 */
function createPeer(sendEvent: string, receiveEvent: string): Peer {
  type Encoded =
    | { type: 'function' | 'promise'; id: number }
    | { type: 'array'; items: Encoded[] }
    | { type: 'object'; entries: [string, Encoded][] }
    | { type: 'error'; message: string }
    | { type: 'value'; value: unknown };
  type Message =
    | { kind: 'expose'; name: string; value: Encoded }
    | { kind: 'call'; callId: number; functionId: number; args: Encoded[] }
    | { kind: 'return'; callId: number; isError: boolean; value: Encoded }
    | { kind: 'settle'; promiseId: number; isError: boolean; value: Encoded };

  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const returns = new Map<number, { isError: boolean; value: unknown }>();
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let lastId = 0;

  const post = (message: Message): void => void document.dispatchEvent(new CustomEvent(sendEvent, { detail: message }));

  const encode = (value: unknown): Encoded => {
    if (typeof value === 'function') {
      functions.set(++lastId, value as (...args: unknown[]) => unknown);
      return { type: 'function', id: lastId };
    }
    if (value instanceof Promise) {
      const promiseId = ++lastId;
      const settle = (isError: boolean) => (result: unknown) => post({ kind: 'settle', promiseId, isError, value: encode(result) });
      value.then(settle(false), settle(true));
      return { type: 'promise', id: promiseId };
    }
    if (value instanceof Error) {
      return { type: 'error', message: value.message };
    }
    if (Array.isArray(value)) {
      return { type: 'array', items: value.map(encode) };
    }
    if (typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
      return { type: 'object', entries: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
    }
    return { type: 'value', value: structuredClone(value) };
  };

  const decode = (encoded: Encoded): unknown => {
    switch (encoded.type) {
      case 'function':
        return (...args: unknown[]) => call(encoded.id, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(encoded.id, { resolve, reject }));
      case 'error':
        return new Error(encoded.message);
      case 'array':
        return encoded.items.map(decode);
      case 'object':
        return Object.fromEntries(encoded.entries.map(([key, item]) => [key, decode(item)]));
      case 'value':
        return encoded.value;
    }
  };

  const call = (functionId: number, args: unknown[]): unknown => {
    const callId = ++lastId;
    // Events are dispatched at once, so the answer is there when this returns.
    post({ kind: 'call', callId, functionId, args: args.map(encode) });
    const result = returns.get(callId);
    returns.delete(callId);
    if (result?.isError !== false) {
      // The value as it was thrown in the other world, whatever it is.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw result?.value ?? new Error('The other world is gone');
    }
    return result.value;
  };

  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(freeze);
      Object.freeze(value);
    }
    return value;
  };

  document.addEventListener(receiveEvent, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    switch (message.kind) {
      case 'expose':
        Object.defineProperty(globalThis, message.name, { value: freeze(decode(message.value)), enumerable: true });
        break;
      case 'call':
        try {
          const value = functions.get(message.functionId)?.(...message.args.map(decode));
          post({ kind: 'return', callId: message.callId, isError: false, value: encode(value) });
        } catch (error) {
          post({ kind: 'return', callId: message.callId, isError: true, value: encode(error) });
        }
        break;
      case 'return':
        returns.set(message.callId, { isError: message.isError, value: decode(message.value) });
        break;
      case 'settle': {
        const promise = promises.get(message.promiseId);
        promises.delete(message.promiseId);
        (message.isError ? promise?.reject : promise?.resolve)?.(decode(message.value));
      }
    }
  });

  return { expose: (name, value) => post({ kind: 'expose', name, value: encode(value) }) };
}

type Listener = (event: object, ...args: unknown[]) => void;

/** What the preload script's `require('electron')` gives. */
function createRendererElectron(peer: Peer, bindingName: string, deliverName: string): object {
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  type Delivery = { kind: 'push'; channel: string; args: unknown[] } | { kind: 'reply'; id: number; value?: unknown; error?: string };
  Object.defineProperty(globalThis, deliverName, {
    value(delivery: Delivery) {
      if (delivery.kind === 'push') {
        for (const listener of [...(listeners.get(delivery.channel) ?? [])]) {
          listener({ sender: ipcRenderer }, ...delivery.args);
        }
        return;
      }
      const call = waiting.get(delivery.id);
      waiting.delete(delivery.id);
      if (delivery.error === undefined) {
        call?.resolve(delivery.value);
      } else {
        call?.reject(new Error(delivery.error));
      }
    },
  });
  const send = (globalThis as unknown as Record<string, (payload: string) => void>)[bindingName];
  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = ++lastId;
      const payload = JSON.stringify({ id, channel, args: structuredClone(args) });
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send?.(payload);
      });
    },
    on(channel: string, listener: Listener): object {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Listener): object {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  return { ipcRenderer, contextBridge: { exposeInMainWorld: (name: string, value: unknown) => peer.expose(name, value) } };
}

/** Name of the preload script's world. */
export const isolatedWorldName = 'Electron Isolated Context';
/** Function of that world that calls the main process. */
export const bindingName = 'electronStandInCall';
/** Function of that world that the main process calls. */
export const deliverName = 'electronStandInDeliver';

/** The page's side of the bridge, to run before its own scripts. Preload scripts exist in main frames only. */
export const mainWorldScript = `if (window === window.top) { (${createPeer.toString()})('electron-to-preload', 'electron-to-page'); }`;

/** The preload script and its side of the bridge, to run in its own world. */
export function isolatedWorldScript(preload: string): string {
  return `if (window === window.top) {
    const peer = (${createPeer.toString()})('electron-to-page', 'electron-to-preload');
    const electron = (${createRendererElectron.toString()})(peer, ${JSON.stringify(bindingName)}, ${JSON.stringify(deliverName)});
    const require = (name) => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return electron;
    };
    ((require, module, exports) => {
${preload}
    })(require, { exports: {} }, {});
  }`;
}
