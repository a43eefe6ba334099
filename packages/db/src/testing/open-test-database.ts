import pg from 'pg';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from './create-test-database.ts';

export interface OpenTestDatabase {
  /** As the payment server has it. */
  database: Database;
  paymentsUrl: string;
  /** A connection that may do anything. */
  owner: pg.Client;
  /** Ends the connections and deletes the database. */
  close(): Promise<void>;
}

/** A fresh database, open to the payment server's role and to its owner. */
export async function openTestDatabase(): Promise<OpenTestDatabase> {
  const { paymentsUrl, ownerUrl, drop } = await createTestDatabase();
  const database = connectDatabase({ url: paymentsUrl });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  return {
    database,
    paymentsUrl,
    owner,
    close: async () => {
      await owner.end();
      await database.close();
      await drop();
    },
  };
}
