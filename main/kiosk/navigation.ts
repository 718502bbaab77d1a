import type { WebContents } from 'electron';

/** Whether a URL is the kiosk's page itself, whatever its query. */
export function isSamePage(url: string, page: string): boolean {
  if (!URL.canParse(url)) {
    return false;
  }
  const [a, b] = [new URL(url), new URL(page)];
  return a.origin === b.origin && a.pathname === b.pathname;
}

/** Keeps a window on its page: no way out, no other window, no embedded browser. */
export function denyNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, page: string): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isSamePage(event.url, page)) {
      event.preventDefault();
    }
  });
  contents.on('will-redirect', (event) => {
    if (!isSamePage(event.url, page)) {
      event.preventDefault();
    }
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
