import { join } from 'node:path';
import { startEmbeddedPostgres } from '@fieldfare/db/embedded-postgres';
import { ensureDatabase } from '@fieldfare/db/ensure-database';
import { ensureRoles } from '@fieldfare/db/ensure-roles';
import { migrate } from '@fieldfare/db/migrate';
import { rolePasswords } from '@fieldfare/db/role-passwords';
import { roleUrl } from '@fieldfare/db/runtime-roles';
import type { CleanUp } from './clean-up.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface BenchDatabase {
  ownerUrl: string;
  paymentsUrl: string;
  webUrl: string;
  sandboxUrl: string;
}

export interface BenchServer {
  /** Temporary; whatever else a process under test keeps goes here too. */
  folder: string;
  /** The server's own process, whose children serve the connections. */
  pid: number;
  /** Makes a database with every migration and the runtime roles. */
  createDatabase(name: string): Promise<BenchDatabase>;
}

// pgbench takes one for each of its clients.
const MAX_CONNECTIONS = '400';

/** A PostgreSQL server of its own, with the settings that the product ships: fsync and synchronous_commit are on. */
export async function startBenchServer(cleanUp: CleanUp): Promise<BenchServer> {
  const folder = await temporaryFolder(cleanUp);
  const settings = { max_connections: MAX_CONNECTIONS };
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings });
  cleanUp.add(() => server.stop());
  const passwords = await rolePasswords(join(folder, 'role-passwords.json'));
  return {
    folder,
    pid: server.pid,
    createDatabase: async (name) => {
      const ownerUrl = await ensureDatabase(server.serverUrl, name);
      await ensureRoles({ ownerUrl, passwords });
      await migrate({ ownerUrl });
      return {
        ownerUrl,
        paymentsUrl: roleUrl(ownerUrl, 'fieldfare_payments', passwords.fieldfare_payments),
        webUrl: roleUrl(ownerUrl, 'fieldfare_web', passwords.fieldfare_web),
        sandboxUrl: roleUrl(ownerUrl, 'fieldfare_sandbox', passwords.fieldfare_sandbox),
      };
    },
  };
}
