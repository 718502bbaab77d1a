import { ipcCallNames, type IpcCallName } from '../../shared/ipc-channels.ts';
import type { KioskInfo } from '../../shared/ipc.ts';
import type { Caller } from '../../shared/routes.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { IpcCallHandlers } from './ipc-calls.ts';

/** Whoever stands before the screen. */
const kioskCaller: Caller = { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null };

type OperationCallName = Exclude<IpcCallName, `kiosk.${string}`>;

const isOperation = (name: IpcCallName): name is OperationCallName => !name.startsWith('kiosk.');

/** What the kiosk may ask for: PetLog's own operations, and what only the kiosk shows. */
export function createCallHandlers({ operations }: Pick<PetLogControl, 'operations'>, kioskInfo: () => KioskInfo): IpcCallHandlers {
  const shared = ipcCallNames.filter(isOperation).map((name) => [name, (input: never) => operations[name](input, kioskCaller)]);
  return {
    ...(Object.fromEntries(shared) as Pick<IpcCallHandlers, OperationCallName>),
    'kiosk.info': () => Promise.resolve(kioskInfo()),
  };
}
