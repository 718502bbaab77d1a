import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { PetHabits } from '../../../main/event-log/habits/habits.ts';
import { unusualOf, usualRange } from '../../../main/event-log/habits/usual-range.ts';
import { PetInput } from '../../../shared/pets.ts';
import { openTestEventLog, type TestEventLog, visitOf } from '../../support/open-event-log.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('what is usual', () => {
  it('is the median, and what lies around it', () => {
    expect(usualRange([5, 6, 5, 6, 7, 4, 5, 6, 5, 6])).toMatchObject({ median: 5.5, low: 4, high: 7 });
  });

  it('does not change with a few odd days', () => {
    expect(usualRange([5, 6, 5, 6, 7, 4, 5, 6, 40, 0])).toMatchObject({ low: 4, high: 7 });
  });

  it('is never so narrow that one more would be news', () => {
    const usual = usualRange([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect([2, 3, 4].map((count) => unusualOf(count, usual, 3, true))).toEqual([null, null, null]);
    expect(unusualOf(0, usual, 3, true)).toBeNull();
    expect(unusualOf(5, usual, 3, true)).toBe('more');
  });

  it('tells of more at once, of less only when it is over', () => {
    const usual = usualRange([10, 11, 9, 10, 12, 8, 10, 11, 9, 10]);
    expect([20, 10, 1].map((count) => unusualOf(count, usual, 3, true))).toEqual(['more', null, 'less']);
    expect([20, 10, 1].map((count) => unusualOf(count, usual, 3, false))).toEqual(['more', null, null]);
  });

  it('is wrong on few of many ordinary days', () => {
    const random = seededRandom(7);
    /** Counts of what happens by chance (Knuth's way). */
    const chance = (mean: number): number => {
      let count = -1;
      for (let product = 1; product > Math.exp(-mean); product *= random.uniform()) {
        count += 1;
      }
      return count;
    };
    let wrong = 0;
    const rounds = 2000;
    for (let round = 0; round < rounds; round += 1) {
      const mean = 2 + (round % 20);
      const usual = usualRange(Array.from({ length: 28 }, () => chance(mean)));
      wrong += unusualOf(chance(mean), usual, 3, true) === null ? 0 : 1;
    }
    expect(wrong / rounds).toBeLessThan(0.02);
  });
});

describe('the habits of a pet', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let opened: TestEventLog;
  let habits: PetHabits;
  let luna: number;
  let water: string;
  let visits = 0;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    opened = openTestEventLog(directory.path);
    habits = new PetHabits({ database: opened.database, pets: opened.pets, zones: opened.zones, clock: opened.clock });
    luna = opened.pets.create(PetInput.parse({ name: 'Luna', species: 'cat' })).pet_id;
    water = drawn('water');
    // 20 o'clock of the day on which the clock of the tests begins.
    await opened.clock.advance(at(0, 20) - opened.clock.nowMicroseconds() / 1000);
  });

  afterEach(async () => {
    opened.database.close();
    await directory[Symbol.asyncDispose]();
  });

  const polygon: [number, number][] = [
    [0, 0],
    [1, 0],
    [0, 1],
  ];
  const drawn = (place: 'water' | 'bowl', daysAgo = 0): string => {
    opened.clock.jump(-daysAgo * 86_400_000);
    const { zone_id } = opened.zones.create({ camera_id: 'main', name: '', kind: 'place', place, polygon });
    opened.clock.jump(daysAgo * 86_400_000);
    return zone_id;
  };
  const dayOfTests = new Date(1_800_000_000_000);
  /** In this machine's time zone, so many days before today. */
  const at = (daysBefore: number, hour: number, minute = 0): number =>
    new Date(dayOfTests.getFullYear(), dayOfTests.getMonth(), dayOfTests.getDate() - daysBefore, hour, minute).getTime();
  /** That often in an hour of that day. */
  const drinks = (daysBefore: number, hour: number, count: number, cameraId = 'main', zoneId = water): void => {
    for (let index = 0; index < count; index += 1) {
      opened.visits.record(
        visitOf({
          visitKey: `visit-${(visits += 1)}`,
          cameraId,
          startedAtMs: at(daysBefore, hour, Math.floor((index * 59) / count)),
          durationSeconds: 5,
          ended: true,
          zones: [{ zoneId, seconds: 4 }],
        }),
      );
    }
  };
  const ordinaryDays = (first: number, last: number): void => {
    for (let day = first; day <= last; day += 1) {
      drinks(day, 8, 3);
      drinks(day, 19, 2 + (day % 3));
    }
  };
  const of = (cameraIds?: readonly string[]) => habits.of(String(luna), cameraIds);

  it('say nothing before ten days are known, and how many are missing', () => {
    ordinaryDays(1, 9);
    drinks(0, 9, 30);
    expect(of()).toMatchObject({ days_known: 9, days_missing: 1, places: [], unusual: [] });
    drinks(12, 8, 5);
    expect(of()).toMatchObject({ days_known: 10, days_missing: 0 });
    expect(of().places).not.toEqual([]);
  });

  it('say what is usual where, by day, part of the day and hour, and what is not', () => {
    ordinaryDays(1, 20);
    drinks(0, 8, 14);
    const { places, unusual, compared_with } = of();
    expect(compared_with).toBe('all_days');
    expect(places.map(({ zone_id }) => zone_id)).toEqual([null, water]);
    const [, atWater] = places;
    expect(atWater!.day).toMatchObject({ usual: { median: 6 }, today: 14, unusual: 'more' });
    expect(atWater!.parts).toMatchObject([
      { part: 'night', usual: { low: 0, high: 1 }, today: 0, unusual: null },
      { part: 'morning', usual: { median: 3 }, today: 14, unusual: 'more' },
      { part: 'afternoon', today: 0, unusual: null },
      { part: 'evening', usual: { median: 3 }, today: 0, unusual: null },
    ]);
    expect(atWater!.hours[8]).toMatchObject({ hour: 8, usual: { median: 3 }, today: 14 });
    expect(unusual).toContainEqual({ zone_id: water, part: null, count: 14, usual: atWater!.day.usual, direction: 'more' });
  });

  it('say that it is less than by this time of other days', () => {
    for (let day = 1; day <= 20; day += 1) {
      drinks(day, 8, 12);
    }
    expect(of().unusual).toMatchObject([
      { zone_id: null, part: null, count: 0, direction: 'less' },
      { zone_id: water, part: null, count: 0, direction: 'less' },
    ]);
  });

  it('leave out days on which she was not seen at all: perhaps nobody looked', () => {
    for (let day = 1; day <= 30; day += 2) {
      drinks(day, 8, 6);
    }
    expect(of()).toMatchObject({ days_known: 15, places: [{ day: { usual: { median: 6 } } }, {}] });
  });

  it('compare with the same weekday once six of them are known', () => {
    for (let week = 1; week <= 7; week += 1) {
      drinks(week * 7, 8, 20);
      drinks(week * 7 + 1, 8, 4);
      drinks(week * 7 + 2, 8, 4);
    }
    drinks(0, 8, 20);
    expect(of()).toMatchObject({ compared_with: 'same_weekday', unusual: [] });
    expect(of().places[0]!.day.usual.median).toBe(20);
  });

  it('say nothing of a place before ten days of it are known: what was before it was drawn is no usual day', () => {
    ordinaryDays(11, 30);
    const [bowl, young] = [drawn('bowl', 11), drawn('bowl', 10)]; // the day on which it was drawn is no whole one
    for (let day = 1; day <= 10; day += 1) {
      drinks(day, 8, 6, 'main', bowl);
    }
    drinks(0, 8, 6, 'main', bowl);
    drinks(0, 9, 14, 'main', young);
    const { places, unusual } = of();
    expect(places.map(({ zone_id }) => zone_id)).toEqual([null, bowl, water]);
    expect(places[1]!.day).toMatchObject({ usual: { median: 6 }, today: 6, unusual: null });
    expect(unusual.map(({ zone_id }) => zone_id)).not.toContain(young);
  });

  it('compare a place with all days since it was drawn, as long as too few of the weekday are known', () => {
    for (let day = 1; day <= 49; day += 1) {
      drinks(day, 8, 4);
    }
    const bowl = drawn('bowl', 15);
    for (let day = 1; day <= 14; day += 1) {
      drinks(day, 9, day === 7 ? 30 : 5, 'main', bowl);
    }
    drinks(0, 9, 5, 'main', bowl);
    expect(of().compared_with).toBe('same_weekday');
    expect(of().places.find(({ zone_id }) => zone_id === bowl)?.day).toMatchObject({ usual: { median: 5 }, today: 5, unusual: null });
  });

  it('leave out what was nothing, places that are gone, and cameras that one may not see', () => {
    ordinaryDays(1, 12);
    drinks(0, 8, 20);
    expect(of(['garden'])).toMatchObject({ days_known: 0, places: [] });
    opened.log
      .list({ page_size: 1000 })
      .events.slice(0, 20)
      .forEach(({ event_id }) => opened.log.change(String(event_id), { is_wrong: true }));
    expect(of().places[0]!.day.today).toBe(0);
    opened.zones.remove(water);
    expect(of().places.map(({ zone_id }) => zone_id)).toEqual([null]);
  });
});

test('a pet that is not there has no habits', async () => {
  await using directory = await temporaryDirectory();
  const opened = openTestEventLog(directory.path);
  const habits = new PetHabits({ database: opened.database, pets: opened.pets, zones: opened.zones, clock: opened.clock });
  expect(() => habits.of('7')).toThrow('There is no pet');
  opened.database.close();
});
