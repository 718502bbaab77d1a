import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { app } from './app.ts';
import { cancelableEvent } from './cancelable-event.ts';
import { WebContents } from './web-contents.ts';

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  #isDestroyed = false;

  constructor({ webPreferences = {}, backgroundColor }: BrowserWindowConstructorOptions) {
    super();
    const { sandbox = true, contextIsolation = true, nodeIntegration = false, preload } = webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration) {
      throw new Error('The stand-in knows only sandboxed, isolated pages without Node');
    }
    this.webContents = new WebContents(app.chromium.connection, { preload, backgroundColor });
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    app.addWindow(this);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** The only window of a headless Chromium is neither hidden nor minimized. */
  restore(): void {}
  show(): void {}

  focus(): void {
    void this.webContents.bringToFront();
  }

  /** As the window manager's close button and its key do; a listener can refuse. */
  close(): void {
    const event = cancelableEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) {
      this.destroy();
    }
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    if (!this.#isDestroyed) {
      this.#isDestroyed = true;
      void this.webContents.closePage();
      this.emit('closed');
    }
  }
}
