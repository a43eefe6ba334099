import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { describeInternalChars } from './describe-internal-chars.ts';

export type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * The adapter splits a script at every semicolon, which cuts function bodies into pieces and commits each piece on its own. Sent whole,
 * PostgreSQL parses it, and runs it as one transaction.
 */
function sendScriptsWhole(adapter: PgAdapter): void {
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
}

/** Opens databases for the schema engine: the real one, and shadow ones that live as long as one command. */
export class MigrationAdapter extends PrismaPg {
  readonly #options: pg.PoolConfig;

  constructor(options: pg.PoolConfig) {
    super(options);
    this.#options = options;
  }

  override async connect(): Promise<PgAdapter> {
    const adapter = await super.connect();
    describeInternalChars(adapter);
    sendScriptsWhole(adapter);
    return adapter;
  }

  override async connectToShadowDb(): Promise<PgAdapter> {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = new pg.Client(this.#options);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    const adapter = await new MigrationAdapter({ ...this.#options, database: name }).connect();
    const dispose = adapter.dispose.bind(adapter);
    // The adapter would drop the database before it closes its own connections to it, which PostgreSQL refuses.
    adapter.dispose = async () => {
      await dispose();
      await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      await admin.end();
    };
    return adapter;
  }
}
