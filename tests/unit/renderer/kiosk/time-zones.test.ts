import { expect, test } from 'vitest';
import { en } from '../../../../renderer/text/en.ts';
import { findTimeZones, timeZoneEntries, timeZoneEntry, timeZoneRegions } from '../../../../renderer/state/kiosk/time-zones.ts';
import { recordingHours } from '../../../../renderer/state/kiosk/recording-room.ts';
import { Config } from '../../../../shared/config.ts';
import { isTimeZone } from '../../../../shared/time-zones.ts';

const { regions } = en.setup.timeZone;

test('every zone has a region and a city, and can be set', () => {
  const entries = timeZoneEntries();
  expect(entries.length).toBeGreaterThan(400);
  expect(entries.filter(({ name, city }) => !isTimeZone(name) || city === '')).toEqual([]);
  expect(new Set(entries.map(({ region }) => region))).toEqual(new Set(timeZoneRegions));
});

test.each([
  ['Europe/Berlin', 'Europe', 'Berlin'],
  ['America/Argentina/La_Rioja', 'America', 'La Rioja (Argentina)'],
  ['Asia/Calcutta', 'Asia', 'Kolkata'],
  ['UTC', 'UTC', 'UTC'],
  ['GMT', 'UTC', 'GMT'],
])('%s is %s, %s', (name, region, city) => {
  expect(timeZoneEntry(name)).toEqual({ name, region, city });
});

test.each([
  ['new york', ['America/New_York']],
  ['  NEW_york ', ['America/New_York']],
  ['calcutta', ['Asia/Calcutta']],
  ['kolkata', ['Asia/Calcutta']],
  ['são paulo', ['America/Sao_Paulo']],
  ['indian mauritius', ['Indian/Mauritius']],
  ['atlantis city', []],
])('a search for %j finds %j', (search, expected) => {
  const names = ['America/New_York', 'Asia/Calcutta', 'America/Sao_Paulo', 'Indian/Mauritius', 'Europe/Berlin'];
  expect(findTimeZones(timeZoneEntries(names), search, regions).map(({ name }) => name)).toEqual(expected);
});

test('the hours that fit are those of the narrowest limit', () => {
  const { recording } = Config.parse({});
  const usage = {
    total_bytes: 100e9,
    available_bytes: 60e9,
    recordings_count: 0,
    recordings_bytes: 10e9,
    kept_bytes: 0,
    automatic_bytes: 0,
    oldest: null,
    limit_bytes: null,
    hours_left: null,
  };
  const hours = (change: Partial<Config['recording']>): number => Math.round(recordingHours(usage, { ...recording, ...change }) * 0.9);
  expect(hours({})).toBe(40);
  expect(hours({ max_total_gb: 15 })).toBe(5);
  expect(hours({ max_disk_used_percent: 100, min_free_mb: 30_000 })).toBe(30);
  expect(hours({ max_disk_used_percent: 20 })).toBe(0);
  expect(hours({ max_total_gb: 5 })).toBe(0);
});
