import { afterEach, expect, test } from 'vitest';
import { pauseEnd } from '../../../main/control/pause-end.ts';
import { TimeZone } from '../../../main/system/time-zone.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const clock = new ManualClock(); // 2027-01-15T08:00:00Z
const timeZone = new TimeZone();
afterEach(() => timeZone.close());

const endOf = (input: Parameters<typeof pauseEnd>[0]): string | undefined => {
  const end = pauseEnd(input, clock);
  return end === null ? undefined : new Date(end.untilMicroseconds / 1000).toISOString();
};

test.each([
  ['Europe/Berlin', '2027-01-16T06:00:00.000Z'],
  ['America/Los_Angeles', '2027-01-15T15:00:00.000Z'],
])('the next morning is that of the camera in %s', (zone, expected) => {
  timeZone.set(zone);
  expect(endOf({ until: 'morning' })).toBe(expected);
});

test('a span of time, an hour, or no end', () => {
  expect(endOf({ pause_seconds: 3600 })).toBe('2027-01-15T09:00:00.000Z');
  expect(endOf({ until: '2027-01-15T11:30:00+01:00' })).toBe('2027-01-15T10:30:00.000Z');
  expect(endOf({})).toBeUndefined();
});

test.each(['2027-01-15T08:00:00Z', '2027-01-22T08:00:01Z'])('%s is over, or too far away', (until) => {
  expect(() => pauseEnd({ until }, clock)).toThrow(
    `until: "${until}" is not allowed; it must be a time within the next 7 days; it is 2027-01-15T08:00:00.000Z now.`,
  );
});
