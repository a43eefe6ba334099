import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectOwner } from '@fieldfare/db/connect-owner';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@fieldfare/db/embedded-postgres';
import { ensureDatabase } from '@fieldfare/db/ensure-database';
import { ensureRoles } from '@fieldfare/db/ensure-roles';
import { rolePasswords } from '@fieldfare/db/role-passwords';
import { roleUrl, RUNTIME_ROLES, type RuntimeRole } from '@fieldfare/db/runtime-roles';
import { StartError } from '../shared/start-error.ts';
import type { DataFolder } from './data-folder.ts';
import type { StartSettings } from './settings.ts';
import type { Supervisor } from './supervisor.ts';
import type { Running } from './unit.ts';

/** Connection URLs, each for one role. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly payments: string;
  readonly web: string;
  readonly sandbox: string;
}

const DATABASE = 'fieldfare';

/** Tells at once, before anything is built, when a database of one's own does not answer. */
export async function checkOwnDatabase({ databaseUrl }: StartSettings): Promise<void> {
  if (databaseUrl === null) return;
  const client = await connectOwner(databaseUrl);
  await client.end();
}

function asRunning(server: EmbeddedPostgres): Running {
  const kill = () => {
    try {
      // Immediate shutdown: what was committed is recovered at the next start.
      process.kill(server.pid, 'SIGQUIT');
    } catch {
      // It has ended.
    }
  };
  return {
    exited: server.exited.then(() => 'see its log'),
    waitUntilReady: async () => {},
    kill,
    stop: async (graceMs) => {
      await Promise.race([server.stop(), delay(graceMs, null, { ref: false })]);
      kill();
      await server.exited;
    },
  };
}

/** Starts the embedded server, keeps it running, and answers its owner's URL. */
async function startOwnServer(folder: DataFolder, supervisor: Supervisor): Promise<string> {
  const logFile = folder.log('postgres');
  let serverUrl = '';
  // The processes know the port, so a server that is started again must come back on it.
  let port: number | undefined;
  await supervisor.start({
    title: 'database',
    logFile,
    isFoundation: true,
    start: async () => {
      const server = await startEmbeddedPostgres({
        dataDir: folder.postgres,
        logFile,
        ...(port && { port, isPortFixed: true }),
      });
      ({ port, serverUrl } = server);
      return asRunning(server);
    },
  });
  return serverUrl;
}

function userOf(url: string | null): string | undefined {
  return url === null ? undefined : decodeURIComponent(new URL(url).username);
}

/**
 * A data folder that is new to a database would give the roles new passwords, and take them away under the servers that run with another.
 *
 * @throws {StartError} where a role that this folder has no password for is in use, anywhere on the PostgreSQL server
 */
async function refuseRolesInUse(
  databaseUrl: string,
  roles: readonly RuntimeRole[],
  passwordFile: string,
): Promise<void> {
  if (existsSync(passwordFile)) return;
  const client = await connectOwner(databaseUrl);
  const statement = 'SELECT DISTINCT usename AS name FROM pg_stat_activity WHERE usename = ANY($1) ORDER BY 1';
  let users: string[];
  try {
    users = (await client.query<{ name: string }>(statement, [roles])).rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
  if (users.length === 0) return;
  throw new StartError(
    `Servers are connected to this PostgreSQL as ${users.join(', ')}, with passwords of another data folder, and would lose ` +
      `them. To run beside those servers copy secrets/database-roles.json of that folder to ${passwordFile}, or set PAYMENTS_DATABASE_URL and ` +
      'WEB_DATABASE_URL. To take their place stop them first.',
  );
}

/** Starts or finds the database, with its roles, and answers how to connect as each of them. */
export async function prepareDatabase(
  settings: StartSettings,
  folder: DataFolder,
  supervisor: Supervisor,
): Promise<DatabaseUrls> {
  const { databaseUrl, roleUrls } = settings;
  const owner = databaseUrl ?? (await ensureDatabase(await startOwnServer(folder, supervisor), DATABASE));
  const passwordFile = join(folder.secrets, 'database-roles.json');
  const members = {
    fieldfare_payments: userOf(roleUrls.payments),
    fieldfare_web: userOf(roleUrls.web),
    fieldfare_sandbox: userOf(roleUrls.sandbox),
  };
  const withoutUser = RUNTIME_ROLES.filter((role) => members[role] === undefined);
  if (databaseUrl !== null) await refuseRolesInUse(databaseUrl, withoutUser, passwordFile);
  const passwords = await rolePasswords(passwordFile);
  await ensureRoles({
    ownerUrl: owner,
    // A role that you connect as yourself keeps the password that you gave it.
    passwords: {
      ...(!roleUrls.payments && { fieldfare_payments: passwords.fieldfare_payments }),
      ...(!roleUrls.web && { fieldfare_web: passwords.fieldfare_web }),
      ...(!roleUrls.sandbox && { fieldfare_sandbox: passwords.fieldfare_sandbox }),
    },
    members,
  });
  return {
    owner,
    payments: roleUrls.payments ?? roleUrl(owner, 'fieldfare_payments', passwords.fieldfare_payments),
    web: roleUrls.web ?? roleUrl(owner, 'fieldfare_web', passwords.fieldfare_web),
    sandbox: roleUrls.sandbox ?? roleUrl(owner, 'fieldfare_sandbox', passwords.fieldfare_sandbox),
  };
}
