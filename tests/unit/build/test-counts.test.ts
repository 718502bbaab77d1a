import { expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest, withExitCode } from '../../../build/test-counts.ts';

test('vitest: a file that cannot be loaded counts as a failure, one with a failed test is not counted twice', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { status: 'failed', assertionResults: [] },
  ];
  expect(countVitest(JSON.stringify({ numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 1, testResults }))).toEqual({
    passed: 2,
    failed: 2,
    skipped: 4,
  });
});

test('playwright: what passed at a second attempt has passed; an error outside of tests has failed', () => {
  expect(countPlaywright(JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] }))).toEqual({
    passed: 6,
    failed: 2,
    skipped: 2,
  });
});

test('a runner that ends badly has failed', () => {
  const none = { passed: 4, failed: 0, skipped: 0 };
  expect(withExitCode(none, 1).failed).toBe(1);
  expect(withExitCode(none, 0).failed).toBe(0);
  expect(withExitCode({ ...none, failed: 3 }, 1).failed).toBe(3);
});

test('the closing line adds up', () => {
  expect(
    closingLine([
      { passed: 1, failed: 2, skipped: 0 },
      { passed: 10, failed: 0, skipped: 0 },
    ]),
  ).toBe('11 passed, 2 failed');
  expect(closingLine([{ passed: 1, failed: 0, skipped: 1 }])).toBe('1 passed, 0 failed, 1 skipped');
});
