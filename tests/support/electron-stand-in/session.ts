import { EventEmitter } from 'node:events';
import { app } from './app.ts';

type Decide = (isGranted: boolean) => void;
type RequestHandler = (contents: unknown, permission: string, decide: Decide, details: object) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;

/** Electron's names of permissions, and the DevTools protocol's. */
const permissions: readonly (readonly [electron: string, devTools: string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'microphone'],
  ['media', 'camera'],
  ['clipboard-read', 'clipboard-read'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
];

/** Electron's names of `SameSite`, and the DevTools protocol's. */
const sameSites = { no_restriction: 'None', lax: 'Lax', strict: 'Strict' } as const;

interface CookieDetails {
  readonly url: string;
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: keyof typeof sameSites;
}

class Cookies {
  /** Of the whole profile, which all windows share. */
  async set({ sameSite, ...cookie }: CookieDetails): Promise<void> {
    await app.chromium.connection
      .session()
      .send('Storage.setCookies', { cookies: [{ ...cookie, ...(sameSite === undefined ? {} : { sameSite: sameSites[sameSite] }) }] });
  }
}

type Headers = Record<string, string[]>;
type HeadersListener = (
  details: { url: string; responseHeaders: Headers },
  answer: (response: { responseHeaders?: Headers }) => void,
) => void;

class WebRequest {
  #listener: HeadersListener | undefined;

  /** The filter is the kiosk's own server, and there is no other here. */
  onHeadersReceived(_filter: { urls: string[] }, listener: HeadersListener): void {
    this.#listener = listener;
  }

  /** For the stand-in's own use. */
  headersFor(url: string, responseHeaders: Headers): Promise<Headers> {
    return new Promise((resolve) => {
      if (this.#listener === undefined) {
        resolve(responseHeaders);
      } else {
        this.#listener({ url, responseHeaders }, (answer) => resolve(answer.responseHeaders ?? responseHeaders));
      }
    });
  }
}

/** Emits `will-download`, which a listener can prevent. */
class Session extends EventEmitter {
  readonly cookies = new Cookies();
  readonly webRequest = new WebRequest();
  #request: RequestHandler | undefined;
  #check: CheckHandler | undefined;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler ?? undefined;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler ?? undefined;
  }

  /** Chromium asks before it opens a device chooser, and there is none without a screen. */
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}

  /** For the stand-in's own use: what the handlers say to each permission that a page may want. Without handlers Electron grants everything. */
  async decisions(contents: unknown): Promise<{ name: string; setting: 'granted' | 'denied' }[]> {
    return Promise.all(
      permissions.map(async ([electron, name]) => {
        const isAllowed = this.#check?.(contents, electron, '', {}) ?? true;
        const isGranted = await new Promise<boolean>((resolve) => {
          if (this.#request === undefined) {
            resolve(true);
          } else {
            this.#request(contents, electron, resolve, {});
          }
        });
        return { name, setting: isAllowed && isGranted ? 'granted' : 'denied' };
      }),
    );
  }
}

export const session = { defaultSession: new Session() };
