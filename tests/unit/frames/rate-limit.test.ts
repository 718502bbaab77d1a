import { describe, expect, it } from 'vitest';
import { RateLimit } from '../../../main/frames/rate-limit.ts';

/** Which of the frames that come at these times, in milliseconds, are wanted at 10 a second. */
function admitted(times: readonly number[]): number[] {
  const limit = new RateLimit(10);
  return times.filter((time) => limit.admits(time));
}

describe('a limit of the rate', () => {
  it('leaves out what is more than was asked for', () => {
    const atThirty = Array.from({ length: 90 }, (_, index) => (index * 1000) / 30);
    expect(admitted(atThirty)).toHaveLength(30);
    const atFifteen = Array.from({ length: 45 }, (_, index) => (index * 1000) / 15);
    expect(admitted(atFifteen).length).toBeGreaterThanOrEqual(30);
    expect(admitted(atFifteen).length).toBeLessThanOrEqual(31);
  });

  it('takes every frame of a camera that is as fast as it should be, and not exact', () => {
    const jittering = Array.from({ length: 50 }, (_, index) => index * 100 + (index % 3) * 12 - 12);
    expect(admitted(jittering)).toEqual(jittering);
  });

  it('takes those that were held up and come together, and the next one on time', () => {
    const held = [0, 100, 200, 420, 421, 500, 600, 700];
    expect(admitted(held)).toEqual(held);
  });

  it('makes up for what was held up for most of a second', () => {
    const late = Array.from({ length: 8 }, (_, index) => 950 + index);
    const held = [0, 100, ...late, 1_000, 1_100];
    expect(admitted(held)).toEqual(held);
  });

  it('makes up for no more than a second after a pause', () => {
    const burst = [0, 100, ...Array.from({ length: 30 }, (_, index) => 5_000 + index)];
    expect(admitted(burst)).toHaveLength(2 + 11);
  });
});
