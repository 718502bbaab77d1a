import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leaderSilenceMilliseconds, SharedEventLink } from '../../../renderer/transport/shared-event-link.ts';
import { askMilliseconds } from '../../../renderer/transport/tab-message.ts';
import { restMilliseconds } from '../../../renderer/transport/tab-rest.ts';
import { LinkedBrowser, ManualSource } from '../../support/linked-browser.ts';

let browser: LinkedBrowser;

beforeEach(() => {
  browser = new LinkedBrowser();
});

afterEach(() => browser.close());

describe('tabs of one browser', () => {
  test('share one link: all hear what is told, and one that comes later hears the last status at once', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    first.source?.emit('message', 'status 1');
    first.source?.emit('notice', 'n');
    await browser.delivered();
    const third = await browser.openTab();
    expect([first.heard, second.heard, third.heard]).toEqual([['status 1', 'notice n'], ['status 1', 'notice n'], ['status 1']]);
    expect({ links: browser.links, leaders: browser.leaders }).toEqual({ links: 1, leaders: [first] });
  });

  test('that open at the same moment agree on one', async () => {
    const many = Array.from({ length: 8 }, () => browser.newTab());
    for (const tab of many) {
      tab.link.open();
    }
    await browser.delivered();
    for (const tab of many) {
      await tab.ring(askMilliseconds);
    }
    expect(browser.leaders).toEqual([many[0]]);
    expect(browser.links).toBe(1);
  });

  test('that all believe to lead yield to one', async () => {
    const many = Array.from({ length: 4 }, () => browser.newTab());
    for (const tab of many) {
      tab.link.open();
    }
    await Promise.all(many.map((tab) => tab.ring(askMilliseconds)));
    await browser.delivered();
    expect(browser.leaders).toEqual([many[0]]);
    expect(browser.links).toBe(1);
    many[0]?.source?.emit('message', 'status');
    await browser.delivered();
    expect(many.map(({ heard }) => heard.at(-1))).toEqual(['status', 'status', 'status', 'status']);
  });

  test('prefer one that is seen to one that browsers put to sleep', async () => {
    const many = [browser.newTab(), browser.newTab(), browser.newTab()];
    many[0]!.isHidden = true;
    many[1]!.isHidden = true;
    for (const tab of many) {
      tab.link.open();
    }
    await browser.delivered();
    for (const tab of many) {
      await tab.ring(askMilliseconds);
    }
    expect(browser.leaders).toEqual([many[2]]);
  });

  test('go on when the one that leads is closed', async () => {
    const [first, second, third] = [await browser.openTab(), await browser.openTab(), await browser.openTab()];
    first.close();
    await browser.delivered();
    await second.ring(askMilliseconds);
    await third.ring(askMilliseconds);
    expect(browser.leaders).toEqual([second]);
    second.source?.emit('message', 'after');
    await browser.delivered();
    expect([second.heard, third.heard]).toEqual([['after'], ['after']]);
  });

  test('go on when it dies without a word', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    first.die();
    expect(second.timers).toEqual([leaderSilenceMilliseconds]);
    await second.ring(leaderSilenceMilliseconds);
    await second.ring(askMilliseconds);
    expect(browser.leaders).toEqual([second]);
  });

  test('ask at once when they come back, and find a leader that died meanwhile', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    await second.hide();
    first.die();
    await second.hide(false);
    await second.ring(askMilliseconds);
    expect(browser.leaders).toEqual([second]);
  });

  test('a leader that was asleep and wakes yields to the one that took over', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    first.isHidden = true;
    first.sleep();
    await second.ring(leaderSilenceMilliseconds);
    await second.ring(askMilliseconds);
    expect(browser.leaders).toEqual([first, second]);
    first.wake();
    await browser.delivered();
    expect(browser.leaders).toEqual([second]);
    expect(browser.links).toBe(1);
  });

  test('all learn that PetLog is gone, and look whether they were shut out', async () => {
    const [first, second, hidden] = [await browser.openTab(), await browser.openTab(), await browser.openTab({ isHidden: true })];
    first.source?.emit('error');
    await browser.delivered();
    expect([first.heard, second.heard, hidden.heard]).toEqual([['disconnected'], ['disconnected'], ['disconnected']]);
    expect({ second: second.looks, hidden: hidden.looks }).toEqual({ second: 1, hidden: 0 });
    second.link.retryNow();
    await browser.delivered();
    await new Promise((resolve) => setImmediate(resolve));
    first.source?.emit('message', 'back');
    await browser.delivered();
    expect(second.heard.at(-1)).toBe('back');
    expect(browser.links).toBe(1);
  });
});

describe('what is for somebody else', () => {
  test('is not passed on, and who leads looks who it is now', async () => {
    const first = await browser.openTab();
    const second = browser.newTab();
    second.audience = 'viewer';
    second.link.open();
    await browser.delivered();
    first.source?.emit('message', 'for admins');
    await browser.delivered();
    expect(second.heard).toEqual([]);
    expect({ first: first.looks, second: second.looks }).toEqual({ first: 1, second: 1 });
    first.source?.emit('message', 'for admins');
    first.audience = 'viewer';
    first.source?.emit('message', 'for viewers');
    await browser.delivered();
    expect(second.heard).toEqual(['for viewers']);
    expect(second.looks).toBe(1);
  });

  test('is heard once a tab has found out that it is meant', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    first.audience = 'viewer';
    second.onLook = () => (second.audience = 'viewer');
    first.source?.emit('message', 'for viewers');
    await browser.delivered();
    expect(second.heard).toEqual(['for viewers']);
  });
});

describe('hidden tabs', () => {
  test('let go of the link after a while, and open it again for the first one that is seen', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    await first.hide();
    await second.hide();
    await first.ring(restMilliseconds);
    await first.ring(askMilliseconds * 4);
    expect(browser.links).toBe(0);
    expect([first.heard, second.heard]).toEqual([['resting'], ['resting']]);
    await second.hide(false);
    await second.ring(askMilliseconds);
    expect(browser.leaders).toEqual([second]);
    second.source?.emit('message', 'awake');
    await browser.delivered();
    expect([first.heard.at(-1), second.heard.at(-1)]).toEqual(['resting', 'awake']);
    await first.hide(false);
    expect(first.heard.at(-1)).toBe('awake');
    expect(browser.links).toBe(1);
  });

  test('keep it while any tab is seen', async () => {
    const [first, second] = [await browser.openTab(), await browser.openTab()];
    await first.hide();
    await first.ring(restMilliseconds);
    expect(first.timers).toEqual([restMilliseconds]);
    expect(browser.leaders).toEqual([first]);
    first.source?.emit('message', 'seen');
    await browser.delivered();
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
