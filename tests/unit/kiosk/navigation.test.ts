import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { denyNavigation, isSamePage } from '../../../main/kiosk/navigation.ts';

const page = 'http://127.0.0.1:8000/?view=kiosk';

class FakeContents extends EventEmitter {
  windowOpenHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | undefined;

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.windowOpenHandler = handler;
  }

  /** Whether an event like this was prevented. */
  isPrevented(name: string, details: object): boolean {
    let prevented = false;
    this.emit(name, { ...details, preventDefault: () => (prevented = true) });
    return prevented;
  }
}

function create(): FakeContents {
  const contents = new FakeContents();
  denyNavigation(contents as unknown as WebContents, page);
  return contents;
}

describe('navigation of the kiosk', () => {
  test.each([
    [page, true],
    ['http://127.0.0.1:8000/', true],
    ['http://127.0.0.1:8000/docs', false],
    ['http://127.0.0.1:8001/', false],
    ['https://127.0.0.1:8000/', false],
    ['http://127.0.0.1.example:8000/', false],
    ['http://127.0.0.1:8000@example.org/', false],
    ['file:///etc/passwd', false],
    ['about:blank', false],
    ['', false],
  ])('%s is the page: %s', (url, expected) => {
    expect(isSamePage(url, page)).toBe(expected);
  });

  test('stays on its page', () => {
    const contents = create();
    expect(contents.isPrevented('will-frame-navigate', { url: page, isMainFrame: true })).toBe(false);
    expect(contents.isPrevented('will-frame-navigate', { url: 'https://example.org/', isMainFrame: true })).toBe(true);
    expect(contents.isPrevented('will-frame-navigate', { url: page, isMainFrame: false })).toBe(true);
    expect(contents.isPrevented('will-redirect', { url: 'https://example.org/' })).toBe(true);
    expect(contents.isPrevented('will-redirect', { url: page })).toBe(false);
    expect(contents.isPrevented('will-attach-webview', {})).toBe(true);
  });

  test('opens no window', () => {
    expect(create().windowOpenHandler?.({ url: page } as never)).toEqual({ action: 'deny' });
  });
});
