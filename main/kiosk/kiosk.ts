import type { BrowserWindow, BrowserWindowConstructorOptions, IpcMain, PowerSaveBlocker, Session } from 'electron';
import type { Config } from '../../shared/config.ts';
import type { KioskInfo } from '../../shared/ipc.ts';
import type { PetLogControl } from '../control/petlog-control.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { findBacklight } from './backlight.ts';
import { createCallHandlers, type CallHandlerDependencies, type ScreenLock } from './call-handlers.ts';
import { registerCalls } from './ipc-calls.ts';
import { KioskComfort } from './kiosk-comfort.ts';
import { KioskWindow } from './kiosk-window.ts';
import { isSamePage } from './navigation.ts';
import { limitPage, type LimitedSession } from './page-limits.ts';
import { limitPermissions } from './permissions.ts';

/** What the kiosk takes from Electron, after the app is ready. */
export interface KioskElectron {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'> &
    LimitedSession & {
      readonly cookies: Pick<Session['cookies'], 'set'>;
    };
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
}

export interface KioskOptions {
  readonly electron: KioskElectron;
  readonly control: PetLogControl;
  readonly info: () => Omit<KioskInfo, 'screen'>;
  readonly settings: () => Config['kiosk'];
  /** Whether any camera has a speaker to talk through. */
  readonly hasSpeaker: () => boolean;
  /** Where the kernel has the lights of screens. */
  readonly backlightDirectory: string;
  readonly lock: ScreenLock;
  readonly setup: CallHandlerDependencies['setup'];
  /** Ends the application. */
  readonly leave: () => void;
  readonly url: string;
  /** What the page shows to the server, by which it knows its own screen. */
  readonly cookie: { readonly name: string; readonly value: string };
  readonly preloadFile: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Kiosk {
  /** Brings the window to the front. */
  raise(): void;
  close(): Promise<void>;
}

/** Opens the touch viewer on the screen of this machine, with its typed bridge to PetLog and nothing else. */
export async function openKiosk({
  electron,
  control,
  info,
  settings,
  hasSpeaker,
  backlightDirectory,
  lock,
  setup,
  leave,
  url,
  cookie,
  preloadFile,
  clock,
  logger,
}: KioskOptions): Promise<Kiosk> {
  limitPermissions(electron.session, url, hasSpeaker);
  limitPage(electron.session, url);
  await electron.session.cookies.set({ url: new URL('/', url).href, ...cookie, httpOnly: true, sameSite: 'strict' });
  const light = await findBacklight(backlightDirectory, logger);
  const shown: { window?: KioskWindow } = {};
  const comfort = new KioskComfort({
    settings,
    light,
    powerSaveBlocker: electron.powerSaveBlocker,
    onChange: (screen) => shown.window?.push('screen', screen),
    clock,
    logger,
  });
  const unregisterCalls = registerCalls({
    ipcMain: electron.ipcMain,
    handlers: createCallHandlers({
      operations: control.operations,
      info: () => ({ ...info(), screen: comfort.screen }),
      wake: () => comfort.wake(),
      lock,
      setup,
      leave,
    }),
    isTrustedUrl: (sender) => isSamePage(sender, url),
    lock,
    logger,
  });
  const opened = new KioskWindow({
    createWindow: electron.createWindow,
    url,
    preloadFile,
    mayClose: () => !lock.state.locked,
    onFocus: () => comfort.focus(),
    clock,
    logger,
  });
  shown.window = opened;
  const subscriptions = [
    control.onPush('status', (status) => opened.push('status', status)),
    control.onPush('notice', (notice) => {
      opened.push('notice', notice);
      if (notice.name === 'settings.changed') {
        comfort.readSettings();
      }
    }),
  ];
  return {
    raise: () => opened.raise(),
    async close() {
      for (const unsubscribe of subscriptions) {
        unsubscribe();
      }
      unregisterCalls();
      opened.close();
      await comfort.close();
    },
  };
}
