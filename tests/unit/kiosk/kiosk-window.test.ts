import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { KioskWindow } from '../../../main/kiosk/kiosk-window.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';

class FakeContents extends EventEmitter {
  isPageGone = false;
  crashes = 0;
  sent: unknown[] = [];
  setWindowOpenHandler(): void {}
  isCrashed(): boolean {
    return this.isPageGone;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  loads: string[] = [];
  loadURL(url: string): Promise<void> {
    this.loads.push(url);
    return Promise.reject(new Error('the page is told by did-fail-load'));
  }
  restore = (): void => void this.calls.push('restore');
  show = (): void => void this.calls.push('show');
  focus = (): void => void this.calls.push('focus');
  destroy = (): void => {
    this.calls.push('destroy');
    this.emit('closed');
  };
}

function open(mayClose = true) {
  const window = new FakeWindow();
  const clock = new ManualClock();
  let options: BrowserWindowConstructorOptions = {};
  const kiosk = new KioskWindow({
    createWindow: (given) => ((options = given), window as unknown as BrowserWindow),
    url: 'http://127.0.0.1:8000/?view=kiosk',
    preloadFile: '/app/preload.cjs',
    mayClose: () => mayClose,
    onFocus: () => window.calls.push('focused'),
    clock,
    logger: silentLogger,
  });
  return { window, contents: window.webContents, clock, kiosk, options };
}

const crash = (contents: FakeContents): boolean => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });

describe('kiosk window', () => {
  test('fills the screen, sandboxed and isolated', () => {
    const { options, window } = open();
    expect(options).toMatchObject({ kiosk: true, fullscreen: true, backgroundColor: '#000000' });
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
      preload: '/app/preload.cjs',
    });
    expect(window.loads).toEqual(['http://127.0.0.1:8000/?view=kiosk']);
  });

  test('is shown when there is something to see, black before that, and without a word from the page after three seconds', async () => {
    const painted = open();
    expect(painted.options).toMatchObject({ show: false, backgroundColor: '#000000' });
    await painted.clock.advance(1000);
    expect(painted.window.calls).toEqual([]);
    painted.window.emit('ready-to-show');
    await painted.clock.advance(60_000);
    expect(painted.window.calls).toEqual(['show']);

    const silent = open();
    await silent.clock.advance(2999);
    expect(silent.window.calls).toEqual([]);
    await silent.clock.advance(1);
    expect(silent.window.calls).toEqual(['show']);
  });

  test('tells whenever it gets the focus', () => {
    const { window } = open();
    window.emit('focus');
    window.emit('focus');
    expect(window.calls).toEqual(['focused', 'focused']);
  });

  test('comes back after a crash, at once and then ever later', async () => {
    const { contents, window, clock } = open();
    const waits: number[] = [];
    for (let crashes = 0; crashes < 7; crashes += 1) {
      const before = clock.monotonicMilliseconds();
      const loads = window.loads.length;
      crash(contents);
      while (window.loads.length === loads) {
        await clock.advance(100);
      }
      waits.push(clock.monotonicMilliseconds() - before);
    }
    expect(waits).toEqual([100, 1000, 2000, 5000, 10_000, 10_000, 10_000]);
  });

  test('a page that lasted makes the next return quick again', async () => {
    const { contents, window, clock } = open();
    crash(contents);
    await clock.advance(100);
    crash(contents);
    await clock.advance(1000);
    contents.emit('dom-ready');
    await clock.advance(10_000);
    expect(window.loads).toHaveLength(3);
    crash(contents);
    await clock.advance(100);
    expect(window.loads).toHaveLength(4);
  });

  test('a page that crashes soon after it appeared does not count as good', async () => {
    const { contents, window, clock } = open();
    crash(contents);
    await clock.advance(100);
    contents.emit('dom-ready');
    await clock.advance(9000);
    crash(contents);
    await clock.advance(999);
    expect(window.loads).toHaveLength(2);
    await clock.advance(1);
    expect(window.loads).toHaveLength(3);
  });

  test('loads again when the server was not there, but not for a load that gave way or an inner frame', async () => {
    const { contents, window, clock } = open();
    contents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', '', true);
    contents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', '', false);
    await clock.advance(60_000);
    expect(window.loads).toHaveLength(1);
    contents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', '', true);
    await clock.advance(100);
    expect(window.loads).toHaveLength(2);
  });

  test('ends a page that hangs, and lets one be that recovers', async () => {
    const { contents, window, clock } = open();
    window.emit('unresponsive');
    await clock.advance(9000);
    window.emit('responsive');
    await clock.advance(60_000);
    expect(contents.crashes).toBe(0);
    window.emit('unresponsive');
    await clock.advance(10_000);
    expect(contents.crashes).toBe(1);
  });

  test('pushes to a page that is there', () => {
    const { contents, kiosk } = open();
    const notice = { id: 'event', name: 'camera.lost', at: '2026-05-01T12:00:00Z', camera_id: 'main', data: {} };
    kiosk.push('notice', notice);
    contents.isPageGone = true;
    kiosk.push('notice', notice);
    expect(contents.sent).toEqual([['petlog:push', 'notice', notice]]);
  });

  test.each([true, false])('closed by a key: %s, as far as it may be', (mayClose) => {
    const { window } = open(mayClose);
    let isPrevented = false;
    window.emit('close', { preventDefault: () => (isPrevented = true) });
    expect(isPrevented).toBe(!mayClose);
  });

  test('is raised, and closed once with nothing left waiting', () => {
    const { contents, window, clock, kiosk } = open();
    kiosk.raise();
    crash(contents);
    contents.emit('dom-ready');
    kiosk.close();
    kiosk.close();
    kiosk.raise();
    crash(contents);
    expect(window.calls).toEqual(['restore', 'show', 'focus', 'destroy']);
    expect(clock.pendingTimers).toBe(0);
  });
});
