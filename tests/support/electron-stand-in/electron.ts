/** What `import ... from 'electron'` gets in the main process. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { powerSaveBlocker } from './power-save-blocker.ts';
import { session } from './session.ts';

const Menu = { setApplicationMenu(_menu: null): void {} };

export { app, BrowserWindow, ipcMain, Menu, powerSaveBlocker, session };
