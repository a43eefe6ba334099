import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';
import { readStack, type Stack } from './stack.ts';

const START_WITHIN_MS = 240_000;
const STOP_WITHIN_MS = 15_000;
const ROOT = join(import.meta.dirname, '..', '..');

export interface RunningStack {
  stack: Stack;
  stop: () => Promise<void>;
}

/** Starts all of Fieldfare by the code of `npm start`, on free ports and in a data folder of its own, and waits until it is ready. */
export async function startStack(): Promise<RunningStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-e2e-'));
  const [web, payments, shop] = await freePorts(3);
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'run.ts'), 'start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...NOT_SET,
      FIELDFARE_DATA_DIR: dataDir,
      WEB_PORT: String(web),
      PAYMENTS_PORT: String(payments),
      SHOP_PORT: String(shop),
    },
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { stack: await ready(child, dataDir), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Settings that decide what a stack is. Empty they count as unset, and a developer's .env file then does not fill them in either. */
const OWN_SETTINGS = [
  'DATABASE_URL',
  'FIELDFARE_ENV',
  'FIELDS_ORIGIN',
  'HOST',
  'KMS_KEY_FILE',
  'KMS_PROVIDER',
  'LOG_LEVEL',
  'METRICS_TOKEN',
  'NEXTAUTH_SECRET',
  'PAYMENTS_DATABASE_URL',
  'PAYMENTS_ORIGIN',
  'REDIS_URL',
  'SANDBOX_DATABASE_URL',
  'SHOP_ORIGIN',
  'TRUSTED_PROXIES',
  'WEB_DATABASE_URL',
  'WEB_ORIGIN',
];
const NOT_SET = Object.fromEntries(OWN_SETTINGS.map((name) => [name, '']));

/** Resolves when every part answers; rejects, with what the start printed, when it ends or takes too long. */
async function ready(child: ChildProcess, dataDir: string): Promise<Stack> {
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const deadline = Date.now() + START_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const stack = existsSync(join(dataDir, 'demo.json')) ? readStack(dataDir) : null;
    if (stack && (await answers(stack))) return stack;
    await setTimeout(200);
  }
  throw new Error(`The stack did not start:\n${printed.join('').slice(-4000)}`);
}

async function answers(stack: Stack): Promise<boolean> {
  const addresses = [`${stack.payments}/health/ready`, `${stack.web}/console`, `${stack.shop}/checkout`];
  const oks = addresses.map((address) =>
    fetch(address).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return (await Promise.all(oks)).every(Boolean);
}

/** Asks it to stop as Ctrl-C does; one that does not is ended, so that a hung stop cannot hang the tests. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  const inTime = await Promise.race([exited.then(() => true), setTimeout(STOP_WITHIN_MS, false, { ref: false })]);
  if (inTime) return;
  child.kill('SIGKILL');
  throw new Error(`The stack did not stop within ${STOP_WITHIN_MS / 1000} s.`);
}
