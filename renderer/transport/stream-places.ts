import { OtherTabs, type Claim, type TabClaims } from './other-tabs.ts';
import type { PageVisibility } from './page-visibility.ts';
import { PictureTurns } from './picture-turns.ts';
import { OwnPlace, type StreamPlace, type StreamPlaces } from './stream-place.ts';
import type { Delay } from '../state/delay.ts';
import { newTabName, type TabChannel } from './tab-channel.ts';

/** So many pages of a browser stream at once: of its six connections to a host one is for the events, one for what is pressed. */
export const streamsOfABrowser = 4;
/** With so many, each may hold a second connection while its video takes the place of its JPEGs, and what is pressed is still answered. */
const doubledStreamsOfABrowser = 2;
/** How long the other tabs may take to tell what they show. */
export const settleMilliseconds = 150;
/** How often a tab tells what it shows. */
export const beatMilliseconds = 2_000;
/** Whoever took the place of a silent tab looks after so long whether that was free. */
export const checkMilliseconds = 1_000;

type PlaceMessage =
  /** All that a tab shows or would show. */
  | ({ readonly type: 'places' } & TabClaims)
  /** Those stand still, and hold their connections. */
  | { readonly type: 'places-held'; readonly silent: readonly TabClaims[] }
  /** What does everybody show? */
  | { readonly type: 'places-ask' };

export interface SharedStreamPlacesOptions {
  readonly channel: TabChannel | undefined;
  readonly visibility: PageVisibility;
  readonly delay: Delay;
  /** In milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  /** The wall clock, which all tabs share. */
  readonly wallNow: () => number;
  /** Whether this browser has a connection left for what is pressed. */
  readonly hasFreeConnection: () => Promise<boolean>;
}

/**
 * Shares the few connections that a browser opens to a host among its pages:
 * those that wanted the picture first stream, and whoever comes after them
 * waits in that order. A video that is open counts as a stream. Nobody leads:
 * each tab tells the others what it shows, all sort it alike, and of two that
 * took the last place at once one yields. The place of a tab that is silent is
 * taken on trial: one that has crashed has no connection any more, one that
 * merely stands still keeps it for a while.
 */
export class SharedStreamPlaces implements StreamPlaces {
  readonly #options: SharedStreamPlacesOptions;
  readonly #turns: PictureTurns;
  readonly #tab = newTabName();
  readonly #own = new Map<string, OwnPlace>();
  readonly #others = new OtherTabs();
  #lastId = 0;
  #lastOrder = 0;
  #isSettled = false;
  #beatAt = 0;
  #cancelSettling: () => void = () => {};
  #cancelBeat: () => void = () => {};
  #cancelCheck: () => void = () => {};
  #unsubscribe: () => void = () => {};

  constructor(options: SharedStreamPlacesOptions) {
    this.#options = options;
    const { channel, delay } = options;
    this.#turns = new PictureTurns({ channel, delay, tab: this.#tab, waitingTabs: () => this.#waitingTabs() });
    channel?.addEventListener('message', ({ data }) => this.#receive(data as PlaceMessage));
  }

  open(): void {
    this.#unsubscribe();
    this.#unsubscribe = this.#options.visibility.onChange(() => this.#look());
    this.#look();
  }

  /** The page goes, perhaps to be shown again from the browser's memory. */
  leave(): void {
    this.#unsubscribe();
    this.#sleep();
    this.#send({ type: 'places', tab: this.#tab, claims: [] });
    this.#decide();
  }

  newPlace(onChange: () => void, comesFirst = false): StreamPlace {
    this.#lastId += 1;
    const id = `${this.#tab}.${this.#lastId}`;
    return new OwnPlace(this.#turns, comesFirst, onChange, (place, isWanted) => this.#want(id, place, isWanted));
  }

  #want(id: string, place: OwnPlace, isWanted: boolean): void {
    if (isWanted === this.#own.has(id)) {
      return;
    }
    if (isWanted) {
      this.#own.set(id, place);
      if (this.#isSettled) {
        this.#putLast(place);
      }
    } else {
      this.#own.delete(id);
    }
    this.#tell();
    if (!isWanted) {
      place.order = null;
      place.decide('undecided');
    }
    this.#decide();
  }

  /** Behind all claims of its kind that this tab knows, whatever the clock says. */
  #putLast(place: OwnPlace): void {
    this.#lastOrder = Math.max(this.#options.wallNow(), this.#lastOrder + 1);
    place.order = place.comesFirst ? this.#lastOrder - Number.MAX_SAFE_INTEGER : this.#lastOrder;
  }

  /** A tab that sleeps misses what is told: it asks when it is seen again. */
  #look(): void {
    this.#sleep();
    if (!this.#options.visibility.isHidden) {
      this.#ask();
    }
  }

  #sleep(): void {
    this.#cancelSettling();
    this.#cancelBeat();
    this.#cancelCheck();
    this.#isSettled = false;
    this.#others.clear();
    for (const place of this.#own.values()) {
      place.order = null;
    }
  }

  #ask(): void {
    const { channel, delay } = this.#options;
    this.#send({ type: 'places-ask' });
    const settle = (): void => {
      this.#isSettled = true;
      for (const place of this.#own.values()) {
        this.#putLast(place);
      }
      if (this.#own.size > 0) {
        this.#tell();
      }
      this.#decide();
    };
    if (channel === undefined) {
      return settle();
    }
    this.#cancelSettling = delay(settleMilliseconds, settle);
    this.#beatLater();
  }

  #beatLater(): void {
    const { delay, now } = this.#options;
    this.#beatAt = now();
    this.#cancelBeat = delay(beatMilliseconds, () => this.#beat());
  }

  #beat(): void {
    const { now } = this.#options;
    const haveWeSlept = now() - this.#beatAt > 2 * beatMilliseconds;
    // A computer that slept made everybody silent.
    if (haveWeSlept) {
      this.#others.excuse(now());
    }
    const silent = this.#others.forgetSilent(now());
    if (this.#own.size > 0) {
      this.#tell();
    }
    const streamsBefore = this.#streams;
    this.#decide();
    if (silent.length > 0 && this.#streams > streamsBefore) {
      this.#checkLater(silent);
    }
    this.#beatLater();
  }

  get #streams(): number {
    return [...this.#own.values()].filter(({ delivery }) => delivery === 'stream').length;
  }

  #checkLater(silent: readonly TabClaims[]): void {
    this.#cancelCheck();
    let isWanted = true;
    const cancelDelay = this.#options.delay(checkMilliseconds, () => {
      void this.#options.hasFreeConnection().then((isFree) => {
        if (isFree || !isWanted) {
          return;
        }
        this.#send({ type: 'places-held', silent });
        this.#hold(silent);
      });
    });
    this.#cancelCheck = () => {
      isWanted = false;
      cancelDelay();
    };
  }

  #hold(silent: readonly TabClaims[]): void {
    this.#others.hold(silent, this.#options.now());
    this.#decide();
  }

  #tell(): void {
    this.#send({ type: 'places', tab: this.#tab, claims: this.#claims });
  }

  #send(message: PlaceMessage): void {
    this.#options.channel?.postMessage(message);
  }

  #receive(message: PlaceMessage): void {
    if (message.type === 'places-ask') {
      const { held } = this.#others;
      if (this.#own.size > 0) {
        this.#tell();
      }
      if (held.length > 0) {
        this.#send({ type: 'places-held', silent: held });
      }
    } else if (!this.#options.visibility.isHidden) {
      if (message.type === 'places') {
        this.#hear(message);
      } else if (message.type === 'places-held') {
        this.#hold(message.silent.filter(({ tab }) => tab !== this.#tab));
      }
    }
  }

  #hear({ tab, claims }: TabClaims): void {
    for (const { order } of claims) {
      this.#lastOrder = Math.max(this.#lastOrder, order);
    }
    this.#others.hear({ tab, claims }, this.#options.now());
    this.#decide();
  }

  get #claims(): readonly Claim[] {
    return [...this.#own].flatMap(([id, { order }]) => (order === null ? [] : [{ id, order }]));
  }

  /** Those of all tabs, in the order in which they get places. */
  get #queue(): readonly string[] {
    return [...this.#claims, ...this.#others.claims]
      .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1))
      .map(({ id }) => id);
  }

  #decide(): void {
    const queue = this.#queue;
    const streaming = new Set(queue.slice(0, streamsOfABrowser));
    for (const [id, place] of this.#own) {
      place.isCrowded = queue.length > doubledStreamsOfABrowser;
      place.decide(!this.#isSettled ? 'undecided' : streaming.has(id) ? 'stream' : 'pictures');
    }
  }

  #waitingTabs(): readonly string[] {
    return [...new Set(this.#queue.slice(streamsOfABrowser).map((id) => id.slice(0, id.lastIndexOf('.'))))];
  }
}
