import type { Session } from 'electron';
import { isSamePage } from './navigation.ts';

/**
 * What the kiosk's page may do of what browsers offer: scripts, forms and its own
 * data. Not in the list, and so denied by Chromium itself, are downloads, whose
 * save dialog shows the whole disk; modal dialogs, of which printing is one; and
 * windows.
 */
const sandboxPolicy = 'sandbox allow-scripts allow-same-origin allow-forms';
/** A second window, over everything. */
const permissionsPolicy = 'picture-in-picture=(), document-picture-in-picture=(), display-capture=()';

interface DownloadEvent {
  preventDefault(): void;
}

/** The part of Electron's session that this is about. */
export interface LimitedSession {
  on(name: 'will-download', listener: (event: DownloadEvent) => void): unknown;
  readonly webRequest: Pick<Session['webRequest'], 'onHeadersReceived'>;
}

/** Keeps whoever stands before the kiosk from opening anything that leads out of it. The PIN makes no difference. */
export function limitPage(session: LimitedSession, page: string): void {
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onHeadersReceived({ urls: [`${new URL(page).origin}/*`] }, ({ url, responseHeaders = {} }, answer) => {
    answer(isSamePage(url, page) ? { responseHeaders: withLimits(responseHeaders) } : {});
  });
}

function withLimits(headers: Record<string, string[]>): Record<string, string[]> {
  const limited: Record<string, string[]> = { 'Permissions-Policy': [permissionsPolicy] };
  const policies: string[] = [];
  for (const [name, values] of Object.entries(headers)) {
    if (name.toLowerCase() === 'content-security-policy') {
      policies.push(...values);
    } else if (name.toLowerCase() !== 'permissions-policy') {
      limited[name] = values;
    }
  }
  // Two policies hold both; the page's own stays what it is.
  return { ...limited, 'Content-Security-Policy': [...policies, sandboxPolicy] };
}
