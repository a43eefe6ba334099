import pg from 'pg';
import { connectOwner } from './connect-owner.ts';
import { DatabaseSetupError } from './database-setup-error.ts';
import { RUNTIME_ROLES, type RuntimeRole, VAULT_ROLE } from './runtime-roles.ts';

export interface EnsureRolesOptions {
  readonly ownerUrl: string;
  /** The roles that may sign in, with their passwords. The others only carry grants. */
  readonly passwords: Partial<Record<RuntimeRole, string>>;
  /** Users of your own, by the role whose rights they are given. */
  readonly members?: Partial<Record<RuntimeRole, string>>;
}

// Two set-ups at once on one server would otherwise fail on each other's catalogue rows.
const LOCK_KEY = 7_241_903;
const INSUFFICIENT_PRIVILEGE = '42501';

// Before PostgreSQL 16 every member might become the role.
const MAY_BECOME = `SELECT CASE WHEN current_setting('server_version_num')::int >= 160000 THEN pg_has_role($1, 'SET') ELSE pg_has_role($1, 'MEMBER') END AS may`;

async function ensureExists(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (!rowCount) await client.query(`CREATE ROLE ${pg.escapeIdentifier(role)} NOLOGIN`);
}

/** Whoever migrates hands functions over to the vault's role, and for that must be able to become it. */
async function ensureVaultRole(client: pg.Client): Promise<void> {
  await ensureExists(client, VAULT_ROLE);
  const { rows } = await client.query<{ may: boolean }>(MAY_BECOME, [VAULT_ROLE]);
  if (!rows[0]?.may) await client.query(`GRANT ${pg.escapeIdentifier(VAULT_ROLE)} TO CURRENT_USER`);
}

async function ensureRole(client: pg.Client, role: RuntimeRole, options: EnsureRolesOptions): Promise<void> {
  const name = pg.escapeIdentifier(role);
  await ensureExists(client, role);
  const password = options.passwords[role];
  if (password) await client.query(`ALTER ROLE ${name} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  const member = options.members?.[role];
  if (member && member !== role) await client.query(`GRANT ${name} TO ${pg.escapeIdentifier(member)}`);
}

/**
 * Makes the runtime roles where they are missing and sets their passwords. Safe to repeat.
 *
 * @throws {DatabaseSetupError} `unreachable`, or `not_permitted` when the owner may not make roles
 */
export async function ensureRoles(options: EnsureRolesOptions): Promise<void> {
  const client = await connectOwner(options.ownerUrl);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    for (const role of RUNTIME_ROLES) await ensureRole(client, role, options);
    await ensureVaultRole(client);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) {
      const user = new URL(options.ownerUrl).username;
      throw new DatabaseSetupError(
        'not_permitted',
        `The user of DATABASE_URL may not make roles: as an administrator run ALTER ROLE ${pg.escapeIdentifier(user)} CREATEROLE, and start again.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    await client.end();
  }
}
