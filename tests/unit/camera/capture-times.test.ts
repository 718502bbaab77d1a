import { describe, expect, it } from 'vitest';
import { CaptureTimes } from '../../../main/camera/capture-times.ts';

const interval = 1000 / 15;

/** Numbers that are the same in each run, from 0 to 1. */
function random(): () => number {
  let state = 7;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

interface Picture {
  /** When it was captured in truth. */
  truth: number;
  source: number | null;
  arrival: number;
}

/** A camera of 15 pictures a second: what it says of its time, and how long each takes on its way. */
function pictures(count: number, source: (truth: number, index: number) => number | null, delay: (index: number) => number): Picture[] {
  let arrival = 0;
  return Array.from({ length: count }, (_, index) => {
    const truth = 10_000 + index * interval;
    arrival = Math.max(arrival, truth + delay(index)); // in order
    return { truth, source: source(truth, index), arrival };
  });
}

function stamp(played: readonly Picture[]): { times: number[]; errors: number[] } {
  const times = new CaptureTimes();
  const stamped = played.map(({ source, arrival }) => times.stamp(source, arrival));
  return { times: stamped, errors: stamped.map((time, index) => time - (played[index]?.truth ?? 0)) };
}

const steps = (times: readonly number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0));
const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

describe('CaptureTimes', () => {
  it('takes out what the network does to the times', () => {
    const jitter = random();
    const { times, errors } = stamp(
      pictures(
        900,
        (truth) => truth * 1 - 7_000_000,
        () => 30 + jitter() * 80,
      ),
    );
    expect(spread(errors.slice(60))).toBeLessThan(5);
    expect(Math.min(...steps(times))).toBeGreaterThan(0);
    expect(errors.at(-1)).toBeCloseTo(30, -1);
  });

  it('puts pictures back where they belong that waited for a while and came all at once', () => {
    const { errors } = stamp(
      pictures(
        300,
        (truth) => truth,
        (index) => (index >= 150 && index < 165 ? (165 - index) * interval + 20 : 20),
      ),
    );
    expect(spread(errors)).toBeLessThan(5);
  });

  it('follows a clock that drifts', () => {
    const jitter = random();
    const { errors } = stamp(
      pictures(
        15 * 600,
        (truth) => truth * 1.0005,
        () => 20 + jitter() * 10,
      ),
    );
    expect(spread(errors.slice(100))).toBeLessThan(20);
  });

  it.each([
    ['ahead', 3_600_000],
    ['back', -3_600_000],
    ['ahead by little', 900],
  ])('goes on when the clock is set %s', (_, jump) => {
    const { times, errors } = stamp(
      pictures(
        300,
        (truth, index) => truth + (index >= 150 ? jump : 0),
        () => 20,
      ),
    );
    expect(spread(errors)).toBeLessThan(5);
    expect(spread(steps(times))).toBeLessThan(5);
  });

  it.each([
    ['stands still', () => 5],
    ['runs half as fast', (truth: number) => truth / 2],
    ['runs in units of its own', (truth: number) => truth * 90],
    ['is no number', () => NaN],
    ['goes backwards', (truth: number) => -truth],
    ['jumps at each picture', (truth: number, index: number) => (index % 2) * 1e9 + truth],
  ])('believes arrivals where the clock %s', (_, source) => {
    const { times, errors } = stamp(pictures(600, source, () => 20));
    expect(Math.max(...errors)).toBeLessThanOrEqual(20.001);
    expect(spread(errors.slice(300))).toBeLessThan(20);
    expect(Math.min(...steps(times))).toBeGreaterThan(0);
  });

  it('evens out the arrivals of a camera that says no time', () => {
    const jitter = random();
    const played = pictures(
      600,
      () => null,
      () => 10 + jitter() * 40,
    );
    const { times, errors } = stamp(played);
    const arrivals = played.map(({ arrival }) => arrival);
    expect(spread(steps(times).slice(60))).toBeLessThan(spread(steps(arrivals).slice(60)) / 2);
    expect(Math.max(...errors)).toBeLessThan(51);
    expect(Math.min(...errors)).toBeGreaterThan(-interval);
  });

  it.each([
    ['with pictures that its server had in store', (index: number) => Math.max(0, 10 - index) * -40],
    ['before its way became longer', (index: number) => (index < 150 ? 20 : 420)],
  ])('does not leap between two pictures when a camera begins %s', (_, delay) => {
    const played = pictures(600, (truth) => truth, delay);
    const { times, errors } = stamp(played);
    const regular = steps(times).slice(12);
    expect(Math.max(...regular)).toBeLessThan(interval * 1.06);
    expect(Math.min(...regular)).toBeGreaterThan(interval * 0.94);
    expect(errors.at(-1)).toBeGreaterThan((delay(599) - 250) * 0.9);
  });

  it('shows a gap as a gap, with and without times', () => {
    for (const source of [(truth: number) => truth, () => null]) {
      const played = pictures(200, source, () => 20).filter((_, index) => index < 100 || index >= 140);
      const { times } = stamp(played);
      expect(steps(times)[99]).toBeCloseTo(41 * interval, -1.5);
    }
  });

  it('gives each picture a time of its own, also of those that come at once', () => {
    const times = new CaptureTimes();
    const stamped = Array.from({ length: 30 }, () => times.stamp(null, 500));
    expect(new Set(stamped).size).toBe(30);
    expect(steps(stamped).every((step) => step > 0)).toBe(true);
  });
});
