import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { connectOwner } from './connect-owner.ts';
import { installQueue } from './install-queue.ts';
import { DatabaseSetupError } from './database-setup-error.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

export interface MigrateOptions {
  readonly ownerUrl: string;
  /** Folder of migrations; ours unless told. */
  readonly folder?: string;
}

const OUR_MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

// The key that Prisma's own engine locks, so that the two never migrate at the same time.
const PRISMA_LOCK_KEY = 72_707_369;

// Prisma's own table, made exactly as its engine makes it: `prisma migrate status` and friends read what we write.
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  await client.query(MIGRATIONS_TABLE);
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseSetupError(
      'migration_failed',
      `Migration ${migration.name} could not be applied and was undone: ${reason}.`,
      { cause },
    );
  }
}

/**
 * Applies the migrations that are missing, in order, and answers their names. With our own come those of the job queue.
 *
 * Each migration and the row that records it commit together, so a process that is killed half way leaves nothing to repair. Prisma's
 * own `migrate deploy` writes that row in a transaction of its own and then needs a person after a crash.
 *
 * @throws {DatabaseSetupError} `unreachable`; `migration_failed` when a script fails or an applied one was edited since
 */
export async function migrate({ ownerUrl, folder = OUR_MIGRATIONS }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await connectOwner(ownerUrl);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK_KEY]);
    const applied = await appliedChecksums(client);
    const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
    if (edited) {
      throw new DatabaseSetupError(
        'migration_failed',
        `Migration ${edited.name} was edited after it had been applied: restore it, or start afresh with npm run reset.`,
      );
    }
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    if (folder === OUR_MIGRATIONS) await installQueue(ownerUrl);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
