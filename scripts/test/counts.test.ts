import { expect, it } from 'vitest';
import { addCounts, countPlaywright, countVitest } from './counts.ts';

it('adds suites up', () => {
  const a = { passed: 2, failed: 1, failures: ['x'], flaky: [] };
  const b = { passed: 3, failed: 0, failures: [], flaky: ['y'] };
  expect(addCounts(a, b)).toEqual({ passed: 5, failed: 1, failures: ['x'], flaky: ['y'] });
});

it('counts a test file that could not be loaded as a failure, and names what failed', () => {
  const passed = { status: 'passed', fullName: 'good', failureMessages: [] };
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [passed, passed] },
      {
        name: 'b.test.ts',
        status: 'failed',
        assertionResults: [passed, passed, { status: 'failed', fullName: 'bad' }],
      },
      { name: 'c.test.ts', status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({
    passed: 4,
    failed: 2,
    failures: ['b.test.ts › bad', 'c.test.ts (did not load)'],
    flaky: [],
  });
});

it('names a test that passed only when it was tried again', () => {
  const assertionResults = [{ status: 'passed', fullName: 'shaky', failureMessages: ['once'] }];
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [{ name: 'a', status: 'passed', assertionResults }],
  };
  expect(countVitest(report)).toEqual({ passed: 1, failed: 0, failures: [], flaky: ['a › shaky'] });
});

it('counts errors outside any browser test as failures, and names failed and flaky tests of every depth', () => {
  const spec = (title: string, status: string) => ({ title, file: 'f.spec.ts', line: 3, tests: [{ status }] });
  const suites = [
    { specs: [spec('good', 'expected')], suites: [{ specs: [spec('bad', 'unexpected'), spec('shaky', 'flaky')] }] },
  ];
  expect(
    countPlaywright({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}], suites }),
  ).toEqual({
    passed: 8,
    failed: 2,
    failures: ['f.spec.ts:3 › bad', 'an error outside any test'],
    flaky: ['f.spec.ts:3 › shaky'],
  });
});
