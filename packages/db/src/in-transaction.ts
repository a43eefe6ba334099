import type pg from 'pg';

/** Runs statements that commit together, or not at all. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((broken: unknown) => {
      failure = broken instanceof Error ? broken : new Error('the connection is broken');
    });
    throw error;
  } finally {
    // A connection that could not even roll back is not given to the next.
    client.release(failure);
  }
}
