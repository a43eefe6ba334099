import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connectOwner } from '../connect-owner.ts';
import { ensureDatabase } from '../ensure-database.ts';
import { migrate } from '../migrate.ts';
import { readMigrations } from '../read-migrations.ts';

const LOCK_KEY = 7_241_904;
const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/**
 * The name of a migrated, empty database to copy from. It carries a hash of the migrations, so that a server which outlives an edit of
 * them never serves the old tables.
 */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, checksum } of await readMigrations(MIGRATIONS)) hash.update(`${name} ${checksum}\n`);
  const template = `template_${hash.digest('hex').slice(0, 16)}`;

  const client = await connectOwner(serverUrl);
  try {
    // Test files start at the same moment; one of them migrates and the others wait for it.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount) return template;
    const unfinished = `${template}_new`;
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(unfinished)} WITH (FORCE)`);
    await migrate({ ownerUrl: await ensureDatabase(serverUrl, unfinished), folder: MIGRATIONS });
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(unfinished)} RENAME TO ${pg.escapeIdentifier(template)}`);
    return template;
  } finally {
    await client.end();
  }
}
