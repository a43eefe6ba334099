import { spawn } from 'node:child_process';

export interface Command {
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
  /** A command that takes longer is ended with all that it started, and counts as failed. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 25 * 60_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/** Runs a command with its output passed through; answers its exit code, 1 where it was ended by a signal or could not start. */
export function runCommand({ command, args, cwd, env = {}, timeoutMs = TIMEOUT_MS }: Command): Promise<number> {
  return new Promise((resolve) => {
    // A process group of its own, so that what the command started ends with it.
    const child = spawn(command, args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    const interrupt = (signal: NodeJS.Signals) => {
      signalGroup(child.pid, signal);
      child.once('exit', () => process.exit(130));
    };
    for (const signal of SIGNALS) process.on(signal, interrupt);
    const timer = setTimeout(() => {
      console.error(`${command} ${args.join(' ')} was ended after ${timeoutMs / 60_000} minutes.`);
      signalGroup(child.pid, 'SIGKILL');
    }, timeoutMs);

    const end = (code: number) => {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, interrupt);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      end(1);
    });
    child.once('exit', (code) => end(code ?? 1));
  });
}
