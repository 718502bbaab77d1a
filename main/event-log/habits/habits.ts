import { dayParts, type DayPart, type Habits, leastHabitDays, type PlaceHabits } from '../../../shared/habits.ts';
import type { Clock } from '../../system/clock.ts';
import type { EventLogDatabase } from '../event-log-database.ts';
import type { Pets } from '../pets.ts';
import { countBetween, type DayCounts, dateOf, dayCounts, quarterOfDay } from './day-counts.ts';
import { toldRange, unusualOf, usualRange } from './usual-range.ts';

interface PetHabitsOptions {
  readonly database: EventLogDatabase;
  readonly pets: Pick<Pets, 'find'>;
  /** Those zones that are drawn now. */
  readonly zones: {
    list(): readonly { readonly zone_id: string; readonly camera_id: string; readonly kind: string }[];
    /** When each was drawn, in milliseconds since 1970. */
    drawnAt(): ReadonlyMap<string, number>;
  };
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
}

const rememberedDays = 56;
/** So many of the same weekday say more than all days. */
const leastOfWeekday = 6;
const quartersOfDay = 96;
const firstQuarters: Readonly<Record<DayPart, number>> = { night: 0, morning: 24, afternoon: 48, evening: 72 };
const quartersOfPart = 24;
/** The parts of the day are four questions where the day is one. */
const times = { day: 3, part: 4 } as const;

/**
 * What is usual for a pet: how often a day it is where, by the last eight weeks. Days on which it was not seen at all
 * are left out, since the camera may have been off, and of a place those before it was drawn. The range is the median
 * of the days and the spread around it, by the median of the deviations (at least that of counts, 0.8 times the root
 * of the median, and at least 1). Unusual is what is three spreads off for the day, four for a part of it; less than
 * usual is told of what should have been by now.
 */
export class PetHabits {
  readonly #options: PetHabitsOptions;

  constructor(options: PetHabitsOptions) {
    this.#options = options;
  }

  /**
   * @param visibleCameraIds those that one may see; all where it is left out
   * @throws PetLogError `pet_not_found`
   */
  of(petId: string, visibleCameraIds?: readonly string[]): Habits {
    const { database, pets, zones, clock } = this.#options;
    const { petId: id } = pets.find(petId);
    const now = clock.nowMicroseconds() / 1000;
    const today = dateOf(now);
    const span = { fromMilliseconds: beginOfDay(now, rememberedDays), toMilliseconds: now };
    const counts = database.read((statements) => dayCounts(statements, { petId: id, cameraIds: visibleCameraIds, ...span }));
    const ofZone = (zoneId: string): ReadonlyMap<string, DayCounts> => counts.get(zoneId) ?? new Map<string, DayCounts>();
    const known = [...ofZone('').keys()].filter((date) => date !== today).sort();
    const drawnAt = zones.drawnAt();
    const knownOf = (zoneId: string): readonly string[] => {
      const first = firstDay(drawnAt.get(zoneId), ofZone(zoneId).keys());
      return known.filter((date) => date >= first);
    };
    const missing = Math.max(0, leastHabitDays - known.length);
    const visible = zones
      .list()
      .filter(({ kind, camera_id }) => kind === 'place' && (visibleCameraIds === undefined || visibleCameraIds.includes(camera_id)))
      .map(({ zone_id }) => zone_id)
      .filter((zoneId) => counts.has(zoneId) && knownOf(zoneId).length >= leastHabitDays);
    const nowQuarter = quarterOfDay(now);
    const places =
      missing > 0
        ? []
        : [
            placeHabits('', ofZone(''), comparedDays(known, today), today, nowQuarter),
            ...visible.map((zoneId) => placeHabits(zoneId, ofZone(zoneId), comparedDays(knownOf(zoneId), today), today, nowQuarter)),
          ];
    const [anywhere, ...others] = places;
    others.sort((a, b) => b.day.usual.median - a.day.usual.median || b.day.today - a.day.today);
    return {
      pet_id: id,
      date: today,
      days_known: known.length,
      days_missing: missing,
      compared_with: comparedDays(known, today) === known ? 'all_days' : 'same_weekday',
      places: anywhere === undefined ? [] : [anywhere, ...others],
      unusual: places.flatMap(unusualOfPlace),
    };
  }
}

/** Those of the same weekday, once there are enough of them. */
function comparedDays(known: readonly string[], today: string): readonly string[] {
  const sameWeekday = known.filter((date) => weekdayOf(date) === weekdayOf(today));
  return sameWeekday.length >= leastOfWeekday ? sameWeekday : known;
}

/** The first whole day of a zone, such as 2026-05-01: the one after it was drawn. One that was taken over with its events is as old as these. */
function firstDay(drawnAtMilliseconds: number | undefined, dates: Iterable<string>): string {
  const [earliest] = [...dates].sort();
  const drawn = drawnAtMilliseconds === undefined ? '' : dateOf(beginOfDay(drawnAtMilliseconds, -1));
  return earliest !== undefined && earliest < drawn ? earliest : drawn;
}

/** @param nowQuarter of today, which has not ended */
function placeHabits(
  zoneId: string,
  counts: ReadonlyMap<string, DayCounts>,
  days: readonly string[],
  today: string,
  nowQuarter: number,
): PlaceHabits {
  const usual = (from: number, until: number) => usualRange(days.map((date) => countBetween(counts.get(date), from, until)));
  const countToday = (from: number, until: number): number => countBetween(counts.get(today), from, until);
  const day = usual(0, quartersOfDay);
  const byNow = usual(0, nowQuarter);
  const soFar = countToday(0, quartersOfDay);
  return {
    zone_id: zoneId === '' ? null : zoneId,
    day: {
      usual: toldRange(day),
      usual_by_now: toldRange(byNow),
      today: soFar,
      unusual: unusualOf(soFar, day, times.day, false) ?? (unusualOf(soFar, byNow, times.day, true) === 'less' ? 'less' : null),
    },
    parts: dayParts.map((part) => {
      const from = firstQuarters[part];
      const range = usual(from, from + quartersOfPart);
      const count = countToday(from, from + quartersOfPart);
      return {
        part,
        usual: toldRange(range),
        today: count,
        unusual: unusualOf(count, range, times.part, nowQuarter >= from + quartersOfPart),
      };
    }),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      usual: toldRange(usual(hour * 4, hour * 4 + 4)),
      today: countToday(hour * 4, hour * 4 + 4),
    })),
  };
}

/** Of a day that is unusual as a whole its parts are not told as well. */
function unusualOfPlace({ zone_id, day, parts }: PlaceHabits): Habits['unusual'] {
  if (day.unusual !== null) {
    const usual = day.unusual === 'less' ? day.usual_by_now : day.usual;
    return [{ zone_id, part: null, count: day.today, usual, direction: day.unusual }];
  }
  return parts.flatMap(({ part, today, usual, unusual }) =>
    unusual === null ? [] : [{ zone_id, part, count: today, usual, direction: unusual }],
  );
}

/** So many days before a moment, in this machine's time zone. */
function beginOfDay(milliseconds: number, daysBefore: number): number {
  const at = new Date(milliseconds);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - daysBefore).getTime();
}

const weekdayOf = (date: string): number => new Date(`${date}T12:00:00`).getDay();
