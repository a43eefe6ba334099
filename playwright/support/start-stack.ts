import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { addOldRelease } from './add-old-release.ts';
import { freePorts } from './free-ports.ts';
import { readStack, type Stack } from './stack.ts';

const START_WITHIN_MS = 240_000;
/** The workspace brings its own Node, whichever one the tests were started by. */
const SHIPPED_NODE = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'node');

export interface RunningStack {
  stack: Stack;
  stop: () => Promise<void>;
}

/** Starts all of Fieldfare by the code of `npm start`, on free ports and in a data folder of its own, and waits until it is ready. */
export async function startStack(): Promise<RunningStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-e2e-'));
  const releases = join(dataDir, 'releases');
  await addOldRelease(releases);
  const [web, payments, shop, ...examples] = await freePorts(8);
  const child = fork(join(import.meta.dirname, 'stack-process.ts'), [dataDir], {
    execPath: existsSync(SHIPPED_NODE) ? SHIPPED_NODE : process.execPath,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      ...NOT_SET,
      RELEASES_DIR: releases,
      WEB_PORT: String(web),
      PAYMENTS_PORT: String(payments),
      SHOP_PORT: String(shop),
      DEMO_ORIGINS: examples.map((port) => `http://localhost:${port}`).join(','),
    },
  });
  try {
    return { stack: await ready(child, dataDir), stop: () => end(child) };
  } catch (error) {
    await end(child);
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
    const stack = stackSoFar(dataDir);
    if (stack && (await answers(stack))) return stack;
    await setTimeout(200);
  }
  throw new Error(`The stack did not start:\n${printed.join('').slice(-4000)}`);
}

/** Null before its file is there, and whole. */
function stackSoFar(dataDir: string): Stack | null {
  try {
    return readStack(dataDir);
  } catch {
    return null;
  }
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

/** Lets go of it, and waits until all of it has stopped. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  const [code] = await exited;
  if (code !== 0) throw new Error('The stack did not stop when it was asked to, and was killed.');
}
