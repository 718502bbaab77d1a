import { expect, it } from 'vitest';
import { PetLogClock } from '../../../../main/camera/sources/petlog-clock.ts';

/** Of the other, at the beginning of its video. */
const wallMilliseconds = 1_800_000_000_000;
/** Of ours, at the same moment, and with the way that a picture takes. */
const ours = 5000;
const wayMilliseconds = 20;

/** Pictures of the other camera as JPEGs and as video. @param configuredMilliseconds from picture to picture, as its video expects the next one */
function watch(
  clock: PetLogClock,
  stepMilliseconds: number,
  count: number,
  configuredMilliseconds: number,
  wayOf = () => wayMilliseconds,
): void {
  for (let index = 0; index < count; index += 1) {
    const at = index * stepMilliseconds;
    const captured = (wallMilliseconds + at) * 1000;
    clock.picture(captured, ours + at + wayOf());
    clock.video(captured, index === 0 ? 0 : at - stepMilliseconds + configuredMilliseconds);
  }
}

it('says by our clock when a moment of its video was, as late as its pictures come', () => {
  const clock = new PetLogClock(() => 100);
  expect(clock.at(0)).toBeNull();
  watch(clock, 100, 10, 100);
  expect(clock.at(1234)).toBe(ours + 1234 + wayMilliseconds);
});

it('is right also of a camera that is slower than it is configured', () => {
  const clock = new PetLogClock(() => 100);
  watch(clock, 250, 10, 100);
  expect(clock.at(1000)).toBe(ours + 1000 + wayMilliseconds);
});

it('is not moved by pictures that waited on their way', () => {
  const clock = new PetLogClock(() => 100);
  let picture = 0;
  watch(clock, 100, 30, 100, () => ((picture += 1) % 3 === 0 ? 400 : wayMilliseconds));
  expect(clock.at(500)).toBe(ours + 500 + wayMilliseconds);
});

it('follows a clock that was set', () => {
  const clock = new PetLogClock(() => 100);
  watch(clock, 100, 10, 100);
  clock.begin();
  expect(clock.at(0)).toBeNull();
  for (let index = 0; index < 70; index += 1) {
    const captured = (wallMilliseconds + 3_600_000 + index * 100) * 1000;
    clock.picture(captured, ours + index * 100 + wayMilliseconds);
    clock.video(captured, index * 100);
  }
  expect(clock.at(6900)).toBe(ours + 6900 + wayMilliseconds);
});
