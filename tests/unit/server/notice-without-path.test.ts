import { expect, test } from 'vitest';
import { withoutPath } from '../../../main/server/routes/notice-without-path.ts';

const common = { id: 'id', at: '2026-01-01T00:00:00.000Z', camera_id: null };

test('who is no admin hears the name of a directory, not where it is', () => {
  const full = { ...common, name: 'storage.full', data: { path: '/home/anna/recordings', free_mb: 1, minimum_mb: 2 } } as const;
  expect(withoutPath(full)).toEqual({ ...full, data: { path: 'recordings', free_mb: 1, minimum_mb: 2 } });
  const checked = { ...common, name: 'library.checked', data: { path: '/media/disk', found: 1, repaired: 0, gone: 0 } } as const;
  expect(withoutPath(checked)).toEqual({ ...checked, data: { path: 'disk', found: 1, repaired: 0, gone: 0 } });
  const other = { ...common, name: 'privacy.changed', data: { on: true } } as const;
  expect(withoutPath(other)).toBe(other);
});
