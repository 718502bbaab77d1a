import { expect, test } from 'vitest';
import { playwrightProblems, problemLines, vitestProblems } from '../../../build/test-problems.ts';

test('vitest: failed tests, those that passed at a second attempt, and files that cannot be loaded', () => {
  const report = {
    testResults: [
      {
        name: '/root-of-all/tests/unit/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'a is well', status: 'passed', failureMessages: [] },
          { fullName: 'a was late', status: 'passed', failureMessages: ['Error: timed out\n    at somewhere'] },
          {
            fullName: 'a is wrong',
            status: 'failed',
            failureMessages: ['\u001B[31mAssertionError: 1 is not 2\u001B[39m\n    at here', 'the same again'],
          },
        ],
      },
      { name: '/root-of-all/tests/unit/b.test.ts', status: 'failed', message: 'SyntaxError: no', assertionResults: [] },
    ],
  };
  expect(vitestProblems(JSON.stringify(report), '/root-of-all')).toEqual([
    { name: 'tests/unit/a.test.ts › a was late', reason: 'Error: timed out', passedInTheEnd: true },
    { name: 'tests/unit/a.test.ts › a is wrong', reason: 'AssertionError: 1 is not 2', passedInTheEnd: false },
    { name: 'tests/unit/b.test.ts', reason: 'SyntaxError: no', passedInTheEnd: false },
  ]);
});

test('playwright: suites within suites, and errors that belong to no test', () => {
  const result = (message?: string): object => ({ errors: message === undefined ? [] : [{ message }] });
  const report = {
    errors: [{ message: 'Error: no browser' }],
    suites: [
      {
        title: 'e2e/page.spec.ts',
        specs: [{ title: 'opens', tests: [{ status: 'expected', results: [result()] }] }],
        suites: [
          {
            title: 'the page',
            specs: [
              { title: 'closes', tests: [{ status: 'unexpected', results: [result('Error: still open\n\n  more'), result('other')] }] },
              { title: 'moves', tests: [{ status: 'flaky', results: [result('Error: stood still'), result()] }] },
            ],
          },
        ],
      },
    ],
  };
  expect(playwrightProblems(JSON.stringify(report))).toEqual([
    { name: 'tests/e2e/page.spec.ts › the page › closes', reason: 'Error: still open', passedInTheEnd: false },
    { name: 'tests/e2e/page.spec.ts › the page › moves', reason: 'Error: stood still', passedInTheEnd: true },
    { name: 'tests', reason: 'Error: no browser', passedInTheEnd: false },
  ]);
});

test('the lines name those that failed last, and nothing where all went well', () => {
  const late = { name: 'late', reason: 'too late', passedInTheEnd: true };
  const wrong = { name: 'wrong', reason: 'no', passedInTheEnd: false };
  expect(problemLines([wrong, late])).toEqual(['Passed at a second attempt:', '  late: too late', 'Failed:', '  wrong: no']);
  expect(problemLines([])).toEqual([]);
});
