import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { heldMilliseconds } from '../../../renderer/transport/other-tabs.ts';
import { unsharedPlaces, type StreamPlace } from '../../../renderer/transport/stream-place.ts';
import { beatMilliseconds, settleMilliseconds, SharedStreamPlaces } from '../../../renderer/transport/stream-places.ts';
import { VideoPlaces } from '../../../renderer/transport/video-places.ts';
import { ManualDelay } from '../../support/manual-delay.ts';
import { TabHub, type HubChannel } from '../../support/tab-hub.ts';

let hub: TabHub;
let tabs: Tab[] = [];
let hasFreeConnection = true;

/** A tab of the browser with one live picture, and with a time of its own, which stands still while the tab is frozen. */
class Tab {
  readonly time = new ManualDelay();
  readonly places: SharedStreamPlaces;
  readonly place: StreamPlace;
  readonly #channel: HubChannel | undefined;
  readonly #listeners = new Set<() => void>();
  changes = 0;
  isHidden: boolean;
  isFrozen = false;

  constructor({ isHidden = false, isAlone = false } = {}) {
    this.isHidden = isHidden;
    this.#channel = isAlone ? undefined : hub.open();
    const hidden = (): boolean => this.isHidden;
    this.places = new SharedStreamPlaces({
      channel: this.#channel,
      visibility: {
        get isHidden() {
          return hidden();
        },
        onChange: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      delay: this.time.delay,
      now: () => this.time.milliseconds,
      wallNow: () => 1_800_000_000_000,
      hasFreeConnection: () => Promise.resolve(hasFreeConnection),
    });
    this.place = this.places.newPlace(() => (this.changes += 1));
    this.places.open();
    tabs.push(this);
  }

  hide(isHidden = true): void {
    this.isHidden = isHidden;
    for (const listener of this.#listeners) {
      listener();
    }
    this.place.want(!isHidden);
    pass(isHidden ? 0 : settleMilliseconds);
  }

  freeze(): void {
    this.isFrozen = true;
    this.#channel?.sleep();
  }

  /** What was to be called back is called first, and what waits is heard then: the worse order. */
  wake(): void {
    this.isFrozen = false;
    this.time.pass(0);
    this.#channel?.wake();
    pass(0);
  }

  /** Its process is gone. */
  crash(): void {
    if (this.#channel !== undefined) {
      hub.lose(this.#channel);
    }
    tabs = tabs.filter((tab) => tab !== this);
  }

  close(): void {
    this.places.leave();
    this.crash();
    expect(this.time.pending).toBe(0);
  }
}

/** Time passes for all tabs, and what they tell each other arrives. */
function pass(milliseconds: number): void {
  const stepMilliseconds = 50;
  hub.deliver();
  for (let passed = 0; passed < milliseconds; passed += stepMilliseconds) {
    for (const tab of tabs) {
      if (tab.isFrozen) {
        tab.time.freeze(stepMilliseconds);
      } else {
        tab.time.pass(stepMilliseconds);
      }
    }
    hub.deliver();
  }
}

function openTab(options: ConstructorParameters<typeof Tab>[0] = {}): Tab {
  const tab = new Tab(options);
  if (!tab.isHidden) {
    tab.place.want(true);
  }
  pass(settleMilliseconds);
  return tab;
}

const deliveries = (): string => tabs.map(({ place }) => place.delivery[0]).join('');

beforeEach(() => {
  hub = new TabHub();
  tabs = [];
  hasFreeConnection = true;
});

afterEach(() => {
  for (const tab of [...tabs]) {
    tab.close();
  }
});

describe('places for streams', () => {
  test('the first four pages stream, those behind them show single pictures', () => {
    for (let count = 0; count < 8; count += 1) {
      openTab();
    }
    expect(deliveries()).toBe('sssspppp');
    pass(20_000);
    expect(deliveries()).toBe('sssspppp');
    expect(tabs.map(({ changes }) => changes)).toEqual(tabs.map(() => 1));
  });

  test('nobody streams before the others have told what they show', () => {
    for (let count = 0; count < 4; count += 1) {
      openTab();
    }
    const tab = new Tab();
    tab.place.want(true);
    expect(tab.place.delivery).toBe('undecided');
    pass(settleMilliseconds);
    expect(tab.place.delivery).toBe('pictures');
  });

  test('a page that knows the others streams at once', () => {
    const tab = new Tab();
    pass(1_000);
    tab.place.want(true);
    expect(tab.place.delivery).toBe('stream');
  });

  test('of those that take the last place in the same moment one keeps it', () => {
    for (let count = 0; count < 3; count += 1) {
      openTab();
    }
    const [one, other] = [new Tab(), new Tab()];
    pass(1_000);
    one.place.want(true);
    other.place.want(true);
    pass(0);
    expect([one.place.delivery, other.place.delivery].sort()).toEqual(['pictures', 'stream']);
  });

  test('a place that is free goes to whoever waited longest, whether a page is hidden, closed or stops watching', () => {
    const [first, second, third] = Array.from({ length: 8 }, () => openTab()) as [Tab, Tab, Tab];
    first.hide();
    expect(deliveries()).toBe('ussssppp');
    second.close();
    pass(0);
    expect(deliveries()).toBe('usssspp');
    third.place.want(false);
    pass(0);
    expect(deliveries()).toBe('uussssp');
    // They come back behind those that stayed.
    third.place.want(true);
    first.hide(false);
    expect(deliveries()).toBe('ppssssp');
    tabs[2]?.close();
    pass(0);
    expect(deliveries()).toBe('ppssss');
    tabs[2]?.close();
    pass(0);
    expect(deliveries()).toBe('pssss');
  });

  test('a video that is open takes the place of the stream that came last, until it is closed', () => {
    for (let count = 0; count < 5; count += 1) {
      openTab();
    }
    const videos = new VideoPlaces(new Tab().places);
    pass(settleMilliseconds);
    videos.set(videos, true);
    pass(0);
    expect(deliveries()).toBe('sssppu');
    openTab();
    expect(deliveries()).toBe('sssppup');
    videos.set(videos, false);
    pass(0);
    expect(deliveries()).toBe('sssspup');
  });

  test('a page that is shown again from memory asks anew', () => {
    for (let count = 0; count < 5; count += 1) {
      openTab();
    }
    const [first] = tabs as [Tab];
    first.places.leave();
    pass(0);
    expect(deliveries()).toBe('ussss');
    first.places.open();
    pass(settleMilliseconds);
    expect(deliveries()).toBe('pssss');
  });

  test('the place of a page that crashed is free after a while', () => {
    const [, second] = Array.from({ length: 5 }, () => openTab()) as [Tab, Tab];
    second.crash();
    expect(deliveries()).toBe('sssp');
    pass(10_000);
    expect(deliveries()).toBe('ssss');
  });

  test('a frozen page loses its place, and has it again when it wakes', () => {
    const [, second] = Array.from({ length: 5 }, () => openTab()) as [Tab, Tab];
    second.freeze();
    pass(10_000);
    expect(deliveries()).toBe('sssss');
    second.wake();
    expect(deliveries()).toBe('ssssp');
  });

  test('a page that stands still and keeps its connection keeps its place until PetLog ends its stream', async () => {
    const [, second] = Array.from({ length: 5 }, () => openTab()) as [Tab, Tab];
    second.freeze();
    hasFreeConnection = false;
    pass(10_000);
    await Promise.resolve();
    pass(0);
    expect(deliveries()).toBe('ssssp');
    // Who comes now is told.
    const sixth = openTab();
    tabs[0]?.close();
    pass(0);
    expect([tabs[3]?.place.delivery, sixth.place.delivery]).toEqual(['stream', 'pictures']);
    hasFreeConnection = true;
    pass(heldMilliseconds + 2 * beatMilliseconds);
    await Promise.resolve();
    expect(deliveries()).toBe('sssss');
    second.wake();
    expect(deliveries()).toBe('ssssp');
  });

  test('after the computer slept nobody takes a place for free', () => {
    for (let count = 0; count < 8; count += 1) {
      openTab();
    }
    for (const tab of tabs) {
      tab.time.freeze(60_000);
    }
    for (const tab of tabs) {
      // What is due comes late.
      tab.time.pass(0);
      expect(deliveries()).toBe('sssspppp');
    }
    pass(10_000);
    expect(deliveries()).toBe('sssspppp');
  });

  test('a hidden page says nothing, holds nothing and knows the others when it comes back', () => {
    const hidden = openTab({ isHidden: true });
    expect(hidden.time.pending).toBe(0);
    for (let count = 0; count < 4; count += 1) {
      openTab();
    }
    expect(deliveries()).toBe('ussss');
    hidden.hide(false);
    expect(deliveries()).toBe('pssss');
  });

  test('a page that can know nothing of others streams', () => {
    const alone = openTab({ isAlone: true });
    expect(alone.place.delivery).toBe('stream');
    const place = unsharedPlaces(alone.time.delay).newPlace(() => undefined);
    place.want(true);
    expect(place.delivery).toBe('stream');
  });
});
