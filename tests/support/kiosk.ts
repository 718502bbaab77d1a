/** The kiosk window under test: on the real Electron where `npm test` or `npm run test:electron` found one, else on the stand-in. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, chromium, expect, type Browser, type CDPSession, type Locator, type Page } from '@playwright/test';
import { findElectron } from '../../build/electron-runtime.ts';
import { testElectronVariable } from '../../build/test-electron/variable.ts';
import type { ConfigPatch } from '../../shared/config.ts';
import type { SetupState } from '../../shared/ipc.ts';
import type { Screen } from './kiosk-screens.ts';
import { PetLogProcess, repositoryDirectory, withSmallPicture, type PetLogProcessOptions } from './petlog-process.ts';
import { stillBoxOf } from './still-box.ts';
import { startVirtualScreen } from './virtual-screen.ts';

/** Electron's program, with the path of the application unless it has that in itself. */
const electron = ((): readonly [program: string, ...application: string[]] | undefined => {
  const [own, forTests] = [findElectron(), process.env[testElectronVariable]];
  if (own !== undefined) {
    return [own, repositoryDirectory];
  }
  return forTests === undefined ? undefined : [forTests];
})();
export const isRealElectron = electron !== undefined;
/** Named in the title of every test of the kiosk. */
export const kioskHost = isRealElectron ? 'real Electron' : 'stand-in for Electron';

/** For as long controls are there after they were woken, with some time to spare. */
export const awakeMilliseconds = 2000;

export class Kiosk {
  readonly process: PetLogProcess;
  readonly #options: PetLogProcessOptions;
  #browser: Browser | undefined;
  #page: Page | undefined;
  #devTools: CDPSession | undefined;
  #mouseAt = 0;
  readonly #closing: Promise<unknown>[] = [];

  constructor(process: PetLogProcess, options: PetLogProcessOptions) {
    this.process = process;
    this.#options = options;
  }

  get page(): Page {
    if (this.#page === undefined) {
      throw new Error('not connected to the window');
    }
    return this.#page;
  }

  /** Connects to the window by Chromium's DevTools port; again after its page has crashed. */
  async connect(): Promise<void> {
    const portFile = join(this.process.dataDirectory, 'kiosk/DevToolsActivePort');
    // A page that is being replaced is no page yet, also for a connection made meanwhile, which may wait for it for ever.
    await expect(async () => {
      // A connection whose page has crashed may never say that it is closed.
      this.disconnect();
      const [port = ''] = (await readFile(portFile, 'utf8')).split('\n', 1);
      this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, timeout: 15_000 });
      const pages = this.#browser.contexts()[0]?.pages() ?? [];
      expect(pages.map((page) => new URL(page.url()).search)).toEqual(['?view=kiosk']);
      this.#page = pages[0];
    }).toPass({ timeout: 120_000 });
    this.#devTools = await this.page.context().newCDPSession(this.page);
  }

  get devTools(): CDPSession {
    if (this.#devTools === undefined) {
      throw new Error('not connected to the window');
    }
    return this.#devTools;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get picture(): Locator {
    return this.page.locator('petlog-live-picture img');
  }

  /** Moves the mouse, so that controls which have faded are there again, for as long as after any touch. */
  async wake(): Promise<void> {
    this.#mouseAt = this.#mouseAt === 1 ? 2 : 1;
    await this.devTools.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: this.#mouseAt, y: 1 });
  }

  /** Passes when a check of the controls does, for which they are there again and again; none may take longer than `awakeMilliseconds`. */
  async whileAwake(check: () => Promise<void>): Promise<void> {
    await expect(async () => {
      await this.wake();
      await check();
    }).toPass({ timeout: 120_000 });
  }

  /** A finger on the middle of an element, for the shortest time. */
  async touch(target: Locator): Promise<void> {
    await this.whileAwake(() => expect(target).toBeEnabled({ timeout: awakeMilliseconds }));
    // As a person does with what is below the edge of a list.
    await target.evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
    const box = await stillBoxOf(target);
    await this.devTools.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints: [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }],
    });
    await this.devTools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** Makes the page as large as another screen would, until it is told otherwise. */
  async resize({ width, height }: Screen): Promise<void> {
    await this.devTools.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await expect.poll(() => this.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  }

  /** Starts PetLog a second time with the same data and screen. */
  startAgain(): Promise<PetLogProcess> {
    return PetLogProcess.spawn({ ...this.#options, dataFiles: {}, dataDirectory: this.process.dataDirectory });
  }

  /**
   * Ends the connection. Chromium hears of it at once, but programs that it has started meanwhile have its socket too: it is
   * waited for half a minute, which `disconnected` has behind it as soon as they have ended.
   */
  disconnect(): void {
    if (this.#browser !== undefined) {
      this.#closing.push(this.#browser.close().catch(() => undefined));
      this.#browser = undefined;
    }
  }

  /** Resolves when nothing is left of the connections that were ended. */
  async disconnected(): Promise<void> {
    await Promise.all(this.#closing);
  }
}

interface Fixtures {
  /** Opens the kiosk of a camera that was set up on a screen of this size and connects to its window; with `dataFiles: {}` of a new one. */
  openKiosk: (screen: Screen, options?: PetLogProcessOptions) => Promise<Kiosk>;
}

export const test = base.extend<Fixtures>({
  // Playwright wants a pattern here, whether or not there is anything in it.
  // eslint-disable-next-line no-empty-pattern
  openKiosk: async ({}, use, testInfo) => {
    testInfo.annotations.push({ type: 'kiosk host', description: kioskHost });
    await using opened = new AsyncDisposableStack();
    await use((screen, options = {}) => openKiosk(screen, withSmallPicture(options), opened));
  },
});

/** As a camera's data directory has it whose setup is over. */
const setUp = { 'setup.json': JSON.stringify({ step: 'done', finished: true } satisfies SetupState) };

/** No night: what the screen shows is the same at every hour that a test runs at. */
const alwaysDay = { night_from: '12:00', night_until: '12:00' } satisfies ConfigPatch['kiosk'];

/** Opens the kiosk of a camera that was set up on a screen of this size, where it is always day, and connects to its window, until the stack is disposed of. */
export async function openKiosk(screen: Screen, options: PetLogProcessOptions, opened: AsyncDisposableStack): Promise<Kiosk> {
  const host = await hostOptions(screen, options.environment?.['WAYLAND_DISPLAY'], opened);
  const kioskOptions = {
    dataFiles: setUp,
    ...options,
    ...host,
    config: { kiosk: alwaysDay, ...options.config },
    environment: { ...options.environment, ...host.environment },
    window: true,
  };
  const petlog = await PetLogProcess.spawn(kioskOptions);
  const kiosk = new Kiosk(petlog, kioskOptions);
  opened.defer(() => kiosk.disconnected());
  opened.use(petlog);
  opened.defer(() => kiosk.disconnect());
  await petlog.ready();
  await kiosk.connect();
  return kiosk;
}

/** How the application is started on a screen of this size: that of a Wayland session where one is named, else one of its own. */
async function hostOptions(
  { width, height }: Screen,
  waylandDisplay: string | undefined,
  opened: AsyncDisposableStack,
): Promise<PetLogProcessOptions> {
  if (electron === undefined) {
    const standIn = join(repositoryDirectory, 'tests/support/electron-stand-in/register.ts');
    return {
      command: [process.execPath, '--import', standIn, 'out/main/index.js', '--'],
      environment: { LANGUAGE: 'en_GB', TEST_SCREEN: `${width}x${height}` },
    };
  }
  const [program, ...application] = electron;
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '--touch-events=enabled'];
  if (waylandDisplay !== undefined) {
    return {
      command: [program, ...flags, '--ozone-platform=wayland', ...application, '--'],
      environment: { LANGUAGE: 'en_GB', DISPLAY: '' },
    };
  }
  const { display } = opened.use(await startVirtualScreen(width, height));
  return { command: [program, ...flags, ...application, '--'], environment: { LANGUAGE: 'en_GB', DISPLAY: display, WAYLAND_DISPLAY: '' } };
}
