/** The part of EventSource that is used here. */
export interface EventSourceLike {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface EventLinkListener {
  /** An unnamed event. */
  message(data: string): void;
  /** An event of this name. */
  notice(data: string): void;
  /** The link lives. */
  heartbeat?(): void;
  disconnected(): void;
}

/** The server sends something at least every 5 s; after this long a silent link counts as dead. */
export const silenceMilliseconds = 12_000;
const retryDelaysMilliseconds = [300, 700, 1_500, 3_000, 5_000] as const;

/**
 * A server-sent event stream that notices a dead link, which EventSource alone
 * does not, and connects again until it is closed.
 */
export class EventLink {
  readonly #openSource: () => EventSourceLike;
  readonly #listener: EventLinkListener;
  readonly #prepare: ((isRetry: boolean) => Promise<boolean>) | undefined;
  #preparation = 0;
  #source: EventSourceLike | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  /** `prepare` comes before each opening, and says whether it is worth while. */
  constructor(openSource: () => EventSourceLike, listener: EventLinkListener, prepare?: (isRetry: boolean) => Promise<boolean>) {
    this.#openSource = openSource;
    this.#listener = listener;
    this.#prepare = prepare;
  }

  open(): void {
    this.close();
    if (this.#prepare === undefined) {
      return this.#open();
    }
    const preparation = this.#preparation;
    void this.#prepare(this.#failures > 0).then((isWorthWhile) => {
      if (preparation !== this.#preparation) {
        return;
      }
      if (isWorthWhile) {
        this.#open();
      } else {
        this.#failed();
      }
    });
  }

  /** Does not wait for the next attempt: the page was hidden, or the network is back. */
  retryNow(): void {
    if (this.#source === undefined && this.#timer !== undefined) {
      this.open();
    }
  }

  /** Opens a link anew that is open: it is told what it may now be told. */
  reopen(): void {
    if (this.#source !== undefined) {
      this.open();
    }
  }

  close(): void {
    this.#preparation += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  #open(): void {
    const source = this.#openSource();
    this.#source = source;
    const receive = (deliver: (data: string) => void) => (event: { data?: unknown }) => {
      if (source !== this.#source) {
        return;
      }
      this.#heard();
      if (typeof event.data === 'string') {
        deliver(event.data);
      }
    };
    source.addEventListener(
      'open',
      receive(() => {}),
    );
    source.addEventListener(
      'message',
      receive((data) => this.#listener.message(data)),
    );
    source.addEventListener(
      'notice',
      receive((data) => this.#listener.notice(data)),
    );
    source.addEventListener(
      'heartbeat',
      receive(() => this.#listener.heartbeat?.()),
    );
    source.addEventListener('error', () => {
      if (source === this.#source) {
        this.#failed();
      }
    });
    this.#expectSound();
  }

  #heard(): void {
    this.#failures = 0;
    this.#expectSound();
  }

  #expectSound(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#failed(), silenceMilliseconds);
  }

  #failed(): void {
    this.close();
    const delay = retryDelaysMilliseconds[Math.min(this.#failures, retryDelaysMilliseconds.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.open(), delay);
    this.#listener.disconnected();
  }
}
