import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCounts, countPlaywright, countVitest } from './counts.ts';
import type { Counts } from './counts.ts';
import { runCommand } from './run-command.ts';
import { ensureBrowser } from './system-packages.ts';

interface Step {
  name: string;
  run(): Promise<Counts>;
}

const PASSED: Counts = { passed: 1, failed: 0 };
const FAILED: Counts = { passed: 0, failed: 1 };

/** Runs everything that guards the project, one step after the other whatever failed before, and prints one line that counts it all. */
export async function runTests(root: string): Promise<number> {
  const reports = mkdtempSync(join(tmpdir(), 'fieldfare-reports-'));
  let total: Counts = { passed: 0, failed: 0 };
  const failures: string[] = [];
  try {
    for (const step of stepsOf(root, reports)) {
      console.log(`\n── ${step.name} ${'─'.repeat(Math.max(2, 70 - step.name.length))}`);
      const startedAt = performance.now();
      const counts = await step.run();
      total = addCounts(total, counts);
      if (counts.failed > 0) failures.push(step.name);
      console.log(
        `── ${step.name}: ${counts.passed} passed, ${counts.failed} failed, in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
      );
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  console.log(failures.length > 0 ? `\nFailed: ${failures.join(', ')}` : '\nEverything passed.');
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

function stepsOf(root: string, reports: string): Step[] {
  const check = (name: string, command: string, ...args: string[]): Step => ({
    name,
    run: async () => ((await runCommand({ command, args, cwd: root })) === 0 ? PASSED : FAILED),
  });
  return [
    check('generate', 'turbo', 'run', 'generate', '--output-logs=errors-only'),
    check('types', 'turbo', 'run', 'typecheck', '--output-logs=errors-only'),
    check('lint', 'oxlint'),
    check('import boundaries', 'node', 'scripts/check-boundaries.ts'),
    check('dead code', 'knip', '--no-progress'),
    check('format', 'oxfmt', '--check'),
    check('migrations match the schema', 'node', 'packages/db/scripts/check-drift.ts'),
    check('build', 'turbo', 'run', 'build', '--output-logs=errors-only'),
    {
      name: 'unit and integration tests',
      run: () =>
        reported(join(reports, 'vitest.json'), countVitest, (file) => ({
          command: 'vitest',
          args: ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
          cwd: root,
        })),
    },
    {
      name: 'browser tests',
      run: async () => {
        if (!(await ensureBrowser(root))) return FAILED;
        return reported(join(reports, 'playwright.json'), countPlaywright, (file) => ({
          command: 'playwright',
          args: ['test'],
          cwd: join(root, 'playwright'),
          env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
        }));
      },
    },
  ];
}

/** Runs a suite that writes a JSON report. No report, or a failing exit with nothing failed in the report, is one failure. */
async function reported(
  file: string,
  count: (report: unknown) => Counts,
  commandOf: (file: string) => Parameters<typeof runCommand>[0],
): Promise<Counts> {
  const exitCode = await runCommand(commandOf(file));
  if (!existsSync(file)) return FAILED;
  const counts = count(JSON.parse(readFileSync(file, 'utf8')));
  return exitCode !== 0 && counts.failed === 0 ? addCounts(counts, FAILED) : counts;
}
