import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { doctorChecks } from '../../../shared/doctor-checks.ts';

test('docs/troubleshooting.md has a section for each check, in the same order, and no other', () => {
  const page = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(Object.values(doctorChecks));
});
