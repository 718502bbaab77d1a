/** The preload script of the kiosk window: sandboxed, isolated from the page, bundled to one file. */
import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld('petlog', createBridge(ipcRenderer));
