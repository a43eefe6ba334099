import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../shared/start-error.ts';
import { adviceForOutput } from '../shared/explain-error.ts';
import { logTail } from './log-tail.ts';
import type { Running, Unit } from './unit.ts';

/** A program to keep running. */
export interface ServiceOptions {
  readonly title: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Answers whether it serves; asked again and again while it starts. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs?: number;
}

const READY_WITHIN_MS = 120_000;
const READY_POLL_MS = 50;

export function service(options: ServiceOptions): Unit {
  return {
    title: options.title,
    logFile: options.logFile,
    isFoundation: false,
    start: async () => new ServiceProcess(options),
  };
}

class ServiceProcess implements Running {
  readonly exited: Promise<string>;
  readonly #options: ServiceOptions;
  readonly #child: ChildProcess;
  #isGone = false;

  constructor(options: ServiceOptions) {
    this.#options = options;
    const { command, cwd, env, logFile } = options;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a', 0o600);
    const [program, ...args] = command;
    // A process group of its own: Ctrl-C must reach us alone, so that we can end services in order.
    this.#child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.exited = new Promise((resolve) => {
      const end = (reason: string) => {
        this.#isGone = true;
        resolve(reason);
      };
      this.#child.once('error', (error) => end(error.message));
      this.#child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  async waitUntilReady(): Promise<void> {
    const { title, logFile, isReady, readyWithinMs = READY_WITHIN_MS } = this.#options;
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline) {
      if (this.#isGone) {
        const output = logTail(logFile);
        const reason = `The ${title} ended while it started (${await this.exited}): ${logFile} says why.`;
        throw new StartError(adviceForOutput(output) ?? reason, output);
      }
      if (await isReady()) return;
      await delay(READY_POLL_MS);
    }
    throw new StartError(
      `The ${title} did not answer within ${readyWithinMs / 1000} s: ${logFile} may say why.`,
      logTail(logFile),
    );
  }

  async stop(graceMs: number): Promise<void> {
    if (!this.#isGone) this.#child.kill('SIGTERM');
    await Promise.race([this.exited, delay(graceMs, null, { ref: false })]);
    // What the process itself started goes with it, also when it ended in time.
    this.kill();
    await this.exited;
  }

  kill(): void {
    try {
      if (this.#child.pid) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // The group is empty.
    }
  }
}
