import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftoverServer } from './end-leftover-server.ts';
import { type Cluster, ensureCluster, OWNER_ROLE } from './ensure-cluster.ts';
import { freePort } from './free-port.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { serverFailure } from './server-failure.ts';
import { unprivilegedCommand } from './unprivileged-command.ts';

export interface EmbeddedPostgresOptions {
  /** Absolute path of a folder that this function owns; made when missing. */
  readonly dataDir: string;
  /** Port wished for on 127.0.0.1; another free one is taken when it is in use, unless it is fixed. */
  readonly port?: number;
  readonly isPortFixed?: boolean;
  /** File that PostgreSQL's messages are appended to; `postgres.log` in the data folder unless told. */
  readonly logFile?: string;
  /** Server settings by name, for example `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  /** Connection URL of the owner, naming the database `postgres`. */
  readonly serverUrl: string;
  /** Settles when the server is gone, asked or not. */
  readonly exited: Promise<void>;
  /** Ends connections, writes a checkpoint and resolves when the process is gone. */
  stop(): Promise<void>;
}

// Statements and constraint details may hold what people typed, so neither is ever logged.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  logging_collector: 'off',
};

const START_DEADLINE_MS = 60_000;
const RETRIES = 50;

async function launch(
  cluster: Cluster,
  binaries: PostgresBinaries,
  port: number,
  options: EmbeddedPostgresOptions,
  logFile: string,
) {
  const wrap = await unprivilegedCommand(cluster.folder);
  const settings = Object.entries({ ...SETTINGS, ...options.settings, port: String(port) });
  const [program, ...args] = wrap([
    binaries.postgres,
    '-D',
    cluster.folder,
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = await open(logFile, 'a', 0o600);
  // Detached: Ctrl-C in a terminal reaches the whole process group, and the database must outlive what uses it.
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await log.close();
  return { child, exited };
}

async function waitUntilReady(child: ChildProcess, cluster: Cluster): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (child.pid && child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const file = await readPostmasterFile(cluster.folder);
    if (file?.pid === child.pid && file.isReady) return true;
    await delay(10);
  }
  return false;
}

/** A killed server's backends hold its shared memory for a moment; until they are gone a new server refuses to start. */
async function isHeldByLeftovers(logFile: string, from: number): Promise<boolean> {
  const file = await open(logFile);
  try {
    const { buffer, bytesRead } = await file.read({ position: from, buffer: Buffer.alloc(8192) });
    return buffer.subarray(0, bytesRead).includes('shared memory block');
  } finally {
    await file.close();
  }
}

/**
 * Starts PostgreSQL from the npm package, on its own data folder, listening on 127.0.0.1 only. Works as root and as an ordinary user,
 * and recovers from an earlier server that was killed or left running.
 *
 * @throws {DatabaseSetupError} with a message that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await postgresBinaries();
  const cluster = await ensureCluster(options.dataDir, binaries);
  const logFile = options.logFile ?? join(options.dataDir, 'postgres.log');
  await mkdir(dirname(logFile), { recursive: true });
  await endLeftoverServer(cluster.folder);

  for (let attempt = 0; ; attempt += 1) {
    const port = options.port && options.isPortFixed ? options.port : await freePort(options.port);
    const logStart = await stat(logFile).then(
      ({ size }) => size,
      () => 0,
    );
    const { child, exited } = await launch(cluster, binaries, port, options, logFile);
    if (await waitUntilReady(child, cluster)) {
      return {
        pid: child.pid ?? 0,
        port,
        serverUrl: `postgresql://${OWNER_ROLE}:${cluster.ownerPassword}@127.0.0.1:${port}/postgres`,
        exited,
        stop: async () => {
          child.kill('SIGINT');
          await exited;
        },
      };
    }
    child.kill('SIGQUIT');
    await exited;
    const failure = await serverFailure(logFile, logStart, port);
    // Somebody may take a port between the moment it was found free and now.
    const isWorthAnotherTry =
      (await isHeldByLeftovers(logFile, logStart)) || (failure.code === 'port_taken' && !options.isPortFixed);
    if (attempt >= RETRIES || !isWorthAnotherTry) throw failure;
    await delay(100);
  }
}
