import type { IpcRenderer } from 'electron';
import { callChannel, pushChannel } from '../shared/ipc-channels.ts';
import type { IpcCallName, IpcInput, IpcOutput, IpcPushes, IpcPushName, IpcReply, PetLogBridge } from '../shared/ipc.ts';

type Listener = (payload: IpcPushes[IpcPushName]) => void;

/**
 * What the page gets: the two channels of the contract, and never `ipcRenderer`
 * itself. Names are checked by the main process, which has the contract.
 */
export function createBridge(ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on'>): PetLogBridge {
  const listeners = new Map<string, Set<Listener>>();
  // The event is not handed on: it carries ipcRenderer.
  ipcRenderer.on(pushChannel, (_event, name: IpcPushName, payload: IpcPushes[IpcPushName]) => {
    for (const listener of [...(listeners.get(name) ?? [])]) {
      listener(payload);
    }
  });
  return {
    call: <N extends IpcCallName>(name: N, input: IpcInput<N>) =>
      ipcRenderer.invoke(callChannel, name, input) as Promise<IpcReply<IpcOutput<N>>>,
    on<N extends IpcPushName>(name: N, listener: (payload: IpcPushes[N]) => void) {
      // One of its own for each subscription, as the same function may have several.
      const subscription: Listener = (payload) => listener(payload as IpcPushes[N]);
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName.add(subscription));
      return () => void ofName.delete(subscription);
    },
  };
}
