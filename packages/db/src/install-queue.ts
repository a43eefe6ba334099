import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { connectOwner } from './connect-owner.ts';

/** Where graphile-worker keeps its jobs. */
const SCHEMA = 'graphile_worker';

/**
 * Installs the job queue's schema, or brings it up to date, and lets the payment server use it. The library's migrations are its own: they
 * are no part of ours, and the drift check does not look at them. Its tables have row security on, so that a role that does not own them
 * needs a policy beside the grant. Safe to repeat.
 */
export async function installQueue(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, schema: SCHEMA, logger: new Logger(() => () => undefined) });
  const client = await connectOwner(ownerUrl);
  try {
    await client.query('BEGIN');
    await client.query(GRANTS);
    const { rows } = await client.query<{ name: string }>(TABLES_WITHOUT_POLICY);
    for (const { name } of rows) {
      const table = pg.escapeIdentifier(name);
      await client.query(
        `CREATE POLICY fieldfare_payments ON ${SCHEMA}.${table} TO fieldfare_payments USING (true) WITH CHECK (true)`,
      );
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

const GRANTS = `
  REVOKE ALL ON SCHEMA ${SCHEMA} FROM PUBLIC;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} FROM PUBLIC;
  GRANT USAGE ON SCHEMA ${SCHEMA} TO fieldfare_payments;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO fieldfare_payments;
  REVOKE INSERT, UPDATE, DELETE ON ${SCHEMA}.migrations FROM fieldfare_payments;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${SCHEMA} TO fieldfare_payments;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO fieldfare_payments`;

const TABLES_WITHOUT_POLICY = `
  SELECT c.relname AS name FROM pg_class c
  WHERE c.relnamespace = '${SCHEMA}'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
    AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'fieldfare_payments')`;
