import type { IpcRenderer } from 'electron';
import { callChannel, ipcCallNames, ipcPushNames, pushChannel } from '../shared/ipc-channels.ts';
import type { IpcCallName, IpcOutput, IpcPushes, IpcPushName, IpcReply, PetLogBridge } from '../shared/ipc.ts';

/** What the page gets: the channels of the contract and no others, and never `ipcRenderer` itself. */
export function createBridge(ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'off'>): PetLogBridge {
  return {
    call<N extends IpcCallName>(name: N, input: unknown) {
      assertKnown(ipcCallNames, name);
      return ipcRenderer.invoke(callChannel(name), input) as Promise<IpcReply<IpcOutput<N>>>;
    },
    on<N extends IpcPushName>(name: N, listener: (payload: IpcPushes[N]) => void) {
      assertKnown(ipcPushNames, name);
      const channel = pushChannel(name);
      // The event is not handed on: it carries ipcRenderer.
      const withoutEvent = (_event: unknown, payload: IpcPushes[N]): void => listener(payload);
      ipcRenderer.on(channel, withoutEvent);
      return () => void ipcRenderer.off(channel, withoutEvent);
    },
  };
}

function assertKnown(names: readonly string[], name: string): void {
  if (!names.includes(name)) {
    throw new Error(`PetLog has no channel "${name}".`);
  }
}
