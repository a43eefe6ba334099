import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { adviceForOutput } from '../shared/explain-error.ts';
import { StartError } from '../shared/start-error.ts';
import { logTail } from './log-tail.ts';

export interface ToolOptions {
  /** What it does, in the middle of a sentence. */
  readonly title: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Receives what the program prints, in the place of what an earlier run printed. */
  readonly logFile: string;
  /** Ends the program, and everything that it started. */
  readonly signal: AbortSignal;
}

/**
 * Runs a program to its end.
 *
 * @throws {StartError} when it fails or is ended
 */
export async function runTool({ title, command, cwd, env, logFile, signal }: ToolOptions): Promise<void> {
  signal.throwIfAborted();
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w', 0o600);
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const end = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  };
  signal.addEventListener('abort', end);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    signal.throwIfAborted();
    if (code === 0) return;
  } finally {
    signal.removeEventListener('abort', end);
  }
  const output = logTail(logFile);
  throw new StartError(adviceForOutput(output) ?? `The ${title} failed: ${logFile} says why.`, output);
}
