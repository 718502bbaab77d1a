import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pictureIntervalMilliseconds, SinglePictures } from '../../../renderer/state/single-pictures.ts';
import { longestPictureMilliseconds, PictureTurns } from '../../../renderer/transport/picture-turns.ts';
import { ManualDelay } from '../../support/manual-delay.ts';
import { TabHub, type HubChannel } from '../../support/tab-hub.ts';

let hub: TabHub;
let time: ManualDelay;
let pages: Page[] = [];

/** A page that shows single pictures, each of which takes its time to come. */
class Page {
  readonly #channel: HubChannel;
  readonly singles: SinglePictures;
  readonly name: string;
  requests = 0;
  overdue = 0;
  /** Its picture is on the way. */
  isLoading = false;

  constructor(name: string, pictureMilliseconds = 100) {
    this.name = name;
    this.#channel = hub.open();
    const turns = new PictureTurns({
      channel: this.#channel,
      delay: time.delay,
      tab: name,
      waitingTabs: () => pages.map((page) => page.name),
    });
    this.singles = new SinglePictures({
      turns,
      delay: time.delay,
      now: () => time.milliseconds,
      request: () => {
        this.requests += 1;
        this.isLoading = true;
        if (pictureMilliseconds < Infinity) {
          time.delay(pictureMilliseconds, () => {
            this.isLoading = false;
            this.singles.ended();
          });
        }
      },
      onOverdue: () => {
        this.overdue += 1;
        this.isLoading = false;
        this.singles.stop();
      },
    });
    pages.push(this);
  }

  crash(): void {
    hub.lose(this.#channel);
    this.singles.stop();
    pages = pages.filter((page) => page !== this);
  }
}

/** Returns how many pictures were on the way at once at most. */
function pass(milliseconds: number): number {
  let most = 0;
  for (let passed = 0; passed < milliseconds; passed += 10) {
    time.pass(10);
    hub.deliver();
    most = Math.max(most, pages.filter(({ isLoading }) => isLoading).length);
  }
  return most;
}

function start(...starting: readonly Page[]): void {
  for (const { singles } of starting) {
    singles.start();
  }
  hub.deliver();
}

beforeEach(() => {
  hub = new TabHub();
  time = new ManualDelay();
  pages = [];
});

afterEach(() => {
  for (const page of pages) {
    page.singles.stop();
  }
  hub.deliver();
});

describe('single pictures', () => {
  test('one page asks about once a second', () => {
    const page = new Page('a');
    start(page);
    pass(10 * pictureIntervalMilliseconds);
    expect(page.requests).toBeGreaterThanOrEqual(10);
    expect(page.requests).toBeLessThanOrEqual(11);
  });

  test('four pages ask one at a time, each about once a second', () => {
    start(...['a', 'b', 'c', 'd'].map((name) => new Page(name)));
    expect(pass(20_000)).toBe(1);
    for (const { requests } of pages) {
      expect(requests).toBeGreaterThanOrEqual(17);
      expect(requests).toBeLessThanOrEqual(21);
    }
  });

  test('over a slow link all get as many', () => {
    start(...['a', 'b', 'c', 'd'].map((name) => new Page(name, 900)));
    expect(pass(60_000)).toBe(1);
    const counts = pages.map(({ requests }) => requests);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(14);
  });

  test('the next one comes as long after the last as a slow picture leaves', () => {
    const page = new Page('a', 700);
    start(page);
    pass(10 * pictureIntervalMilliseconds);
    expect(page.requests).toBeGreaterThanOrEqual(10);
  });

  test('one that does not come is said to be overdue, and keeps nobody else', () => {
    const [hanging, other] = [new Page('a', Infinity), new Page('b')];
    start(hanging, other);
    pass(longestPictureMilliseconds + 2_000);
    expect([hanging.requests, hanging.overdue]).toEqual([1, 1]);
    expect(other.requests).toBeGreaterThanOrEqual(2);
  });

  test('a page that crashed in its turn keeps the others for a while only', () => {
    const [crashing, other] = [new Page('a', Infinity), new Page('b')];
    start(crashing, other);
    crashing.crash();
    const before = other.requests;
    pass(longestPictureMilliseconds * 2);
    expect(other.requests).toBeGreaterThan(before + 2);
  });

  test('stopped, a page asks for nothing, and gives its turn back', () => {
    const [stopping, other] = [new Page('a', Infinity), new Page('b')];
    start(stopping, other);
    expect(other.requests).toBe(0);
    stopping.singles.stop();
    hub.deliver();
    expect(other.requests).toBe(1);
    other.singles.stop();
    pass(5_000);
    expect([stopping.requests, other.requests]).toEqual([1, 1]);
    stopping.singles.start();
    expect(stopping.requests).toBe(2);
  });
});
