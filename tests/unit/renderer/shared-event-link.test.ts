import { BroadcastChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventSourceLike } from '../../../renderer/transport/event-link.ts';
import {
  askMilliseconds,
  leaderSilenceMilliseconds,
  restMilliseconds,
  SharedEventLink,
} from '../../../renderer/transport/shared-event-link.ts';
import type { TabChannel } from '../../../renderer/transport/tab-channel.ts';

/** What the server sends over one link. */
class ManualSource implements EventSourceLike {
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

let lastChannel = 0;
let openedTabs = 0;
let tabs: Tab[] = [];
/** Those that died, too. */
let everyTab: Tab[] = [];
let channelName = '';

/** A tab of the browser, with a real channel, and timers that are let ring by hand. */
class Tab {
  readonly heard: string[] = [];
  readonly sources: ManualSource[] = [];
  readonly link: SharedEventLink;
  readonly #channel: BroadcastChannel;
  readonly #timers = new Set<{ milliseconds: number; work: () => void }>();
  readonly #visibilityListeners = new Set<() => void>();
  #missed: (() => void)[] | undefined;
  #isClosed = false;
  isHidden = false;
  audience = 'admin';
  looks = 0;
  onLook = (): void => {};

  constructor() {
    const channel = new BroadcastChannel(channelName);
    this.#channel = channel;
    openedTabs += 1;
    const openedAt = openedTabs;
    const isHidden = (): boolean => this.isHidden;
    this.link = new SharedEventLink({
      channel: {
        postMessage: (message) => {
          if (!this.#isClosed) {
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
    tabs.push(this);
    everyTab.push(this);
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
    await delivered();
  }

  async hide(isHidden = true): Promise<void> {
    this.isHidden = isHidden;
    for (const listener of this.#visibilityListeners) {
      listener();
    }
    if (!isHidden) {
      this.link.retryNow();
    }
    await delivered();
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
    this.#isClosed = true;
    this.#channel.close();
    this.#timers.clear();
    tabs = tabs.filter((tab) => tab !== this);
  }

  close(): void {
    this.link.close();
    expect(this.timers).toEqual([]);
    expect(this.source).toBeUndefined();
    this.#isClosed = true;
    this.#channel.close();
  }
}

/** Everything that was posted, and what was posted in answer, has arrived: a channel keeps the order. */
async function delivered(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const [sender, receiver] = [new BroadcastChannel(channelName), new BroadcastChannel(channelName)];
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

async function openTab({ isHidden = false } = {}): Promise<Tab> {
  const tab = new Tab();
  tab.isHidden = isHidden;
  tab.link.open();
  await delivered();
  await tab.ring(askMilliseconds);
  return tab;
}

const leaders = (): Tab[] => tabs.filter(({ link }) => link.isLeading);
const links = (): number => tabs.filter(({ source }) => source !== undefined).length;

beforeEach(() => {
  lastChannel += 1;
  channelName = `tabs ${lastChannel}`;
  tabs = [];
  everyTab = [];
});

afterEach(() => {
  for (const tab of everyTab) {
    tab.close();
  }
});

describe('tabs of one browser', () => {
  test('share one link: all hear what is told, and one that comes later hears the last status at once', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.source?.emit('message', 'status 1');
    first.source?.emit('notice', 'n');
    await delivered();
    const third = await openTab();
    expect([first.heard, second.heard, third.heard]).toEqual([['status 1', 'notice n'], ['status 1', 'notice n'], ['status 1']]);
    expect({ links: links(), leaders: leaders() }).toEqual({ links: 1, leaders: [first] });
  });

  test('that open at the same moment agree on one', async () => {
    const many = Array.from({ length: 8 }, () => new Tab());
    for (const tab of many) {
      tab.link.open();
    }
    await delivered();
    for (const tab of many) {
      await tab.ring(askMilliseconds);
    }
    expect(leaders()).toEqual([many[0]]);
    expect(links()).toBe(1);
  });

  test('that all believe to lead yield to one', async () => {
    const many = Array.from({ length: 4 }, () => new Tab());
    for (const tab of many) {
      tab.link.open();
    }
    await Promise.all(many.map((tab) => tab.ring(askMilliseconds)));
    await delivered();
    expect(leaders()).toEqual([many[0]]);
    expect(links()).toBe(1);
    many[0]?.source?.emit('message', 'status');
    await delivered();
    expect(many.map(({ heard }) => heard.at(-1))).toEqual(['status', 'status', 'status', 'status']);
  });

  test('prefer one that is seen to one that browsers put to sleep', async () => {
    const many = [new Tab(), new Tab(), new Tab()];
    many[0]!.isHidden = true;
    many[1]!.isHidden = true;
    for (const tab of many) {
      tab.link.open();
    }
    await delivered();
    for (const tab of many) {
      await tab.ring(askMilliseconds);
    }
    expect(leaders()).toEqual([many[2]]);
  });

  test('go on when the one that leads is closed', async () => {
    const [first, second, third] = [await openTab(), await openTab(), await openTab()];
    first.close();
    tabs = [second, third];
    await delivered();
    await second.ring(askMilliseconds);
    await third.ring(askMilliseconds);
    expect(leaders()).toEqual([second]);
    second.source?.emit('message', 'after');
    await delivered();
    expect([second.heard, third.heard]).toEqual([['after'], ['after']]);
  });

  test('go on when it dies without a word', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.die();
    expect(second.timers).toEqual([leaderSilenceMilliseconds]);
    await second.ring(leaderSilenceMilliseconds);
    await second.ring(askMilliseconds);
    expect(leaders()).toEqual([second]);
  });

  test('ask at once when they come back, and find a leader that died meanwhile', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await second.hide();
    first.die();
    await second.hide(false);
    await second.ring(askMilliseconds);
    expect(leaders()).toEqual([second]);
  });

  test('a leader that was asleep and wakes yields to the one that took over', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.isHidden = true;
    first.sleep();
    await second.ring(leaderSilenceMilliseconds);
    await second.ring(askMilliseconds);
    expect(leaders()).toEqual([first, second]);
    first.wake();
    await delivered();
    expect(leaders()).toEqual([second]);
    expect(links()).toBe(1);
  });

  test('all learn that PetLog is gone, and look whether they were shut out', async () => {
    const [first, second, hidden] = [await openTab(), await openTab(), await openTab({ isHidden: true })];
    first.source?.emit('error');
    await delivered();
    expect([first.heard, second.heard, hidden.heard]).toEqual([['disconnected'], ['disconnected'], ['disconnected']]);
    expect({ second: second.looks, hidden: hidden.looks }).toEqual({ second: 1, hidden: 0 });
    second.link.retryNow();
    await delivered();
    await new Promise((resolve) => setImmediate(resolve));
    first.source?.emit('message', 'back');
    await delivered();
    expect(second.heard.at(-1)).toBe('back');
    expect(links()).toBe(1);
  });
});

describe('what is for somebody else', () => {
  test('is not passed on, and who leads looks who it is now', async () => {
    const first = await openTab();
    const second = new Tab();
    second.audience = 'viewer';
    second.link.open();
    await delivered();
    first.source?.emit('message', 'for admins');
    await delivered();
    expect(second.heard).toEqual([]);
    expect({ first: first.looks, second: second.looks }).toEqual({ first: 1, second: 1 });
    first.source?.emit('message', 'for admins');
    first.audience = 'viewer';
    first.source?.emit('message', 'for viewers');
    await delivered();
    expect(second.heard).toEqual(['for viewers']);
    expect(second.looks).toBe(1);
  });

  test('is heard once a tab has found out that it is meant', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.audience = 'viewer';
    second.onLook = () => (second.audience = 'viewer');
    first.source?.emit('message', 'for viewers');
    await delivered();
    expect(second.heard).toEqual(['for viewers']);
  });
});

describe('hidden tabs', () => {
  test('let go of the link after a while, and open it again for the first one that is seen', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await first.hide();
    await second.hide();
    await first.ring(restMilliseconds);
    await first.ring(askMilliseconds * 4);
    expect(links()).toBe(0);
    expect([first.heard, second.heard]).toEqual([['resting'], ['resting']]);
    await second.hide(false);
    await second.ring(askMilliseconds);
    expect(leaders()).toEqual([second]);
    second.source?.emit('message', 'awake');
    await delivered();
    expect([first.heard.at(-1), second.heard.at(-1)]).toEqual(['resting', 'awake']);
    await first.hide(false);
    expect(first.heard.at(-1)).toBe('awake');
    expect(links()).toBe(1);
  });

  test('keep it while any tab is seen', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await first.hide();
    await first.ring(restMilliseconds);
    expect(first.timers).toEqual([restMilliseconds]);
    expect(leaders()).toEqual([first]);
    first.source?.emit('message', 'seen');
    await delivered();
    expect(second.heard).toEqual(['seen']);
  });
});

test('without a channel each tab has its own link', async () => {
  const source = new ManualSource();
  const link = new SharedEventLink({
    channel: undefined,
    subjectOf: (data) => data.split(' ')[0] ?? '',
    openSource: () => source,
    listener: { message: () => undefined, notice: () => undefined, disconnected: () => undefined, resting: () => undefined },
    prepare: async () => true,
    audience: () => '',
    visibility: { isHidden: false, onChange: () => () => undefined },
    delay: () => () => undefined,
    now: () => 0,
  });
  link.open();
  expect(link.isLeading).toBe(true);
  link.close();
  expect(link.isLeading).toBe(false);
});
