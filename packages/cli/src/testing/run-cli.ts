import { systemClock } from '@fieldfare/payments';
import type { Clock } from '@fieldfare/payments';
import { run } from '../run.ts';

export interface CliResult {
  exitCode: number;
  /** What it said on stdout and stderr, whole. */
  out: string;
  said: string;
}

export interface RunCliOptions {
  env?: Readonly<Record<string, string | undefined>>;
  password?: string;
  /** The second line of stdin. */
  code?: string;
  clock?: Clock;
  wait?: (ms: number) => Promise<unknown>;
  root?: string;
}

/** Runs a command in this process, as `main.ts` would. */
export async function runCli(argv: readonly string[], options: RunCliOptions = {}): Promise<CliResult> {
  const lines = { out: [] as string[], said: [] as string[] };
  const stdin = [options.password, options.code].filter((line) => line !== undefined);
  const exitCode = await run(argv, {
    env: options.env ?? {},
    root: options.root ?? '/nowhere',
    coreDumps: () => null,
    clock: options.clock ?? systemClock,
    wait: options.wait ?? (() => Promise.reject(new Error('nothing should be waited for'))),
    signal: new AbortController().signal,
    out: (line) => void lines.out.push(line),
    say: (line) => void lines.said.push(line),
    readSecret: async (prompt) => {
      const line = stdin.shift();
      if (line === undefined) throw new Error(`this should not be asked for: ${prompt}`);
      return line;
    },
  });
  return { exitCode, out: lines.out.join('\n'), said: lines.said.join('\n') };
}
