import type { BrowserWindow, BrowserWindowConstructorOptions, IpcMain, Session } from 'electron';
import { ipcPushNames } from '../../shared/ipc-channels.ts';
import type { KioskInfo } from '../../shared/ipc.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { createCallHandlers } from './call-handlers.ts';
import { registerCalls } from './ipc-calls.ts';
import { KioskWindow } from './kiosk-window.ts';
import { isSamePage } from './navigation.ts';
import { denyPermissions } from './permissions.ts';

/** What the kiosk takes from Electron, after the app is ready. */
export interface KioskElectron {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>;
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
}

export interface KioskOptions {
  readonly electron: KioskElectron;
  readonly control: PetLogControl;
  readonly info: () => KioskInfo;
  readonly url: string;
  readonly preloadFile: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Kiosk {
  /** Brings the window to the front. */
  raise(): void;
  close(): void;
}

/** Opens the touch viewer on the screen of this machine, with its typed bridge to PetLog and nothing else. */
export function openKiosk({ electron, control, info, url, preloadFile, clock, logger }: KioskOptions): Kiosk {
  denyPermissions(electron.session);
  const unregisterCalls = registerCalls({
    ipcMain: electron.ipcMain,
    handlers: createCallHandlers(control, info),
    isTrustedUrl: (sender) => isSamePage(sender, url),
    logger,
  });
  const window = new KioskWindow({ createWindow: electron.createWindow, url, preloadFile, clock, logger });
  const subscriptions = ipcPushNames.map((name) => control.onPush(name, (payload) => window.push(name, payload)));
  return {
    raise: () => window.raise(),
    close() {
      for (const unsubscribe of subscriptions) {
        unsubscribe();
      }
      unregisterCalls();
      window.close();
    },
  };
}
