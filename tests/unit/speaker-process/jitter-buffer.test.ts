import { expect, test } from 'vitest';
import { JitterBuffer, type NextVoice } from '../../../main/speaker-process/jitter-buffer.ts';

const packet = (number: number) => ({
  sequenceNumber: (number + 65_536) % 65_536,
  timestamp: (number * 960 + 2 ** 32) % 2 ** 32,
  data: Buffer.from(String(number)),
});
const told = (next: NextVoice): string => (next.kind === 'packet' ? Buffer.from(next.data).toString() : next.kind);

/** What is played in steps of 20 ms of packets that came at these times. @param arrivals number and milliseconds, by time */
function played(arrivals: readonly (readonly [number: number, milliseconds: number])[], untilMilliseconds: number) {
  const buffer = new JitterBuffer();
  const waiting = [...arrivals];
  const heard: string[] = [];
  for (let now = 0; now <= untilMilliseconds; now += 20) {
    while ((waiting[0]?.[1] ?? Infinity) <= now) {
      const [number, milliseconds] = waiting.shift() ?? [0, 0];
      buffer.put(packet(number), milliseconds);
    }
    heard.push(told(buffer.take(now)));
  }
  return { buffer, heard };
}

const steady = (first: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, index) => [first + index, index * 20]);

test('a voice begins 60 ms late at most, whole and in order, also over the end of the numbers', () => {
  const { heard } = played(steady(65_530, 20), 400);
  const first = heard.findIndex((one) => one !== 'silence');
  expect(first).toBeLessThanOrEqual(3);
  expect(heard.slice(0, first)).toEqual(Array.from({ length: first }, () => 'silence'));
  expect(heard.slice(first, first + 15)).toEqual(Array.from({ length: 15 }, (_, index) => String(65_530 + index)));
});

test('what comes out of order is played in order, and a lost one is told in its place', () => {
  const arrivals = steady(0, 12).filter(([number]) => number !== 5);
  const [third, fourth] = [arrivals.findIndex(([number]) => number === 3), arrivals.findIndex(([number]) => number === 4)];
  arrivals[third] = [4, 60];
  arrivals[fourth] = [3, 80];
  const { heard } = played(arrivals, 280);
  expect(heard.filter((one) => one !== 'silence').slice(0, 10)).toEqual(['0', '1', '2', '3', '4', 'lost', '6', '7', '8', '9']);
});

test('what is later than all that waits is filled in, and everything after it waits longer, up to 100 ms', () => {
  const late = steady(0, 60).map(([number, milliseconds]): [number, number] => [number, number < 20 ? milliseconds : milliseconds + 70]);
  const { buffer, heard } = played(late, 1200);
  const numbers = heard.filter((one) => one !== 'silence' && one !== 'lost').map(Number);
  expect(numbers.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, index) => index)); // none is left out
  expect(heard.filter((one) => one === 'lost').length).toBeGreaterThan(0);
  expect(buffer.delayMilliseconds).toBeGreaterThan(60);
  expect(buffer.delayMilliseconds).toBeLessThanOrEqual(100);
});

test('a voice that ends is followed by silence, and the next one begins anew', () => {
  const { heard } = played([...steady(0, 10), ...steady(500, 10).map(([number, at]): [number, number] => [number, at + 1000])], 1400);
  const end = heard.lastIndexOf('9');
  expect(heard.slice(end + 1, end + 6)).toEqual(['lost', 'lost', 'lost', 'lost', 'lost']);
  expect(heard.slice(end + 6, 50)).toEqual(Array.from({ length: 50 - end - 6 }, () => 'silence'));
  expect(heard.filter((one) => Number(one) >= 500)).toEqual(Array.from({ length: 10 }, (_, index) => String(500 + index)));
});

test('what came all at once does not stay late, and a flood is bounded', () => {
  const burst = Array.from({ length: 20 }, (_, index): [number, number] => [index, 0]);
  const { heard } = played([...burst, ...steady(20, 200)], 4000);
  // The last one is played as late as a voice is at most, not 400 ms later.
  expect(heard.indexOf('219') * 20).toBeLessThan(199 * 20 + 200);
  const buffer = new JitterBuffer();
  for (let number = 0; number < 10_000; number += 1) {
    buffer.put(packet(number), 0);
  }
  expect(Number(told(buffer.take(100)))).toBeGreaterThanOrEqual(9950);
});

test('in a calm network less is waited for', () => {
  const { buffer } = played(steady(0, 1100), 21_900);
  expect(buffer.delayMilliseconds).toBe(40);
});
