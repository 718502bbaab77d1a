import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { doctorChecks } from '../../../shared/doctor.ts';

test('docs/troubleshooting.md has a section for each check, in the same order, and no other', () => {
  const page = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(Object.values(doctorChecks));
});

test('a check has the same name in a terminal and on a screen', () => {
  expect(en.doctor.checks).toEqual(doctorChecks);
});
