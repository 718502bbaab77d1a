import { expect, test } from 'vitest';
import { clockTicks, fullHour, tickStep } from '../../../../renderer/state/timeline/clock-ticks.ts';
import { ServerClock } from '../../../../renderer/state/timeline/server-clock.ts';
import { StripTicks } from '../../../../renderer/state/timeline/strip-ticks.ts';
import { PageTimeZone } from '../../../../renderer/state/time-zone.ts';

const hour = 3_600_000;

function zoneOf(name: string): PageTimeZone {
  const zone = new PageTimeZone();
  zone.use(name);
  return zone;
}

const berlin = zoneOf('Europe/Berlin');
const day = (zone: PageTimeZone, year: number, month: number, date: number) => ({
  start: zone.momentOf({ year, month, day: date }).getTime(),
  end: zone.momentOf({ year, month, day: date + 1 }).getTime(),
});
const hoursOf = (times: readonly { time: number }[], zone: PageTimeZone): number[] =>
  times.map(({ time }) => zone.wallTime(new Date(time)).hour);

test('an ordinary day has a tick at each hour, and the day where it begins', () => {
  const ticks = clockTicks(day(berlin, 2026, 5, 1), hour, berlin);
  expect(hoursOf(ticks, berlin)).toEqual([...Array(24).keys(), 0]);
  expect(ticks.map(({ kind }) => kind)).toEqual(['day', ...Array<string>(23).fill('minute'), 'day']);
});

test('on a day of 23 hours the hour that is left out has no tick, and the others are an hour apart', () => {
  const window = day(berlin, 2026, 3, 29);
  expect(window.end - window.start).toBe(23 * hour);
  const ticks = clockTicks(window, hour, berlin);
  expect(hoursOf(ticks, berlin)).toEqual([0, 1, ...Array.from({ length: 21 }, (_, index) => index + 3), 0]);
  expect(ticks.slice(1).every(({ time }, index) => time - (ticks[index]?.time ?? 0) === hour)).toBe(true);
});

test('on a day of 25 hours the hour that comes twice has two ticks', () => {
  const window = day(berlin, 2026, 10, 25);
  expect(window.end - window.start).toBe(25 * hour);
  expect(hoursOf(clockTicks(window, hour, berlin), berlin)).toEqual([
    0,
    1,
    2,
    2,
    ...Array.from({ length: 21 }, (_, index) => index + 3),
    0,
  ]);
  // Steps of several hours keep to the clock on both sides of the change.
  expect(hoursOf(clockTicks(window, 6 * hour, berlin), berlin)).toEqual([0, 6, 12, 18, 0]);
});

test('clocks that change by half an hour, and zones with odd minutes, are read as they are', () => {
  const lordHowe = zoneOf('Australia/Lord_Howe');
  const minutes = clockTicks(day(lordHowe, 2026, 10, 4), hour, lordHowe).map(({ time }) => lordHowe.wallTime(new Date(time)).minute);
  expect(new Set(minutes)).toEqual(new Set([0]));
  const kathmandu = zoneOf('Asia/Kathmandu');
  const ticks = clockTicks(day(kathmandu, 2026, 5, 1), hour, kathmandu);
  expect(hoursOf(ticks, kathmandu)).toEqual([...Array(24).keys(), 0]);
});

test('to the full hour of the clock, over a change too', () => {
  const before = berlin.momentOf({ year: 2026, month: 3, day: 29, hour: 1, minute: 40 }).getTime();
  expect(berlin.wallTime(new Date(fullHour(before, 1, berlin)))).toMatchObject({ hour: 3, minute: 0 });
  expect(fullHour(before, 1, berlin) - before).toBe(20 * 60_000);
  expect(berlin.wallTime(new Date(fullHour(before, -1, berlin)))).toMatchObject({ hour: 1, minute: 0 });
  const exact = berlin.momentOf({ year: 2026, month: 5, day: 1, hour: 9 }).getTime();
  expect([fullHour(exact, -1, berlin) - exact, fullHour(exact, 1, berlin) - exact]).toEqual([-hour, hour]);
});

test('steps are as fine as there is room for', () => {
  expect([20_000, 600_000, 24 * hour, 400 * hour].map((length) => tickStep({ start: 0, end: length }, 10))).toEqual([
    2_000,
    60_000,
    3 * hour,
    12 * hour,
  ]);
});

test('some ticks are written, the others are lines between them', () => {
  const ticks = new StripTicks(berlin).of(day(berlin, 2026, 5, 1), 840, 'en-GB');
  const written = ticks.filter(({ label }) => label !== '').map(({ label }) => label);
  expect(written).toEqual(['Fri 1', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', 'Sat 2']);
  expect(ticks.length).toBeGreaterThan(written.length);
});

test('the time of the camera is told by the freshest of what was heard', () => {
  let own = 1_000_000;
  const clock = new ServerClock(() => own);
  expect(clock.now).toBe(1_000_000);
  clock.heard(1_500_000);
  own += 10_000;
  clock.heard(1_502_000); // was under way for long
  expect(clock.now).toBe(1_510_000);
  clock.forget();
  clock.heard(900_000);
  expect(clock.now).toBe(900_000);
});
