import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CleanUp } from './clean-up.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface PgbenchRun {
  program: string;
  /** The database, also its password, which travels in the environment. */
  url: string;
  /** File with the statements of one transaction of the benchmark. */
  script: string;
  clients: number;
  transactionsPerClient: number;
  variables: Readonly<Record<string, number | string>>;
  /** Begins them at this pace on average, whatever becomes of those before; as quick as they go unless told. */
  ratePerSecond?: number;
}

export interface PgbenchMeasured {
  /** Transactions per second, without the time to connect. */
  rate: number;
  /** How long each took from when it was due; none where there was no pace, because noting them is work, too. */
  latenciesMs: number[];
}

/** Runs pgbench over TCP with prepared statements. */
export async function runPgbench(options: PgbenchRun, cleanUp: CleanUp): Promise<PgbenchMeasured> {
  const url = new URL(options.url);
  const logs = options.ratePerSecond === undefined ? null : await temporaryFolder(cleanUp);
  const args = [
    '--no-vacuum',
    '--protocol=prepared',
    `--file=${options.script}`,
    `--client=${options.clients}`,
    `--jobs=${Math.min(2, options.clients)}`,
    `--transactions=${options.transactionsPerClient}`,
    ...(logs ? [`--rate=${options.ratePerSecond}`, '--log', `--log-prefix=${join(logs, 'transactions')}`] : []),
    ...Object.entries(options.variables).map(([name, value]) => `--define=${name}=${value}`),
    `--host=${url.hostname}`,
    `--port=${url.port}`,
    `--username=${url.username}`,
    url.pathname.slice(1),
  ];
  const { code, output } = await finished(options.program, args, decodeURIComponent(url.password), cleanUp);
  const rate = Number(/^tps = ([\d.]+)/m.exec(output)?.[1]);
  if (code !== 0 || !(rate > 0)) throw new Error(`pgbench failed: ${output.trim()}`);
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1] ?? '0';
  if (failed !== '0') throw new Error(`pgbench had ${failed} failed transactions`);
  return { rate, latenciesMs: logs ? await loggedLatencies(logs) : [] };
}

/** Of each line: client, number, microseconds, and what does not matter here. */
async function loggedLatencies(folder: string): Promise<number[]> {
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  const lines = texts.flatMap((text) => text.trim().split('\n'));
  return lines.map((line) => Number(line.split(' ')[2]) / 1_000);
}

function finished(program: string, args: string[], password: string, cleanUp: CleanUp) {
  const child = spawn(program, args, {
    env: { ...process.env, PGPASSWORD: password, PGSSLMODE: 'disable' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUp.add(() => void child.kill());
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
