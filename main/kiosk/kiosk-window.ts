import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { pushChannel } from '../../shared/ipc-channels.ts';
import type { IpcPushes, IpcPushName } from '../../shared/ipc.ts';
import type { Clock } from '../system/clock.ts';
import type { Logger } from '../system/logger.ts';
import { afterAwake } from '../system/patience.ts';
import { denyMenus } from './menus.ts';
import { denyNavigation } from './navigation.ts';

export interface KioskWindowOptions {
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** Page of the touch viewer. */
  readonly url: string;
  /** Path of the built preload script. */
  readonly preloadFile: string;
  /** Whether whoever stands before it may close it. */
  readonly mayClose: () => boolean;
  readonly onFocus: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Before each further attempt to show the page; the last one repeats. */
const reloadDelaysMilliseconds = [100, 1000, 2000, 5000, 10_000];
/** A page that lasted this long is a good one, and the next failure begins anew. */
const goodPageMilliseconds = 10_000;
/** Longest that a page may leave input unanswered. */
const unresponsiveMilliseconds = 10_000;
/** Longest that the screen waits for the page's first picture: some display servers never tell of it. */
const firstPaintMilliseconds = 3_000;
/** Chromium's ERR_ABORTED (net_error_list.h): a load that gave way to another one. */
const abortedLoad = -3;

/** The window that fills the screen, and that comes back whatever happens to its page. */
export class KioskWindow {
  readonly #window: BrowserWindow;
  readonly #url: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #failures = 0;
  #cancelReload = (): void => {};
  #cancelPraise = (): void => {};
  #cancelVerdict = (): void => {};
  readonly #cancelShowing: () => void;
  #isClosed = false;

  constructor({ createWindow, url, preloadFile, mayClose, onFocus, clock, logger }: KioskWindowOptions) {
    this.#url = url;
    this.#clock = clock;
    this.#logger = logger;
    this.#window = createWindow({
      title: 'PetLog',
      kiosk: true,
      fullscreen: true,
      frame: false,
      // The picture is the whole screen, with its corners.
      roundedCorners: false,
      autoHideMenuBar: true,
      backgroundColor: '#000000',
      show: false,
      webPreferences: {
        preload: preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        devTools: false,
        spellcheck: false,
      },
    });
    this.#window.on('close', (event) => {
      if (!mayClose()) {
        event.preventDefault();
      }
    });
    this.#window.on('focus', onFocus);
    this.#cancelShowing = clock.after(firstPaintMilliseconds, () => this.#window.show());
    this.#window.once('ready-to-show', () => {
      this.#cancelShowing();
      this.#window.show();
    });
    this.#window.once('closed', () => this.#stop());
    denyNavigation(this.#window.webContents, url);
    denyMenus(this.#window);
    this.#watchPage();
    this.#load();
  }

  /** Brings the window to the front. */
  raise(): void {
    if (!this.#isClosed) {
      this.#window.restore();
      this.#window.show();
      this.#window.focus();
    }
  }

  /** Tells the page something; a page that is not there is told nothing. */
  push<N extends IpcPushName>(name: N, payload: IpcPushes[N]): void {
    if (!this.#isClosed && !this.#window.webContents.isCrashed()) {
      this.#window.webContents.send(pushChannel, name, payload);
    }
  }

  close(): void {
    if (!this.#isClosed) {
      this.#stop();
      this.#window.destroy();
    }
  }

  #watchPage(): void {
    const contents = this.#window.webContents;
    contents.on('dom-ready', () => {
      this.#cancelPraise();
      this.#cancelPraise = this.#clock.after(goodPageMilliseconds, () => (this.#failures = 0));
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => this.#comeBack('The window lost its page.', { reason, exitCode }));
    contents.on('did-fail-load', (_event, errorCode, description, url, isMainFrame) => {
      if (isMainFrame && errorCode !== abortedLoad) {
        this.#comeBack('The window could not load its page.', { errorCode, description, url });
      }
    });
    this.#window.on('unresponsive', () => {
      this.#cancelVerdict = afterAwake(this.#clock, unresponsiveMilliseconds, () => {
        this.#logger.warn({ unresponsiveMilliseconds }, 'The page hangs and is ended.');
        contents.forcefullyCrashRenderer();
      });
    });
    this.#window.on('responsive', () => this.#cancelVerdict());
  }

  #comeBack(message: string, details: object): void {
    if (this.#isClosed) {
      return;
    }
    this.#cancelAll();
    const delayMilliseconds = reloadDelaysMilliseconds[Math.min(this.#failures, reloadDelaysMilliseconds.length - 1)] ?? 0;
    this.#failures += 1;
    this.#logger.warn({ ...details, delayMilliseconds }, message);
    this.#cancelReload = this.#clock.after(delayMilliseconds, () => this.#load());
  }

  #load(): void {
    // The promise fails for what did-fail-load has told already.
    this.#window.loadURL(this.#url).catch(() => {});
  }

  #stop(): void {
    this.#isClosed = true;
    this.#cancelShowing();
    this.#cancelAll();
  }

  #cancelAll(): void {
    this.#cancelReload();
    this.#cancelPraise();
    this.#cancelVerdict();
  }
}
