import pg from 'pg';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from './create-test-database.ts';
import type { TestDatabase } from './create-test-database.ts';

export interface OpenTestDatabase extends Omit<TestDatabase, 'drop'> {
  /** As the payment server has it. */
  database: Database;
  /** A connection that may do anything. */
  owner: pg.Client;
  /** Ends the connections and deletes the database. */
  close(): Promise<void>;
}

/** A fresh database, open to the payment server's role and to its owner. */
export async function openTestDatabase(): Promise<OpenTestDatabase> {
  const created = await createTestDatabase();
  const database = connectDatabase({ url: created.paymentsUrl });
  const owner = new pg.Client({ connectionString: created.ownerUrl });
  await owner.connect();
  return {
    ...created,
    database,
    owner,
    close: async () => {
      await owner.end();
      await database.close();
      await created.drop();
    },
  };
}
