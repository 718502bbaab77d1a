import { afterEach, beforeEach, expect, test } from 'vitest';
import { NightlyFilms } from '../../../main/day-films/nightly-films.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import type { DayFilm } from '../../../shared/day-films.ts';
import { PetLogError } from '../../../shared/errors.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const hour = 3_600_000;

let clock: ManualClock;
let made: string[];
let finished: DayFilm[];
let films: { list: () => DayFilm[]; make: (date: string, cameraId: string) => Promise<DayFilm>; isBusy: boolean };
let isWanted: boolean;
let nightly: NightlyFilms;

beforeEach(async () => {
  clock = new ManualClock();
  made = [];
  finished = [];
  isWanted = true;
  films = {
    isBusy: false,
    list: () => finished,
    make: async (date, cameraId) => {
      made.push(`${date} ${cameraId}`);
      if (cameraId === 'garden') {
        throw new PetLogError('nothing_happened', { date });
      }
      return { state: 'running' } as DayFilm;
    },
  };
  const start = new Date(clock.nowMicroseconds() / 1000);
  const evening = new Date(start.getFullYear(), start.getMonth(), start.getDate(), 23).getTime();
  clock.jump(evening - start.getTime());
  nightly = new NightlyFilms({
    films: {
      ...films,
      list: () => films.list(),
      make: (...given) => films.make(...given),
      get isBusy() {
        return films.isBusy;
      },
    },
    isWanted: () => isWanted,
    cameraIds: () => ['garden', 'kitchen'],
    clock,
    logger: silentLogger,
  });
});

afterEach(async () => {
  await nightly.close();
  expect(clock.pendingTimers).toBe(0);
});

/** Of the day on which the test begins, or so many days later. */
function dayOfTest(daysLater: number): string {
  const at = new Date(new ManualClock().nowMicroseconds() / 1000);
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate() + daysLater);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}

test('each camera gets its film once, some minutes after the day has ended', async () => {
  finished = [];
  await clock.advance(0.9 * hour);
  expect(made).toEqual([`${dayOfTest(-1)} garden`, `${dayOfTest(-1)} kitchen`]); // of the day before, which has none yet
  await clock.advance(0.2 * hour);
  expect(made).toHaveLength(2);
  await clock.advance(0.5 * hour);
  expect(made.slice(2)).toEqual([`${dayOfTest(0)} garden`, `${dayOfTest(0)} kitchen`]);
  await clock.advance(12 * hour);
  expect(made).toHaveLength(4);
});

test('not where there is one, nobody wants them, or another film is being made', async () => {
  finished = [{ state: 'finished' } as DayFilm];
  await clock.advance(3 * hour);
  finished = [];
  isWanted = false;
  await clock.advance(hour);
  isWanted = true;
  films.isBusy = true;
  await clock.advance(hour);
  expect(made).toEqual([]);
  films.isBusy = false;
  await clock.advance(0.2 * hour);
  expect(made).toEqual([`${dayOfTest(0)} garden`, `${dayOfTest(0)} kitchen`]);
});
