import { expect, test } from 'vitest';
import { suggestDeviceName } from '../../../../renderer/state/access/device-name.ts';
import { en } from '../../../../renderer/text/en.ts';
import { pairingCodeOf, pairingLink } from '../../../../renderer/state/access/pairing-link.ts';
import { formatAgo } from '../../../../renderer/state/ago.ts';
import { formatWait } from '../../../../renderer/state/format.ts';

test.each([
  [
    'iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  ],
  ['Android phone', 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'],
  ['Android tablet', 'Mozilla/5.0 (Linux; Android 14; Tab) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'],
  ['Safari, Mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15'],
  [
    'Edge, Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
  ],
  ['Firefox, Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'],
  ['Browser', 'Something else'],
])('suggests %s', (name, userAgent) => {
  expect(suggestDeviceName(userAgent, en)).toBe(name);
});

test('a pairing link carries its code behind #, under any path', () => {
  const link = pairingLink(new URL('https://home.test/camera/'), '012345');
  expect(link).toBe('https://home.test/camera/#pair=012345');
  expect(pairingCodeOf(new URL(link).hash)).toBe('012345');
});

test.each(['', '#pair=', '#pair=12345', '#pair=1234567', '#pair=12345a', '#other=123456'])('"%s" carries none', (hash) => {
  expect(pairingCodeOf(hash)).toBeNull();
});

test('times are told in the largest unit that fits', () => {
  const now = new Date('2026-05-10T12:00:00Z');
  const ago = (seconds: number): string => formatAgo(new Date(now.getTime() - seconds * 1000), now, 'en-GB');
  expect([ago(5), ago(61), ago(7200), ago(3 * 86_400)]).toEqual(['1 minute ago', '1 minute ago', '2 hours ago', '3 days ago']);
  expect([formatWait(12, 'en-GB'), formatWait(1, 'en-GB'), formatWait(130, 'en-GB')]).toEqual(['12 seconds', '1 second', '02:10']);
});
