import { spawn } from 'node:child_process';
import { ROOT, toolPath } from './shared/root.ts';

// Every command of package.json. A list of programs runs one after the other until one fails.
const PROGRAMS: Record<string, string[][]> = {
  bench: [['node', 'bench/src/main.ts']],
  campaign: [['node', 'bench/src/campaigns/main.ts']],
  format: [['oxfmt']],
  release: [['node', 'scripts/release/main.ts']],
  lint: [['oxlint'], ['node', 'scripts/check-boundaries.ts'], ['node', 'scripts/check-spec.ts']],
  test: [['node', 'scripts/test/main.ts']],
  typecheck: [
    ['tsc', '-p', '.'],
    ['turbo', 'run', 'typecheck', '--output-logs=errors-only'],
  ],
};

/** Runs a program to its end, with our own input and output, and hands on what asks us to stop. */
function runProgram([program = '', ...args]: string[]): Promise<number> {
  const env = { ...process.env, PATH: toolPath(), TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    // The bootstrap holds a channel open to us, so that nothing outlives it when it is killed.
    process.once('disconnect', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function runPrograms(programs: string[][], args: string[]): Promise<number> {
  for (const program of programs) {
    const code = await runProgram([...program, ...args]);
    if (code !== 0) return code;
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
