/** How many checks or tests passed and failed, and which ones need a look. */
export interface Counts {
  passed: number;
  failed: number;
  /** The failed ones by name, as far as the suite tells them. */
  failures: string[];
  /** What failed at first and passed when it was tried again: counted as passed, and named so that somebody looks. */
  flaky: string[];
}

export const PASSED: Counts = { passed: 1, failed: 0, failures: [], flaky: [] };

export function failedOnce(name: string): Counts {
  return { passed: 0, failed: 1, failures: [name], flaky: [] };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    failures: [...a.failures, ...b.failures],
    flaky: [...a.flaky, ...b.flaky],
  };
}

interface VitestFile {
  name: string;
  status: string;
  assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
}

/** What vitest's JSON reporter wrote. A file that failed before its tests ran counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = report as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: VitestFile[];
  };
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const named = (wanted: (test: VitestFile['assertionResults'][number]) => boolean) =>
    testResults.flatMap((file) =>
      file.assertionResults.filter(wanted).map((test) => `${file.name} › ${test.fullName}`),
    );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    failures: [...named((test) => test.status === 'failed'), ...broken.map((file) => `${file.name} (did not load)`)],
    flaky: named((test) => test.status === 'passed' && (test.failureMessages ?? []).length > 0),
  };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; line: number; tests: { status: string }[] }[];
}

/** What Playwright's JSON reporter wrote. An error outside any test counts as one failure. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors, suites } = report as {
    stats: { expected: number; unexpected: number; flaky: number };
    errors: unknown[];
    suites: PlaywrightSuite[];
  };
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    failures: [...namesOf(suites, 'unexpected'), ...errors.map(() => 'an error outside any test')],
    flaky: namesOf(suites, 'flaky'),
  };
}

function namesOf(suites: PlaywrightSuite[], status: string): string[] {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.some((test) => test.status === status))
      .map((spec) => `${spec.file}:${spec.line} › ${spec.title}`),
    ...namesOf(suite.suites ?? [], status),
  ]);
}
