import { spawnSync } from 'node:child_process';
import { ROOT, toolPath } from './shared/root.ts';

// Every command of package.json. A list of programs runs one after the other until one fails.
const PROGRAMS: Record<string, string[][]> = {
  bench: [['node', 'bench/src/main.ts']],
  format: [['oxfmt']],
  lint: [['oxlint'], ['node', 'scripts/check-boundaries.ts']],
  test: [['node', 'scripts/test/main.ts']],
  typecheck: [
    ['tsc', '-p', '.'],
    ['turbo', 'run', 'typecheck', '--output-logs=errors-only'],
  ],
};

function runPrograms(programs: string[][], args: string[]): number {
  const env = { ...process.env, PATH: toolPath(), TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' };
  for (const [program = '', ...rest] of programs) {
    const { status, signal } = spawnSync(program, [...rest, ...args], { cwd: ROOT, stdio: 'inherit', env });
    if (signal || status !== 0) return status ?? 1;
  }
  return 0;
}

async function run(command: string, args: string[]): Promise<number> {
  if (command === 'start' || command === 'dev') return (await import('./start/main.ts')).start(command);
  if (command === 'reset') return (await import('./start/reset.ts')).reset();
  const programs = PROGRAMS[command];
  if (programs) return runPrograms(programs, args);
  const known = ['start', 'dev', 'reset', ...Object.keys(PROGRAMS)].toSorted().join(', ');
  console.error(`fieldfare: there is no command "${command}". There are: ${known}.`);
  return 1;
}

const [command = '', ...args] = process.argv.slice(2);
process.exit(await run(command, args));
