import { describe, expect, it } from 'vitest';
import { Badge } from '../../../../renderer/installation/badge.ts';
import { HintMoment } from '../../../../renderer/installation/hint-moment.ts';
import { installationWay } from '../../../../renderer/installation/install-prompt.ts';
import { platformOf } from '../../../../renderer/trust/platform.ts';

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

describe('the hint that PetLog can be an app', () => {
  it('comes on the second visit with a picture, and never again after a no', () => {
    const lasting = storage();
    const first = new HintMoment({ lasting, ofVisit: storage() });
    expect([first.pictureSeen(), first.pictureSeen()]).toEqual([false, false]);
    const second = new HintMoment({ lasting, ofVisit: storage() });
    expect(second.pictureSeen()).toBe(true);
    second.dismiss();
    expect(second.pictureSeen()).toBe(false);
    expect(new HintMoment({ lasting, ofVisit: storage() }).pictureSeen()).toBe(false);
  });

  it('stays away where no answer could be kept', () => {
    expect(new HintMoment({ lasting: null, ofVisit: storage() }).pictureSeen()).toBe(false);
  });

  it('says how this browser installs', () => {
    const browser = { isStandalone: false, hasPrompt: false, isAppleBrowser: false };
    expect(installationWay(browser)).toBe('none');
    expect(installationWay({ ...browser, hasPrompt: true })).toBe('prompt');
    expect(installationWay({ ...browser, isAppleBrowser: true })).toBe('apple');
    expect(installationWay({ isStandalone: true, hasPrompt: true, isAppleBrowser: true })).toBe('installed');
  });
});

describe('the badge', () => {
  it('counts problems while nobody looks, and goes when somebody does', () => {
    const calls: string[] = [];
    const browser = {
      setAppBadge: async (count?: number) => void calls.push(`set ${count}`),
      clearAppBadge: async () => void calls.push('clear'),
    };
    let isHidden = true;
    const badge = new Badge(browser, () => isHidden);
    const problems = [{ code: 'disk_full', message: '', since: '2026-01-01T00:00:00Z' }];
    badge.show({ problems });
    badge.show({ problems: [] });
    isHidden = false;
    badge.show({ problems });
    expect(calls).toEqual(['set 1', 'clear', 'clear']);
    expect(() => new Badge({}, () => true).show({ problems })).not.toThrow();
  });
});

it('knows what a device is', () => {
  expect(platformOf({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', maxTouchPoints: 5 })).toBe('apple');
  expect(platformOf({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', maxTouchPoints: 5 })).toBe('apple');
  expect(platformOf({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', maxTouchPoints: 0 })).toBe('computer');
  expect(platformOf({ userAgent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9)', maxTouchPoints: 5 })).toBe('android');
});
