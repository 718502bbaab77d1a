import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { limitPage, type LimitedSession } from '../../../main/kiosk/page-limits.ts';

const page = 'http://127.0.0.1:8000/?view=kiosk';
type Listener = (
  details: { url: string; responseHeaders?: Record<string, string[]> },
  answer: (response: { responseHeaders?: Record<string, string[]> }) => void,
) => void;

class FakeSession extends EventEmitter {
  urls: readonly string[] = [];
  #listener: Listener = () => {};
  readonly webRequest = {
    onHeadersReceived: (filter: { urls: string[] }, listener: Listener) => {
      this.urls = filter.urls;
      this.#listener = listener;
    },
  };

  headersOf(url: string, responseHeaders: Record<string, string[]>): Record<string, string[]> | undefined {
    let headers: Record<string, string[]> | undefined;
    this.#listener({ url, responseHeaders }, (answer) => (headers = answer.responseHeaders));
    return headers;
  }
}

function create(): FakeSession {
  const session = new FakeSession();
  limitPage(session as unknown as LimitedSession, page);
  return session;
}

test('no download begins', () => {
  let isPrevented = false;
  create().emit('will-download', { preventDefault: () => (isPrevented = true) });
  expect(isPrevented).toBe(true);
});

test('the page keeps its own policy, and gets one that denies downloads, modal dialogs and windows', () => {
  const session = create();
  expect(session.urls).toEqual(['http://127.0.0.1:8000/*']);
  const headers = session.headersOf(page, {
    'content-security-policy': ["default-src 'none'"],
    'permissions-policy': ['fullscreen=*'],
    ETag: ['"1"'],
  });
  expect(headers).toMatchObject({
    ETag: ['"1"'],
    'Content-Security-Policy': ["default-src 'none'", 'sandbox allow-scripts allow-same-origin allow-forms'],
  });
  expect(headers?.['Permissions-Policy']).toEqual([expect.stringContaining('picture-in-picture=()')]);
  expect(Object.keys(headers ?? {}).toSorted()).toEqual(['Content-Security-Policy', 'ETag', 'Permissions-Policy']);
});

test('what the page loads stays as the server sent it', () => {
  expect(create().headersOf('http://127.0.0.1:8000/assets/app.js', { ETag: ['"1"'] })).toBeUndefined();
});
