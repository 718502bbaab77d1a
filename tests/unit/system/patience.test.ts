import { expect, test } from 'vitest';
import { afterAwake, Patience } from '../../../main/system/patience.ts';
import { ManualClock } from '../../support/manual-clock.ts';

test('a silence is over after exactly so long, and once', async () => {
  const clock = new ManualClock();
  const over: number[] = [];
  const patience = new Patience(clock, (silentMilliseconds) => over.push(silentMilliseconds));
  patience.begin(3500);
  await clock.advance(3499);
  expect(over).toEqual([]);
  await clock.advance(1);
  expect(over).toEqual([3500]);
  await clock.advance(60_000);
  expect(over).toEqual([3500]);
  expect([patience.isWaiting, clock.pendingTimers]).toEqual([false, 0]);
});

test('each sign begins the count anew', async () => {
  const clock = new ManualClock();
  const over: number[] = [];
  const patience = new Patience(clock, () => over.push(clock.monotonicMilliseconds()));
  patience.begin(3000);
  for (let sign = 0; sign < 10; sign += 1) {
    await clock.advance(2900);
    patience.sign();
  }
  expect(over).toEqual([]);
  await clock.advance(2999);
  expect(over).toEqual([]);
  await clock.advance(1);
  expect(over).toEqual([32_000]);
});

test('a silence ends whatever the fraction of a millisecond at which the last sign came', async () => {
  for (let third = 1; third < 50; third += 1) {
    const clock = new ManualClock();
    const over: number[] = [];
    const patience = new Patience(clock, (silentMilliseconds) => over.push(silentMilliseconds));
    patience.begin(8000);
    await clock.advance(1000);
    patience.sign(1000 - third / 3);
    await clock.advance(8000);
    expect(over).toEqual([expect.toSatisfy((milliseconds: number) => milliseconds >= 8000 && milliseconds < 8001)]);
  }
});

test('time in which this process slept is nobody’s silence, and afterwards there is time to read', async () => {
  const clock = new ManualClock();
  let isOver = false;
  const patience = new Patience(clock, () => (isOver = true));
  patience.begin(3000);
  await clock.advance(2990);
  await clock.sleep(9000);
  expect(isOver).toBe(false);
  await clock.advance(900); // what waited is read meanwhile
  patience.sign();
  await clock.advance(2999);
  expect(isOver).toBe(false);
});

test('somebody who is silent after a sleep as well is judged, without beginning anew', async () => {
  const clock = new ManualClock();
  const over: number[] = [];
  afterAwake(clock, 10_000, () => over.push(clock.monotonicMilliseconds()));
  await clock.advance(4000);
  await clock.sleep(3_600_000);
  await clock.advance(5999);
  expect(over).toEqual([]);
  await clock.advance(1);
  expect(over).toEqual([3_610_000]);
});

test('sleeping again and again is no silence either', async () => {
  const clock = new ManualClock();
  let isOver = false;
  afterAwake(clock, 500, () => (isOver = true));
  for (let sleep = 0; sleep < 20; sleep += 1) {
    await clock.sleep(5000);
  }
  expect(isOver).toBe(false);
  await clock.advance(500);
  expect(isOver).toBe(true);
});

test('one who waits no more is never called', async () => {
  const clock = new ManualClock();
  let isOver = false;
  const cancel = afterAwake(clock, 2500, () => (isOver = true));
  await clock.advance(2400);
  cancel();
  await clock.advance(10_000);
  expect([isOver, clock.pendingTimers]).toEqual([false, 0]);
});
