import { EventLink, silenceMilliseconds, type EventLinkListener, type EventSourceLike } from './event-link.ts';
import type { PageVisibility } from './page-visibility.ts';
import type { Delay } from '../state/delay.ts';
import { isBefore, newTabName, type TabChannel, type TabRank } from './tab-channel.ts';
import { askMilliseconds, type EventKind, type TabMessage } from './tab-message.ts';
import { TabRest } from './tab-rest.ts';

/** The leader notices a dead link before the others miss the leader. */
export const leaderSilenceMilliseconds = silenceMilliseconds + 1_000;
type TabRole = 'closed' | 'asking' | 'leading' | 'following' | 'resting';
export interface SharedEventLinkOptions {
  readonly channel: TabChannel | undefined;
  readonly openSource: () => EventSourceLike;
  /** Which camera a message is about: the next about it takes its place. */
  readonly subjectOf: (data: string) => string;
  readonly listener: EventLinkListener & { resting(): void };
  readonly prepare: (isRetry: boolean) => Promise<boolean>;
  /** Who this tab is to PetLog: what another is told is not for it. */
  readonly audience: () => string;
  readonly visibility: PageVisibility;
  readonly delay: Delay;
  readonly now: () => number;
}

/**
 * One event link for all tabs of a browser, which opens only six connections to
 * a host. One tab leads: it holds the link and passes on what it hears. Where it
 * leaves, sleeps or dies, another one takes over. It needs no lock: two that
 * lead notice each other, and one of them yields.
 */
export class SharedEventLink {
  readonly #options: SharedEventLinkOptions;
  readonly #link: EventLink;
  readonly #tab = newTabName();
  #openedAt = 0;
  #role: TabRole = 'closed';
  readonly #statuses = new Map<string, string>();
  /** Of a leader that is somebody else than this tab: both looked once who they are. */
  #strangeAudience: string | null = null;
  /** The last status of each camera that this tab was told since it was connected. */
  readonly #told = new Map<string, string>();
  #cancelTimer: () => void = () => {};
  readonly #leadersRest: TabRest;
  #unsubscribe: () => void = () => {};

  constructor(options: SharedEventLinkOptions) {
    this.#options = options;
    this.#link = new EventLink(
      options.openSource,
      {
        message: (data) => this.#heard('message', data),
        notice: (data) => this.#heard('notice', data),
        heartbeat: () => this.#heard('heartbeat', ''),
        disconnected: () => {
          this.#statuses.clear();
          this.#told.clear();
          this.#send({ type: 'disconnected' });
          options.listener.disconnected();
        },
      },
      options.prepare,
    );
    this.#leadersRest = new TabRest({
      ...options,
      askWhoIsSeen: () => this.#send({ type: 'who-is-seen' }),
      onRest: () => {
        this.#send({ type: 'rest' });
        this.#rest();
      },
    });
    options.channel?.addEventListener('message', ({ data }) => this.#receive(data as TabMessage));
  }

  get isLeading(): boolean {
    return this.#role === 'leading';
  }

  open(): void {
    this.close();
    this.#openedAt = this.#options.now();
    this.#unsubscribe = this.#options.visibility.onChange(() => this.#onVisibility());
    this.#ask(false);
  }

  /** Does not wait: the page was hidden, or the network is back. */
  retryNow(): void {
    if (this.#role === 'leading') {
      this.#link.retryNow();
    } else if (this.#role !== 'closed') {
      this.#ask(true);
    }
  }

  /** This device may do more or less than before: it is told other things as well. */
  reopen(): void {
    if (this.#role === 'leading') {
      this.#link.reopen();
    } else {
      this.#send({ type: 'reopen' });
    }
  }

  close(): void {
    if (this.#role === 'leading') {
      this.#send({ type: 'leave' });
    }
    this.#unsubscribe();
    this.#become('closed');
  }

  get #rank(): TabRank {
    return { isHidden: this.#options.visibility.isHidden, openedAt: this.#openedAt, tab: this.#tab };
  }

  #ask(retry: boolean): void {
    if (this.#options.channel === undefined) {
      return this.#lead();
    }
    this.#become('asking');
    this.#send({ type: 'ask', rank: this.#rank, retry });
    this.#cancelTimer = this.#options.delay(askMilliseconds, () => this.#lead());
  }

  #lead(): void {
    this.#become('leading');
    this.#link.open();
    this.#announce();
    this.#leadersRest.later();
  }

  #announce(): void {
    this.#send({ type: 'lead', rank: this.#rank, audience: this.#options.audience(), statuses: [...this.#statuses.values()] });
  }

  #follow(withinMilliseconds = leaderSilenceMilliseconds): void {
    if (this.#role !== 'following') {
      this.#become('following');
    }
    this.#cancelTimer();
    this.#cancelTimer = this.#options.delay(withinMilliseconds, () => this.#ask(false));
  }

  #become(role: TabRole): void {
    this.#cancelTimer();
    this.#leadersRest.cancel();
    if (this.#role === 'leading') {
      this.#link.close();
    }
    this.#role = role;
    this.#statuses.clear();
    if (role !== 'asking' && role !== 'following') {
      this.#strangeAudience = null;
    }
    if (role === 'closed' || role === 'resting') {
      this.#told.clear();
    }
  }

  #heard(kind: EventKind, data: string): void {
    if (kind === 'message') {
      this.#statuses.set(this.#options.subjectOf(data), data);
    }
    this.#send({ type: 'event', kind, audience: this.#options.audience(), data });
    this.#deliver(kind, data);
  }

  #deliver(kind: EventKind, data: string): void {
    if (kind === 'message') {
      this.#told.set(this.#options.subjectOf(data), data);
      this.#options.listener.message(data);
    } else if (kind === 'notice') {
      this.#options.listener.notice(data);
    }
  }

  #send(message: TabMessage): void {
    this.#options.channel?.postMessage(message);
  }

  #receive(message: TabMessage): void {
    // What rests comes back by itself when it is seen.
    if (this.#role === 'closed' || this.#role === 'resting') {
      return;
    }
    switch (message.type) {
      case 'ask':
        return this.#onAsk(message.rank, message.retry);
      case 'lead':
        return this.#onLead(message);
      case 'event':
        return this.#onEvent(message.kind, message.audience, message.data);
      case 'disconnected':
        return this.#onDisconnected();
      case 'reopen':
        return this.#onReopen();
      case 'leave':
        return this.#role === 'following' ? this.#ask(false) : undefined;
      case 'who-is-seen':
        return this.#options.visibility.isHidden ? undefined : this.#send({ type: 'seen' });
      case 'seen':
        return this.#role === 'leading' ? this.#leadersRest.later() : undefined;
      case 'rest':
        return this.#onRest();
    }
  }

  #onAsk(rank: TabRank, retry: boolean): void {
    if (this.#role === 'leading') {
      this.#announce();
      if (retry) {
        this.#link.retryNow();
      }
    } else if (this.#role === 'asking') {
      if (isBefore(rank, this.#rank)) {
        this.#follow(askMilliseconds * 4);
      } else {
        this.#send({ type: 'ask', rank: this.#rank, retry: false });
      }
    }
  }

  #onLead({ rank, audience, statuses }: Extract<TabMessage, { type: 'lead' }>): void {
    if (this.#role === 'leading' && isBefore(this.#rank, rank)) {
      return this.#announce();
    }
    this.#follow();
    for (const status of statuses) {
      if (status !== this.#told.get(this.#options.subjectOf(status))) {
        this.#onEvent('message', audience, status);
      }
    }
  }

  #onEvent(kind: EventKind, audience: string, data: string): void {
    // Of two that lead, one is about to yield: both are told what it tells.
    if (this.#role === 'leading') {
      return;
    }
    this.#follow();
    if (audience === this.#options.audience()) {
      return this.#deliver(kind, data);
    }
    if (audience !== this.#strangeAudience) {
      void this.#lookWhoWeAre(audience);
    }
  }

  /** One of the two does not know yet who this browser is now; what is meant for somebody else is not passed on. */
  async #lookWhoWeAre(strangeAudience: string): Promise<void> {
    this.#strangeAudience = strangeAudience;
    await this.#options.prepare(true);
    if (this.#role !== 'following') {
      return;
    }
    // The answer brings the status that was just missed.
    if (strangeAudience === this.#options.audience()) {
      this.#ask(false);
    } else {
      this.#send({ type: 'reopen' });
    }
  }

  #onReopen(): void {
    if (this.#role !== 'leading') {
      return;
    }
    void this.#options.prepare(true).then((isWorthWhile) => {
      if (this.#role === 'leading' && isWorthWhile) {
        this.#link.reopen();
      }
    });
  }

  /** A hidden page looks when it comes back. */
  #lookWhetherWeAreIn(): void {
    if (!this.#options.visibility.isHidden) {
      void this.#options.prepare(true);
    }
  }

  #onDisconnected(): void {
    if (this.#role === 'leading') {
      return;
    }
    this.#follow();
    this.#told.clear();
    this.#options.listener.disconnected();
    // It may be that this device was shut out.
    this.#lookWhetherWeAreIn();
  }

  #onVisibility(): void {
    if (this.#role === 'leading') {
      this.#leadersRest.later();
    }
  }

  #onRest(): void {
    if (this.#role !== 'following') {
      return;
    }
    if (this.#options.visibility.isHidden) {
      this.#rest();
    } else {
      this.#ask(false);
    }
  }

  #rest(): void {
    this.#become('resting');
    this.#options.listener.resting();
  }
}
