import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@fieldfare/payments';
import { keepMemoryFromCores } from '@fieldfare/vault';
import { createSecretReader } from './people/read-secret.ts';
import { run } from './run.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const INTERRUPTED = 130;

const envFile = join(ROOT, '.env');
// As `npm start` does; what is set already wins over the file.
if (existsSync(envFile)) process.loadEnvFile(envFile);

const interruption = new AbortController();
process.on('SIGINT', () => {
  // The second time nothing is waited for.
  if (interruption.signal.aborted) process.exit(INTERRUPTED);
  interruption.abort();
});

// Nobody reads on, as behind `| head`: what can be interrupted is, and what is short ends by itself.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  interruption.abort();
});

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  root: ROOT,
  coreDumps: keepMemoryFromCores,
  clock: systemClock,
  wait: (ms) => delay(ms, undefined, { signal: interruption.signal }),
  signal: interruption.signal,
  out: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  readSecret: createSecretReader(process.stdin, process.stderr),
});
