import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { CleanUp } from '../harness/clean-up.ts';

export interface ServiceOptions {
  title: string;
  /** What Node runs: the program and its arguments. */
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  logFile: string;
  /** It serves when this address answers with less than 500. */
  readyUrl: string;
}

export interface Service {
  pid: number;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/** Starts one of the product's own programs as `npm start` does, on its own environment, and waits until it serves. */
export async function startService(options: ServiceOptions, cleanUp: CleanUp): Promise<Service> {
  const log = await open(options.logFile, 'a', 0o600);
  const child = spawn(process.execPath, options.args, {
    cwd: options.cwd,
    env: { ...ofTheMachine(), NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', log.fd, log.fd],
    // Ctrl-C is for the benchmark, which then ends its services in order.
    detached: true,
  });
  await log.close();
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const service: Service = {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
  cleanUp.add(() => service.stop());

  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await answers(options.readyUrl)) return service;
    await delay(100);
  }
  const lines = (await readFile(options.logFile, 'utf8')).trim().split('\n').slice(-10);
  throw new Error(`the ${options.title} did not start:\n${lines.join('\n')}`);
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { redirect: 'manual' }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status < 500;
    },
    () => false,
  );
}

/** What any program needs of the machine; NODE_OPTIONS, so that a service can be profiled. */
function ofTheMachine(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'NODE_OPTIONS'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
