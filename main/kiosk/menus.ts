import type { BrowserWindow } from 'electron';

/** The system's menus, of the page and of the window, offer what a kiosk does not. */
export function denyMenus(window: Pick<BrowserWindow, 'on'> & { readonly webContents: Pick<BrowserWindow['webContents'], 'on'> }): void {
  window.webContents.on('context-menu', (event) => event.preventDefault());
  window.on('system-context-menu', (event) => event.preventDefault());
}
