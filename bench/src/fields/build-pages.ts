import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from '../../../scripts/start/build.ts';
import { ROOT, toolPath } from '../../../scripts/shared/root.ts';
import type { CleanUp } from '../harness/clean-up.ts';

export const NEXT = createRequire(import.meta.url).resolve('next/dist/bin/next');
export const NEXT_FIELDS = join(ROOT, 'bench', 'next-fields');

/** Builds the web app, as `npm start` would and only where something changed, and the Next fixture. */
export async function buildPages(folder: string, cleanUp: CleanUp): Promise<void> {
  const aborted = new AbortController();
  cleanUp.add(() => aborted.abort());
  const env = { ...machineEnv(), PATH: toolPath(), NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1' };
  await build({ root: ROOT, env, logFile: join(folder, 'build.log'), signal: aborted.signal, withWeb: true });
  await buildFixture(env, aborted.signal);
}

function buildFixture(env: Record<string, string>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [NEXT, 'build', NEXT_FIELDS], {
      env: { ...env, NODE_ENV: 'production' },
      signal,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`next build ended with ${code}`))));
  });
}

function machineEnv(): Record<string, string> {
  const names = ['HOME', 'USER', 'LANG', 'TMPDIR'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
