import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCounts, countPlaywright, countVitest, failedOnce, PASSED } from './counts.ts';
import type { Counts } from './counts.ts';
import { type Command, runCommand } from './run-command.ts';
import { ensureSystemPackages } from './system-packages.ts';

interface Step {
  name: string;
  run(): Promise<Counts>;
}

/** Machines are shared and noisy: a test that fails is tried again. One that then passes is named at the end, for somebody to look at. */
const RETRIES = { vitest: 1, browser: 2 };

/** Runs everything that guards the project, one step after the other whatever failed before, and prints one line that counts it all. */
export async function runTests(root: string): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), 'fieldfare-reports-'));
  let total: Counts = { passed: 0, failed: 0, failures: [], flaky: [] };
  try {
    for (const step of stepsOf(root, reports)) {
      console.log(`\n── ${step.name} ${'─'.repeat(Math.max(2, 70 - step.name.length))}`);
      const startedAt = performance.now();
      const counts = await step.run();
      total = addCounts(total, counts);
      console.log(
        `── ${step.name}: ${counts.passed} passed, ${counts.failed} failed, in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
      );
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  if (total.flaky.length > 0) console.log(`\nPassed only when tried again:\n${lines(total.flaky)}`);
  console.log(total.failed > 0 ? `\nFailed:\n${lines(total.failures)}` : '\nEverything passed.');
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

const lines = (names: string[]): string => names.map((name) => `  ${name}`).join('\n');

/** What guards the project, the quick checks first. */
function stepsOf(root: string, reports: string): Step[] {
  const check = (name: string, command: string, ...args: string[]): Step => ({
    name,
    run: async () => ((await runCommand({ command, args, cwd: root })) === 0 ? PASSED : failedOnce(name)),
  });
  return [
    { name: 'system packages', run: () => ensureSystemPackages(root) },
    check('generate', 'turbo', 'run', 'generate', '--output-logs=errors-only'),
    check('types', process.execPath, 'scripts/run.ts', 'typecheck'),
    check('lint', 'oxlint'),
    check('import boundaries', process.execPath, 'scripts/check-boundaries.ts'),
    check('protocol rules', process.execPath, 'scripts/check-spec.ts'),
    check('dead code', 'knip', '--no-progress'),
    check('format', 'oxfmt', '--check'),
    check('migrations match the schema', process.execPath, 'packages/db/scripts/check-drift.ts'),
    check('build', 'turbo', 'run', 'build', '--output-logs=errors-only'),
    { name: 'unit and integration tests', run: () => runVitest(root, join(reports, 'vitest.json')) },
    { name: 'browser tests', run: () => runPlaywright(root, join(reports, 'playwright.json')) },
  ];
}

function runVitest(root: string, file: string): Promise<Counts> {
  const args = ['run', `--retry=${RETRIES.vitest}`, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  return reported(file, countVitest, { command: 'vitest', args, cwd: root });
}

function runPlaywright(root: string, file: string): Promise<Counts> {
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  return reported(file, countPlaywright, {
    command: 'pnpm',
    args: ['exec', 'playwright', 'test', `--retries=${RETRIES.browser}`],
    cwd: join(root, 'playwright'),
    env,
  });
}

/** Runs a suite that writes a JSON report. No report, or a failing exit with nothing failed in the report, is one failure. */
async function reported(file: string, count: (report: unknown) => Counts, command: Command): Promise<Counts> {
  const exitCode = await runCommand(command);
  const name = [command.command, ...command.args].join(' ');
  if (!existsSync(file)) return failedOnce(`${name} (no report)`);
  const counts = count(JSON.parse(readFileSync(file, 'utf8')));
  return exitCode !== 0 && counts.failed === 0 ? addCounts(counts, failedOnce(`${name} (exit ${exitCode})`)) : counts;
}
