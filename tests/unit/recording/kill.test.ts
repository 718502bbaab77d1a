import { expect, test } from 'vitest';
import { killRecording, type Victim } from '../../support/killed-recording.ts';

const kills: [Victim, number][] = [
  ['application', 1700],
  ['media process', 1300],
  ['both', 2100],
];

test.concurrent.each(kills)('SIGKILL of the %s after %i ms costs at most the last second', async (victim, afterMilliseconds) => {
  const { listedCount, facts, capturedMilliseconds, missingMilliseconds, contradictions } = await killRecording(
    victim,
    afterMilliseconds,
    500,
  );
  expect(listedCount).toBe(1);
  expect(contradictions).toEqual([]);
  expect(capturedMilliseconds).toBeGreaterThan(1000);
  expect(facts?.frameCount).toBeGreaterThan(1);
  expect(missingMilliseconds).toBeLessThanOrEqual(1000);
});

test('SIGKILL of the application as soon as a recording was announced leaves it', async () => {
  const { listedCount, facts, contradictions } = await killRecording('application', 0);
  expect(listedCount).toBe(1);
  expect(contradictions).toEqual([]);
  expect(facts?.frameCount).toBeGreaterThan(0);
});
