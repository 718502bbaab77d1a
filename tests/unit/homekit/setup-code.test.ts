import { expect, it } from 'vitest';
import { makeDeviceId, makeSetupCode, makeSetupId } from '../../../main/homekit/setup-code.ts';

it('makes codes, ids and names of devices as HAP has them, each another one', () => {
  const codes = new Set(Array.from({ length: 50 }, makeSetupCode));
  expect(codes.size).toBeGreaterThan(40);
  for (const code of codes) {
    expect(code).toMatch(/^\d{3}-\d{2}-\d{3}$/);
  }
  expect(makeSetupId()).toMatch(/^[A-Z0-9]{4}$/);
  const id = makeDeviceId();
  expect(id).toMatch(/^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/);
  // Locally administered, and of one device.
  expect(Number.parseInt(id, 16) & 3).toBe(2);
});
