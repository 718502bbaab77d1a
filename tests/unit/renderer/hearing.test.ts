import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hearing } from '../../../renderer/state/hearing.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal('navigator', { userActivation: { hasBeenActive: true } });
  vi.stubGlobal('window', new EventTarget());
});

afterEach(() => vi.unstubAllGlobals());

test('whoever looks back hears the past alone, and the present again afterwards', () => {
  const hearing = new Hearing();
  const told: boolean[] = [];
  const stop = hearing.onChange(() => told.push(hearing.isPast));
  hearing.set(true);
  expect([hearing.isOn, hearing.isPast]).toEqual([true, false]);
  const end = hearing.beginPast();
  expect([hearing.isOn, hearing.isPast]).toEqual([true, true]);
  end();
  expect(told).toEqual([false, true, false]);
  stop();
  hearing.set(false);
  expect(told).toHaveLength(3);
  expect(hearing.isOn).toBe(false);
});
