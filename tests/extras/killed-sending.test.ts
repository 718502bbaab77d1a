import { expect, it } from 'vitest';
import { killWhileSending } from '../support/killed-sending.ts';

it(
  'what is told and copied arrives although PetLog is killed again and again: under the same id, and as it was',
  { timeout: 180_000 },
  async () => {
    const result = await killWhileSending({
      kills: 4,
      sizesBytes: [9_000_000, 1_000_000],
      kilobitsPerSecond: 40_000,
      longestMilliseconds: 1500,
    });
    expect(result).toMatchObject({ lostCount: 0, renamedCount: 0, fileCount: 4, differences: [] });
    expect(result.eventCount).toBeGreaterThan(0);
  },
);
