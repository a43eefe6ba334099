import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectOwner } from '@fieldfare/db/connect-owner';
import { freePort } from '@fieldfare/db/free-port';
import { endLeftoverProcesses, supervisedProcesses } from './leftover-processes.ts';
import { processIdentity } from './process-identity.ts';
import { FOUNDATION_GRACE_MS, SERVICES_GRACE_MS } from './supervisor.ts';

/** A busy machine may take this long to start what takes half a second; a start that fails says so at once. */
const READY_WITHIN_MS = 60_000;
vi.setConfig({ testTimeout: 2 * READY_WITHIN_MS });
const fakeStart = join(import.meta.dirname, 'fixtures', 'fake-start.ts');

let dataDir: string;
let port: number;
let started: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-start-'));
  port = await freePort();
});
afterEach(async () => {
  for (const child of started) if (isRunning(child)) child.kill('SIGTERM');
  await Promise.all(started.filter(isRunning).map((child) => once(child, 'exit')));
  started = [];
  await endLeftoverProcesses(dataDir);
  const postmaster = await postmasterPid();
  if (postmaster) process.kill(postmaster, 'SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

class Start {
  readonly child: ChildProcess;
  output = '';
  /** Settles when it has ended and all that it said is in `output`. */
  readonly #closed: Promise<unknown>;

  constructor(habit = '', withChannel = false) {
    this.child = spawn(process.execPath, [fakeStart, dataDir, String(port), habit], {
      stdio: ['ignore', 'pipe', 'pipe', ...(withChannel ? (['ipc'] as const) : [])],
    });
    started.push(this.child);
    // Not the process's own `close`: that never comes once we have closed its channel.
    const { child } = this;
    this.#closed = Promise.all([
      once(child, 'exit'),
      ...[child.stdout, child.stderr].map((stream) => stream && once(stream, 'close')),
    ]);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** The owner's database URL, once everything runs. */
  async ready(): Promise<string> {
    const said = vi.waitFor(
      () => {
        const url = /^ready (.*)$/m.exec(this.output)?.[1];
        if (!url) throw new Error(`not ready: ${this.output}`);
        return url;
      },
      { timeout: READY_WITHIN_MS, interval: 20 },
    );
    const ended = this.#closed.then(() => Promise.reject(new Error(`ended before it was ready: ${this.output}`)));
    return Promise.race([said, ended]);
  }

  async exitCode(): Promise<number | null> {
    await this.#closed;
    return this.child.exitCode;
  }
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return processIdentity(pid) ? pid : 0;
}

async function appPid(): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}/`)).text());
}

async function expectNothingRuns(): Promise<void> {
  expect(supervisedProcesses(dataDir)).toEqual([]);
  expect(await postmasterPid()).toBe(0);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = await connectOwner(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what does not end when asked is killed soon enough for Ctrl-C to stop everything within 5 s', () => {
  expect(SERVICES_GRACE_MS + FOUNDATION_GRACE_MS).toBeLessThanOrEqual(4500);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops everything, also what ignores it', async (signal) => {
  const start = new Start('ignores-sigterm');
  await start.ready();
  start.child.kill(signal);
  expect(await start.exitCode()).toBe(0);
  await expectNothingRuns();
});

test('a signal that arrives twice, from the terminal and from npm, still stops in order', async () => {
  const start = new Start();
  await start.ready();
  start.child.kill('SIGINT');
  start.child.kill('SIGINT');
  expect(await start.exitCode()).toBe(0);
  expect(await readFile(join(dataDir, 'logs/postgres.log'), 'utf8')).toContain('database system is shut down');
});

test('a mistake of the supervisor itself leaves nothing running', async () => {
  const start = new Start();
  await start.ready();
  // What the fixture does on this signal: it throws where nobody catches.
  start.child.kill('SIGUSR2');
  expect(await start.exitCode()).toBe(1);
  expect(start.output).toContain('a mistake');
  await expectNothingRuns();
});

test('keeps the data, and starts again', async () => {
  const first = new Start();
  await query(await first.ready(), 'CREATE TABLE kept AS SELECT 42 AS answer');
  first.child.kill('SIGINT');
  await first.exitCode();

  const second = new Start();
  expect(await query(await second.ready(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('a second start while one runs says so, exits 1 and leaves the first alone', async () => {
  const first = new Start();
  await first.ready();
  const pid = await appPid();
  const second = new Start();
  expect(await second.exitCode()).toBe(1);
  expect(second.output).toContain(`already runs on ${dataDir} (process ${first.child.pid})`);
  expect(await appPid()).toBe(pid);
});

test('a start that comes while one stops waits for it', async () => {
  const first = new Start('ignores-sigterm');
  await first.ready();
  first.child.kill('SIGINT');
  const second = new Start();
  await second.ready();
  expect(first.child.exitCode).toBe(0);
});

test('starts an app that was killed again', async () => {
  const start = new Start();
  await start.ready();
  const pid = await appPid();
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(async () => expect(await appPid()).not.toBe(pid), { timeout: 10_000, interval: 50 });
  await vi.waitFor(() =>
    expect(start.output).toMatch(/fake app ended \(SIGKILL\); starting it again[\s\S]*fake app is back/),
  );
});

test('starts a database that was killed again, where everybody knows it to be', async () => {
  const start = new Start();
  const url = await start.ready();
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(await postmasterPid(), 'SIGKILL');
  await vi.waitFor(async () => expect(await query(url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]), {
    timeout: 15_000,
    interval: 100,
  });
});

test('gives up on an app that keeps ending: stops everything, exits 1 and says where to look', async () => {
  const start = new Start('dies-soon');
  expect(await start.exitCode()).toBe(1);
  expect(start.output).toMatch(
    /The fake app keeps ending \(exit code 1\), so everything was stopped: .*fake\.log says why/,
  );
  await expectNothingRuns();
});

test('an app that cannot start stops the rest, and what it said is shown', async () => {
  const start = new Start('dies-at-start');
  expect(await start.exitCode()).toBe(1);
  expect(start.output).toContain('I cannot start like this');
  expect(start.output).toMatch(/The fake app ended while it started \(exit code 3\): .*fake\.log says why/);
  await expectNothingRuns();
});

test('a taken port is named before anything is started', async () => {
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const start = new Start();
  expect(await start.exitCode()).toBe(1);
  expect(start.output).toMatch(new RegExp(`Port ${port} is in use.*WEB_PORT=`));
  await expectNothingRuns();
  other.close();
});

test('recovers when the supervisor was killed and its processes live on', async () => {
  const first = new Start();
  await query(await first.ready(), 'CREATE TABLE kept AS SELECT 42 AS answer');
  const orphan = await appPid();
  first.child.kill('SIGKILL');
  await first.exitCode();
  expect(processIdentity(orphan)).not.toBeNull();

  const second = new Start();
  expect(await query(await second.ready(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(await appPid()).not.toBe(orphan);
});

test('recovers when every process was killed', async () => {
  const first = new Start();
  await query(await first.ready(), 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pids = [first.child.pid ?? 0, await appPid(), await postmasterPid()];
  for (const pid of pids) process.kill(pid, 'SIGKILL');

  const second = new Start();
  expect(await query(await second.ready(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('stops when the process that started it is gone', async () => {
  const start = new Start('', true);
  await start.ready();
  start.child.disconnect();
  await start.exitCode();
  await expectNothingRuns();
});

test('asked to stop in the middle of the set-up, it leaves nothing behind and the next start works', async () => {
  for (const waitMs of [0, 300, 600, 900]) {
    const start = new Start();
    await delay(waitMs);
    start.child.kill('SIGINT');
    await start.exitCode();
    await expectNothingRuns();
  }
  await new Start().ready();
});
