import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

export interface RunningServer {
  stop: () => Promise<void>;
}

const ANSWERS_WITHIN_MS = 20_000;

/** Runs a server of an example in its folder, and waits until it answers at `origin`. Rejects with what it printed where it does not. */
export async function runServer(
  command: readonly [string, ...string[]],
  { cwd, env, origin }: { cwd: string; env: Readonly<Record<string, string>>; origin: string },
): Promise<RunningServer> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    if (isGone()) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  const until = performance.now() + ANSWERS_WITHIN_MS;
  while (!isGone() && performance.now() < until) {
    const answers = await fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { stop };
    await setTimeout(100);
  }
  await stop();
  throw new Error(`${command.join(' ')} did not answer at ${origin}:\n${printed.join('').slice(-2_000)}`);
}
