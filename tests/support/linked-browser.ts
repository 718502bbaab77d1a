import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import { expect } from 'vitest';
import type { EventSourceLike } from '../../renderer/transport/event-link.ts';
import { SharedEventLink } from '../../renderer/transport/shared-event-link.ts';
import type { TabChannel } from '../../renderer/transport/tab-channel.ts';
import { askMilliseconds } from '../../renderer/transport/tab-message.ts';

/** What the server sends over one link. */
export class ManualSource implements EventSourceLike {
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>();
  isOpen = true;

  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string, data?: string): void {
    this.#listeners.get(type)?.({ data });
  }

  close(): void {
    this.isOpen = false;
  }
}

/** A tab of the browser, with a real channel, and timers that are let ring by hand. */
export class LinkedTab {
  readonly heard: string[] = [];
  readonly sources: ManualSource[] = [];
  readonly link: SharedEventLink;
  readonly #browser: LinkedBrowser;
  readonly #channel: BroadcastChannel;
  readonly #timers = new Set<{ milliseconds: number; work: () => void }>();
  readonly #visibilityListeners = new Set<() => void>();
  #missed: (() => void)[] | undefined;
  isClosed = false;
  isHidden = false;
  audience = 'admin';
  looks = 0;
  onLook = (): void => {};

  constructor(browser: LinkedBrowser, openedAt: number) {
    const channel = browser.newChannel();
    this.#browser = browser;
    this.#channel = channel;
    const isHidden = (): boolean => this.isHidden;
    this.link = new SharedEventLink({
      channel: {
        postMessage: (message) => {
          if (!this.isClosed) {
            channel.postMessage(message);
          }
        },
        addEventListener: (_type, listener) => {
          channel.onmessage = (event) => {
            const { data } = event as { data: unknown };
            if (this.#missed === undefined) {
              listener({ data });
            } else {
              this.#missed.push(() => listener({ data }));
            }
          };
        },
        close: () => channel.close(),
      } satisfies TabChannel,
      subjectOf: (data) => data.split(' ')[0] ?? '',
      openSource: () => {
        const source = new ManualSource();
        this.sources.push(source);
        return source;
      },
      listener: {
        message: (data) => this.heard.push(data),
        notice: (data) => this.heard.push(`notice ${data}`),
        disconnected: () => this.heard.push('disconnected'),
        resting: () => this.heard.push('resting'),
      },
      prepare: async (isRetry) => {
        if (isRetry) {
          this.looks += 1;
          this.onLook();
        }
        return true;
      },
      audience: () => this.audience,
      visibility: {
        get isHidden() {
          return isHidden();
        },
        onChange: (listener) => {
          this.#visibilityListeners.add(listener);
          return () => this.#visibilityListeners.delete(listener);
        },
      },
      delay: (milliseconds, work) => {
        const timer = { milliseconds, work };
        this.#timers.add(timer);
        return () => this.#timers.delete(timer);
      },
      now: () => openedAt,
    });
  }

  get source(): ManualSource | undefined {
    return this.sources.find(({ isOpen }) => isOpen);
  }

  get timers(): number[] {
    return [...this.#timers].map(({ milliseconds }) => milliseconds);
  }

  /** The time of what waits for so long is over. */
  async ring(milliseconds: number): Promise<void> {
    for (const timer of [...this.#timers].filter((one) => one.milliseconds === milliseconds)) {
      this.#timers.delete(timer);
      timer.work();
    }
    await this.#browser.delivered();
  }

  async hide(isHidden = true): Promise<void> {
    this.isHidden = isHidden;
    for (const listener of this.#visibilityListeners) {
      listener();
    }
    if (!isHidden) {
      this.link.retryNow();
    }
    await this.#browser.delivered();
  }

  /** A frozen page is told nothing, until it wakes and is told everything. */
  sleep(): void {
    this.#missed = [];
  }

  wake(): void {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    for (const tell of missed) {
      tell();
    }
  }

  /** Its process is gone: nobody is told. */
  die(): void {
    this.isClosed = true;
    this.#channel.close();
    this.#timers.clear();
  }

  close(): void {
    this.link.close();
    expect(this.timers).toEqual([]);
    expect(this.source).toBeUndefined();
    this.isClosed = true;
    this.#channel.close();
  }
}

/** A browser whose tabs share one event link over a channel of their own. */
export class LinkedBrowser {
  readonly #channelName = randomUUID();
  /** Those that died, too. */
  readonly #tabs: LinkedTab[] = [];

  /** A tab that has not opened its link. */
  newTab(): LinkedTab {
    const tab = new LinkedTab(this, this.#tabs.length);
    this.#tabs.push(tab);
    return tab;
  }

  /** A tab that knows who leads. */
  async openTab({ isHidden = false } = {}): Promise<LinkedTab> {
    const tab = this.newTab();
    tab.isHidden = isHidden;
    tab.link.open();
    await this.delivered();
    await tab.ring(askMilliseconds);
    return tab;
  }

  /** The tabs that lead. */
  get leaders(): LinkedTab[] {
    return this.#open.filter(({ link }) => link.isLeading);
  }

  /** How many links to PetLog are open. */
  get links(): number {
    return this.#open.filter(({ source }) => source !== undefined).length;
  }

  newChannel(): BroadcastChannel {
    return new BroadcastChannel(this.#channelName);
  }

  /** Everything that was posted, and what was posted in answer, has arrived: a channel keeps the order. */
  async delivered(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      const [sender, receiver] = [this.newChannel(), this.newChannel()];
      const arrived = new Promise<void>((resolve) => {
        receiver.onmessage = (event) => {
          if ((event as { data: { type: string } }).data.type === 'mark') {
            resolve();
          }
        };
      });
      sender.postMessage({ type: 'mark' });
      await arrived;
      sender.close();
      receiver.close();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Closes every tab, and expects that none leaves anything behind. */
  close(): void {
    this.#tabs.forEach((tab) => tab.close());
  }

  get #open(): LinkedTab[] {
    return this.#tabs.filter(({ isClosed }) => !isClosed);
  }
}
