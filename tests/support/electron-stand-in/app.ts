import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelableEvent } from './cancelable-event.ts';
import { startChromium, type ChromiumProcess } from './chromium-process.ts';

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

class App extends EventEmitter {
  #userData = join(tmpdir(), `electron-stand-in-${process.pid}`);
  #ready: Promise<void> | undefined;
  #chromium: ChromiumProcess | undefined;
  #lockFile: string | undefined;
  readonly #windows = new Set<{ destroy(): void }>();

  whenReady(): Promise<void> {
    return (this.#ready ??= this.#start());
  }

  setPath(name: string, path: string): void {
    if (name !== 'userData') {
      throw new Error(`The stand-in has no path "${name}"`);
    }
    this.#userData = path;
  }

  getPath(name: string): string {
    if (name !== 'userData') {
      throw new Error(`The stand-in has no path "${name}"`);
    }
    return this.#userData;
  }

  /** The first process to create the lock file has the lock; later ones wake it up with a signal. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(this.#userData, { recursive: true });
    const lockFile = join(this.#userData, 'single-instance');
    const callFile = `${lockFile}.call`;
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    } catch {
      const owner = Number(readFileSync(lockFile, 'utf8'));
      if (isAlive(owner)) {
        writeFileSync(callFile, JSON.stringify(process.argv));
        process.kill(owner, 'SIGUSR2');
        return false;
      }
      writeFileSync(lockFile, String(process.pid));
    }
    this.#lockFile = lockFile;
    process.on('SIGUSR2', () => this.emit('second-instance', {}, JSON.parse(readFileSync(callFile, 'utf8')), process.cwd()));
    return true;
  }

  quit(): void {
    const beforeQuit = cancelableEvent({});
    this.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) {
      return;
    }
    const willQuit = cancelableEvent({});
    this.emit('will-quit', willQuit);
    if (!willQuit.defaultPrevented) {
      this.exit(0);
    }
  }

  exit(code = 0): void {
    for (const window of this.#windows) {
      window.destroy();
    }
    this.#chromium?.kill();
    if (this.#lockFile !== undefined) {
      rmSync(this.#lockFile, { force: true });
    }
    process.exit(code);
  }

  /** For the stand-in's own use: the browser behind all windows. */
  get chromium(): ChromiumProcess {
    if (this.#chromium === undefined) {
      throw new Error('Electron is not ready: wait for app.whenReady()');
    }
    return this.#chromium;
  }

  /** For the stand-in's own use: keeps count of windows, and quits after the last one. */
  addWindow(window: EventEmitter & { destroy(): void }): void {
    this.#windows.add(window);
    window.once('closed', () => {
      this.#windows.delete(window);
      if (this.#windows.size === 0 && !this.emit('window-all-closed')) {
        this.quit();
      }
    });
  }

  async #start(): Promise<void> {
    this.#chromium = await startChromium(this.#userData);
    this.#takeSignals();
    this.emit('ready');
  }

  /**
   * Electron takes these signals from Node when its message loop starts, quits at
   * the first one and leaves a second one to its default, death. A listener that
   * is added afterwards takes the signal back.
   */
  #takeSignals(): void {
    for (const signal of signals) {
      process.removeAllListeners(signal);
      const quit = (): void => {
        yieldSignal();
        this.quit();
      };
      const yieldSignal = (): void => {
        process.off('newListener', yieldToListener);
        process.off(signal, quit);
      };
      const yieldToListener = (name: string | symbol): void => {
        if (name === signal) {
          // Once the new one is there: Node gives a signal up when the last listener goes.
          queueMicrotask(yieldSignal);
        }
      };
      process.on(signal, quit);
      process.on('newListener', yieldToListener);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = new App();
