import { expect, it } from 'vitest';
import { addCounts, countPlaywright, countVitest } from './counts.ts';

it('adds suites up', () => {
  expect(addCounts({ passed: 2, failed: 1 }, { passed: 3, failed: 0 })).toEqual({ passed: 5, failed: 1 });
});

it('counts a test file that could not be loaded as a failure', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}, {}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 4, failed: 2 });
});

it('counts flaky browser tests and errors outside any test as failures', () => {
  expect(countPlaywright({ stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 0 }, errors: [{}] })).toEqual({
    passed: 7,
    failed: 4,
  });
});
