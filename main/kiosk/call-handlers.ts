import { type KioskInfo, type KioskLock, type KioskRouteName, kioskRouteNames, type SetupState } from '../../shared/ipc.ts';
import type { Caller } from '../../shared/routes/route.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { IpcCallHandlers } from './ipc-calls.ts';

/** What stands between the screen and whoever stands before it. */
export interface ScreenLock {
  readonly state: KioskLock;
  assertUnlocked(): void;
  unlock(pin: string): Promise<KioskLock>;
  touch(): KioskLock;
  lock(): KioskLock;
  setPin(pin: string | null): Promise<KioskLock>;
}

export interface CallHandlerDependencies extends Pick<PetLogControl, 'operations'> {
  readonly info: () => KioskInfo;
  /** Somebody touches the screen. */
  readonly wake: () => void;
  readonly lock: ScreenLock;
  readonly setup: { save(state: SetupState): Promise<SetupState> };
  /** Ends the application. */
  readonly leave: () => void;
}

/** Whoever stands before the screen. */
const kioskCaller: Caller = { kind: 'kiosk', id: null, name: 'kiosk', role: 'admin', address: null };

/** What the kiosk may ask for: PetLog's own operations, and what only the kiosk has. */
export function createCallHandlers({ operations, info, wake, lock, setup, leave }: CallHandlerDependencies): IpcCallHandlers {
  const shared = kioskRouteNames.map((name) => [name, (input: never) => operations[name](input, kioskCaller)]);
  return {
    ...(Object.fromEntries(shared) as Pick<IpcCallHandlers, KioskRouteName>),
    'kiosk.info': async () => info(),
    async 'kiosk.wake'() {
      wake();
      return {};
    },
    'kiosk.unlock': ({ pin }) => lock.unlock(pin),
    'kiosk.stay_unlocked': async () => lock.touch(),
    'kiosk.lock': async () => lock.lock(),
    'kiosk.set_pin': ({ pin }) => lock.setPin(pin),
    'kiosk.save_setup': (state) => setup.save(state),
    async 'kiosk.leave'() {
      leave();
      return {};
    },
  };
}
