import { beforeEach, expect, test } from 'vitest';
import { SoundLevel } from '../../../main/sound/sound-level.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let wishes: boolean[];
let level: SoundLevel;

beforeEach(() => {
  clock = new ManualClock();
  wishes = [];
  level = new SoundLevel(clock, (isWanted) => wishes.push(isWanted));
});

test('everybody who asks gets the next measurement, and it is measured no longer than somebody asks', async () => {
  const asked = Promise.all([level.next(), level.next()]);
  level.measured(-32);
  expect(await asked).toEqual([-32, -32]);
  expect(wishes).toEqual([true, true]);
  await clock.advance(3000);
  expect(wishes).toEqual([true, true, false]);
  expect(clock.pendingTimers).toBe(0);
});

test('what was measured before is no answer where nothing is heard any more', async () => {
  level.measured(-20);
  await clock.advance(1);
  const asked = level.next();
  await clock.advance(1000);
  expect(await asked).toBeNull();
});

test('whoever waits at the end is answered, and nothing is left', async () => {
  const asked = level.next();
  level.close();
  expect(await asked).toBeNull();
  expect(clock.pendingTimers).toBe(0);
});
