import type { TabChannel } from '../../renderer/transport/tab-channel.ts';

type Listener = (event: { readonly data: unknown }) => void;

/** The channel of a browser's tabs, in which what is posted arrives when it is told to, in its order, at all but who posted it. */
export class TabHub {
  readonly #tabs = new Set<HubChannel>();
  readonly #waiting: { readonly from: HubChannel; readonly data: unknown }[] = [];

  open(): HubChannel {
    const channel: HubChannel = new HubChannel((data) => {
      if (this.#tabs.has(channel)) {
        this.#waiting.push({ from: channel, data });
      }
    });
    this.#tabs.add(channel);
    return channel;
  }

  /** A tab that says and hears nothing any more; what it has said arrives. */
  lose(channel: HubChannel): void {
    this.#tabs.delete(channel);
  }

  /** What was posted arrives, and so does what is posted in answer. */
  deliver(): void {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      for (const tab of this.#tabs) {
        if (tab !== next.from) {
          tab.hear(structuredClone(next.data));
        }
      }
    }
  }
}

export class HubChannel implements TabChannel {
  readonly #listeners = new Set<Listener>();
  readonly #post: (data: unknown) => void;
  /** While it is frozen: what it hears when it wakes. */
  #missed: unknown[] | undefined;

  constructor(post: (data: unknown) => void) {
    this.#post = post;
  }

  postMessage(message: unknown): void {
    this.#post(message);
  }

  addEventListener(_type: 'message', listener: Listener): void {
    this.#listeners.add(listener);
  }

  close(): void {
    this.#listeners.clear();
  }

  hear(data: unknown): void {
    if (this.#missed !== undefined) {
      this.#missed.push(data);
    } else {
      for (const listener of this.#listeners) {
        listener({ data });
      }
    }
  }

  sleep(): void {
    this.#missed = [];
  }

  wake(): void {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    for (const data of missed) {
      this.hear(data);
    }
  }
}
