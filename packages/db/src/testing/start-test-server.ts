import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../embedded-postgres/command-line.ts';
import { endLeftoverServer } from '../embedded-postgres/end-leftover-server.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/start-embedded-postgres.ts';
import { ensureRoles } from '../ensure-roles.ts';

export interface TestServer {
  readonly serverUrl: string;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
}

const PREFIX = 'fieldfare-test-database-';

/** Ends the servers of test runs that were killed before they could. Their folders carry the number of the process that made them. */
async function removeAbandonedServers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    if (await commandLine(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    const folder = join(tmpdir(), name);
    // Another run, or another user's, may be removing it too.
    await endLeftoverServer(join(folder, 'cluster'))
      .then(() => rm(folder, { recursive: true, force: true }))
      .catch(() => {});
  }
}

/** Starts a PostgreSQL server that exists for one test run: in a temporary folder, without the durability that production has. */
export async function startTestServer(): Promise<TestServer> {
  await removeAbandonedServers();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  const password = decodeURIComponent(new URL(server.serverUrl).password);
  await ensureRoles({
    ownerUrl: server.serverUrl,
    passwords: { fieldfare_payments: password, fieldfare_web: password, fieldfare_sandbox: password },
  });
  return {
    serverUrl: server.serverUrl,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
