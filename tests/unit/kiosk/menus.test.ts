import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { denyMenus } from '../../../main/kiosk/menus.ts';

test('neither the page nor the window opens a menu of the system', () => {
  const window = Object.assign(new EventEmitter(), { webContents: new EventEmitter() });
  denyMenus(window as unknown as Parameters<typeof denyMenus>[0]);
  for (const [source, name] of [
    [window.webContents, 'context-menu'],
    [window, 'system-context-menu'],
  ] as const) {
    let isPrevented = false;
    source.emit(name, { preventDefault: () => (isPrevented = true) });
    expect(isPrevented, name).toBe(true);
  }
});
