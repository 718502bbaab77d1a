import { expect, test } from 'vitest';
import { loadOrEnd } from '../../../main/kiosk/load-or-end.ts';

test('an application that lacks a part says which, and ends with exit code 1', async () => {
  const done: unknown[] = [];
  const end = { exit: (code: number) => done.push(code), tell: (line: string) => done.push(line) };
  const missing = './a-part-that-is-not-there.ts';
  await loadOrEnd(() => import(missing), end);
  expect(done).toEqual([
    expect.stringMatching(/^PetLog cannot start, because a part of it cannot be loaded: .*a-part-that-is-not-there/),
    1,
  ]);
});

test('one that is whole goes on', async () => {
  const done: unknown[] = [];
  await loadOrEnd(() => import('../../../main/kiosk/navigation.ts'), { exit: (code) => done.push(code), tell: (line) => done.push(line) });
  expect(done).toEqual([]);
});
