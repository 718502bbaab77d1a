import { expect, test } from 'vitest';
import { Stillness } from '../../../renderer/state/stillness.ts';

test('a picture that changes is never frozen', () => {
  const stillness = new Stillness();
  for (let second = 0; second < 60; second += 2) {
    expect(stillness.isFrozen(second, second * 15, second * 1000)).toBe(false);
  }
});

test('a picture that does not change while frames arrive is frozen, and said so once', () => {
  const stillness = new Stillness();
  const seconds = Array.from({ length: 30 }, (_, index) => index * 2);
  const frozen = seconds.filter((second) => stillness.isFrozen(7, second * 15, second * 1000));
  expect(frozen).toEqual([6]);
});

test('it is said again after the picture moved', () => {
  const stillness = new Stillness();
  const seconds = Array.from({ length: 30 }, (_, index) => index * 2);
  const frozen = seconds.filter((second) => stillness.isFrozen(second < 20 ? 1 : 2, second * 15, second * 1000));
  expect(frozen).toEqual([6, 26]);
});

test('a camera that delivers nothing explains the picture', () => {
  const stillness = new Stillness();
  for (let second = 0; second < 60; second += 2) {
    expect(stillness.isFrozen(7, 100, second * 1000)).toBe(false);
  }
});

test('time in which nothing could be seen does not count', () => {
  const stillness = new Stillness();
  stillness.isFrozen(7, 0, 0);
  stillness.restart(1500, 100_000);
  expect(stillness.isFrozen(7, 1515, 101_000)).toBe(false);
});
