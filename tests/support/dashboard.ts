import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { LiveStatus } from '../../shared/api.ts';
import { startPetLog, withSmallPicture, type PetLogProcess, type PetLogProcessOptions } from './petlog-process.ts';

/** A page of PetLog's own user interface, by what people see of it. */
export class Dashboard {
  readonly page: Page;
  readonly picture: Locator;
  readonly stage: Locator;
  /** The picture as JPEGs. */
  readonly jpegs: Locator;
  /** The picture as a video. */
  readonly video: Locator;
  /** Addresses of the live stream that the page has requested. */
  readonly streamRequests: string[] = [];
  /** The same of the live video. */
  readonly videoRequests: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.picture = page.locator('petlog-live-picture .shown');
    this.jpegs = page.locator('petlog-live-picture img.shown');
    this.video = page.locator('petlog-live-picture video.shown');
    this.stage = page.locator('petlog-stage');
    page.on('request', (request) => {
      if (request.url().includes('/live/stream')) {
        this.streamRequests.push(request.url());
      } else if (request.url().includes('/live/video')) {
        this.videoRequests.push(request.url());
      }
    });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  indicator(name: 'connection' | 'camera' | 'recording'): Locator {
    return this.page.locator(`.head [data-indicator="${name}"] .value`);
  }

  fact(name: 'fps' | 'resolution' | 'viewers' | 'source'): Locator {
    return this.page.locator(`[data-fact="${name}"] dd`);
  }

  /** What is seldom needed. */
  async openOptions(): Promise<void> {
    await this.button('Options').click();
    await expect(this.page.getByRole('dialog', { name: 'Options' })).toBeVisible();
  }

  /** Opens the dashboard, which starts a camera that rests. */
  async watch(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.indicator('camera')).toHaveText('Live');
  }
}

/** Another client than the page. */
export class OtherClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async post(path: string): Promise<void> {
    const response = await fetch(this.#url + path, { method: 'POST' });
    expect(response.ok, `POST ${path}: ${response.status} ${await response.text()}`).toBe(true);
  }

  async status(): Promise<LiveStatus> {
    return (await (await fetch(`${this.#url}/live/status`)).json()) as LiveStatus;
  }

  /** Watches the live stream until the returned function is called. */
  async watch(): Promise<() => void> {
    const abort = new AbortController();
    const response = await fetch(`${this.#url}/live/stream`, { signal: abort.signal });
    expect(response.ok).toBe(true);
    // A body that nobody reads is cancelled with the garbage.
    response.body?.pipeTo(new WritableStream()).catch(() => undefined);
    return () => abort.abort();
  }
}

interface Fixtures {
  /** Of the camera, unless a test says another frame rate itself: more where a test looks at a video or at moments. */
  picturesPerSecond: number;
  /** Starts PetLog, with a small picture unless told otherwise; it is stopped after the test. */
  start: (options?: PetLogProcessOptions) => Promise<PetLogProcess>;
  dashboard: Dashboard;
  /** Fails the test when the page broke its own policy or threw. */
  pageErrors: string[];
}

export const test = base.extend<Fixtures>({
  // Each is painted over the whole window, which without a graphics card is a large part of what a test costs.
  picturesPerSecond: [5, { option: true }],
  start: async ({ picturesPerSecond }, use) => {
    const processes: PetLogProcess[] = [];
    await use(async (options = {}) => {
      const petlog = await startPetLog(withSmallPicture(options, picturesPerSecond));
      processes.push(petlog);
      return petlog;
    });
    for (const petlog of processes) {
      await petlog[Symbol.asyncDispose]();
    }
  },
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Refused/.test(message.text())) {
          errors.push(message.text());
        }
      });
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
  dashboard: async ({ page }, use) => use(new Dashboard(page)),
});
