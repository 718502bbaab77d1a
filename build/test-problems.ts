import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A test that failed, at its last attempt or at one before. */
export interface TestProblem {
  /** The file, from the project's root, and the test's full title. */
  readonly name: string;
  /** The first line of what went wrong. */
  readonly reason: string;
  readonly passedInTheEnd: boolean;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Reads vitest's JSON report, which keeps the messages of attempts that another one made good. */
export function vitestProblems(json: string, rootDirectory: string): TestProblem[] {
  return (JSON.parse(json) as VitestReport).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(rootDirectory, name);
    const problems = assertionResults
      .filter((test) => test.status === 'failed' || test.failureMessages.length > 0)
      .map((test) => ({
        name: `${file} › ${test.fullName}`,
        reason: firstLine(test.failureMessages[0]),
        passedInTheEnd: test.status === 'passed',
      }));
    const isBrokenItself = status === 'failed' && problems.every(({ passedInTheEnd }) => passedInTheEnd);
    return isBrokenItself ? [...problems, { name: file, reason: firstLine(message), passedInTheEnd: false }] : problems;
  });
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

/** Reads Playwright's JSON report. */
export function playwrightProblems(json: string): TestProblem[] {
  const { suites, errors } = JSON.parse(json) as PlaywrightReport;
  const ofNoTest = errors.map(({ message }) => ({ name: 'tests', reason: firstLine(message), passedInTheEnd: false }));
  return [...suites.flatMap((suite) => problemsOfSuite(suite, [])), ...ofNoTest];
}

function problemsOfSuite({ title, suites = [], specs }: PlaywrightSuite, above: readonly string[]): TestProblem[] {
  const titles = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => ({
        name: `tests/${[...titles, spec.title].join(' › ')}`,
        reason: firstLine(results.flatMap((result) => result.errors)[0]?.message),
        passedInTheEnd: status === 'flaky',
      })),
  );
  return [...own, ...suites.flatMap((suite) => problemsOfSuite(suite, titles))];
}

function firstLine(message = ''): string {
  const [line = ''] = stripVTControlCharacters(message).trim().split('\n');
  return line === '' ? 'no reason given' : line;
}

/** What stands right above the last line of `npm test`, where nobody has to look for it. */
export function problemLines(problems: readonly TestProblem[]): string[] {
  const list = (heading: string, some: readonly TestProblem[]): string[] =>
    some.length === 0 ? [] : [heading, ...some.map(({ name, reason }) => `  ${name}: ${reason}`)];
  return [
    ...list(
      'Passed at a second attempt:',
      problems.filter(({ passedInTheEnd }) => passedInTheEnd),
    ),
    ...list(
      'Failed:',
      problems.filter(({ passedInTheEnd }) => !passedInTheEnd),
    ),
  ];
}
