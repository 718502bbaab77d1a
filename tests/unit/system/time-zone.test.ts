import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timestampText } from '../../../main/drawing/timestamp-text.ts';
import { TimeZone } from '../../../main/system/time-zone.ts';
import { isTimeZone } from '../../../shared/time-zones.ts';

const before = process.env['TZ'];
const moment = Date.UTC(2026, 6, 1, 22, 30) * 1000;

beforeEach(() => {
  process.env['TZ'] = 'Asia/Tokyo';
});

afterEach(() => {
  if (before === undefined) {
    delete process.env['TZ'];
  } else {
    process.env['TZ'] = before;
  }
});

test('times are drawn in the zone that is set, at once, and in the machine’s own again', () => {
  const zone = new TimeZone();
  expect([zone.name, zone.system, timestampText(moment)]).toEqual(['Asia/Tokyo', 'Asia/Tokyo', '2026-07-02 07:30:00']);
  zone.set('europe/berlin');
  expect([zone.name, zone.system, timestampText(moment)]).toEqual(['Europe/Berlin', 'Asia/Tokyo', '2026-07-02 00:30:00']);
  zone.set('America/New_York');
  expect(timestampText(moment)).toBe('2026-07-01 18:30:00');
  zone.set('');
  expect([zone.name, timestampText(moment)]).toEqual(['Asia/Tokyo', '2026-07-02 07:30:00']);
  zone.set('Europe/Berlin');
  zone.close();
  expect(process.env['TZ']).toBe('Asia/Tokyo');
});

test('programs that are started later tell the same time', () => {
  const zone = new TimeZone();
  zone.set('Asia/Kathmandu');
  const { stdout } = spawnSync(process.execPath, ['-p', `new Date(${moment / 1000}).getMinutes()`], { encoding: 'utf8' });
  zone.close();
  expect(stdout.trim()).toBe('15');
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['asia/kolkata', true],
  ['+01:00', false],
  ['Middle-earth/Shire', false],
  ['', false],
  ['../etc/passwd', false],
])('%j is the name of a time zone: %j', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
