import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { cancelableEvent } from './cancelable-event.ts';
import { screenSize } from './chromium-process.ts';
import type { DevToolsConnection, DevToolsSession } from './devtools-connection.ts';
import { ipcMain } from './ipc-main.ts';
import { bindingName, deliverName, isolatedWorldName, isolatedWorldScript, mainWorldScript } from './page-scripts.ts';
import { session } from './session.ts';

type WindowOpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

interface WebContentsOptions {
  readonly preload: string | undefined;
  readonly backgroundColor: string | undefined;
}

/** What the DevTools protocol tells of a request, or of the answer to it, that waits for us. */
interface PausedRequest {
  readonly requestId: string;
  readonly request: { readonly url: string };
  readonly frameId: string;
  readonly redirectedRequestId?: string;
  readonly responseStatusCode?: number;
  readonly responseErrorReason?: string;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}

/** Chromium's net error codes by name (net_error_list.h), those that a page of our own server can meet. */
const netErrors: Readonly<Record<string, number>> = {
  'net::ERR_ABORTED': -3,
  'net::ERR_FAILED': -2,
  'net::ERR_CONNECTION_REFUSED': -102,
  'net::ERR_CONNECTION_RESET': -101,
};

/** One page, with the preload script in a world of its own. */
export class WebContents extends EventEmitter {
  readonly #connection: DevToolsConnection;
  readonly #page: Promise<DevToolsSession>;
  #targetId = '';
  #mainFrameUrl = '';
  #worldId: number | undefined;
  #isLoadingOurselves = false;
  #isCrashed = false;
  #openWindow: WindowOpenHandler = () => ({ action: 'allow' });

  constructor(connection: DevToolsConnection, options: WebContentsOptions) {
    super();
    this.#connection = connection;
    this.#page = this.#attach(options);
    this.#page.catch((error: unknown) => process.emit('uncaughtException', error as Error));
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page;
    this.#isLoadingOurselves = true;
    const { errorText } = (await page.send('Page.navigate', { url })) as { errorText?: string };
    if (errorText !== undefined) {
      const code = netErrors[errorText] ?? -2;
      this.emit('did-fail-load', {}, code, errorText, url, true);
      throw new Error(`${errorText} (${code}) loading '${url}'`);
    }
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openWindow = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ kind: 'push', channel, args: structuredClone(args) });
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  forcefullyCrashRenderer(): void {
    void this.#page.then((page) => page.send('Page.crash')).catch(() => undefined);
  }

  /** For the stand-in's own use. */
  async bringToFront(): Promise<void> {
    await (await this.#page).send('Page.bringToFront');
  }

  /** For the stand-in's own use. */
  async closePage(): Promise<void> {
    await this.#page.catch(() => undefined);
    await this.#connection
      .session()
      .send('Target.closeTarget', { targetId: this.#targetId })
      .catch(() => undefined);
  }

  async #attach({ preload, backgroundColor }: WebContentsOptions): Promise<DevToolsSession> {
    const browser = this.#connection.session();
    const { targetInfos } = (await browser.send('Target.getTargets')) as { targetInfos: { targetId: string; type: string }[] };
    const first = targetInfos.find(({ type }) => type === 'page');
    if (first === undefined) {
      throw new Error('The stand-in has one window only');
    }
    this.#targetId = first.targetId;
    const { sessionId } = (await browser.send('Target.attachToTarget', { targetId: first.targetId, flatten: true })) as {
      sessionId: string;
    };
    const page = this.#connection.session(sessionId);
    this.#listen(page);
    for (const permission of await session.defaultSession.decisions(this)) {
      await browser.send('Browser.setPermission', { permission: { name: permission.name }, setting: permission.setting });
    }
    await page.send('Page.enable');
    await page.send('Inspector.enable');
    await page.send('Emulation.setDeviceMetricsOverride', { ...screenSize, deviceScaleFactor: 1, mobile: false });
    await page.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    if (backgroundColor !== undefined) {
      const [r = 0, g = 0, b = 0] = (/^#(..)(..)(..)$/.exec(backgroundColor) ?? []).slice(1).map((part) => parseInt(part, 16));
      await page.send('Emulation.setDefaultBackgroundColorOverride', { color: { r, g, b } });
    }
    await page.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorldName });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript });
    if (preload !== undefined) {
      await page.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(readFileSync(preload, 'utf8')),
        worldName: isolatedWorldName,
      });
    }
    await page.send('Runtime.enable');
    await page.send('Fetch.enable', {
      patterns: (['Request', 'Response'] as const).map((requestStage) => ({ urlPattern: '*', resourceType: 'Document', requestStage })),
    });
    await browser.send('Browser.setDownloadBehavior', { behavior: 'default', eventsEnabled: true });
    browser.on('Browser.downloadWillBegin', ({ guid }: { guid: string }) => {
      const event = cancelableEvent({});
      session.defaultSession.emit('will-download', event);
      if (event.defaultPrevented) {
        browser.send('Browser.cancelDownload', { guid }).catch(() => undefined);
      }
    });
    this.#listenForWindows(browser);
    await browser.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
    return page;
  }

  /**
   * Electron opens no window that the handler denies; Chromium has opened it by
   * the time this is told. It is closed when its page comes to life, because
   * closing it while it waits for another debugger takes its opener along.
   */
  #listenForWindows(browser: DevToolsSession): void {
    browser.on('Target.targetInfoChanged', ({ targetInfo }: { targetInfo: { targetId: string; openerId?: string; url: string } }) => {
      if (targetInfo.openerId === this.#targetId && targetInfo.url !== '' && this.#openWindow({ url: targetInfo.url }).action === 'deny') {
        browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
      }
    });
  }

  #listen(page: DevToolsSession): void {
    page.on('Page.frameNavigated', ({ frame }: { frame: { parentId?: string; url: string } }) => {
      if (frame.parentId === undefined) {
        this.#mainFrameUrl = frame.url;
        this.#isCrashed = false;
        this.#isLoadingOurselves = false;
      }
    });
    page.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    page.on('Page.loadEventFired', () => this.emit('did-finish-load', {}));
    page.on('Inspector.targetCrashed', () => {
      this.#isCrashed = true;
      this.#worldId = undefined;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string } }) => {
      if (context.name === isolatedWorldName) {
        this.#worldId = context.id;
      }
    });
    page.on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) => {
      if (this.#worldId === executionContextId) {
        this.#worldId = undefined;
      }
    });
    page.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === bindingName) {
        void this.#answer(JSON.parse(payload) as { id: number; channel: string; args: unknown[] });
      }
    });
    page.on('Fetch.requestPaused', (request: PausedRequest) => {
      if (request.responseStatusCode !== undefined || request.responseErrorReason !== undefined) {
        this.#passResponse(page, request).catch(() => undefined);
        return;
      }
      const isDenied = this.#isNavigationDenied(
        request.request.url,
        request.frameId === this.#targetId,
        request.redirectedRequestId !== undefined,
      );
      const { requestId } = request;
      const decided = isDenied
        ? page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        : page.send('Fetch.continueRequest', { requestId });
      decided.catch(() => undefined);
    });
  }

  /** With the headers that listeners made of the server's. */
  async #passResponse(
    page: DevToolsSession,
    { requestId, request, responseStatusCode, responseHeaders = [] }: PausedRequest,
  ): Promise<void> {
    if (responseStatusCode === undefined) {
      await page.send('Fetch.continueResponse', { requestId });
      return;
    }
    const headers: Record<string, string[]> = {};
    for (const { name, value } of responseHeaders) {
      (headers[name] ??= []).push(value);
    }
    const passed = await session.defaultSession.webRequest.headersFor(request.url, headers);
    if (passed === headers) {
      await page.send('Fetch.continueResponse', { requestId });
      return;
    }
    // An answer of our own, because policies in the headers of a continued one come too late for Chromium.
    const { body, base64Encoded } = (await page.send('Fetch.getResponseBody', { requestId })) as { body: string; base64Encoded: boolean };
    await page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: responseStatusCode,
      responseHeaders: Object.entries(passed).flatMap(([name, values]) => values.map((value) => ({ name, value }))),
      body: base64Encoded ? body : Buffer.from(body).toString('base64'),
    });
  }

  /** The main frame's id is its target's. */
  #isNavigationDenied(url: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    if (isRedirect) {
      const event = cancelableEvent({ url, isMainFrame });
      this.emit('will-redirect', event);
      return event.defaultPrevented;
    }
    if (isMainFrame && this.#isLoadingOurselves) {
      return false;
    }
    const event = cancelableEvent({ url, isMainFrame });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) {
      this.emit('will-navigate', event);
    }
    return event.defaultPrevented;
  }

  async #answer({ id, channel, args }: { id: number; channel: string; args: unknown[] }): Promise<void> {
    const event = { sender: this, senderFrame: { url: this.#mainFrameUrl, parent: null } };
    try {
      const value = structuredClone(await ipcMain.invoke(channel, event, args));
      this.#deliver({ kind: 'reply', id, value });
    } catch (error) {
      this.#deliver({ kind: 'reply', id, error: `Error invoking remote method '${channel}': ${String(error)}` });
    }
  }

  /** A page that has gone meanwhile is told nothing. */
  #deliver(message: object): void {
    const contextId = this.#worldId;
    if (contextId !== undefined) {
      this.#page
        .then((page) => page.send('Runtime.evaluate', { contextId, expression: `${deliverName}(${JSON.stringify(message)})` }))
        .catch(() => undefined);
    }
  }
}
