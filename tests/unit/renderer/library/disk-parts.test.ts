import { expect, test } from 'vitest';
import { diskParts } from '../../../../renderer/state/library/disk-parts.ts';
import type { StorageUsage } from '../../../../shared/storage.ts';

const usage: StorageUsage = {
  total_bytes: 100,
  available_bytes: 40,
  recordings_count: 3,
  recordings_bytes: 30,
  kept_bytes: 5,
  automatic_bytes: 15,
  oldest: null,
  limit_bytes: null,
  hours_left: null,
};
const sizes = (...given: Parameters<typeof diskParts>): Record<string, number> =>
  Object.fromEntries(diskParts(...given).map(({ name, sizeBytes }) => [name, sizeBytes]));

test('the disk is full of what PetLog keeps, and of what it knows nothing of', () => {
  expect(sizes(usage, { event_pictures_bytes: 4, rewind_bytes: 6 })).toEqual({
    own: 10,
    automatic: 15,
    kept: 5,
    events: 4,
    rewind: 6,
    other: 20,
    free: 40,
  });
  expect(sizes(usage, null)).toMatchObject({ events: 0, rewind: 0, other: 30 });
});

test('the parts are the whole disk, also where an estimate is more than is used', () => {
  const parts = diskParts({ ...usage, available_bytes: 68 }, { event_pictures_bytes: 50, rewind_bytes: 50 });
  expect(parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(100);
  expect(parts.every(({ sizeBytes }) => sizeBytes >= 0)).toBe(true);
  expect(parts.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1);
});
