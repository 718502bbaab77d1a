import { expect, test } from 'vitest';
import { LinkWatch, type LinkNews } from '../../../main/webrtc-process/link-watch.ts';

const good: LinkNews = { lostShare: 0, roundTripMilliseconds: 30 };

/** A browser that reports once a second, and what it is to be sent. */
class Browser {
  readonly link: LinkWatch;
  seconds = 0;

  constructor(renditions = 2) {
    this.link = new LinkWatch(renditions, 0);
  }

  /** For so long; when the level was changed, and to what. */
  reports(news: Partial<LinkNews>, seconds: number): [second: number, level: number][] {
    const changes: [number, number][] = [];
    for (const end = this.seconds + seconds; this.seconds < end;) {
      const before = this.link.level;
      this.seconds += 1;
      this.link.report({ ...good, ...news }, this.seconds * 1000);
      this.link.look(this.seconds * 1000);
      if (this.link.level !== before) {
        changes.push([this.seconds, this.link.level]);
      }
    }
    return changes;
  }
}

test('a good link has the largest, and chance does not change that', () => {
  const browser = new Browser();
  expect(browser.reports({}, 60)).toEqual([]);
  expect(browser.reports({ lostShare: 0.05 }, 60)).toEqual([]);
  for (let accident = 0; accident < 5; accident += 1) {
    // Reports may come five times a second.
    browser.link.report({ ...good, lostShare: 0.2 }, browser.seconds * 1000 + 200);
    browser.link.report({ ...good, lostShare: 0.2 }, browser.seconds * 1000 + 400);
    expect(browser.reports({}, 5)).toEqual([]);
  }
});

test('a link that loses for a moment gets the smaller one, at once where it loses much', () => {
  const some = new Browser();
  some.reports({}, 20);
  expect(some.reports({ lostShare: 0.15 }, 5)).toEqual([[21, 1]]);
  const much = new Browser();
  much.reports({}, 20);
  expect(much.reports({ lostShare: 0.5 }, 5)).toEqual([[21, 1]]);
});

test('so does one in which packets wait longer and longer, before any is lost', () => {
  const browser = new Browser();
  browser.reports({}, 10);
  expect(browser.reports({ roundTripMilliseconds: 250 }, 5)).toEqual([]);
  expect(browser.reports({ roundTripMilliseconds: 700 }, 5)).toEqual([[16, 1]]);
  const far = new Browser(); // as long as it always was
  expect(far.reports({ roundTripMilliseconds: 700 }, 30)).toEqual([]);
  expect(new Browser().reports({ roundTripMilliseconds: null }, 30)).toEqual([]);
});

test('so does one that is not heard any more', () => {
  const { link } = new Browser();
  link.report(good, 10_000);
  link.look(12_000);
  expect(link.level).toBe(0);
  link.look(12_600);
  expect(link.level).toBe(1);
});

test('what was on its way before a change counts against no other; a link that stays too narrow gets the smallest', () => {
  const browser = new Browser(3);
  browser.reports({}, 10);
  expect(browser.reports({ lostShare: 0.4 }, 10)).toEqual([
    [11, 1],
    [13, 2],
  ]);
});

test('a link that is good again has the larger one back after eight seconds', () => {
  const browser = new Browser();
  browser.reports({}, 10);
  browser.reports({ lostShare: 0.5 }, 2);
  expect(browser.reports({}, 60)).toEqual([[20, 0]]);
});

test('one that is not is tried more and more seldom, until a try has been good for a while', () => {
  const browser = new Browser();
  browser.reports({}, 10);
  browser.reports({ lostShare: 0.5 }, 2);
  const tries: number[] = [];
  for (let second = 0; second < 300; second += 1) {
    const changes = browser.reports(browser.link.level === 0 ? { lostShare: 0.5 } : {}, 1);
    tries.push(...changes.filter(([, level]) => level === 0).map(([at]) => at));
  }
  const pauses = tries.slice(1).map((at, index) => at - tries[index]!);
  expect(pauses.every((pause, index) => pause >= Math.min(64, 16 * 2 ** index))).toBe(true);
  expect(tries.length).toBeLessThan(8);
  browser.reports({}, 100);
  expect(browser.link.level).toBe(0);
  browser.reports({ lostShare: 0.5 }, 2);
  const [back] = browser.reports({}, 20);
  expect(back?.[1]).toBe(0); // forgotten
});

test('where there is one rendition alone, it stays', () => {
  expect(new Browser(1).reports({ lostShare: 1 }, 30)).toEqual([]);
});

test('a long queue is answered at once', () => {
  const browser = new Browser();
  browser.reports({}, 10);
  browser.link.report({ ...good, roundTripMilliseconds: 900 }, 10_200);
  expect(browser.link.level).toBe(1);
});

/**
 * What Chromium told while 1.6 Mbit/s came by a link that carried 400 kbit/s from the moment 0 on, in which 250 ms of packets
 * fit (tests/bench/video-link.ts): when, in milliseconds, the share that was lost, and the way there and back in milliseconds.
 */
const narrowed = [
  ...[-286, 0, 106, -179, 0, 8, 95, 0, 79, 243, 0, 8, 442, 0, 4, 502, 0, 2, 549, 0.66, 7, 621, 0.75, 11, 621, 0, 10, 649, 0.77, 8],
  ...[670, 0, 239, 696, 0, 235, 720, 0.77, 227, 738, 0, 236, 790, 0.75, 234, 803, 0, 229, 850, 0, 25, 878, 0.77, 32, 972, 0, 91],
  ...[1001, 0, 4, 1065, 0, 37, 1124, 0, 25, 1263, 0, 94, 1298, 0, 35, 1384, 0, 59, 1474, 0, 8, 1673, 0, 4, 1876, 0, 3, 2080, 0, 5],
  ...[2282, 0, 223, 2282, 0.5, 221, 2391, 0, 220, 2485, 0, 220, 2689, 0, 221, 2902, 0, 230, 3096, 0, 2, 3298, 0, 2],
];

test('a link that was recorded while it became narrow gets the smaller one in half a second, and the larger one in time when it is wide again', () => {
  const link = new LinkWatch(2, -10_000);
  const changes: [atMilliseconds: number, level: number][] = [];
  const report = (atMilliseconds: number, news: LinkNews): void => {
    const before = link.level;
    link.report(news, atMilliseconds);
    link.look(atMilliseconds);
    if (link.level !== before) {
      changes.push([atMilliseconds, link.level]);
    }
  };
  for (let at = -9000; at < -300; at += 200) {
    report(at, good);
  }
  for (let index = 0; index < narrowed.length; index += 3) {
    const [at = 0, lostShare = 0, roundTripMilliseconds = 0] = narrowed.slice(index, index + 3);
    report(at, { lostShare, roundTripMilliseconds });
  }
  expect(changes).toEqual([[549, 1]]);
  for (let at = 3500; at < 20_000; at += 200) {
    report(at, good);
  }
  expect(changes[1]?.[1]).toBe(0);
  expect(changes[1]?.[0]).toBeLessThan(15_000);
});
